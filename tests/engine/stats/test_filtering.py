import numpy as np
import pytest
from numpy.typing import NDArray

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.filtering import CHUNK, filter_levels
from answerable.engine.stats.kalman import Events, Movement

Floats = NDArray[np.float64]

DYNAMICS = Dynamics(mean=1.0, spread_variance=0.04, noise_variance=0.02, persistence=0.95, correlation=0.3)


def at(y: Floats, *periods: int) -> NDArray[np.bool_]:
    """The first series, in these periods."""
    marked = np.zeros(y.shape, dtype=bool)
    marked[0, list(periods)] = True
    return marked


def still(y: Floats) -> Movement:
    return Movement(np.zeros(y.shape[1]), np.zeros(y.shape[1]))


def conditioned(y: Floats, noise_variance: float, dynamics: Dynamics) -> tuple[float, float]:
    """Mean and sd of the last level given the measurements, from the joint normal distribution written out."""
    time = np.arange(len(y))
    apart = np.abs(time[:, None] - time[None, :])
    level = dynamics.spread_variance * dynamics.persistence**apart
    noise = noise_variance * dynamics.correlation**apart
    known = ~np.isnan(y)
    total = (level + noise)[np.ix_(known, known)]
    weights = np.linalg.solve(total, level[-1, known])
    mean = dynamics.mean + weights @ (y[known] - dynamics.mean)
    return float(mean), float(np.sqrt(level[-1, -1] - weights @ level[-1, known]))


@pytest.mark.parametrize("correlation", [0.0, 0.5])
@pytest.mark.parametrize("y", [[0.9, 1.1, 0.8, 0.7], [np.nan, 1.2, np.nan, 0.6, np.nan]])
def test_filter_agrees_with_the_joint_normal_distribution(y: list[float], correlation: float):
    dynamics = Dynamics(1.0, 0.04, 0.02, persistence=0.95, correlation=correlation)
    series = np.array([y])

    mean, sd = filter_levels(series, np.array([0.02]), dynamics, still(series), Events(at(series), at(series)))

    by_hand = conditioned(series[0], 0.02, dynamics)
    assert (mean[0, -1], sd[0, -1]) == pytest.approx(by_hand, abs=1e-12)


def test_every_period_uses_only_what_was_measured_up_to_it():
    y = np.array([[0.9, 1.1, 0.8, 0.7]])

    mean, sd = filter_levels(y, np.array([0.02]), DYNAMICS, still(y), Events(at(y), at(y)))

    shorter = conditioned(y[0, :2], 0.02, DYNAMICS)
    assert (mean[0, 1], sd[0, 1]) == pytest.approx(shorter, abs=1e-12)


def test_series_beyond_one_chunk_are_filtered_alike():
    y = np.tile([[0.9, 0.8]], (CHUNK + 1, 1))

    mean, _ = filter_levels(y, np.full(CHUNK + 1, 0.02), DYNAMICS, still(y), Events(at(y), at(y)))

    assert mean[0].tolist() == mean[-1].tolist()


def test_after_a_break_what_was_known_is_worth_less():
    dynamics = Dynamics(1.0, 0.04, 0.02, kept=0.5)
    y = np.array([[0.7, np.nan]])

    mean, sd = filter_levels(y, np.array([0.02]), dynamics, still(y), Events(at(y, 1), at(y)))

    # Two thirds of 0.3 are believed at first; half of that outlasts the break, with a quarter of its variance.
    known = 0.04 * 0.02 / (0.04 + 0.02)
    assert mean[0].tolist() == pytest.approx([0.8, 0.9])
    assert np.square(sd[0]).tolist() == pytest.approx([known, 0.25 * known + 0.75 * 0.04])


def test_support_lifts_the_level_of_whom_it_was_given_to():
    dynamics = Dynamics(1.0, 0.04, 0.02, lift=0.03)
    y = np.array([[0.7, np.nan, np.nan], [0.7, np.nan, np.nan]])

    mean, _ = filter_levels(y, np.array([0.02, 0.02]), dynamics, still(y), Events(at(y), at(y, 1)))

    assert mean.ravel().tolist() == pytest.approx([0.8, 0.83, 0.83, 0.8, 0.8, 0.8])


def test_what_the_whole_group_did_is_added_to_everybodys_own_level():
    moved = Movement(np.array([0.0, -0.1]), np.array([0.0, 0.001]))
    y = np.array([[0.7, 0.6], [1.0, 0.9]])

    alone, doubted = filter_levels(y, np.array([0.02, 0.02]), DYNAMICS, moved, Events(at(y), at(y)))
    taken_out, sd = filter_levels(y - moved.path, np.array([0.02, 0.02]), DYNAMICS, still(y), Events(at(y), at(y)))

    assert (alone - taken_out).ravel().tolist() == pytest.approx([0.0, -0.1, 0.0, -0.1])
    assert np.square(doubted[0]) - np.square(sd[0]) == pytest.approx([0.0, 0.001])


def test_a_unit_that_drops_at_once_is_followed_at_once_and_one_bad_month_is_not():
    calm = [1.0, 1.02, 0.98, 1.01, 0.99, 1.0, 1.01, 0.99]
    y = np.array([[*calm, 0.7, 0.71], [*calm, 0.7, 1.0]])
    slow, watchful = (Dynamics(1.0, 0.001, 0.001, persistence=0.99, shift=chance) for chance in (0.0, 0.01))

    followed, lagging = (
        filter_levels(y, np.full(2, 0.001), dynamics, still(y), Events(at(y), at(y)))[0]
        for dynamics in (watchful, slow)
    )

    assert followed[0, -1] == pytest.approx(0.71, abs=0.02)
    assert followed[1, -1] == pytest.approx(1.0, abs=0.02)
    assert lagging[0, -1] > 0.85
