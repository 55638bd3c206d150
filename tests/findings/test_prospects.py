"""What one is told of people in other roles: each asked by everybody of the cast, the stranger among them."""

from datetime import date

import pytest

from answerable.facts.people.models import Person
from answerable.facts.people.read import Subject, sight_of, subject
from answerable.findings import prospects
from answerable.findings.models import Prospect, Prospecting
from answerable.findings.prospects import Looked
from asking import asker
from prospected import CARRIES, HARDLY, MOVED, PERHAPS, SHORT, SURE, TYPICAL, prospect_with, row
from reckoned import RECKONED_ON
from staged import LOOKING, PEER, SELLERS, TODAY

pytestmark = pytest.mark.django_db

EVERYBODY = (*LOOKING, "north-partner", "administrator")


def of(key: str) -> Subject:
    found = subject(key)
    assert found is not None
    return found


def told(name: str, key: str, on: date = TODAY) -> list[str]:
    return [one.role_key for one in prospects.of_person(asker(name, on), of(key))]


def by_name(name: str, role: str = "advises", **narrowed: int) -> list[str]:
    return [one.name for one in prospects.in_role(asker(name), role, but=(), **narrowed).prospects]


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("key", [SHORT, MOVED])
def test_whoever_is_told_of_somebody_is_whoever_may_see_their_performance_now(name: str, key: str):
    sight = sight_of(asker(name), of(key))

    assert bool(told(name, key)) == (sight.allowed and sight.until is None)


def test_the_leader_of_then_is_told_nothing_of_now():
    assert told("leader", MOVED) == []
    assert told("new leader", MOVED) == ["advises"]


def test_roles_stand_in_the_order_of_their_titles_with_all_that_was_said():
    adviser, manager = prospects.of_person(asker("leader"), of(SHORT))

    assert (adviser.role, adviser.role_key, adviser.from_role) == ("Adviser", "advises", "Account Executive")
    assert (adviser.person, adviser.key, adviser.name) == (number(SHORT), SHORT, "Seller-1")
    assert (adviser.there, adviser.here, adviser.standard) == ((0.97, 0.86, 1.08), (0.63, 0.55, 0.71), 0.9)
    assert (adviser.difference, adviser.is_more, adviser.is_less) == ((0.34, 0.2, 0.48), True, False)
    assert (adviser.based_on, adviser.results, adviser.meets) == (7, 12, True)
    assert adviser.conditions == (CARRIES, TYPICAL)
    assert adviser.looked == manager.looked == Looked(RECKONED_ON, date(2026, 2, 6), (HARDLY,))
    assert (manager.role, manager.is_more, manager.is_less, manager.based_on) == ("Sales Manager", False, False, 0)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("chief", ["Seller-1", "Seller-6"]),
        ("director", ["Seller-1", "Seller-6"]),
        ("leader", ["Seller-1"]),
        ("new leader", ["Seller-6"]),
        ("north-partner", ["Seller-1"]),
        ("seller", []),
        ("moved", []),
        ("peer", []),
        ("stranger", []),
        ("partner", []),
        ("administrator", []),
    ],
)
def test_people_in_a_role_are_the_asker_s_own_by_name(name: str, seen: list[str]):
    assert by_name(name) == seen


def test_people_in_a_role_are_read_page_by_page_and_without_those_named_elsewhere():
    first = prospects.in_role(asker("chief"), "advises", but=(), limit=1)
    second = prospects.in_role(asker("chief"), "advises", but=(), skip=1, limit=1)
    without = prospects.in_role(asker("chief"), "advises", but=[number(SHORT)])

    assert ([one.key for one in first.prospects], first.has_more) == ([SHORT], True)
    assert ([one.key for one in second.prospects], second.has_more) == ([MOVED], False)
    assert [one.key for one in without.prospects] == [MOVED]


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_was_reckoned_of_those_who_asked_is_told_to_whoever_may_see_it(name: str):
    numbers = [number(key) for key in SELLERS]

    found = prospects.asked_for(asker(name), "advises", numbers)

    assert set(found) == {number(key) for key in (SHORT, MOVED) if told(name, key)}
    assert prospects.asked_for(asker(name), "advises", [number(PEER)]) == {}


@pytest.mark.parametrize("name", EVERYBODY)
def test_one_of_them_is_read_by_its_number_by_the_same(name: str):
    stored = Prospect.objects.get(person__key=SHORT, role__key="advises")

    found = prospects.numbered(asker(name), stored.pk)

    assert (found is not None) == bool(told(name, SHORT))
    assert found is None or found.conditions == (CARRIES, TYPICAL)


def test_the_person_reads_it_a_day_before_anybody_else():
    assert told("seller", SHORT, RECKONED_ON) == ["advises", "leads"]
    assert told("leader", SHORT, RECKONED_ON) == []
    assert prospects.looked(asker("leader", RECKONED_ON)) is None
    assert prospects.looked(asker("seller", RECKONED_ON), is_own=True) == Looked(
        RECKONED_ON, date(2026, 2, 6), (HARDLY,)
    )


def test_a_later_look_stands_for_the_ones_before():
    old = Prospect.objects.get(person__key=SHORT, role__key="advises").pk
    worse = {"told": "worse", "difference": -0.3, "difference_low": -0.5, "difference_high": -0.1, "expected": 0.7}
    prospect_with([row(SHORT, "leads", "worse", 2, PERHAPS) | worse], date(2026, 1, 11))

    (found,) = prospects.of_person(asker("leader"), of(SHORT))

    assert (found.role_key, found.is_less, found.is_more, found.meets) == ("leads", True, False, False)
    assert prospects.numbered(asker("leader"), old) is None
    looked = prospects.looked(asker("leader"))
    assert looked is not None
    assert looked.as_of == date(2026, 1, 11)


def test_nobody_is_told_of_themselves_among_their_people():
    prospect_with([row(SELLERS[1], "advises", "better", 7, SURE)], date(2026, 1, 11))

    assert by_name("peer") == []
    assert told("peer", PEER) == ["advises"]


def test_before_the_first_look_there_is_none():
    Prospect.objects.all().delete()
    Prospecting.objects.all().delete()

    assert prospects.looked(asker("chief")) is None
    assert told("chief", SHORT) == []
