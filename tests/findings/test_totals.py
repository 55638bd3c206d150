"""What lines and units reached: the latest word on each period, and nothing of later days."""

from datetime import date

import pytest

from answerable.facts.people.models import Person, Unit
from answerable.findings import totals
from answerable.findings.models import Evaluation, Total
from staged import TODAY

pytestmark = pytest.mark.django_db

DECEMBER = date(2025, 12, 1)


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def test_the_series_of_a_line_is_in_order_and_holds_what_was_said_last():
    latest = Total.objects.filter(leader__key="leader", period=DECEMBER).order_by("-pk")[0]
    latest.pk, latest.attainment = None, 0.5
    latest.save()

    series = totals.of_lines([number("leader")], TODAY)[number("leader")]["bookings"]

    assert [one.period.month for one in series] == list(range(1, 13))
    assert (series[-1].attainment, series[-1].held, series[-1].people) == (0.5, 5, 5)
    assert series[-1].low < series[-1].high


def test_what_was_found_after_the_day_looked_at_is_left_out():
    series = totals.of_lines([number("leader")], date(2025, 9, 1))[number("leader")]["bookings"]

    assert series[-1].period == date(2025, 8, 1)


def test_a_row_of_nobody_takes_back_what_stood_before():
    evaluation = Evaluation.objects.order_by("-pk")[0]
    for period in totals.of_lines([number("new-leader")], TODAY)[number("new-leader")]["bookings"]:
        Total.objects.create(
            evaluation=evaluation,
            leader_id=number("new-leader"),
            expectation="bookings",
            period=period.period,
            held=0,
            people=0,
        )

    assert totals.of_lines([number("new-leader")], TODAY) == {number("new-leader"): {}}


def test_units_have_series_too():
    unit = Unit.objects.get(key="north").pk

    assert totals.of_units([unit], TODAY)[unit]["bookings"][-1].people == 5
    assert totals.latest_of_units([unit], TODAY)[unit]["bookings"][-1].people == 5


def test_of_very_many_leaders_only_the_last_months_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(totals, "CHUNK", 1)
    leaders = [number("leader"), number("director")]

    found = totals.latest_of_lines(leaders, TODAY)

    # 200 days before 12 January is 26 June.
    assert [one.period.month for one in found[leaders[0]]["bookings"]] == [7, 8, 9, 10, 11, 12]
    assert set(found) == set(leaders)


def test_of_nobody_there_is_nothing():
    assert totals.of_lines([], TODAY) == {}
