"""A whole line, or whole units, at once."""

from datetime import date

import pytest

from answerable.facts.people import line
from answerable.facts.people.models import Account, Assignment, Partnership, Person, Unit
from asking import asker
from staged import TODAY

pytestmark = pytest.mark.django_db


def keys(name: str) -> list[str]:
    """Whose figures a member of the cast may take along."""
    return [one.key for one in line.everybody(asker(name))]


def unit(key: str) -> int:
    return Unit.objects.get(key=key).pk


def test_a_leader_s_are_those_in_the_line_by_name():
    assert keys("leader") == ["seller-1", "seller-2", "seller-3", "seller-4", "seller-5"]
    assert keys("new leader") == ["seller-6"]
    assert keys("director")[:2] == ["leader", "new-leader"]


def test_a_people_partner_s_are_those_in_their_units():
    assert keys("north-partner") == ["leader", "seller-1", "seller-2", "seller-3", "seller-4", "seller-5"]


@pytest.mark.parametrize("name", ["seller", "stranger", "partner", "administrator"])
def test_nobody_else_has_any(name: str):
    assert keys(name) == []
    assert list(line.units_of(asker(name))) == []


def test_a_leader_who_is_a_partner_too_takes_their_line():
    account = Account.objects.get(email="new-leader@example.com")
    Partnership.objects.create(account=account, unit=Unit.objects.get(key="north"), starts_on=TODAY)

    assert keys("new leader") == ["seller-6"]


def test_everybody_comes_with_role_unit_and_direct_leader():
    first = line.everybody(asker("director"))[0]

    director = Person.objects.get(key="director").pk
    assert (first.name, first.role, first.unit_key, first.unit) == ("Lee Okoro", "Sales Manager", "north", "North")
    assert (first.leader_number, first.leader_key, first.leader) == (director, "director", "Dana Reyes")


def test_whoever_has_no_unit_stands_there_without_one():
    Assignment.standing.filter(person__key="seller-2").update(unit=None)

    second = line.everybody(asker("leader"))[1]

    assert (second.key, second.unit_key, second.unit) == ("seller-2", "", "")


def test_the_units_of_a_leader_are_those_led_in_the_line():
    assert {one.key for one in line.units_of(asker("director"))} == {"north", "south"}
    assert {one.key for one in line.units_of(asker("leader"))} == {"north"}
    assert {one.key for one in line.units_of(asker("north-partner"))} == {"north"}


def test_a_unit_without_a_leader_is_answered_for_by_the_nearest_above():
    Unit.objects.filter(key="north").update(leader=None)

    places = line.unit_places()

    assert (places[unit("north")].leader_key, places[unit("north")].leader_name) == ("chief", "Cleo Chief")
    assert places[unit("south")].leader_key == "new-leader"


def test_a_unit_for_which_nobody_is_left_says_so():
    Unit.objects.filter(key__in=("north", "company")).update(leader=None)

    place = line.unit_places()[unit("north")]

    assert (place.leader, place.leader_key, place.leader_name) == (None, "", "")


def test_below_a_unit_is_everything_down_to_the_last():
    places = line.unit_places()

    assert line.below(unit("company"), places) == {unit("company"), unit("north"), unit("south")}
    assert line.below(unit("south"), places) == {unit("south")}


def test_heads_are_counted_in_each_unit_itself():
    counted = line.headcounts(TODAY)

    # Chief, director and partner; leader and five sellers; new leader, stranger and seller-6.
    assert counted == {unit("company"): 3, unit("north"): 6, unit("south"): 3}
    assert line.headcounts(date(2025, 11, 30))[unit("north")] == 7


def test_of_some_people_those_in_a_line_are_told_with_how_far_below():
    people = {one.key: one.pk for one in Person.objects.filter(key__in=("chief", "leader", "seller-1", "seller-6"))}
    leader, director = people["leader"], Person.objects.get(key="director").pk

    assert line.levels_below(director, people.values(), TODAY) == {
        leader: 1,
        people["seller-1"]: 2,
        people["seller-6"]: 2,
    }
    assert line.levels_below(leader, people.values(), TODAY) == {people["seller-1"]: 1}
    assert line.levels_below(leader, people.values(), date(2025, 11, 30))[people["seller-6"]] == 1


def test_of_some_people_a_people_partner_is_told_those_in_their_units():
    leaders = {one.pk: one.key for one in Person.objects.filter(key__in=("director", "leader", "new-leader"))}

    assert {leaders[number] for number in line.in_units_of(asker("north-partner"), leaders)} == {"leader"}
    assert line.in_units_of(asker("seller"), leaders) == frozenset()
