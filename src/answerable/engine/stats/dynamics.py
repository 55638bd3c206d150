"""What comparable series share: their mean, how far apart they lie, how fast levels drift, how long noise lingers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answerable.engine.stats.kalman import FilterState

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# More series than this add no precision to five shared parameters that anything downstream could see.
SAMPLE = 600


@dataclass(frozen=True, slots=True)
class Dynamics:
    """What the series of a group share.

    Attributes:
        mean: mean level of the group.
        spread_variance: variance of levels between series at the start.
        drift_variance: variance of a level's change from one period to the next.
        noise_variance: variance of one period's noise in a typical series.
        correlation: correlation of the noise of neighbouring periods, 0 to 1.
        jump_variance: variance of a level's change where it may jump.
    """

    mean: float
    spread_variance: float
    drift_variance: float
    noise_variance: float
    correlation: float
    jump_variance: float = 0.0


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a group's dynamics before its data are seen, weakly.

    The beliefs decide nothing once some dozens of series have a year of history; they keep small groups from absurd
    corners, such as levels that never move or noise that never fades.

    Attributes:
        spread: the variance of levels between series over that of the noise.
        drift: the variance of a period's drift over that of the noise.
        correlation: correlation of the noise of neighbouring periods.
        correlation_sd: how sure that is, as a standard deviation.
        jump: the variance of a jump over that of the noise.
    """

    spread: float = 1.0
    drift: float = 0.01
    correlation: float = 0.15
    correlation_sd: float = 0.3
    jump: float = 0.5

    def centre(self) -> Floats:
        """Centre of the belief about (log spread, log drift, atanh correlation, log jump)."""
        return np.array([np.log(self.spread), np.log(self.drift), np.arctanh(self.correlation), np.log(self.jump)])

    def sd(self) -> Floats:
        """Standard deviations of the belief about the same four."""
        return np.array([2.0, 1.5, self.correlation_sd, 1.5])


def fit_dynamics(y: Floats, relative_variance: Floats, jumps: Truths, roughness: float, belief: Belief) -> Dynamics:
    """Fit the shared parameters of a group of series by penalised maximum likelihood.

    Args:
        y: attainment, shape (series, periods), NaN where not measured.
        relative_variance: noise variance of each series relative to a typical one's, shape (series,).
        jumps: where a level may have jumped since the period before, shape (series, periods).
        roughness: half the mean squared successive difference of a typical series; taken for its noise
            where there is no measurement.
        belief: what is believed beforehand.

    Returns:
        The parameters; with no measurement at all, the prior's centre around a mean of 1.

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.4
        (likelihood by prediction errors; the mean and the scale are concentrated out).
    """
    sample = _representative(y)
    centre = belief.centre()
    chosen, relative, may_jump = y[sample], relative_variance[sample], jumps[sample]
    if np.all(np.isnan(chosen)):
        return _dynamics(centre, 1.0, max(roughness, np.finfo(float).tiny))
    found = minimize(
        lambda x: _concentrated(x, chosen, relative, may_jump)[2] + float(np.sum(((x - centre) / belief.sd()) ** 2)),
        centre,
        method="Nelder-Mead",
        options={"xatol": 0.02, "fatol": 0.02, "maxfev": 160, "initial_simplex": centre + _SIMPLEX},
    )
    mean, scale, _ = _concentrated(found.x, chosen, relative, may_jump)
    return _dynamics(found.x, mean, scale)


_SIMPLEX = np.vstack([np.zeros(4), np.diag([1.0, 1.0, 0.3, 1.0])])


def _dynamics(x: Floats, mean: float, scale: float) -> Dynamics:
    spread, drift, jump = np.exp(x[[0, 1, 3]]) * scale
    return Dynamics(mean, float(spread), float(drift), scale, float(max(np.tanh(x[2]), 0.0)), float(jump))


def _representative(y: Floats) -> NDArray[np.int64]:
    """Series spread evenly over all of them, chosen by what they hold so that neither order nor names matter."""
    count = np.sum(~np.isnan(y), axis=1)
    total = np.nansum(y, axis=1)
    last = np.where(np.isnan(y[:, -1]), 0.0, y[:, -1]) if y.shape[1] else total
    order: NDArray[np.int64] = np.lexsort((last, total, count))
    order = order[count[order] > 0]
    if len(order) <= SAMPLE:
        return order
    evenly: NDArray[np.int64] = np.linspace(0, len(order) - 1, SAMPLE).astype(np.int64)
    return np.asarray(order[evenly], dtype=np.int64)


def _concentrated(x: Floats, y: Floats, relative: Floats, jumps: Truths) -> tuple[float, float, float]:
    """Best mean and scale for given ratios, and minus twice the log likelihood there."""
    unit = _dynamics(x, 0.0, 1.0)
    state = FilterState(relative, unit)
    answer = FilterState(relative, unit)  # how the forecast errors answer to a mean of one
    squares = cross = answers = logs = 0.0
    for period in range(y.shape[1]):
        if period:
            state.predict(jumps[:, period])
            answer.predict(jumps[:, period])
        measured = y[:, period]
        surprise, foreseen = state.update(measured)
        reply, _ = answer.update(np.where(np.isnan(measured), np.nan, 1.0))
        squares += float(np.sum(surprise * surprise / foreseen))
        cross += float(np.sum(surprise * reply / foreseen))
        answers += float(np.sum(reply * reply / foreseen))
        logs += float(np.sum(np.log(foreseen[np.isfinite(foreseen)])))
    count = int(np.sum(~np.isnan(y)))
    mean = cross / answers
    scale = max((squares - mean * cross) / count, np.finfo(float).tiny)
    return mean, scale, count * float(np.log(scale)) + logs
