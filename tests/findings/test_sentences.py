from datetime import date

import pytest

from answerable.findings.sentences import nobody_moved, percent, sureness, too_few_results, why_a_gap

ROW = {
    "person_id": "ben",
    "unit_id": None,
    "expectation_id": "bookings",
    "attainment": 0.614,
    "low": 0.5,
    "high": 0.72,
    "standard": 0.9,
    "probability": 0.943,
    "since": date(2025, 2, 1),
    "periods": 3,
    "cadence": "month",
    "trend": float("nan"),
    "trend_low": float("nan"),
    "trend_high": float("nan"),
}
NAMES = {"ben": "Ben Lindqvist", "bookings": "New bookings", "north": "North"}


@pytest.mark.parametrize(("share", "said"), [(0.834, "83 %"), (0.0, "0 %"), (1.2, "120 %")])
def test_shares_are_whole_percentages(share: float, said: str):
    assert percent(share) == said


@pytest.mark.parametrize(
    ("probability", "said"), [(0.9, "90 %"), (0.99, "99 %"), (0.9901, "more than 99 %"), (1.0, "more than 99 %")]
)
def test_nothing_is_said_to_be_certain(probability: float, said: str):
    assert sureness(probability) == said


def test_a_gap_is_told_by_where_it_stands_how_sure_and_since_when():
    assert why_a_gap(ROW, NAMES) == (
        "Ben Lindqvist reaches 61 % of what is expected in New bookings (between 50 % and 72 %); the standard is 90 %.",
        "Below it since 1 February 2025, 3 months in a row; 94 % sure that this is not chance.",
    )


def test_one_period_is_no_plural():
    assert "1 quarter in a row" in why_a_gap(ROW | {"periods": 1, "cadence": "quarter"}, NAMES)[1]


@pytest.mark.parametrize(
    ("trend", "low", "high", "said"),
    [
        (0.021, 0.01, 0.03, ("It is closing, by 2 % a month.",)),
        (-0.03, -0.05, -0.01, ("It is widening, by 3 % a month.",)),
        (0.02, -0.01, 0.05, ()),
    ],
)
def test_a_movement_is_told_only_where_it_is_credible(trend: float, low: float, high: float, said: tuple[str, ...]):
    moving = ROW | {"trend": trend, "trend_low": low, "trend_high": high}

    assert why_a_gap(moving, NAMES)[2:] == said


def test_a_units_gap_is_told_by_the_units_name():
    assert why_a_gap(ROW | {"person_id": None, "unit_id": "north"}, NAMES)[0].startswith("North reaches")


@pytest.mark.parametrize(("results", "said"), [(1, "1 result"), (5, "5 results")])
def test_a_short_record_is_said_to_be_one(results: int, said: str):
    assert too_few_results("Ben", results) == (
        f"The record of Ben is short, {said}: a lasting difference cannot be told from a bad spell."
    )


def test_a_leader_whose_people_worked_under_nobody_else_is_said_to_be_hard_to_tell():
    assert nobody_moved("Ana") == (
        "Nobody under Ana was also measured under another leader: what is the leader's and what the people bring "
        "themselves can hardly be told apart."
    )
