"""What one is told of waiting under leaders: as the rule of what leaders add has it, each asked by everybody."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.facts.people.models import Person
from answerable.findings.helped import Amount
from answerable.findings.organisation import in_line, in_units
from answerable.findings.waited_under import (
    Change,
    Look,
    Money,
    Under,
    look,
    units_in_line,
    units_named,
    waited_in_units,
    waited_under,
)
from asking import asker
from effects_made import IN_MONEY, LOOKED_ON, WAITED, wait
from staged import TODAY

pytestmark = pytest.mark.django_db


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("chief", True),
        ("director", True),
        ("leader", True),
        ("north-partner", True),
        ("new leader", False),
        ("seller", False),
        ("peer", False),
        ("moved", False),
        ("stranger", False),
        ("partner", False),
        ("administrator", False),
    ],
)
def test_it_is_told_to_whoever_may_see_what_the_leader_adds(name: str, *, sees: bool):
    line = in_line(number("chief"), TODAY)

    assert bool(waited_under(asker(name), line, limit=10)) == sees


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("chief", ["company", "north"]),
        ("director", ["north"]),
        ("leader", ["north"]),
        ("north-partner", ["north"]),
        ("new leader", []),
        ("seller", []),
        ("administrator", []),
    ],
)
def test_of_units_it_is_told_to_whoever_may_see_what_their_leader_adds(name: str, units: list[str]):
    found = waited_in_units(asker(name), units_in_line(number("chief"), TODAY), limit=10)

    assert [one.key for one in found] == units


def test_only_lines_and_units_asked_for_are_told():
    chief = asker("chief")

    assert waited_under(chief, in_line(number("new-leader"), TODAY), limit=10) == ()
    assert [one.expectation for one in waited_under(chief, in_units(["north"], TODAY), limit=10)] == ["", "bookings"]
    assert [one.key for one in waited_in_units(chief, units_named(["company"]), limit=10)] == ["company"]
    assert waited_in_units(chief, units_in_line(number("new-leader"), TODAY), limit=10) == ()
    assert len(waited_under(chief, in_line(number("chief"), TODAY), limit=1)) == 1


def test_every_figure_comes_back_as_it_was_said():
    whole, bookings = waited_under(asker("director"), in_line(number("director"), TODAY), limit=10)

    assert whole == Under(
        number=number("leader"),
        key="leader",
        name="Lee Okoro",
        led_by="",
        expectation="",
        gaps=1,
        weeks=18.0,
        weighted=Amount(7.2, 6.5, 7.9),
        lost=None,
        without=Amount(4.9, pytest.approx(4.2), pytest.approx(5.6)),
        acted=Amount(4.3, pytest.approx(3.6), 5.0),
        money=(),
    )
    assert bookings.lost == Amount(190.4, 171.0, 209.6)
    (north,) = waited_in_units(asker("director"), units_named(["north"]), limit=10)
    assert (north.name, north.led_by) == ("North", "Lee Okoro")


def test_in_money_each_currency_comes_back_by_itself():
    wait(IN_MONEY, on=date(2026, 1, 7))

    whole, bookings = waited_under(asker("director"), in_line(number("director"), TODAY), limit=10)

    euros = Money("EUR", Amount(1904.0, 1710.0, 2096.0), Amount(1140.0, 780.0, 1500.0), Amount(990.0, 600.0, 1380.0))
    assert whole.money == (euros, Money("USD", Amount(500.0, 380.0, 620.0), Amount(310.0, 190.0, 430.0), None))
    assert bookings.money == (euros,)
    (north,) = waited_in_units(asker("director"), units_named(["north"]), limit=10)
    assert north.money == whole.money


def test_a_leader_has_a_day_to_see_theirs_before_anybody_above():
    wait(replace(WAITED, totals=WAITED.totals.with_columns(weeks=25.0)), on=TODAY)
    line = in_line(number("leader"), TODAY)

    assert [one.weeks for one in waited_under(asker("leader"), line, limit=1)] == [25.0]
    assert [one.weeks for one in waited_under(asker("director"), line, limit=1)] == [18.0]
    assert [one.weeks for one in waited_in_units(asker("leader"), units_named(["north"]), limit=1)] == [18.0]


def test_what_is_said_of_erosion_names_nobody():
    nothing = Change(None, 1, 1)

    assert look(TODAY) == Look(LOOKED_ON, nothing, nothing)
    assert look(date(2026, 1, 5)) is None
