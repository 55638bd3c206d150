"""How many gaps are open, for many at once."""

from datetime import date

import pytest

from answerable.decisions.cases import counts
from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Assignment, Person, Unit
from more_cases import take_up
from staged import TODAY

pytestmark = pytest.mark.django_db


def unit(key: str) -> int:
    return Unit.objects.get(key=key).pk


def test_the_open_gaps_of_people_are_told_with_who_must_act():
    seller, peer = (Person.objects.get(key=key).pk for key in ("seller-1", "seller-2"))
    take_up(person="seller-1", expectation="calls")

    found = counts.open_gaps_of([seller, peer])

    assert [(one.expectation, one.is_sustained, one.answerable, one.level) for one in found[seller]] == [
        ("bookings", True, "Cleo Chief", 3),
        ("calls", False, "", 1),
    ]
    assert peer not in found


def test_gaps_are_counted_in_the_unit_and_in_that_of_its_people():
    take_up(unit="south", expectation="calls")
    take_up(person="seller-6", expectation="calls")

    gaps, sustained = counts.open_by_unit(TODAY)

    assert dict(gaps) == {unit("north"): 1, unit("south"): 2}
    assert dict(sustained) == {unit("north"): 1}


def test_closed_gaps_are_not_counted():
    Case.objects.update(closed_on=date(2026, 1, 10))

    assert counts.open_by_unit(TODAY) == ({}, {})
    assert counts.open_gaps_of([Person.objects.get(key="seller-1").pk]) == {}


def test_a_gap_of_somebody_in_no_unit_counts_in_none():
    Assignment.standing.filter(person__key="seller-1").update(unit=None)

    assert counts.open_by_unit(TODAY) == ({}, {})
