"""What the record shows of how a leader leads, counted by hand on the stage."""

from datetime import date, timedelta

import pytest

from answerable.decisions.cases.leading import Tally, record_of
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person
from answerable.rules.mirror import Typical
from more_cases import owe, take_up
from staged import TODAY

pytestmark = pytest.mark.django_db


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def test_duties_of_ninety_days_by_kind_and_by_person():
    record = record_of(number("leader"), TODAY)

    # One-on-ones that fell due from 15 October to 11 January; seller-1 is talked with by nobody.
    assert record.by_kind["one_on_one"].kept == 27
    towards = {one.name: one.tally for one in record.by_person}
    assert list(towards) == ["Seller-1", "Seller-2", "Seller-3", "Seller-4", "Seller-5", "Seller-6"]
    assert towards["Seller-1"].kept == 0
    assert towards["Seller-1"].missing > 0
    assert (towards["Seller-2"].late, towards["Seller-2"].missing) == (0, 0)
    assert record.whole == sum(towards.values(), Tally())
    assert record.whole.due == 35


def test_what_was_owed_to_a_unit_stands_among_it_and_what_ended_before_its_day_does_not():
    case = take_up(unit="north", answers="leader", opened_on=TODAY - timedelta(days=20))
    late, gone = owe(case), owe(case, kind="plan")
    Duty.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=9), kept_on=TODAY - timedelta(days=5))
    Duty.objects.filter(pk=gone.pk).update(due_on=TODAY - timedelta(days=3), ended_on=TODAY - timedelta(days=6))

    record = record_of(number("leader"), TODAY)

    unit = next(one for one in record.by_person if one.is_unit)
    assert (unit.name, unit.tally) == ("North", Tally(late=1))


def test_the_quarters_of_a_year_come_in_order_with_what_fell_due_and_closed_in_them():
    Case.objects.update(closed_on=date(2025, 12, 20))

    record = record_of(number("leader"), TODAY)

    assert [one.begins_on for one in record.quarters] == [
        date(2025, 1, 1),
        date(2025, 4, 1),
        date(2025, 7, 1),
        date(2025, 10, 1),
        date(2026, 1, 1),
    ]
    assert [one.closed for one in record.quarters] == [0, 0, 0, 1, 0]
    assert (record.closed, record.open_now) == (1, 0)


def test_a_gap_that_nobody_acted_on_waits():
    record = record_of(number("leader"), TODAY)

    assert record.first_action == Typical(None, 1, 1)
    assert (record.closed, record.open_now) == (0, 1)


def test_first_actions_are_counted_from_the_day_a_gap_was_taken_up():
    for days, person in enumerate(("seller-2", "seller-3", "seller-4", "seller-5"), start=1):
        case = take_up(person=person, answers="leader", opened_on=date(2025, 12, 1))
        row = owe(case)
        Duty.objects.filter(pk=row.pk).update(kept_on=date(2025, 12, 1) + timedelta(days=days))

    record = record_of(number("leader"), TODAY)

    # 1, 2, 3 and 4 days, and the one of seller-1 that waits: the third of five.
    assert record.first_action == Typical(3.0, 5, 1)


def test_whoever_came_to_lead_later_is_asked_from_then_on():
    case = take_up(person="seller-6", answers="new-leader", opened_on=date(2025, 11, 1))
    row = owe(case, leader="new-leader")
    Duty.objects.filter(pk=row.pk).update(kept_on=date(2025, 12, 4))
    for key in ("a", "b", "c", "d"):
        take_up(person="seller-6", answers="new-leader", expectation=key, opened_on=date(2025, 12, 2))
    others = Case.objects.filter(person__key="seller-6").exclude(pk=case.pk)
    for one in others:
        Duty.objects.filter(pk=owe(one, leader="new-leader").pk).update(kept_on=date(2025, 12, 5))

    # Seller-6 came on 1 December: three days there, three days for each of the others.
    assert record_of(number("new-leader"), TODAY).first_action == Typical(3.0, 5, 0)


def test_gaps_of_those_whom_somebody_else_led_then_are_not_theirs():
    take_up(person="seller-6", answers="leader", opened_on=date(2025, 10, 1))
    Case.objects.filter(person__key="seller-6").update(closed_on=date(2025, 11, 20))

    assert record_of(number("leader"), TODAY).closed == 1
    assert record_of(number("new-leader"), TODAY).closed == 0


def test_a_leader_of_whom_nothing_is_on_record_has_an_empty_one():
    record = record_of(number("stranger"), TODAY)

    assert (record.by_kind, record.by_person, record.whole) == ({}, (), Tally())
    assert record.first_action == Typical(None, 0, 0)
