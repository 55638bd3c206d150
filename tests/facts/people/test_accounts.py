"""Who asks, what their place lets them ask, and who else may sign in."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from answerable.facts.people import accounts, write
from answerable.facts.people.models import Account, Grant, Installation, Partnership, Person, Place, Reading, Unit
from answerable.rules import seeing
from asking import asker
from staged import AT, LOOKING, TODAY

pytestmark = pytest.mark.django_db


def test_an_account_comes_with_its_person_and_whether_that_leads_anybody():
    found = accounts.account(Account.objects.get(email="leader@example.com").pk)

    assert found is not None
    assert found.person is not None
    assert (found.person.name, found.leads_somebody, found.is_partner) == ("Lee Okoro", True, False)
    assert accounts.account(0) is None


def test_a_closed_account_is_nobody_s():
    number = Account.objects.get(email="leader@example.com").pk
    Account.objects.filter(pk=number).update(is_active=False)

    assert accounts.account(number) is None
    assert number not in {one.pk for one in accounts.accounts_to_tell()}


@pytest.mark.parametrize("name", ["chief", "director", "leader", "new leader"])
def test_who_leads_somebody_is_known_along_with_the_account(name: str):
    assert asker(name).leads


@pytest.mark.parametrize("name", ["seller", "peer", "moved", "stranger", "partner", "north-partner", "administrator"])
def test_whoever_leads_nobody_leads_nobody_whatever_their_role_is_called(name: str):
    assert not asker(name).leads


def test_an_asker_is_the_person_on_that_day():
    found = asker("seller")

    person = Person.objects.get(key="seller-1")
    viewer = seeing.Viewer(person_id="seller-1", partner_of=frozenset(), is_administrator=False, grants=())
    number = Account.objects.get(email="seller@example.com").pk
    assert found == accounts.Asker(number, person.pk, "Seller-1", leads=False, viewer=viewer, on=TODAY)


def test_an_account_of_nobody_is_called_by_its_address():
    found = asker("administrator")

    assert (found.person, found.name, found.viewer.person_id) == (None, "administrator@example.com", accounts.NOBODY)
    assert found.viewer.is_administrator


def test_a_people_partner_is_one_of_the_units_and_days_they_were_named_for():
    Partnership.objects.update(ends_on=date(2026, 2, 1))

    assert asker("north-partner").viewer.partner_of == {"north"}
    assert asker("north-partner", date(2026, 1, 31)).viewer.partner_of == {"north"}
    assert asker("north-partner", date(2026, 2, 1)).viewer.partner_of == frozenset()
    assert asker("north-partner", date(2023, 12, 31)).viewer.partner_of == frozenset()
    assert asker("partner").viewer.partner_of == frozenset()
    assert asker("leader").viewer.partner_of == frozenset()


def grant(email: str) -> None:
    Grant.objects.create(
        account=Account.objects.get(email=email),
        person=Person.objects.get(key="seller-1"),
        matter="performance",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 1),
        granted_by=Account.objects.get(email="administrator@example.com"),
    )


def test_a_people_partner_of_every_unit_there_is_is_one_of_the_whole():
    account = Account.objects.get(email="north-partner@example.com")
    assert not asker("north-partner").viewer.is_partner_of_all
    write.name_partner(account=account, units=["south", "company"], on=TODAY, actor="administrator@example.com", at=AT)

    assert asker("north-partner").viewer.is_partner_of_all
    # A unit that is added later is not theirs until they are named for it.
    Unit.objects.create(key="east", name="East")
    assert not asker("north-partner").viewer.is_partner_of_all
    assert not asker("leader").viewer.is_partner_of_all


def test_a_grant_comes_along_with_an_administrator_until_it_ends():
    grant("administrator@example.com")

    opened = seeing.Grant(seeing.Matter.PERFORMANCE, "seller-1", date(2026, 1, 1), date(2026, 2, 1))
    assert asker("administrator").viewer.grants == (opened,)
    assert asker("administrator", date(2026, 1, 31)).viewer.grants == (opened,)
    assert asker("administrator", date(2026, 2, 1)).viewer.grants == ()


def test_a_grant_to_somebody_who_is_no_administrator_opens_nothing():
    grant("stranger@example.com")

    assert asker("stranger").viewer.grants == ()


def test_whether_anybody_can_sign_in_and_whether_the_installation_has_begun():
    begun = accounts.installation()

    assert accounts.has_accounts()
    assert begun is not None
    assert (begun.name, begun.began_on, begun.is_demo, begun.stands_on) == ("Cast", date(2025, 1, 1), True, TODAY)

    Partnership.objects.all().delete()
    Account.objects.all().delete()
    Installation.objects.all().delete()

    assert not accounts.has_accounts()
    assert accounts.installation() is None


def test_only_an_administrator_sees_the_accounts():
    found = {one.email: one for one in accounts.accounts(asker("administrator"))}

    others = [*LOOKING, "north-partner"]
    partner = Account.objects.get(email="north-partner@example.com")
    assert found["north-partner@example.com"] == accounts.AccountShown(
        partner.pk, "north-partner@example.com", "", is_administrator=False, is_active=True, units=("North",)
    )
    assert found["leader@example.com"].person == "Lee Okoro"
    assert found["administrator@example.com"].is_administrator
    assert list(found) == sorted(found)
    assert len(found) == len(LOOKING) + 2
    assert [accounts.accounts(asker(name)) for name in others] == [()] * len(others)


@pytest.mark.parametrize(
    ("words", "emails"),
    [
        ("okoro", ["leader@example.com"]),
        ("LEADER", ["leader@example.com", "new-leader@example.com"]),
        ("leader nia", ["new-leader@example.com"]),
        ("partner", ["north-partner@example.com", "partner@example.com"]),
        ("nobody", []),
    ],
)
def test_an_administrator_finds_accounts_by_parts_of_address_and_name(words: str, emails: list[str]):
    assert [one.email for one in accounts.accounts(asker("administrator"), words)] == emails
    assert accounts.accounts(asker("chief"), words) == ()


def test_accounts_come_page_by_page():
    def page(skip: int, limit: int) -> list[str]:
        return [one.email for one in accounts.accounts(asker("administrator"), skip=skip, limit=limit)]

    assert page(0, 2) == ["administrator@example.com", "chief@example.com"]
    assert page(2, 1) == ["director@example.com"]
    assert page(11, 5) == []


def test_how_many_can_sign_in_is_told_to_administrators():
    write.close_account(
        account=Account.objects.get(email="peer@example.com").pk, actor="administrator@example.com", at=AT
    )

    assert accounts.accounts_open(asker("administrator")) == len(LOOKING) + 1
    assert accounts.accounts_open(asker("chief")) == 0


def test_the_units_of_a_partner_come_by_name_while_they_last():
    account = Account.objects.get(email="partner@example.com")
    write.name_partner(account=account, units=["south", "north"], on=TODAY, actor="administrator@example.com", at=AT)
    Partnership.objects.filter(account=account, unit__key="north").update(ends_on=date(2026, 1, 20))

    def units(on: date) -> tuple[str, ...]:
        return {one.email: one.units for one in accounts.accounts(asker("administrator", on))}["partner@example.com"]

    assert units(TODAY) == ("North", "South")
    assert units(date(2026, 1, 20)) == ("South",)
    assert units(TODAY - timedelta(days=1)) == ()


def test_an_address_or_a_person_has_one_account():
    assert accounts.is_taken("LEADER@example.com", "")
    assert accounts.is_taken("new@example.com", "leader")
    assert not accounts.is_taken("new@example.com", "")
    assert not accounts.is_taken("new@example.com", "seller-3")


def test_who_looked_is_seen_by_whom_they_looked_at_the_latest_first():
    leader, administrator, seller = asker("leader"), asker("administrator"), asker("seller")
    person, day_before = seller.person or 0, TODAY - timedelta(days=1)
    write.note_reading(reader=leader.account, person=person, page="person", at=AT, on=TODAY)
    write.note_reading(
        reader=administrator.account, person=person, page="gap", at=AT - timedelta(days=1), on=day_before
    )

    assert accounts.readings_of(seller, since=day_before) == (
        accounts.Read("Lee Okoro", "person", TODAY),
        accounts.Read("administrator@example.com", "gap", day_before),
    )
    assert accounts.readings_of(seller, since=TODAY) == (accounts.Read("Lee Okoro", "person", TODAY),)


@pytest.mark.parametrize("name", ["leader", "director", "peer", "stranger", "administrator"])
def test_who_looked_at_somebody_is_nobody_else_s_to_see(name: str):
    reader, seller = Account.objects.get(email="leader@example.com"), Person.objects.get(key="seller-1")
    Reading.objects.create(reader=reader, person=seller, page="person", at=AT, on=TODAY)

    assert accounts.readings_of(asker(name), since=TODAY) == ()


def test_looking_round_is_for_the_demo_company_alone():
    assert accounts.demo_accounts() == []

    write.open_account(
        email="look@example.com", person=None, persona="sees everything", actor="administrator@example.com", at=AT
    )
    closed = write.open_account(
        email="closed@example.com", person=None, persona="saw everything", actor="administrator@example.com", at=AT
    )
    Account.objects.filter(pk=closed.pk).update(is_active=False)

    assert [one.email for one in accounts.demo_accounts()] == ["look@example.com"]
    assert "look@example.com" not in {one.email for one in accounts.accounts_to_tell()}

    Installation.objects.update(is_demo=False)

    assert accounts.demo_accounts() == []


def test_letters_go_to_people_who_can_sign_in():
    told = [one.email for one in accounts.accounts_to_tell()]

    assert told == [f"{name.replace(' ', '-')}@example.com" for name in LOOKING]


def test_which_letters_somebody_gets():
    assert accounts.letters(asker("leader")) == (True, True)

    write.choose_letters(account=asker("leader").account, digest=True, notices=False)

    assert accounts.letters(asker("leader")) == (True, False)
    assert accounts.letters(asker("chief")) == (True, True)


def test_somebody_whose_people_all_have_an_end_ahead_of_them_leads_until_it_comes():
    places = Place.objects.filter(leader__key="new-leader", level=1)

    places.update(ends_on=timezone.localdate() + timedelta(days=30))
    before = asker("new leader").leads
    places.update(ends_on=timezone.localdate())

    assert (before, asker("new leader").leads) == (True, False)
