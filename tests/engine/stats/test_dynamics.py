import numpy as np
import pytest

from answerable.engine.stats.dynamics import SAMPLE, Belief, fit_dynamics


def nowhere(y: np.ndarray) -> np.ndarray:
    return np.zeros(y.shape, dtype=bool)


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

    found = fit_dynamics(y, np.ones(500), nowhere(y), 0.0144, Belief())

    assert found.mean == pytest.approx(1, abs=0.02)
    assert found.spread_variance == pytest.approx(0.15**2, rel=0.2)
    assert found.noise_variance == pytest.approx(0.12**2, rel=0.1)
    assert found.correlation == pytest.approx(correlation, abs=0.08)
    assert found.drift_variance < 0.01 * 0.12**2


def test_order_of_the_series_does_not_matter():
    y = drawn(SAMPLE + 50, 6, 0.2, seed=4)

    forward = fit_dynamics(y, np.ones(len(y)), nowhere(y), 0.0144, Belief())
    backward = fit_dynamics(y[::-1], np.ones(len(y)), nowhere(y[::-1]), 0.0144, Belief())

    assert forward == backward


def test_without_measurements_the_belief_stands():
    found = fit_dynamics(
        np.full((2, 3), np.nan), np.ones(2), nowhere(np.full((2, 3), np.nan)), 0.02, Belief(correlation=0.2)
    )

    assert (found.mean, found.noise_variance) == (1.0, 0.02)
    assert found.correlation == pytest.approx(0.2)
    assert found.drift_variance == pytest.approx(0.01 * 0.02)


def test_no_series_at_all_is_no_trouble():
    found = fit_dynamics(np.empty((0, 5)), np.empty(0), nowhere(np.empty((0, 5))), 0.02, Belief())

    assert found.mean == 1.0
