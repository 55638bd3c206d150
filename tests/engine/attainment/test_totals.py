"""Attainment rolled up: sums where they say something, means elsewhere, each with its interval."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.engine.attainment.totals import adds_up, totals

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)
FIRST, SECOND = (MAY, date(2025, 5, 31)), (JUNE, date(2025, 6, 30))
BEGAN = date(2024, 1, 1)
CELLS = {
    "person": pl.Int64,
    "period": pl.Date,
    "last_on": pl.Date,
    "attainment": pl.Float64,
    "level": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "actual": pl.Float64,
    "target": pl.Float64,
}
PLACES = {"person": pl.Int64, "whose": pl.Int64, "starts_on": pl.Date, "ends_on": pl.Date}

Cell = tuple[int, date, date, float | None, float, float, float, float | None, float | None]


def cells(*rows: Cell) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=CELLS, orient="row")


def places(*rows: tuple[int, int, date, date | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=PLACES, orient="row")


# Two of 100 and 300, who reach 80 and 330: 410 of 400 in sum, 95 % on average.
TWO = (
    (1, *FIRST, 0.8, 0.8, 0.7, 0.9, 80.0, 100.0),
    (2, *FIRST, 1.1, 1.0, 0.96, 1.04, 330.0, 300.0),
)
BOTH = places((1, 9, BEGAN, None), (2, 9, BEGAN, None))


def test_results_are_added_up_and_levels_weighed_by_what_was_expected():
    found = totals(cells(*TWO), BOTH, way="sum").row(0, named=True)

    assert (found["whose"], found["period"], found["held"], found["people"]) == (9, MAY, 2, 2)
    assert (found["actual"], found["target"]) == (410.0, 400.0)
    assert found["attainment"] == pytest.approx(1.025)
    # A quarter of 0.8 and three of 1.0; reaches 0.25 * 0.1 and 0.75 * 0.04 across each other: 0.0391.
    assert found["level"] == pytest.approx(0.95)
    assert (found["low"], found["high"]) == pytest.approx((0.9109, 0.9891), abs=1e-4)


def test_what_does_not_add_up_is_a_mean_over_people():
    found = totals(cells(*TWO), BOTH, way="mean").row(0, named=True)

    assert (found["actual"], found["target"]) == (None, None)
    assert (found["attainment"], found["level"]) == pytest.approx((0.95, 0.9))
    # Half of 0.1 and half of 0.04 across each other: 0.0539.
    assert (found["low"], found["high"]) == pytest.approx((0.8461, 0.9539), abs=1e-4)


def test_who_was_not_measured_is_counted_as_holding_the_role_and_no_further():
    rows = cells(*TWO, (3, *FIRST, None, 0.2, 0.0, 0.4, None, 500.0))

    found = totals(rows, places((1, 9, BEGAN, None), (3, 9, BEGAN, None)), way="sum").row(0, named=True)

    assert (found["held"], found["people"], found["actual"], found["target"]) == (2, 1, 80.0, 100.0)
    assert (found["attainment"], found["level"]) == pytest.approx((0.8, 0.8))


@pytest.mark.parametrize("way", ["sum", "mean"])
def test_where_nobody_was_measured_nothing_is_said(way: str):
    found = totals(cells((1, *FIRST, None, 0.2, 0.0, 0.4, None, 100.0)), BOTH, way=way).row(0, named=True)

    assert (found["held"], found["people"]) == (1, 0)
    assert {found[name] for name in ("actual", "target", "attainment", "level", "low", "high")} == {None}


def test_whoever_stood_there_on_the_last_day_counts_for_the_whole_period():
    moved = places((1, 9, BEGAN, date(2025, 5, 31)), (1, 8, date(2025, 5, 31), None))
    rows = cells(TWO[0], (1, *SECOND, 0.9, 0.9, 0.8, 1.0, 90.0, 100.0))

    found = totals(rows, moved, way="sum")

    assert found.select("whose", "period").rows() == [(8, MAY), (8, JUNE)]


def test_one_person_counts_in_every_line_they_stand_in():
    found = totals(cells(TWO[0]), places((1, 9, BEGAN, None), (1, 7, BEGAN, None)), way="mean")

    assert found["whose"].to_list() == [7, 9]


@given(
    st.lists(
        st.tuples(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(-1, 3), st.floats(0, 1)), min_size=1, max_size=12
    ),
    st.sampled_from(["sum", "mean"]),
)
def test_a_total_lies_among_its_people_and_is_surer_than_the_least_sure(
    people: list[tuple[float, float, float, float]], way: str
):
    rows = cells(
        *(
            (number, *FIRST, actual / target, level, level - reach, level + reach, actual, target)
            for number, (actual, target, level, reach) in enumerate(people)
        )
    )
    together = places(*((number, 9, BEGAN, None) for number in range(len(people))))

    found = totals(rows, together, way=way).row(0, named=True)

    shares = [actual / target for actual, target, _level, _reach in people]
    assert min(shares) * (1 - 1e-9) <= found["attainment"] <= max(shares) * (1 + 1e-9)
    assert found["high"] - found["low"] <= 2 * max(reach for *_others, reach in people) + 1e-9


@pytest.mark.parametrize(
    ("unit", "direction", "kind", "expected"),
    [
        ("EUR", "higher", "result", True),
        ("meetings", "higher", None, True),
        ("meetings", "higher", "behaviour", False),
        ("hours", "lower", "result", False),
        ("EUR", "band", "result", False),
        ("", "higher", "result", False),
        (None, "higher", "result", False),
        ("percent", "higher", "result", False),
        ("share of target", "higher", "result", False),
        ("% of list price", "higher", "result", False),
        ("Percent", "higher", "result", False),
        ("calls/day", "higher", "result", False),
        ("calls per day", "higher", "result", False),
        ("persons", "higher", "result", True),
    ],
)
def test_a_sum_says_something_of_results_counted_in_a_unit_of_which_more_is_better(
    *, unit: str | None, direction: str, kind: str | None, expected: bool
):
    assert adds_up({"unit": unit, "direction": direction, "kind": kind}) is expected
