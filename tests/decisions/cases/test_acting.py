"""What was done about gaps, as it ends the waiting: what a gap asked for and somebody did."""

from datetime import date

import pytest

from answerable.decisions.cases.acting import ACTED_SCHEMA, acted
from answerable.decisions.duties.models import Duty
from answerable.engine.inaction import ACTIONS_SCHEMA
from more_cases import owe, take_up
from staged import TODAY

pytestmark = pytest.mark.django_db


def kept(number: int, on: date) -> None:
    Duty.objects.filter(pk=number).update(kept_on=on)


def test_nothing_was_done_about_the_gap_of_the_stage_though_leaders_talk_with_others():
    assert Duty.objects.filter(case=None, kept_on__isnull=False).exists()
    assert acted(TODAY).is_empty()


def test_what_was_kept_of_a_gap_s_duties_tells_whose_gap_in_what_and_when():
    person, unit = take_up(person="seller-2", answers="leader"), take_up(unit="north", answers="leader")
    kept(owe(unit).pk, date(2026, 1, 9))
    kept(owe(person, kind="plan").pk, date(2026, 1, 8))
    owe(person)

    assert acted(TODAY).rows() == [
        ("seller-2", None, "bookings", date(2026, 1, 8)),
        (None, "north", "bookings", date(2026, 1, 9)),
    ]
    assert acted(date(2026, 1, 8)).height == 1


def test_it_comes_as_the_engine_takes_it():
    assert ACTED_SCHEMA == ACTIONS_SCHEMA
