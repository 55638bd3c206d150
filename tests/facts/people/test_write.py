"""The chain written out, accounts, readings."""

from datetime import UTC, date, datetime

import pytest

from answerable.facts.people import accounts, write
from answerable.facts.people.models import Account, Partnership, Person, Place, Reading

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
TODAY = date(2026, 1, 12)


def places(key: str) -> list[tuple[str, int, date, date | None]]:
    rows = Place.objects.filter(person__key=key).order_by("starts_on", "level")
    return list(rows.values_list("leader__key", "level", "starts_on", "ends_on"))


def test_everybody_s_chain_is_written_out_with_its_days():
    began, moved = date(2024, 1, 1), date(2025, 12, 1)

    assert places("seller-6") == [
        ("leader", 1, began, moved),
        ("director", 2, began, None),
        ("chief", 3, began, None),
        ("new-leader", 1, moved, None),
    ]
    assert places("chief") == []


def test_writing_it_again_changes_nothing():
    before = places("seller-6")

    write.rewrite_places()

    assert places("seller-6") == before


def test_an_installation_begins_once():
    again = write.begin(on=date(2030, 1, 1), name="Other")

    assert (again.name, again.began_on) == ("Cast", date(2025, 1, 1))


def test_an_account_is_opened_without_a_password_until_its_owner_chooses_one():
    account = write.open_account(email="New@Example.com", person=None, actor="administrator@example.com", at=AT)

    assert account.email == "new@example.com"
    assert not account.has_usable_password()


def test_a_people_partner_is_named_for_each_unit_by_itself():
    account = write.open_account(email="p@example.com", person=None, actor="administrator@example.com", at=AT)

    write.name_partner(account=account, units=["north", "south"], on=TODAY, actor="administrator@example.com", at=AT)

    named = Partnership.objects.filter(account=account).values_list("unit__key", "starts_on")
    assert sorted(named) == [("north", TODAY), ("south", TODAY)]


def test_a_reading_is_noted_once_a_day():
    reader = Account.objects.get(email="leader@example.com")
    person = Person.objects.get(key="seller-1")

    for _ in range(2):
        write.note_reading(reader=reader.pk, person=person.pk, page="person", at=AT, on=TODAY)

    assert Reading.objects.filter(person=person).count() == 1


def test_two_readings_at_once_are_one(monkeypatch: pytest.MonkeyPatch):
    def overtaken(self: Reading, **_: object) -> None:
        raise write.IntegrityError

    monkeypatch.setattr(Reading, "save", overtaken)
    reader = Account.objects.get(email="leader@example.com")

    write.note_reading(reader=reader.pk, person=1, page="person", at=AT, on=TODAY)

    assert not Reading.objects.exists()


def test_letters_are_chosen():
    account = Account.objects.get(email="leader@example.com")

    write.choose_letters(account=account.pk, digest=False, notices=True)

    signed = accounts.account(account.pk)
    assert signed is not None
    assert accounts.letters(accounts.asker(signed, TODAY)) == (False, True)


def test_a_closed_account_signs_in_no_more():
    account = Account.objects.get(email="leader@example.com")

    write.close_account(account=account.pk, actor="administrator@example.com", at=AT)

    assert accounts.account(account.pk) is None


def test_an_account_is_closed_once_and_those_of_the_demo_company_never():
    peer = Account.objects.get(email="peer@example.com")
    Account.objects.filter(email="seller@example.com").update(persona="Falls short")
    persona = Account.objects.get(email="seller@example.com")
    by = {"actor": "administrator@example.com", "at": AT}

    assert write.close_account(account=peer.pk, **by)
    assert not write.close_account(account=peer.pk, **by)
    assert not write.close_account(account=persona.pk, **by)

    persona.refresh_from_db()
    assert persona.is_active
