"""What is said of levers, against known truth, small."""

from dataclasses import replace

import polars as pl
import pytest

from answerable.engine.attainment import Block, read_panel
from answerable.engine.gaps import GapSettings
from answerable.engine.gaps.shared import UnitTree
from answerable.engine.gaps.signal import Judgement, open_periods
from answerable.engine.levers import lever_effects
from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.filtering import filter_levels
from answerable.engine.stats.kalman import nothing_happened
from answerable.engine.stats.levels import Levels
from answerable.engine.worlds import simulate, world
from answerable.findings.check import gap_settings, measured_until
from answerable.panel import company_from_frames
from answerable.rules.policy import default_policy

SETTINGS = gap_settings(default_policy())


def quickly(block: Block, _: UnitTree, settings: GapSettings) -> tuple[Judgement, None]:
    """What is said of people where what they share is known, not fitted: the judging is not what is looked at here."""
    y = block.attainment
    dynamics = Dynamics(1.0, 0.014, 0.02, persistence=0.995, movement_variance=1e-4)
    noise = pl.Series([dynamics.noise_variance] * len(y)).to_numpy()
    mean, sd = filter_levels(y, noise, dynamics, nothing_happened(y.shape))
    levels = Levels(mean, sd, noise * 0 + 40, noise, dynamics)
    standard = y * 0 + 1 - block.expectation["tolerance"]
    probability = levels.probability_below(standard)
    is_open = open_periods(probability, block.held, settings.certainty, settings.release)
    return Judgement(y, levels, standard, probability, is_open), None


def levers_of(name: str, people: int, effect: float, seed: int = 1) -> pl.DataFrame:
    """Levers as a whole, of one made-up company."""
    made = simulate(replace(world(name, people, 24, seed), training_effect=effect))
    company = company_from_frames(made.tables)
    found = lever_effects(company, measured_until(read_panel(company)), SETTINGS, quickly).levers
    return found.filter(pl.col("name").is_null() & ~pl.col("unit_wide"))


def test_support_that_does_nothing_is_not_called_useful_though_a_plain_look_would():
    levers = levers_of("regression_to_the_mean", 700, 0.0)

    assert levers["reason"].to_list() == ["spans_zero", "spans_zero"]
    assert not levers["more_known"].any()
    assert (levers["before_after"] > 0.1).all()


@pytest.mark.parametrize("name", ["regression_to_the_mean", "worst_first", "hopeful_first"])
def test_support_worth_five_points_is_found_about_as_large_whoever_gets_it(name: str):
    levers = levers_of(name, 1200, 0.05)

    assert (levers["effect_low"] > 0).all()
    assert levers["effect"].mean() == pytest.approx(0.05, abs=0.02)
    assert (levers["effect_low"] < 0.05).all()
    assert (levers["effect_high"] > 0.05).all()


def test_in_a_small_company_it_is_not_known_yet():
    levers = levers_of("small_company", 40, 0.05)

    assert set(levers["reason"]) == {"few"}
    assert levers["effect"].null_count() == len(levers)
