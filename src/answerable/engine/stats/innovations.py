"""What was not foreseen of series, and of things that may have moved their levels."""

from dataclasses import dataclass, replace

import numpy as np

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import Events, FilterState, Floats
from answerable.engine.stats.shared_parts import SharedParts


@dataclass(frozen=True, slots=True)
class Innovations:
    """One step ahead, again and again.

    Attributes:
        surprise: what was not foreseen of each measurement, shape (series, periods), NaN where there was none.
        inputs: how much of that each input explains for each unit of its strength, shape (inputs, series, periods).
        variance: the variance foreseen of the surprise, shape (series, periods).
    """

    surprise: Floats
    inputs: Floats
    variance: Floats


def innovations(y: Floats, noise_variance: Floats, dynamics: Dynamics, events: Events, inputs: Floats) -> Innovations:
    """Say what was not foreseen of each measurement, and what an input to the levels would explain of it.

    An input of strength b adds b times its figure to the level of a series in a period, from where it fades as
    levels do. What has come in by then the filter takes in part for the level it finds: what is left to explain is
    worked out by sending each input through the same filter. If the input of a period depends on the past only,
    regressing surprises on these gives its strength, however the past decided.

    Args:
        y: shape (series, periods), NaN where not measured.
        noise_variance: variance of one period's noise, shape (series,).
        dynamics: what the group of series shares.
        events: what is known to have happened to the series.
        inputs: shape (inputs, series, periods).

    Returns:
        Surprises of the series and of the inputs.

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, sections 3.4 and 7.3
        (prediction errors; regression on filtered variables).
    """
    systems, leaders = len(inputs) + 1, int(events.led_by.max(initial=-1)) + 1
    state = FilterState(noise_variance, replace(dynamics, mean=0.0), systems)
    shared = SharedParts(
        np.array([dynamics.movement_variance]), np.array([dynamics.leader_variance]), leaders, systems=systems
    )
    found = Innovations(np.full(y.shape, np.nan), np.zeros(inputs.shape), np.ones(y.shape))
    seen, added = np.zeros((systems, len(y))), np.zeros((systems, len(y)))
    for period in range(y.shape[1]):
        measured = ~np.isnan(y[:, period])
        added[0] = dynamics.lift * events.supports[:, period]
        added[1:] = -inputs[:, :, period]
        if period:
            state.predict(events.breaks[:, period], added)
        else:
            state.level += added
        places = shared.places(events.led_by[:, period])
        before = shared.of(places)
        seen[0] = np.where(measured, y[:, period] - dynamics.mean, 0.0)
        surprise, foreseen = state.foresee(seen - before, measured)
        found.surprise[measured, period] = surprise[0, measured]
        found.inputs[:, :, period] = surprise[1:]
        found.variance[:, period] = foreseen
        shared.settle(surprise, foreseen, places)
        state.learn(surprise - measured * (shared.of(places) - before), foreseen)
        state.level_variance += shared.doubt
    return found
