"""The parts of a gap, worked out by hand in a company made by hand."""

import math
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.engine.attribution.explain import Explanation, Part, explain_gap
from answerable.kernel.problems import UsageError
from hand_made import ANN, BOB, CARL, DORA, FAIR, HARD, market, places

# What 95 % of a normal distribution keep to, in standard deviations.
REACH = 1.959964
COMPONENTS = ("person", "manager", "line_2", "unit", "match")


def explained(where: pl.DataFrame | None = None, **gap: str | float | date | None) -> Explanation:
    """A gap in bookings that is there."""
    found = explain_gap({"expectation_id": "bookings"} | gap, places() if where is None else where, market(), 2)
    assert found is not None
    return found


def part(component: str, subject: str | None, estimate: float, sd: float) -> tuple[Any, ...]:
    low, high = estimate - REACH * sd, estimate + REACH * sd
    return component, subject, pytest.approx(estimate), pytest.approx(low), pytest.approx(high)


def told(found: Explanation) -> list[tuple[Any, ...]]:
    return [(each.component, each.subject_id, each.estimate, each.low, each.high) for each in found.parts]


def test_the_gap_of_a_person_has_a_part_for_everything_that_adds_to_it():
    found = explained(person_id=ANN, attainment=0.8, since=date(2025, 2, 1))

    # A typical seller reached 102 % in February and 104 % in March. What is left of 0.2 is chance.
    assert told(found) == [
        part("market", "sells", -0.03, 0.0),
        part("unit", "north", -0.01, 0.02),
        part("line_2", "top", 0.0, 0.04),
        part("manager", HARD, 0.15, 0.05),
        part("match", ANN, 0.01, 0.01),
        part("person", ANN, 0.05, 0.03),
        part("chance", None, 0.03, 0.02),
    ]
    assert found.shortfall == pytest.approx(0.2)
    assert found.telling


def test_without_a_beginning_the_last_period_is_what_a_gap_is_compared_with():
    assert explained(person_id=ANN, attainment=0.8).parts[0].estimate == pytest.approx(-0.04)


def test_a_gap_that_began_when_no_period_was_measured_any_more_is_compared_with_the_last_one():
    found = explained(person_id=ANN, attainment=0.8, since=date(2025, 6, 1))

    assert found.parts[0].estimate == pytest.approx(-0.04)


def test_a_gap_that_was_always_there_is_compared_with_all_periods():
    assert explained(person_id=ANN, attainment=0.8, since=date(2024, 1, 1)).parts[0].estimate == pytest.approx(-0.02)


def test_a_gap_of_a_unit_is_that_of_its_people_on_average():
    found = explained(unit_id="north", attainment=0.8, since=date(2025, 2, 1))

    # Ann, Bob and Carl share leaders and unit, which are as uncertain as for one of them; their own are not.
    root = math.sqrt(3)
    assert told(found) == [
        part("market", "sells", -0.03, 0.0),
        part("unit", "north", -0.01, 0.02),
        part("line_2", "top", 0.0, 0.04),
        part("manager", HARD, 0.15, 0.05),
        part("match", None, 0.01, 0.01 / root),
        part("person", None, 0.02, 0.03 / root),
        part("chance", None, 0.06, 0.02 / root),
    ]


def test_people_of_a_unit_who_are_no_longer_measured_do_not_count():
    where = places().with_columns(current=pl.col("person_id") != CARL)

    found = explained(where, unit_id="north", attainment=0.8)

    # Ann takes 5 points and Bob adds 2.
    assert found.parts[5] == Part(
        "person",
        None,
        pytest.approx(0.015),
        pytest.approx(0.015 - REACH * 0.03 / math.sqrt(2)),
        pytest.approx(0.015 + REACH * 0.03 / math.sqrt(2)),
    )


def test_leaders_who_share_a_unit_are_named_no_longer_and_are_less_uncertain_together():
    where = places().with_columns(unit_id=pl.lit("north"))

    manager = told(explained(where, unit_id="north", attainment=0.8))[3]

    # Three under the hard one and one under the fair one: (3 * 0.15 - 0.02) / 4, each with 0.05.
    assert manager == part("manager", None, 0.1075, 0.05 / 2)


def test_what_a_company_does_not_have_is_no_part():
    where = places().drop("unit", "line_2", "unit_sd", "line_2_sd")

    assert [each.component for each in explained(where, person_id=ANN, attainment=0.8).parts] == [
        "market",
        "manager",
        "match",
        "person",
        "chance",
    ]


def test_leaders_further_up_come_first():
    where = places().with_columns(line_3=pl.lit(0.01), line_3_sd=pl.lit(0.01), line_3_id=pl.lit("above-top"))

    found = explain_gap({"person_id": ANN, "expectation_id": "bookings", "attainment": 0.8}, where, market(), 3)

    assert found is not None
    assert [(each.component, each.subject_id) for each in found.parts[2:5]] == [
        ("line_3", "above-top"),
        ("line_2", "top"),
        ("manager", HARD),
    ]


def test_where_nothing_keeps_to_one_side_of_zero_nothing_is_told():
    # Bob under the fair leader: no part of his is beyond two standard deviations; market and chance do not count.
    where = places().filter(pl.col("person_id") == BOB).with_columns(manager=pl.lit(-0.02), manager_id=pl.lit(FAIR))

    assert not explained(where, person_id=BOB, attainment=0.4).telling


@pytest.mark.parametrize("adds", [-0.2, 0.2])
def test_a_part_that_keeps_to_one_side_of_zero_tells_something_to_either_side(adds: float):
    where = places().with_columns(person=pl.lit(adds), manager=pl.lit(0.0))

    assert explained(where, person_id=DORA, attainment=0.8).telling


@pytest.mark.parametrize(
    "gap",
    [
        {"person_id": "nobody", "expectation_id": "bookings"},
        {"unit_id": "nowhere", "expectation_id": "bookings"},
        {"person_id": ANN, "expectation_id": "calls"},
    ],
)
def test_of_what_is_not_known_nothing_is_said(gap: dict[str, Any]):
    assert explain_gap(gap | {"attainment": 0.8}, places(), market(), 2) is None


@pytest.mark.parametrize("gap", [{}, {"attainment": None}])
def test_without_a_level_there_is_nothing_to_explain(gap: dict[str, Any]):
    with pytest.raises(UsageError, match=r"A gap without attainment was to be explained. Expected its level, such as"):
        explain_gap({"person_id": ANN, "expectation_id": "bookings"} | gap, places(), market(), 2)


small = st.floats(-2, 2)


@given(
    attainment=st.floats(-3, 3),
    effects=st.lists(st.tuples(*[small] * len(COMPONENTS)), min_size=4, max_size=4),
    whom=st.sampled_from([{"unit_id": "north"}, {"person_id": CARL}]),
    since=st.none() | st.dates(date(2024, 1, 1), date(2025, 12, 31)),
)
def test_parts_add_up_to_the_shortfall_whatever_they_are(
    attainment: float, effects: list[tuple[float, ...]], whom: dict[str, str], since: date | None
):
    where = places().with_columns(
        pl.Series(name, [row[place] for row in effects]) for place, name in enumerate(COMPONENTS)
    )

    found = explained(where, attainment=attainment, since=since, **whom)

    assert found.shortfall == 1 - attainment
    assert sum(each.estimate for each in found.parts) == pytest.approx(found.shortfall, abs=1e-12)
    assert all(each.low <= each.estimate <= each.high for each in found.parts)
