from datetime import date
from functools import cache

import polars as pl
import pytest

from answerable.engine.inaction import (
    ACTIONS_SCHEMA,
    AHEAD_SCHEMA,
    EFFECTS_SCHEMA,
    GAPS_SCHEMA,
    MONEY_SCHEMA,
    TOTALS_SCHEMA,
    Waiting,
    cost_of_waiting,
)
from cast import LEADER, measurements
from teams_waiting import FINE, LOW, WHOLE, expected, judged, usual

EFFECTS = pl.DataFrame([(LOW, None, "bookings", 0.1, 0.03)], schema=EFFECTS_SCHEMA, orient="row")


@cache
def told() -> Waiting:
    """What waiting costs where one person is short by 40 % since June; a unit is worth ten, an action ten points."""
    worth = expected(value_per_unit=10.0, currency="EUR")
    return cost_of_waiting(judged(expectations=worth), effects=EFFECTS)


def test_what_waiting_has_cost_so_far():
    (row,) = told().gaps.to_dicts()

    # 40 EUR short in each of six months; 184 days at a weight of two.
    assert row["person_id"] == LOW
    assert row["shortfall"] == pytest.approx(0.4, abs=0.05)
    assert row["lost"] == pytest.approx(600 * row["shortfall"])
    assert (row["money"], row["currency"]) == (pytest.approx(10 * row["lost"]), "EUR")
    assert row["weighted"] == pytest.approx(2 * 184 / 7 * row["shortfall"], rel=0.01)
    assert row["lost_low"] < 240 < row["lost_high"]


def test_what_the_next_thirteen_weeks_cost_without_and_with_action():
    without, acted = told().ahead.to_dicts()

    assert (without["action"], acted["action"]) == ("without", "with")
    assert without["attainment_low"] < 0.6 < without["attainment_high"]
    assert acted["attainment"] - without["attainment"] == pytest.approx(0.1)
    assert without["money"] - acted["money"] == pytest.approx(10 * 3 * 10)
    assert acted["lost_high"] - acted["lost_low"] > without["lost_high"] - without["lost_low"]


def test_what_it_costs_under_a_leader_in_a_unit_and_in_the_company():
    totals = told().totals.filter(pl.col("time") == "so far", pl.col("expectation_id") == "bookings")

    assert totals.select("whose", "id").rows() == [
        ("company", None),
        ("leader", LEADER),
        ("unit", "company"),
        ("unit", "north"),
    ]
    assert totals["lost"].to_list() == pytest.approx([told().gaps["lost"][0]] * 4)


def test_what_it_costs_in_money_is_told_likewise():
    money = told().money.filter(pl.col("expectation_id").is_null())

    assert money.select("whose", "id", "currency").unique(maintain_order=True).rows() == [
        ("company", None, "EUR"),
        ("leader", LEADER, "EUR"),
        ("unit", "company", "EUR"),
        ("unit", "north", "EUR"),
    ]
    (gap,) = told().gaps.to_dicts()
    so_far = money.filter(pl.col("time") == "so far")
    assert so_far["money"].to_list() == pytest.approx([gap["money"]] * 4)
    assert (so_far["money_low"] < so_far["money"]).all()
    without, acted = told().ahead["money"].to_list()
    for time, value in (("without", without), ("with", acted)):
        assert money.filter(pl.col("time") == time)["money"].to_list() == pytest.approx([value] * 4)


def test_of_a_percentage_it_is_one_point_through_one_month_that_is_worth_something():
    shares = expected(unit="percent", value_per_unit=10.0, currency="EUR")

    (row,) = cost_of_waiting(judged(expectations=shares)).gaps.to_dicts()

    # 40 of 100 points short in each of six months, at ten EUR a point and month.
    assert row["lost"] == pytest.approx(100 * row["shortfall"])
    assert row["money"] == pytest.approx(6 * 10 * row["lost"])


def test_one_team_is_too_few_to_tell_of_erosion():
    assert (told().erosion.deepens.people, told().erosion.deepens.per_month) == (1, None)


def test_what_somebody_says_was_done_ends_the_waiting():
    plan = pl.DataFrame([(LOW, None, "bookings", date(2025, 8, 1))], schema=ACTIONS_SCHEMA, orient="row")

    found = cost_of_waiting(usual(), plan)

    assert found.gaps["first_action_on"].to_list() == [date(2025, 8, 1)]
    assert found.gaps["lost"][0] == pytest.approx(told().gaps["lost"][0] / 6, rel=0.1)
    assert found.gaps["money"].to_list() == [None]
    assert found.money.is_empty()
    assert found.ahead["lost"].to_list()[1] is None


def test_a_unit_and_whoever_falls_further_than_it_wait_each_for_their_own():
    company = judged(measurements=measurements(WHOLE | {LOW: [*FINE[LOW][:6], *[0.3, 0.36] * 3]}))

    found = cost_of_waiting(company)

    assert found.gaps.select("person_id", "unit_id").rows() == [(LOW, None), (None, "north")]
    total = found.totals.filter(
        pl.col("whose") == "company", pl.col("time") == "so far", pl.col("expectation_id").is_not_null()
    )
    assert total["lost"][0] == pytest.approx(found.gaps["lost"].sum())
    assert total["gaps"].to_list() == [2]


def test_gaps_that_have_ended_are_told_when_asked_for():
    over = FINE | {LOW: [0.6, 0.61, 0.59, 0.6, 0.6, 1.0, 1.01, 0.99, 1.0, 1.0, 1.01, 1.0]}
    company = judged(measurements=measurements(over))

    assert cost_of_waiting(company).gaps.is_empty()
    found = cost_of_waiting(company, ended_since=date(2025, 6, 1))
    assert found.gaps["ended_on"].to_list() == [date(2025, 6, 1)]
    assert found.ahead.is_empty()


def test_where_nobody_is_short_the_tables_are_empty_and_have_their_columns():
    found = cost_of_waiting(judged(measurements=measurements(FINE)))

    tables = (found.gaps, GAPS_SCHEMA), (found.ahead, AHEAD_SCHEMA), (found.totals, TOTALS_SCHEMA)
    for table, schema in (*tables, (found.money, MONEY_SCHEMA)):
        assert table.is_empty()
        assert table.schema == pl.Schema(schema)


def test_the_day_looked_at_may_lie_within_a_month():
    company = judged(date(2026, 1, 16))

    (row,) = cost_of_waiting(company).gaps.to_dicts()

    assert row["weeks"] == pytest.approx((date(2026, 1, 16) - date(2025, 7, 1)).days / 7)
    assert row["lost"] == pytest.approx(told().gaps["lost"][0] * (6 + 15 / 31) / 6, rel=0.05)
