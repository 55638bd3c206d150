from datetime import date

import polars as pl
import pytest

from answerable.engine.inaction.actions import known_actions
from answerable.engine.inaction.amounts import EFFECTS_SCHEMA, GAP, Amounts, amounts
from answerable.engine.inaction.erosion import Change
from answerable.engine.inaction.lines import lines_of
from answerable.engine.inaction.waited import waited
from cast import LEADER, NEW_LEADER, assignments, measurements
from teams_waiting import LOW, WHOLE, expected, judged

UNKNOWN = Change(None, None, None, None, 3, 1)


def effects(effect: float, sd: float, person: str | None = LOW, unit: str | None = None) -> pl.DataFrame:
    """What an action is known to add, to one gap."""
    return pl.DataFrame([(person, unit, "bookings", effect, sd)], schema=EFFECTS_SCHEMA, orient="row")


def told(
    deepens: Change = UNKNOWN, helped: pl.DataFrame | None = None, place: int = 0, **changed: pl.DataFrame
) -> Amounts:
    company = judged(**changed)
    lines = list(lines_of(company))[place]
    return amounts(company, lines, waited(company, lines, known_actions(company, None), None), deepens, helped)


def at(found: pl.DataFrame, time: str) -> dict[str, float]:
    """The only row of a time."""
    (row,) = found.filter(pl.col("time") == time).to_dicts()
    return row


def test_an_open_gap_has_cost_so_far_and_costs_ahead():
    found = told()

    assert found.gaps["time"].to_list() == ["so far", "without", "with"]
    assert found.shares.columns == found.gaps.columns
    assert set(GAP) <= set(found.gaps.columns)
    row = at(found.gaps, "so far")
    assert (row["periods"], row["weeks"], row["adds_up"]) == (6, pytest.approx(184 / 7), True)
    assert at(found.gaps, "without")["weeks"] == 13
    assert at(found.gaps, "without")["periods"] == 3


def test_what_no_effect_is_known_of_is_not_told():
    row = at(told().gaps, "with")

    assert [row[f"{name}_mean"] for name in ("lost", "weighted", "shortfall")] == [None, None, None]
    assert row["lost_any"] is None


def test_an_action_adds_its_effect_from_the_first_day_on():
    found = told(helped=effects(0.05, 0.02)).gaps

    without, acted = at(found, "without"), at(found, "with")
    # Five points of 100 EUR in each of three months; of the attainment, five points.
    assert without["lost_mean"] - acted["lost_mean"] == pytest.approx(15)
    assert without["shortfall_mean"] - acted["shortfall_mean"] == pytest.approx(0.05)
    assert acted["shortfall_any"] == pytest.approx(0.02)
    assert (without["shortfall_any"], acted["shortfall_own"]) == (0, without["shortfall_own"])


def test_effects_of_other_gaps_are_not_this_ones():
    assert at(told(helped=effects(0.05, 0.02, None, "north")).gaps, "with")["lost_mean"] is None


def test_where_gaps_deepen_they_are_foreseen_to_and_how_fast_is_not_known_exactly():
    still, deepening = (
        at(told(change).gaps, "without") for change in (UNKNOWN, Change(-0.01, -0.015, -0.005, 0.0025, 40, 12))
    )

    # One point after a month, two after two, three after three: two on average.
    assert deepening["shortfall_mean"] - still["shortfall_mean"] == pytest.approx(0.02, rel=0.02)
    assert (still["shortfall_any"], deepening["shortfall_any"]) == (0, pytest.approx(0.005, rel=0.02))


def test_of_units_it_is_not_known_that_gaps_deepen():
    change = Change(-0.01, -0.015, -0.005, 0.0025, 40, 12)

    found = told(change, place=1, measurements=measurements(WHOLE)).gaps

    assert at(found, "without")["shortfall_any"] == 0
    assert at(found, "without")["unit_id"] == "north"
    # Of everybody in the unit: 6 people in 5 months.
    assert at(found, "so far")["periods"] == 30


def test_everybody_bears_what_was_lost_while_they_led():
    later = pl.concat(
        [
            assignments().with_columns(
                ends_on=pl.when(pl.col("person_id") == LOW).then(date(2025, 11, 1)).otherwise("ends_on")
            ),
            assignments()
            .filter(pl.col("person_id") == LOW)
            .with_columns(
                starts_on=pl.lit(date(2025, 11, 1)), manager_id=pl.lit(NEW_LEADER), unit_id=pl.lit("company")
            ),
        ]
    )

    found = told(assignments=later)

    pieces = found.shares.filter(pl.col("time") == "so far").sort("periods")
    assert pieces["leader_id"].to_list() == [NEW_LEADER, LEADER]
    assert pieces["in_unit_id"].to_list() == ["company", "north"]
    assert pieces["periods"].to_list() == [2, 4]
    assert pieces["weeks"].to_list() == pytest.approx([61 / 7, 123 / 7])
    whole = at(found.gaps, "so far")
    assert pieces["lost_mean"].sum() == pytest.approx(whole["lost_mean"])
    assert pieces["lost_own"].pow(2).sum() < whole["lost_own"] ** 2 <= pieces["lost_own"].sum() ** 2
    assert whole["leader_id"] == NEW_LEADER


@pytest.mark.parametrize(
    ("unit", "direction", "sums"),
    [("EUR", "higher", True), ("hours", "lower", True), ("percent", "higher", False), (None, "lower", False)],
)
def test_amounts_add_up_where_their_unit_does(unit: str | None, direction: str, *, sums: bool):
    levels = {person: [2 - share for share in shares] for person, shares in WHOLE.items()}
    figures = WHOLE if direction == "higher" else levels

    found = told(
        place=1, expectations=expected(unit=unit, direction=direction), measurements=measurements(figures)
    ).gaps

    assert found["adds_up"].to_list() == [sums] * 3


def test_where_nobody_has_a_gap_the_tables_are_empty():
    fine = {person: [1.0, 1.02] * 6 for person in WHOLE}

    found = told(measurements=measurements(fine))

    assert (found.gaps.height, found.shares.height) == (0, 0)
    assert found.gaps.schema == told().gaps.schema
