"""`answerable demo`: loaded once, never over somebody's own company, and served."""

import argparse
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from rich.console import Console

from answerable.cli.installation import demonstrating, serving
from answerable.cli.main import main
from answerable.engine.worlds import demo_company
from answerable.facts.people import accounts
from answerable.facts.people import write as people_write
from answerable.facts.people.models import Account, Installation, Partnership
from answerable.jobs import tick
from answerable.ledger import read as ledger
from staged import TODAY, staged_tables

pytestmark = pytest.mark.django_db

REFUSED = "This installation is in use already. Name another place: ANSWERABLE_HOME=demo answerable demo\n"
EMAILS = ["demo-0@example.com", "demo-1@example.com", "demo-partner@example.com", "demo-administrator@example.com"]


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ports on which something was served; nothing listens."""
    ports: list[int] = []

    def run(arguments: argparse.Namespace, _console: Console, _complaints: Console) -> int:
        ports.append(arguments.port)
        return 0

    monkeypatch.setattr(serving, "run", run)
    return ports


@pytest.fixture
def small_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The staged company instead of the demo company, of which two days are left to happen."""
    monkeypatch.setattr(demonstrating, "demo_company", lambda: SimpleNamespace(tables=staged_tables()))
    monkeypatch.setattr(demonstrating, "FIRST", TODAY)
    monkeypatch.setattr(demonstrating, "TODAY", date(2026, 1, 13))
    monkeypatch.setattr(demonstrating, "PERSONAS", (("seller-1", "Falls short"), ("seller-3", "Does well")))
    monkeypatch.setattr(demonstrating, "PARTNER", ("seller-4", "Partner of the north", ("north",)))
    Account.objects.filter(person__key="seller-1").delete()


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstrating, "load", lambda *_given: pytest.fail("The demo company was loaded."))


def test_the_demo_company_is_loaded_its_days_happen_and_it_is_served(small_demo: None, served: list[int]):
    assert main(["demo", "--port", "8123"]) == 0

    assert served == [8123]
    assert tick.looked_until() == date(2026, 1, 13)
    shown = [(one.email, one.persona) for one in accounts.demo_accounts()]
    assert shown == [
        ("demo-0@example.com", "Falls short"),
        ("demo-1@example.com", "Does well"),
        ("demo-partner@example.com", "Partner of the north"),
        ("demo-administrator@example.com", demonstrating.ADMINISTRATOR),
    ]
    named = Partnership.objects.get(account__email="demo-partner@example.com")
    assert (named.unit.key, named.starts_on) == ("north", TODAY)
    assert Account.objects.get(email="demo-administrator@example.com").is_administrator


def test_nobody_has_a_password_there(small_demo: None):
    demonstrating.load()

    assert not any(account.has_usable_password() for account in Account.objects.filter(email__in=EMAILS))


def test_days_are_told_as_they_happen(small_demo: None):
    told: list[date] = []

    demonstrating.load(told.append)

    assert told == [TODAY, date(2026, 1, 13)]


def test_once_loaded_it_is_only_served(small_demo: None, served: list[int], monkeypatch: pytest.MonkeyPatch):
    main(["demo"])
    head = ledger.head()
    monkeypatch.setattr(demonstrating, "load", lambda *_given: pytest.fail("The demo company was loaded again."))

    assert main(["demo"]) == 0

    assert served == [8000, 8000]
    assert ledger.head() == head


def test_loading_that_broke_off_goes_on(small_demo: None, monkeypatch: pytest.MonkeyPatch):
    def breaks(**_given: object) -> None:
        raise RuntimeError("power cut")

    name_partner = people_write.name_partner
    monkeypatch.setattr(people_write, "name_partner", breaks)
    with pytest.raises(RuntimeError, match="power cut"):
        demonstrating.load()
    # All accounts or none: the first of them says that the company is there.
    assert accounts.demo_accounts() == []

    monkeypatch.setattr(people_write, "name_partner", name_partner)
    demonstrating.load()

    assert [one.email for one in accounts.demo_accounts()] == EMAILS


@pytest.mark.usefixtures("_alone")
def test_over_a_company_of_one_s_own_it_is_refused_and_nothing_is_served(
    served: list[int], capsys: pytest.CaptureFixture[str]
):
    Installation.objects.update(is_demo=False)
    head = ledger.head()

    assert main(["demo"]) == 2

    assert capsys.readouterr().err == REFUSED
    assert (served, ledger.head()) == ([], head)


@pytest.mark.usefixtures("_alone")
def test_where_somebody_has_set_up_the_installation_it_is_refused(
    served: list[int], capsys: pytest.CaptureFixture[str]
):
    Installation.objects.all().delete()

    assert main(["demo"]) == 2

    assert capsys.readouterr().err == REFUSED
    assert served == []


def test_in_an_empty_installation_a_demo_begins(small_demo: None, served: list[int], empty: Callable[[], None]):
    empty()

    assert main(["demo"]) == 0

    begun = Installation.objects.get()
    assert (begun.name, begun.is_demo, begun.began_on, begun.stands_on) == ("Tessaline", True, TODAY, date(2026, 1, 13))
    assert served == [8000]


@pytest.fixture
def empty() -> Callable[[], None]:
    """Takes away whoever can sign in, and that anything has begun."""

    def take_away() -> None:
        Installation.objects.all().delete()
        Partnership.objects.all().delete()
        Account.objects.all().delete()

    return take_away


def test_whoever_one_can_look_through_is_in_the_demo_company():
    tables = demo_company().tables
    people = {*tables["people"]["person_id"].to_list()}
    units = {*tables["units"]["unit_id"].to_list()}

    key, _persona, partner_of = demonstrating.PARTNER

    assert {person for person, _story in demonstrating.PERSONAS} | {key} <= people
    assert set(partner_of) <= units
