import numpy as np
import pytest
from numpy.typing import NDArray

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import CHUNK, filter_levels

Floats = NDArray[np.float64]

NOWHERE = np.zeros(9, dtype=bool)


def conditioned(y: Floats, noise_variance: float, dynamics: Dynamics) -> tuple[float, float]:
    """Mean and sd of the last level given the measurements, from the joint normal distribution written out."""
    periods = len(y)
    time = np.arange(periods)
    earlier = np.minimum(time[:, None], time[None, :])
    level = dynamics.spread_variance + dynamics.drift_variance * earlier
    noise = noise_variance * dynamics.correlation ** np.abs(time[:, None] - time[None, :])
    known = ~np.isnan(y)
    total = (level + noise)[np.ix_(known, known)]
    weights = np.linalg.solve(total, level[-1, known])
    mean = dynamics.mean + weights @ (y[known] - dynamics.mean)
    return float(mean), float(np.sqrt(level[-1, -1] - weights @ level[-1, known]))


@pytest.mark.parametrize("correlation", [0.0, 0.5])
@pytest.mark.parametrize("y", [[0.9, 1.1, 0.8, 0.7], [np.nan, 1.2, np.nan, 0.6, np.nan]])
def test_filter_agrees_with_the_joint_normal_distribution(y: list[float], correlation: float):
    dynamics = Dynamics(1.0, 0.04, 0.003, 0.02, correlation)
    series = np.array(y)

    mean, sd = filter_levels(series[None, :], np.array([0.02]), dynamics, NOWHERE[: len(series)][None, :])

    by_hand = conditioned(series, 0.02, dynamics)
    assert (mean[0, -1], sd[0, -1]) == pytest.approx(by_hand, abs=1e-12)


def test_every_period_uses_only_what_was_measured_up_to_it():
    dynamics = Dynamics(1.0, 0.04, 0.003, 0.02, 0.3)
    series = np.array([[0.9, 1.1, 0.8, 0.7]])

    mean, sd = filter_levels(series, np.array([0.02]), dynamics, np.zeros((1, 4), dtype=bool))

    shorter = conditioned(series[0, :2], 0.02, dynamics)
    assert (mean[0, 1], sd[0, 1]) == pytest.approx(shorter, abs=1e-12)


def test_series_beyond_one_chunk_are_filtered_alike():
    dynamics = Dynamics(1.0, 0.04, 0.003, 0.02, 0.0)
    y = np.tile([[0.9, 0.8]], (CHUNK + 1, 1))

    mean, _ = filter_levels(y, np.full(CHUNK + 1, 0.02), dynamics, np.zeros(y.shape, dtype=bool))

    assert mean[0].tolist() == mean[-1].tolist()


def test_a_jump_makes_what_was_known_worth_less():
    dynamics = Dynamics(1.0, 0.04, 0.0, 0.02, 0.0, jump_variance=0.03)
    y = np.array([[0.8, np.nan]])

    _, sd = filter_levels(y, np.array([0.02]), dynamics, np.array([[False, True]]))

    known = 0.04 * 0.02 / (0.04 + 0.02)
    assert np.square(sd[0]).tolist() == pytest.approx([known, known + 0.03])
