"""Who is held back, and what becomes of people after a move, against known truth, small."""

import polars as pl
import pytest

from answerable.engine.attainment import read_panel
from answerable.engine.attribution import attribute
from answerable.engine.gaps import find_gaps
from answerable.engine.leaders import MoveScore, badly_managed, score_moves
from answerable.engine.worlds import World, simulate, world
from answerable.findings.check import gap_settings, measured_until
from answerable.panel import company_from_frames
from answerable.rules.policy import default_policy

STANDARD = 0.9


def held_back(made: World) -> tuple[pl.DataFrame, MoveScore | None]:
    """Those named, with what they and their leader really are in the last month; and how forecasts came true."""
    company = company_from_frames(made.tables)
    panel = read_panel(company)
    day = measured_until(panel)
    attribution = attribute(company, as_of=day)
    gaps = find_gaps(panel, made.tables["units"], day, gap_settings(default_policy()))
    expectations = made.tables["expectations"].select("expectation_id", tolerance=pl.lit(1 - STANDARD))
    named = badly_managed(attribution, gaps.open, expectations)
    leaders = made.truth["leaders"].select("leader_id", "manager_effect")
    lines = made.truth["leaders"].select(line_2_id="leader_id", line_effect="line_effect")
    last = pl.col("period") == pl.col("period").max()
    truth = (
        named.join(made.truth["levels"].filter(last), on=["person_id", "expectation_id"])
        .join(leaders, on="leader_id")
        .join(attribution.places.select("person_id", "line_2_id"), on="person_id")
        .join(lines, on="line_2_id", how="left")
    )
    typical = pl.col("level") - pl.col("manager_effect") - pl.col("line_effect").fill_null(0.0)
    return truth.with_columns(typical=typical), score_moves(company, attribution)


@pytest.fixture(scope="module")
def told() -> tuple[pl.DataFrame, MoveScore | None]:
    """Of a company of 700."""
    return held_back(simulate(world("typical", 700, 24, 1)))


def test_those_named_would_meet_the_standard_under_a_typical_leader(told: tuple[pl.DataFrame, MoveScore | None]):
    named, _ = told

    assert len(named) >= 3
    assert (named["typical"] >= STANDARD).mean() >= 0.8
    assert (named["manager_effect"] < 0).mean() >= 0.9


def test_nine_in_ten_come_out_where_they_were_expected(told: tuple[pl.DataFrame, MoveScore | None]):
    _, score = told

    assert score is not None
    assert score.people >= 40
    assert score.covered / score.people >= 0.82
    assert abs(score.mean_error) <= 0.05


def test_where_no_leader_matters_nobody_is_held_back():
    named, _ = held_back(simulate(world("null", 150, 18, 4)))

    assert named.is_empty()
