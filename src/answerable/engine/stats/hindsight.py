"""Looking back: where series truly stood, told from all that was measured by now."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.filtering import follow
from answerable.engine.stats.kalman import Events, FilterState, Floats, Places
from answerable.engine.stats.levels import Levels
from answerable.engine.stats.shifts import SHIFT_SD

# Series looked at together: few enough for their covariances of all periods with all others to stay small.
TOGETHER = 256

# A variance smaller than this is none.
LEAST = 1e-15


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of some series after a period, from all that was measured until then; each of shape (series,).

    Attributes:
        apart: posterior mean of how far each level lies from where its group and its leader are.
        apart_variance: its variance.
        noise: posterior mean of the period's noise.
        noise_variance: its variance.
        covariance: posterior covariance of the two.
        common: where the group is: its mean, and how far it has moved.
        common_variance: variance of that.
        leader: what the leader at the time adds.
        leader_variance: its variance.
    """

    apart: Floats
    apart_variance: Floats
    noise: Floats
    noise_variance: Floats
    covariance: Floats
    common: Floats
    common_variance: Floats
    leader: Floats
    leader_variance: Floats


@dataclass(frozen=True, slots=True)
class Hindsight:
    """Levels of some series in all periods, given all that was measured of their group.

    Attributes:
        mean: posterior mean of the levels, shape (series, periods).
        covariance: of each series' own part of them, period by period, shape (series, periods, periods).
        common_variance: variance of the part that all series of the group share, a number for all periods. The series'
            own variances hold it too: it is told so that sums over series can let it go together.
        leader_variance: variance of the part that all under one leader share, shape (series, periods).
        standing: what is known after one period.
    """

    mean: Floats
    covariance: Floats
    common_variance: float
    leader_variance: Floats
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Filtered:
    """What the filter knew of some series after each period, and of shared parts in the end; periods come first.

    The state of a series is its level, as far as it lies from its group's mean, and its noise.
    """

    dynamics: Dynamics
    events: Events
    noise_variance: Floats
    mean: Floats
    covariance: Floats
    movement: Floats
    doubt: Floats
    leader: Floats
    leader_variance: Floats


def look_back(
    y: Floats, levels: Levels, events: Events, rows: Places, last: int = -1
) -> Iterator[tuple[slice, Hindsight]]:
    """Tell the levels of some series in all periods from all that was measured of their group.

    What a level was thought to be at the time is one thing; with what came later it is known better, and the errors
    of neighbouring periods go together. A sum over periods needs both. Where a level went too far in one step for
    chance, it has probably shifted, and what came later says little of what was before.

    Args:
        y: attainment of the whole group, shape (series, periods), NaN where not measured.
        levels: what was estimated of it.
        events: what is known to have happened to it.
        rows: the series to look back on, shape (chosen,).
        last: the period after which the standing is told; nothing is measured after it.

    Yields:
        Slices of `rows`, each with what is known of these. The level of the last period is the one the filter tells.
        What is not known of shared parts is told beside the rest.

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.6.2 (the
        fixed-interval smoother); P. de Jong and M. J. Mackinnon (1988), Covariances for smoothed estimates in state
        space models, Biometrika 75(3). Shifts as in `engine.stats.shifts`.
    """
    if not len(rows):
        return
    filtered = _filtered(y, levels, events, rows)
    for first in range(0, len(rows), TOGETHER):
        part = slice(first, min(first + TOGETHER, len(rows)))
        yield part, _told(filtered, part, last)


def _filtered(y: Floats, levels: Levels, events: Events, rows: Places) -> _Filtered:
    mean, covariance = np.zeros((y.shape[1], len(rows), 2)), np.zeros((y.shape[1], len(rows), 2, 2))
    movement, doubt = np.zeros(y.shape[1]), np.zeros(y.shape[1])
    for period, (shared, states) in enumerate(follow(y, levels.noise_variance, levels.dynamics, events)):
        movement[period], doubt[period] = shared.movement[0, 0], shared.doubt[0]
        mean[period], covariance[period] = _moments(states, rows)
    mean[:, :, 0] -= levels.dynamics.mean
    # Whom nobody leads stands in the last place, as in the shared parts.
    led_by = events.led_by[rows]
    chosen = Events(events.breaks[rows], events.supports[rows], led_by)
    leader, leader_variance = shared.leader[0][led_by], shared.leader_variance[led_by]
    noise = levels.noise_variance[rows]
    return _Filtered(levels.dynamics, chosen, noise, mean, covariance, movement, doubt, leader, leader_variance)


def _moments(states: list[FilterState], rows: Places) -> tuple[Floats, Floats]:
    def every(name: str) -> Floats:
        return np.asarray(np.concatenate([getattr(state, name) for state in states], axis=-1)[..., rows])

    both = every("covariance")
    covariance = np.array([[every("level_variance"), both], [both, every("variance")]])
    return np.stack([every("level")[0], every("noise")[0]], axis=-1), np.moveaxis(covariance, 2, 0)


def _told(filtered: _Filtered, part: slice, last: int) -> Hindsight:
    mean, covariance = _smoothed(filtered, part)
    then, spread = filtered.mean[last, part], filtered.covariance[last, part]
    leader, leader_variance = filtered.leader[part], filtered.leader_variance[part]
    common = filtered.dynamics.mean + filtered.movement
    standing = Standing(
        apart=then[:, 0],
        apart_variance=spread[:, 0, 0],
        noise=then[:, 1],
        noise_variance=spread[:, 1, 1],
        covariance=spread[:, 0, 1],
        common=np.full(len(then), common[last]),
        common_variance=np.full(len(then), filtered.doubt[last]),
        leader=leader[:, last],
        leader_variance=leader_variance[:, last],
    )
    return Hindsight(common + leader + mean, covariance, float(filtered.doubt[last]), leader_variance, standing)


def _smoothed(filtered: _Filtered, part: slice) -> tuple[Floats, Floats]:
    """Levels in all periods and their covariances, from the last one back."""
    periods, series = len(filtered.mean), len(filtered.mean[0, part])
    mean = filtered.mean[:, part].copy()
    covariance = np.zeros((periods, periods, series, 2, 2))
    covariance[-1, -1] = filtered.covariance[-1, part]
    for period in range(periods - 2, -1, -1):
        predicted, spread, steps = _predicted(filtered, part, period + 1)
        off = mean[period + 1] - predicted
        spread[:, 0, 0] += _shifted(off[:, 0], spread[:, 0, 0], filtered.dynamics.shift) * SHIFT_SD**2
        known = filtered.covariance[period, part]
        back = known @ steps @ _inverse(spread)
        mean[period] += np.einsum("gij,gj->gi", back, off)
        covariance[period, period + 1 :] = back @ covariance[period + 1, period + 1 :]
        covariance[period + 1 :, period] = np.swapaxes(covariance[period, period + 1 :], -1, -2)
        left = covariance[period + 1, period + 1] - spread
        covariance[period, period] = known + back @ left @ np.swapaxes(back, 1, 2)
    return mean[:, :, 0].T, np.moveaxis(covariance[..., 0, 0], 2, 0)


def _predicted(filtered: _Filtered, part: slice, period: int) -> tuple[Floats, Floats, Floats]:
    """What was foreseen of a period the one before: mean and covariance of the states, and how they go on."""
    dynamics, noise = filtered.dynamics, filtered.noise_variance[part]
    breaks, supports = filtered.events.breaks[part, period], filtered.events.supports[part, period]
    left = np.where(breaks, dynamics.persistence * dynamics.kept, dynamics.persistence)
    steps = np.zeros((len(noise), 2, 2))
    steps[:, 0, 0], steps[:, 1, 1] = left, dynamics.correlation
    mean = np.einsum("gij,gj->gi", steps, filtered.mean[period - 1, part])
    mean[:, 0] += np.where(supports, dynamics.lift, 0.0)
    spread = steps @ filtered.covariance[period - 1, part] @ steps
    spread[:, 0, 0] += (1 - left**2) * dynamics.spread_variance + filtered.doubt[period]
    spread[:, 1, 1] += (1 - dynamics.correlation**2) * noise
    return mean, spread, steps


def _shifted(off: Floats, variance: Floats, chance: float) -> Floats:
    """How probable it is that a level shifted at once, by how far it came from where it was foreseen."""
    steady = np.maximum(variance, LEAST)
    wider = steady + SHIFT_SD**2
    odds = np.sqrt(wider / steady) * np.exp(np.maximum(-0.5 * off**2 * (1 / steady - 1 / wider), -700))
    return np.asarray(chance / (chance + (1 - chance) * odds))


def _inverse(spread: Floats) -> Floats:
    """Inverses of covariances of two; what does not vary has nothing to say."""
    varies = np.diagonal(spread, axis1=1, axis2=2) > LEAST
    safe = spread * (varies[:, :, None] & varies[:, None, :])
    one, two = np.arange(2), np.arange(2)
    safe[:, one, two] += ~varies
    return np.asarray(np.linalg.inv(safe) * (varies[:, :, None] & varies[:, None, :]))
