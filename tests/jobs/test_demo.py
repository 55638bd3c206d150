"""The demo company is loaded once, whole, and goes on where loading broke off."""

from datetime import date

import pytest

from answerable.engine.worlds import demo_company
from answerable.facts.levers import read as levers
from answerable.facts.levers.library import shipped
from answerable.facts.levers.models import Edition, Lever
from answerable.facts.people import accounts
from answerable.facts.people import write as people_write
from answerable.facts.people.models import Account, Installation
from answerable.jobs import demo
from answerable.jobs.demo import Happening
from answerable.ledger import read as ledger
from demos import make_small
from staged import TODAY

pytestmark = pytest.mark.django_db

EMAILS = ["demo-0@example.com", "demo-1@example.com", "demo-partner@example.com", "administrator@example.com"]


@pytest.fixture
def small_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The staged company in the place of the demo company."""
    make_small(monkeypatch)


def test_nobody_has_a_password_there(small_demo: None):
    demo.load()

    assert not any(account.has_usable_password() for account in Account.objects.filter(email__in=EMAILS))


def test_its_library_is_there_from_the_start(small_demo: None):
    Edition.objects.all().delete()
    Lever.objects.all().delete()

    demo.load()

    assert levers.in_library() == len(shipped())


def test_days_are_told_as_they_happen(small_demo: None):
    told: list[date] = []

    demo.load(told.append)

    assert told == [TODAY, date(2026, 1, 13)]


def test_loading_that_broke_off_goes_on(small_demo: None, monkeypatch: pytest.MonkeyPatch):
    def breaks(**_given: object) -> None:
        raise RuntimeError("power cut")

    name_partner = people_write.name_partner
    monkeypatch.setattr(people_write, "name_partner", breaks)
    with pytest.raises(RuntimeError, match="power cut"):
        demo.load()
    # All accounts or none: the first of them says that the company is there.
    assert accounts.demo_accounts() == []

    monkeypatch.setattr(people_write, "name_partner", name_partner)
    demo.load()

    assert [one.email for one in accounts.demo_accounts()] == EMAILS


def test_whoever_one_can_look_through_is_in_the_demo_company():
    tables = demo_company().tables
    people = {*tables["people"]["person_id"].to_list()}
    units = {*tables["units"]["unit_id"].to_list()}

    key, _persona, partner_of = demo.PARTNER

    assert {person for person, _story in demo.PERSONAS} | {key} <= people
    assert set(partner_of) <= units


def test_loaded_twice_nothing_is_doubled(small_demo: None):
    demo.load()
    head = ledger.head()

    demo.load()

    assert ledger.head() == head
    assert [one.email for one in accounts.demo_accounts()] == EMAILS


def test_how_far_it_is_is_told_until_it_is_there(small_demo: None):
    before = demo.happening()

    demo.load()

    assert before == Happening(1, 2)
    assert demo.happening() is None


def test_where_nothing_has_begun_but_somebody_has_set_up_it_may_not_be_loaded():
    Installation.objects.all().delete()
    Account.objects.update(is_active=False)

    assert demo.happening() is None
    assert not demo.may_load()


def test_it_may_be_loaded_into_an_empty_installation_and_never_over_a_company():
    Installation.objects.update(is_demo=False)

    assert not demo.may_load()
    assert demo.happening() is None
