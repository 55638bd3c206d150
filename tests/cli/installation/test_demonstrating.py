"""`answerable demo`: loaded once, never over somebody's own company, and served."""

import argparse
from collections.abc import Callable
from datetime import date

import pytest
from rich.console import Console

from answerable.cli.installation import serving
from answerable.cli.main import main
from answerable.facts.people import accounts
from answerable.facts.people.models import Account, Installation, Partnership
from answerable.jobs import demo, tick
from answerable.ledger import read as ledger
from demos import make_small
from staged import TODAY

pytestmark = pytest.mark.django_db

REFUSED = "This installation is in use already. Name another place: ANSWERABLE_HOME=demo answerable demo\n"
EMAILS = ["demo-0@example.com", "demo-1@example.com", "demo-partner@example.com", "administrator@example.com"]


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
    """The staged company in the place of the demo company."""
    make_small(monkeypatch)


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "load", lambda *_given: pytest.fail("The demo company was loaded."))


def test_the_demo_company_is_loaded_its_days_happen_and_it_is_served(small_demo: None, served: list[int]):
    assert main(["demo", "--port", "8123"]) == 0

    assert served == [8123]
    assert tick.looked_until() == date(2026, 1, 13)
    shown = [(one.email, one.persona) for one in accounts.demo_accounts()]
    assert shown == [
        ("demo-0@example.com", "Falls short"),
        ("demo-1@example.com", "Does well"),
        ("demo-partner@example.com", "Partner of the north"),
        ("administrator@example.com", demo.ADMINISTRATOR),
    ]
    named = Partnership.objects.get(account__email="demo-partner@example.com")
    assert (named.unit.key, named.starts_on) == ("north", TODAY)
    assert Account.objects.get(email="administrator@example.com").is_administrator


def test_once_loaded_it_is_only_served(small_demo: None, served: list[int], monkeypatch: pytest.MonkeyPatch):
    main(["demo"])
    head = ledger.head()
    monkeypatch.setattr(demo, "load", lambda *_given: pytest.fail("The demo company was loaded again."))

    assert main(["demo"]) == 0

    assert served == [8000, 8000]
    assert ledger.head() == head


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
