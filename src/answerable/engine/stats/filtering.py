"""Levels followed through time: what is known of every series by each period."""

import numpy as np

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import Events, FilterState, Floats, Movement
from answerable.engine.stats.shifts import learn_with_shifts

# Series filtered together: few enough for the filter's state to stay in the processor's cache.
CHUNK = 16_384


def filter_levels(
    y: Floats, noise_variance: Floats, dynamics: Dynamics, movement: Movement, events: Events
) -> tuple[Floats, Floats]:
    """Filter the levels of many series: what is known of each by each period.

    Args:
        y: shape (series, periods), NaN where not measured.
        noise_variance: variance of one period's noise, shape (series,).
        dynamics: what the group of series shares.
        movement: what the group did together.
        events: what is known to have happened to the series.

    Returns:
        Posterior mean and standard deviation of the level, each of shape (series, periods).

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.2.
    """
    mean, sd = np.empty_like(y), np.empty_like(y)
    for first in range(0, len(y), CHUNK):
        chunk = slice(first, first + CHUNK)
        by_period = np.ascontiguousarray(y[chunk].T) - movement.path[:, None]
        state = FilterState(noise_variance[chunk], dynamics)
        for period, measured in enumerate(by_period):
            if period:
                lift = dynamics.lift * events.supports[chunk, period].astype(np.float64)
                state.predict(events.breaks[chunk, period], lift)
            learn_with_shifts(state, *state.foresee(measured, ~np.isnan(measured)), dynamics.shift)
            state.level_variance += movement.doubt[period]
            mean[chunk, period] = state.level[0] + movement.path[period]
            sd[chunk, period] = np.sqrt(np.maximum(state.level_variance, 0))
    return mean, sd
