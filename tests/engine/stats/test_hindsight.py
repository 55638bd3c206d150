from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.filtering import filter_levels
from answerable.engine.stats.hindsight import TOGETHER, Hindsight, look_back
from answerable.engine.stats.kalman import Events, nothing_happened
from answerable.engine.stats.levels import Levels

Floats = NDArray[np.float64]

DYNAMICS = Dynamics(mean=1.0, spread_variance=0.04, noise_variance=0.02, persistence=0.95, correlation=0.3, kept=0.5)


def levels(y: Floats, dynamics: Dynamics = DYNAMICS, noise: float = 0.02) -> Levels:
    """What is known of series of one group before anybody looks back; their levels are not read."""
    return Levels(y, y, np.full(len(y), np.inf), np.full(len(y), noise), dynamics)


def told(y: Floats, dynamics: Dynamics = DYNAMICS, events: Events | None = None, last: int = -1) -> Hindsight:
    """All series looked back on."""
    happened = nothing_happened(y.shape) if events is None else events
    ((_, found),) = look_back(y, levels(y, dynamics), happened, np.arange(len(y)), last)
    return found


def by_hand(y: Floats, left: Floats) -> tuple[Floats, Floats]:
    """Mean and covariance of all levels of a series, by taking in one measurement after the other.

    Levels and noises are one long vector, so that nothing is left to a recursion.
    """
    periods = len(y)
    level, noise = np.zeros((periods, periods)), np.zeros((periods, periods))
    for one in range(periods):
        for other in range(periods):
            low, high = min(one, other), max(one, other)
            level[one, other] = DYNAMICS.spread_variance * np.prod(left[low + 1 : high + 1])
            noise[one, other] = 0.02 * DYNAMICS.correlation ** (high - low)
    covariance = np.block([[level, np.zeros_like(level)], [np.zeros_like(level), noise]])
    mean = np.concatenate([np.ones(periods), np.zeros(periods)])
    for period in np.flatnonzero(~np.isnan(y)):
        seen = np.zeros(2 * periods)
        seen[[period, periods + period]] = 1
        gain = covariance @ seen / (seen @ covariance @ seen)
        mean = mean + gain * (y[period] - seen @ mean)
        covariance = covariance - np.outer(gain, seen @ covariance)
    return mean, covariance


@given(
    st.lists(st.one_of(st.floats(0.3, 1.5), st.just(np.nan)), min_size=5, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_levels_are_told_as_the_joint_normal_distribution_has_them(figures: list[float], broken: list[bool]):
    y = np.array([figures])
    events = replace(nothing_happened(y.shape), breaks=np.array([broken]))
    left = np.where(broken, 0.95 * 0.5, 0.95)

    found = told(y, events=events)

    mean, covariance = by_hand(y[0], left)
    standing = found.standing
    assert found.mean[0] == pytest.approx(mean[:5], abs=1e-9)
    assert found.covariance[0] == pytest.approx(covariance[:5, :5], abs=1e-9)
    assert [standing.apart[0] + 1, standing.noise[0]] == pytest.approx(mean[[4, 9]], abs=1e-9)
    assert standing.apart_variance[0] == pytest.approx(covariance[4, 4], abs=1e-9)
    assert standing.noise_variance[0] == pytest.approx(covariance[9, 9], abs=1e-9)
    assert standing.covariance[0] == pytest.approx(covariance[4, 9], abs=1e-9)


def test_the_last_level_is_the_one_the_filter_tells():
    random = np.random.default_rng(1)
    y = 1 + 0.2 * random.normal(size=(40, 8))
    led_by = np.repeat(np.arange(8), 5).astype(np.int32)[:, None] * np.ones((1, 8), dtype=np.int32)
    events = replace(nothing_happened(y.shape), led_by=led_by, supports=random.random(y.shape) < 0.2)
    dynamics = replace(DYNAMICS, lift=0.05, leader_variance=0.01, correlation=0.0)

    found = told(y, dynamics, events)

    mean, sd = filter_levels(y, np.full(40, 0.02), dynamics, events)
    variance = found.covariance[:, -1, -1] + found.leader_variance[:, -1]
    # The filter takes what a leader adds as it was thought to be at the time, hindsight as it is known in the end.
    assert found.mean[:, -1] == pytest.approx(mean[:, -1], abs=0.02)
    assert np.sqrt(variance) == pytest.approx(sd[:, -1], abs=1e-9)


def test_what_came_later_tells_of_what_was_before():
    y = np.array([[0.8, np.nan, 0.8, 0.8, 0.8, 0.8]])

    found = told(y)

    known = filter_levels(y, np.array([0.02]), DYNAMICS, nothing_happened(y.shape))[1]
    assert np.sqrt(found.covariance[0, 1, 1]) < known[0, 1]
    assert found.covariance[0, 1, 2] > 0.8 * found.covariance[0, 2, 2]


def test_who_moved_together_with_everybody_has_not_moved_themselves():
    random = np.random.default_rng(2)
    y = 1 + 0.05 * random.normal(size=(200, 6))
    y[:, 3:] -= 0.3
    dynamics = replace(DYNAMICS, movement_variance=0.05, noise_variance=0.0025, correlation=0.0)

    ((_, found),) = look_back(y, levels(y, dynamics, 0.0025), nothing_happened(y.shape), np.arange(5))

    assert found.mean[:, 5] == pytest.approx(np.full(5, 0.7), abs=0.1)
    assert found.standing.common == pytest.approx(np.full(5, 0.7), abs=0.03)
    assert 0 < found.common_variance < 0.001
    assert found.standing.common_variance.tolist() == [found.common_variance] * 5


def test_whom_nobody_leads_shares_nothing_with_a_leader():
    y = np.array([[0.7, 0.7], [0.7, 0.7]])
    events = replace(nothing_happened(y.shape), led_by=np.array([[0, 0], [-1, -1]], dtype=np.int32))

    found = told(y, replace(DYNAMICS, leader_variance=0.02), events)

    assert found.standing.leader[0] < 0
    assert (found.standing.leader[1], found.standing.leader_variance[1]) == (0, 0)


def test_the_standing_is_told_after_the_period_asked_for():
    y = np.array([[0.8, 0.6, np.nan]])

    later, then = told(y, last=1), told(y[:, :2])

    assert later.standing.apart == pytest.approx(then.standing.apart)
    assert later.standing.noise == pytest.approx(then.standing.noise)
    assert later.mean.shape == (1, 3)


def test_levels_that_do_not_persist_are_told_apart():
    found = told(np.array([[0.5, np.nan]]), replace(DYNAMICS, persistence=0.0))

    assert found.mean[0, 1] == pytest.approx(1.0, abs=1e-6)


def test_many_series_are_told_in_parts_in_their_order():
    y = np.tile([[0.9, 0.8]], (TOGETHER + 3, 1))
    y[-1] = 0.5
    rows = np.arange(len(y))

    parts = list(look_back(y, levels(y), nothing_happened(y.shape), rows))

    assert [part for part, _ in parts] == [slice(0, TOGETHER), slice(TOGETHER, TOGETHER + 3)]
    assert parts[1][1].mean[-1, 1] < parts[1][1].mean[0, 1] == pytest.approx(parts[0][1].mean[0, 1])


def test_without_series_nothing_is_told():
    assert list(look_back(np.ones((2, 2)), levels(np.ones((2, 2))), nothing_happened((2, 2)), np.arange(0))) == []
