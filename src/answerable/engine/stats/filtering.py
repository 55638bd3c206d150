"""Levels followed through time: what is known of every series by each period."""

from collections.abc import Iterator

import numpy as np

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import Events, FilterState, Floats
from answerable.engine.stats.shared_parts import SharedParts
from answerable.engine.stats.shifts import learn_with_shifts

# Series worked on together: few enough for what is worked out on the way to stay in the processor's cache.
CHUNK = 16_384


def filter_levels(y: Floats, noise_variance: Floats, dynamics: Dynamics, events: Events) -> tuple[Floats, Floats]:
    """Filter the levels of many series: what is known of each by each period.

    Args:
        y: shape (series, periods), NaN where not measured.
        noise_variance: variance of one period's noise, shape (series,).
        dynamics: what the group of series shares.
        events: what is known to have happened to the series.

    Returns:
        Posterior mean and standard deviation of the level, common parts included, each of shape (series, periods).

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.2.
    """
    mean, sd = np.empty_like(y), np.empty_like(y)
    chunks = _chunks(len(y))
    for period, (shared, states) in enumerate(follow(y, noise_variance, dynamics, events)):
        places = shared.places(events.led_by[:, period])
        common, doubt = shared.of(places), shared.leader_variance[places]
        for chunk, state in zip(chunks, states, strict=True):
            mean[chunk, period] = state.level[0] + common[0, chunk]
            sd[chunk, period] = np.sqrt(np.maximum(state.level_variance + doubt[chunk], 0))
    return mean, sd


def follow(
    y: Floats, noise_variance: Floats, dynamics: Dynamics, events: Events
) -> Iterator[tuple[SharedParts, list[FilterState]]]:
    """Take in many series, period by period.

    Args:
        y: shape (series, periods), NaN where not measured.
        noise_variance: variance of one period's noise, shape (series,).
        dynamics: what the group of series shares.
        events: what is known to have happened to the series.

    Yields:
        What is known after each period of what the series share, and of each by itself, chunk by chunk. They go on
        changing with the periods that follow.
    """
    leaders = int(events.led_by.max(initial=-1)) + 1
    shared = SharedParts(np.array([dynamics.movement_variance]), np.array([dynamics.leader_variance]), leaders)
    chunks = _chunks(len(y))
    states = [FilterState(noise_variance[chunk], dynamics) for chunk in chunks]
    surprise, foreseen = np.empty((1, len(y))), np.empty(len(y))
    for period, figures in enumerate(np.ascontiguousarray(y.T)):
        places = shared.places(events.led_by[:, period])
        before = shared.of(places)
        for chunk, state in zip(chunks, states, strict=True):
            if period:
                lift = dynamics.lift * events.supports[chunk, period].astype(np.float64)
                state.predict(events.breaks[chunk, period], lift)
            left = figures[chunk] - before[0, chunk]
            surprise[:, chunk], foreseen[chunk] = state.foresee(left, ~np.isnan(left))
        shared.settle(surprise, foreseen, places)
        after = shared.of(places)
        for chunk, state in zip(chunks, states, strict=True):
            own = np.where(np.isinf(foreseen[chunk]), 0.0, surprise[:, chunk] - after[:, chunk] + before[:, chunk])
            learn_with_shifts(state, own, foreseen[chunk], dynamics.shift)
            state.level_variance += shared.doubt
        yield shared, states


def _chunks(series: int) -> list[slice]:
    return [slice(first, first + CHUNK) for first in range(0, series, CHUNK)]
