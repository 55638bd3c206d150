import numpy as np
import pytest

from answerable.engine.stats.dynamics import SAMPLE, Belief, fit_dynamics
from answerable.engine.stats.kalman import Events


def nothing(y: np.ndarray) -> Events:
    nowhere = np.zeros(y.shape, dtype=bool)
    return Events(nowhere, nowhere)


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

    found, _ = fit_dynamics(y, np.ones(500), nothing(y), 0.0144, Belief())

    assert found.mean == pytest.approx(1, abs=0.02)
    assert found.spread_variance == pytest.approx(0.15**2, rel=0.2)
    assert found.noise_variance == pytest.approx(0.12**2, rel=0.1)
    assert found.correlation == pytest.approx(correlation, abs=0.08)
    assert found.persistence > 0.99
    assert found.movement_variance < 0.01 * 0.12**2


def test_order_of_the_series_does_not_matter():
    y = drawn(SAMPLE + 50, 6, 0.2, seed=4)

    forward, _ = fit_dynamics(y, np.ones(len(y)), nothing(y), 0.0144, Belief())
    backward, _ = fit_dynamics(y[::-1], np.ones(len(y)), nothing(y[::-1]), 0.0144, Belief())

    assert forward == backward


def test_without_measurements_the_belief_stands():
    found, movement = fit_dynamics(
        np.full((2, 3), np.nan), np.ones(2), nothing(np.full((2, 3), np.nan)), 0.02, Belief(correlation=0.2)
    )

    assert (found.mean, found.noise_variance) == (1.0, 0.02)
    assert found.correlation == pytest.approx(0.2)
    assert found.persistence == pytest.approx(0.99)
    assert (movement.path.tolist(), movement.doubt.tolist()) == ([0.0] * 3, [0.0] * 3)


def test_no_series_at_all_is_no_trouble():
    found, _ = fit_dynamics(np.empty((0, 5)), np.empty(0), nothing(np.empty((0, 5))), 0.02, Belief())

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

    found, _ = fit_dynamics(y, np.ones(600), Events(breaks, np.zeros(y.shape, dtype=bool)), 0.01, Belief())

    assert found.persistence == pytest.approx(0.95, abs=0.01)
    assert found.kept == pytest.approx(0.5, abs=0.1)


def test_what_support_adds_is_recovered_and_a_useless_one_adds_nothing():
    random = np.random.default_rng(9)
    supports = random.random((600, 24)) < 0.03
    level = 0.15 * random.normal(size=(600, 1)) + 0.12 * random.normal(size=(600, 24))
    helped = 1 + level + 0.05 * np.cumsum(supports, axis=1)
    events = Events(np.zeros(level.shape, dtype=bool), supports)

    useful, _ = fit_dynamics(helped, np.ones(600), events, 0.0144, Belief())
    useless, _ = fit_dynamics(1 + level, np.ones(600), events, 0.0144, Belief())

    assert useful.lift == pytest.approx(0.05, abs=0.01)
    assert useless.lift == pytest.approx(0, abs=0.01)
