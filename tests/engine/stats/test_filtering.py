import numpy as np
import pytest
from numpy.typing import NDArray

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.filtering import CHUNK, filter_levels
from answerable.engine.stats.kalman import Events, nothing_happened

Floats = NDArray[np.float64]

DYNAMICS = Dynamics(mean=1.0, spread_variance=0.04, noise_variance=0.02, persistence=0.95, correlation=0.3)


def happened(y: Floats, breaks: tuple[int, ...] = (), supports: tuple[int, ...] = ()) -> Events:
    """What happened to the first series, and in which periods."""
    events = nothing_happened(y.shape)
    events.breaks[0, list(breaks)] = True
    supported = np.zeros(y.shape, dtype=bool)
    supported[0, list(supports)] = True
    return Events(events.breaks, supported, events.led_by)


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

    mean, sd = filter_levels(series, np.array([0.02]), dynamics, happened(series))

    by_hand = conditioned(series[0], 0.02, dynamics)
    assert (mean[0, -1], sd[0, -1]) == pytest.approx(by_hand, abs=1e-12)


def test_every_period_uses_only_what_was_measured_up_to_it():
    y = np.array([[0.9, 1.1, 0.8, 0.7]])

    mean, sd = filter_levels(y, np.array([0.02]), DYNAMICS, happened(y))

    shorter = conditioned(y[0, :2], 0.02, DYNAMICS)
    assert (mean[0, 1], sd[0, 1]) == pytest.approx(shorter, abs=1e-12)


def test_series_beyond_one_chunk_are_filtered_alike():
    y = np.tile([[0.9, 0.8]], (CHUNK + 1, 1))

    mean, _ = filter_levels(y, np.full(CHUNK + 1, 0.02), DYNAMICS, happened(y))

    assert mean[0].tolist() == mean[-1].tolist()


def test_after_a_break_what_was_known_is_worth_less():
    dynamics = Dynamics(1.0, 0.04, 0.02, kept=0.5)
    y = np.array([[0.7, np.nan]])

    mean, sd = filter_levels(y, np.array([0.02]), dynamics, happened(y, breaks=(1,)))

    # Two thirds of 0.3 are believed at first; half of that outlasts the break, with a quarter of its variance.
    known = 0.04 * 0.02 / (0.04 + 0.02)
    assert mean[0].tolist() == pytest.approx([0.8, 0.9])
    assert np.square(sd[0]).tolist() == pytest.approx([known, 0.25 * known + 0.75 * 0.04])


def test_support_lifts_the_level_of_whom_it_was_given_to():
    dynamics = Dynamics(1.0, 0.04, 0.02, lift=0.03)
    y = np.array([[0.7, np.nan, np.nan], [0.7, np.nan, np.nan]])

    mean, _ = filter_levels(y, np.array([0.02, 0.02]), dynamics, happened(y, supports=(1,)))

    assert mean.ravel().tolist() == pytest.approx([0.8, 0.83, 0.83, 0.8, 0.8, 0.8])


def test_a_month_that_is_bad_for_everybody_is_nobodys_own():
    random = np.random.default_rng(2)
    y = 1 + 0.1 * random.normal(size=(500, 1)) + 0.1 * random.normal(size=(500, 6))
    y[:, 4:] -= 0.2
    moving, still = (Dynamics(1.0, 0.01, 0.01, movement_variance=variance) for variance in (0.01, 0.0))

    together, each = (filter_levels(y, np.full(500, 0.01), dynamics, happened(y))[0] for dynamics in (moving, still))

    assert np.mean(together[:, 5] - together[:, 3]) == pytest.approx(-0.2, abs=0.02)
    assert np.mean(each[:, 5] - each[:, 3]) > -0.1


def test_who_comes_to_a_weak_team_is_expected_to_be_as_weak_before_anything_is_measured():
    y = np.full((9, 4), 0.7)
    y[8, :3] = np.nan, np.nan, np.nan
    y[8, 3] = np.nan
    y[:4] = 1.0
    led_by = np.repeat([[0], [1]], [4, 5], axis=0) * np.ones((1, 4), dtype=np.int32)
    none = nothing_happened(y.shape)
    events = Events(none.breaks, none.supports, led_by.astype(np.int32))
    dynamics = Dynamics(0.85, 0.001, 0.001, leader_variance=0.05)

    mean, sd = filter_levels(y, np.full(9, 0.001), dynamics, events)

    assert mean[8, -1] == pytest.approx(0.7, abs=0.01)
    # The leader's part is known to about a fifth of what four people vary by; the rest is the newcomer's own.
    assert 0.03 < sd[8, -1] < 0.05


def test_a_unit_that_drops_at_once_is_followed_at_once_and_one_bad_month_is_not():
    calm = [1.0, 1.02, 0.98, 1.01, 0.99, 1.0, 1.01, 0.99]
    y = np.array([[*calm, 0.7, 0.71], [*calm, 0.7, 1.0]])
    slow, watchful = (Dynamics(1.0, 0.001, 0.001, persistence=0.99, shift=chance) for chance in (0.0, 0.01))

    followed, lagging = (filter_levels(y, np.full(2, 0.001), dynamics, happened(y))[0] for dynamics in (watchful, slow))

    assert followed[0, -1] == pytest.approx(0.71, abs=0.02)
    assert followed[1, -1] == pytest.approx(1.0, abs=0.02)
    assert lagging[0, -1] > 0.85
