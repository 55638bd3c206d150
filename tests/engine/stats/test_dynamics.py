from dataclasses import replace

import numpy as np
import pytest

from answerable.engine.stats.dynamics import SAMPLE, Belief, fit_dynamics
from answerable.engine.stats.kalman import nothing_happened


def drawn(series: int, periods: int, correlation: float, seed: int) -> np.ndarray:
    """Levels of sd 0.15 around 1 under noise of sd 0.12."""
    random = np.random.default_rng(seed)
    noise = random.normal(size=(series, periods))
    for period in range(1, periods):
        fresh = np.sqrt(1 - correlation**2) * noise[:, period]
        noise[:, period] = correlation * noise[:, period - 1] + fresh
    return 1 + 0.15 * random.normal(size=(series, 1)) + 0.12 * noise


@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_parameters_of_a_simulated_group_are_recovered(correlation: float):
    y = drawn(500, 24, correlation, seed=3)

    found = fit_dynamics(y, np.ones(500), nothing_happened(y.shape), 0.0144, Belief())

    assert found.mean == pytest.approx(1, abs=0.02)
    assert found.spread_variance == pytest.approx(0.15**2, rel=0.2)
    assert found.noise_variance == pytest.approx(0.12**2, rel=0.1)
    assert found.correlation == pytest.approx(correlation, abs=0.08)
    assert found.persistence > 0.99
    assert found.movement_variance < 0.01 * 0.12**2


def test_order_of_the_series_does_not_matter():
    y = drawn(SAMPLE + 50, 6, 0.2, seed=4)

    forward = fit_dynamics(y, np.ones(len(y)), nothing_happened(y.shape), 0.0144, Belief())
    backward = fit_dynamics(y[::-1], np.ones(len(y)), nothing_happened(y.shape), 0.0144, Belief())

    assert forward == backward


def test_without_measurements_the_belief_stands():
    found = fit_dynamics(np.full((2, 3), np.nan), np.ones(2), nothing_happened((2, 3)), 0.02, Belief(correlation=0.2))

    assert (found.mean, found.noise_variance) == (1.0, 0.02)
    assert found.correlation == pytest.approx(0.2)
    assert found.persistence == pytest.approx(0.995)


def test_no_series_at_all_is_no_trouble():
    found = fit_dynamics(np.empty((0, 5)), np.empty(0), nothing_happened((0, 5)), 0.02, Belief())

    assert found.mean == 1.0


def test_levels_that_fade_and_breaks_that_cost_are_recovered():
    random = np.random.default_rng(8)
    breaks = np.tile(np.arange(24) == 12, (600, 1)) & (np.arange(600) < 300)[:, None]
    level = np.empty((600, 24))
    level[:, 0] = random.normal(size=600)
    for period in range(1, 24):
        left = np.where(breaks[:, period], 0.5, 1.0) * 0.95
        level[:, period] = left * level[:, period - 1] + np.sqrt(1 - left**2) * random.normal(size=600)
    y = 1 + 0.15 * level + 0.1 * random.normal(size=level.shape)

    found = fit_dynamics(y, np.ones(600), replace(nothing_happened(y.shape), breaks=breaks), 0.01, Belief())

    assert found.persistence == pytest.approx(0.95, abs=0.01)
    assert found.kept == pytest.approx(0.5, abs=0.1)


def test_what_support_adds_is_recovered_and_a_useless_one_adds_nothing():
    random = np.random.default_rng(9)
    supports = random.random((600, 24)) < 0.03
    level = 0.15 * random.normal(size=(600, 1)) + 0.12 * random.normal(size=(600, 24))
    helped = 1 + level + 0.05 * np.cumsum(supports, axis=1)
    events = replace(nothing_happened(level.shape), supports=supports)

    useful = fit_dynamics(helped, np.ones(600), events, 0.0144, Belief())
    useless = fit_dynamics(1 + level, np.ones(600), events, 0.0144, Belief())

    assert useful.lift == pytest.approx(0.05, abs=0.01)
    assert useless.lift == pytest.approx(0, abs=0.01)


def test_what_leaders_add_is_told_from_what_people_bring():
    random = np.random.default_rng(10)
    led_by = random.integers(0, 60, (480, 24)).astype(np.int32)
    led_by[:, 1:12], led_by[:, 13:] = led_by[:, :1], led_by[:, 12:13]
    adds = 0.1 * random.normal(size=60)
    y = 1 + 0.1 * random.normal(size=(480, 1)) + adds[led_by] + 0.1 * random.normal(size=led_by.shape)

    found = fit_dynamics(y, np.ones(480), replace(nothing_happened(y.shape), led_by=led_by), 0.01, Belief())

    assert found.leader_variance == pytest.approx(0.01, rel=0.5)
    assert found.spread_variance == pytest.approx(0.01, rel=0.3)


def test_where_a_group_is_large_whole_teams_are_looked_at():
    random = np.random.default_rng(11)
    size = 4 * SAMPLE
    led_by = np.repeat(np.arange(size // 8, dtype=np.int32), 8)[:, None] * np.ones((1, 12), dtype=np.int32)
    adds = 0.15 * random.normal(size=(size // 8, 1))
    y = 1 + np.repeat(adds, 8, axis=0) + 0.05 * random.normal(size=(size, 1)) + 0.1 * random.normal(size=(size, 12))

    found = fit_dynamics(y, np.ones(size), replace(nothing_happened(y.shape), led_by=led_by), 0.01, Belief())

    assert found.leader_variance > 3 * found.spread_variance
