"""The science of gaps against known truth, small; the full run is benchmarks/truth.py."""

import numpy as np
import polars as pl
import pytest

from answerable.engine.attainment import attainment_blocks, read_panel
from answerable.engine.gaps import GapSettings
from answerable.engine.gaps.find import judge
from answerable.engine.gaps.shared import unit_tree
from answerable.engine.worlds import simulate, world
from answerable.kernel.periods import Cadence, period_index
from answerable.panel import company_from_frames
from answerable.rules.policy import default_policy


def settings() -> GapSettings:
    policy = default_policy()
    return GapSettings(
        policy.certainty,
        policy.release,
        {Cadence(name): periods for name, periods in policy.sustained_after.items()},
        policy.consistent_open,
        policy.consistent_of,
        policy.consistent_episodes,
        policy.shared_share,
        policy.shared_min_people,
    )


def told_and_true(name: str, people: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For every person and month after the first half year: probability told, gap open, truly below standard."""
    made = simulate(world(name, people, 24, seed))
    panel = read_panel(company_from_frames(made.tables))
    last = made.tables["measurements"]["period"].max()
    parts = []
    no_units = unit_tree(np.full(len(panel.codes.units), -1))
    for block in attainment_blocks(panel, last.replace(year=last.year + 1)):
        truth = made.truth["levels"].filter(pl.col("expectation_id") == block.expectation["expectation_id"])
        if not truth.height or block.expectation["role_id"].startswith("lead"):
            continue
        judgement, _ = judge(block, no_units, settings())
        rows = {person: row for row, person in enumerate(panel.codes.people[block.person].to_list())}
        level = np.full(block.attainment.shape, np.nan)
        for person, period, value in truth.select("person_id", "period", "level").iter_rows():
            level[rows[person], period_index(period, block.cadence) - block.first_period] = value
        known = ~np.isnan(level) & ~np.isnan(block.attainment)
        known[:, :6] = False
        parts.append((judgement.probability[known], judgement.is_open[known], level[known] < 0.9))
    told, opened, true = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return told, opened, true


@pytest.mark.parametrize("name", ["null", "typical", "sticky"])
def test_at_most_one_open_gap_in_ten_is_false(name: str):
    _, opened, true = told_and_true(name, 1500, 3)

    assert np.mean(~true[opened]) <= 0.10


@pytest.mark.parametrize("name", ["null", "typical", "sticky"])
def test_high_probabilities_mean_what_they_say(name: str):
    told, _, true = told_and_true(name, 600, 11)

    certain = told >= 0.9

    assert true[certain].mean() == pytest.approx(told[certain].mean(), abs=0.05)
