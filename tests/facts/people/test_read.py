"""Who is there, who leads whom, and who may see of whom what."""

from datetime import date

import pytest

from answerable.facts.people import read
from answerable.facts.people.models import Account, Assignment, Grant, Person, Unit
from asking import asker
from staged import AT, MOVED_ON, TODAY

pytestmark = pytest.mark.django_db


def sight(name: str, key: str, on: date = TODAY) -> tuple[bool, date | None]:
    found = read.sight_of(asker(name, on), Person.objects.get(key=key))
    return found.allowed, found.until


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("seller", "seller-1", (True, None)),
        ("leader", "seller-1", (True, None)),
        ("director", "seller-1", (True, None)),
        ("chief", "seller-1", (True, None)),
        ("north-partner", "seller-1", (True, None)),
        ("new leader", "seller-6", (True, None)),
        ("leader", "seller-6", (True, date(2025, 11, 30))),
        ("peer", "seller-1", (False, None)),
        ("stranger", "seller-1", (False, None)),
        ("new leader", "seller-1", (False, None)),
        ("seller", "leader", (False, None)),
        ("administrator", "seller-1", (False, None)),
        ("north-partner", "seller-6", (False, None)),
        ("partner", "seller-1", (False, None)),
    ],
)
def test_a_person_is_seen_by_themselves_their_line_and_their_partner(
    name: str, key: str, expected: tuple[bool, date | None]
):
    assert sight(name, key) == expected


def test_a_grant_opens_one_person_to_an_administrator_while_it_lasts():
    administrator = Account.objects.get(email="administrator@example.com")
    Grant.objects.create(
        account=administrator,
        person=Person.objects.get(key="seller-1"),
        matter="performance",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 1),
        granted_by=administrator,
    )

    assert sight("administrator", "seller-1") == (True, None)
    assert sight("administrator", "seller-2") == (False, None)
    assert sight("administrator", "seller-1", date(2026, 2, 1)) == (False, None)


def test_direct_reports_come_by_name_and_since_when():
    found = read.direct_reports(asker("new leader"))

    assert [(one.key, one.role, one.unit, one.since) for one in found] == [
        ("seller-6", "Account Executive", "South", MOVED_ON)
    ]
    assert [one.name for one in read.direct_reports(asker("leader"))] == [f"Seller-{n}" for n in range(1, 6)]
    assert read.direct_reports(asker("administrator")) == ()


def test_the_leaders_and_roles_of_a_person_over_time():
    moved = read.subject("seller-6")
    assert moved is not None

    leaders = read.leaders_of(moved.pk, until=TODAY)
    roles = read.roles_of(moved.pk, until=TODAY)

    assert [(one.name, one.ends_on) for one in leaders] == [("Lee Okoro", MOVED_ON), ("Nia Wolf", None)]
    assert [(one.key, one.starts_on, one.ends_on) for one in roles] == [("sells", date(2024, 1, 1), None)]
    assert [one.name for one in read.leaders_of(moved.pk, until=date(2025, 11, 30))] == ["Lee Okoro"]


def test_the_chain_above_and_the_leaders_below():
    seller, chief = read.subject("seller-1"), read.subject("chief")
    assert seller is not None
    assert chief is not None

    assert [one.key for one in read.chain_of(seller.pk, TODAY)] == ["leader", "director", "chief"]
    below = read.leaders_below(chief.pk, levels=2)
    assert [(one.key, one.level) for one in below] == [("director", 1), ("leader", 2), ("new-leader", 2)]
    assert {one.above for one in below if one.level == 2} == {below[0].number}


def test_somebody_finds_whom_they_may_see_and_nobody_else():
    assert [one.name for one in read.find(asker("leader"), "seller", limit=20)] == [f"Seller-{n}" for n in range(1, 6)]
    assert [one.name for one in read.find(asker("north-partner"), "okoro", limit=20)] == ["Lee Okoro"]
    assert [one.name for one in read.find(asker("seller"), "s", limit=20)] == ["Seller-1"]
    assert read.find(asker("administrator"), "seller", limit=20) == ()


def test_the_two_sides_of_an_agreement():
    sides = read.sides_of("seller-6", TODAY)

    assert sides is not None
    assert (sides.person.key, sides.leader.key, sides.role) == ("seller-6", "new-leader", "sells")
    assert read.sides_of("chief", TODAY) is None
    assert read.sides_of("nobody", TODAY) is None


def test_counts_for_administrators():
    assert read.people_on_record() == 12
    assert read.unit_keys() == (("company", "All"), ("north", "North"), ("south", "South"))
    assert read.subject("nobody") is None
    assert read.person("seller-1") == Person.objects.get(key="seller-1")


def test_somebody_outside_the_line_is_in_nobody_s_line():
    seller = asker("seller").person or 0

    assert read.is_in_line(asker("chief"), seller)
    assert not read.is_in_line(asker("new leader"), seller)
    assert not read.is_in_line(asker("administrator"), seller)


def test_a_leader_before_who_has_left_sees_nothing_any_more():
    assert sight("leader", "seller-6") == (True, date(2025, 11, 30))

    Assignment.standing.filter(person__key="leader").update(ends_on=date(2026, 1, 1))

    assert sight("leader", "seller-6") == (False, None)


def test_a_leader_before_is_told_until_when_and_a_stranger_why_not():
    moved = Person.objects.get(key="seller-6")

    before, stranger = read.sight_of(asker("leader"), moved), read.sight_of(asker("stranger"), moved)

    assert before.reason == "This person was in your line on 30 November 2025."
    assert not stranger.allowed
    assert stranger.reason


def test_who_reports_to_a_leader_on_a_day():
    leader, new_leader = (Person.objects.get(key=key).pk for key in ("leader", "new-leader"))

    assert [one.key for one in read.reports_of(leader, date(2025, 11, 30))] == [f"seller-{n}" for n in range(1, 7)]
    assert [one.key for one in read.reports_of(leader, TODAY)] == [f"seller-{n}" for n in range(1, 6)]
    assert [(one.key, one.since) for one in read.reports_of(new_leader, TODAY)] == [("seller-6", MOVED_ON)]


def test_the_people_in_units_come_by_name_at_most_so_many():
    found = read.people_in(["south"], TODAY, limit=9)

    began = date(2024, 1, 1)
    assert [(one.name, one.unit, one.role, one.since) for one in found] == [
        ("Nia Wolf", "South", "Sales Manager", began),
        ("Sam Stranger", "South", "Adviser", began),
        ("Seller-6", "South", "Account Executive", MOVED_ON),
    ]
    assert [one.name for one in read.people_in(["north", "south"], TODAY, limit=2)] == ["Lee Okoro", "Nia Wolf"]
    assert read.people_in([], TODAY, limit=9) == ()


def test_somebody_without_a_unit_is_in_none():
    Assignment.standing.filter(person__key="seller-6", ends_on=None).update(unit=None)

    assert [one.unit for one in read.direct_reports(asker("new leader"))] == [""]


def test_who_works_in_a_unit_on_a_day():
    moved, north = Person.objects.get(key="seller-6").pk, Unit.objects.get(key="north").pk

    assert read.is_in_unit(moved, north, date(2025, 11, 30))
    assert not read.is_in_unit(moved, north, MOVED_ON)


def test_another_role_begins_another_stretch():
    seller, adviser = Person.objects.get(key="seller-2"), Assignment.standing.get(person__key="stranger").role
    Assignment.standing.filter(person=seller).update(ends_on=date(2026, 1, 1))
    Assignment.objects.create(person=seller, role=adviser, starts_on=date(2026, 1, 1), recorded_at=AT)

    assert read.roles_of(seller.pk, until=None) == (
        read.Spent("Account Executive", "sells", date(2024, 1, 1), date(2026, 1, 1)),
        read.Spent("Adviser", "advises", date(2026, 1, 1), None),
    )
    assert [one.key for one in read.roles_of(seller.pk, until=date(2025, 12, 31))] == ["sells"]


def test_the_finder_finds_by_role_as_well_and_every_word_has_to_fit():
    names = [f"Seller-{number}" for number in range(1, 6)]

    assert [one.name for one in read.find(asker("leader"), "account exec", limit=20)] == names
    assert [one.name for one in read.find(asker("leader"), "executive seller-3", limit=20)] == ["Seller-3"]
    assert read.find(asker("leader"), "seller adviser", limit=20) == ()
