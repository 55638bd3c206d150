"""What comparable series share: mean and spread, how fast levels fade, how long noise lingers, how all move."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from answerable.engine.stats.kalman import Events, Floats, Movement
from answerable.engine.stats.likelihood import Explained, explain

# More series than this add no precision to the shared parameters that anything downstream could see.
SAMPLE = 600


@dataclass(frozen=True, slots=True)
class Dynamics:
    """What the series of a group share.

    Attributes:
        mean: mean level of the group.
        spread_variance: variance of levels between series.
        noise_variance: variance of one period's noise in a typical series.
        persistence: share of a level's distance from the mean that is left a period later, 0 to 1.
        correlation: correlation of the noise of neighbouring periods, 0 to 1.
        kept: share of that distance which outlasts a break, 0 to 1.
        lift: what support adds to a level.
        movement_variance: variance of what the whole group moves from one period to the next.
        shift: how often a level shifts at once in a period, and how often a measurement is off.
    """

    mean: float
    spread_variance: float
    noise_variance: float
    persistence: float = 1.0
    correlation: float = 0.0
    kept: float = 1.0
    lift: float = 0.0
    movement_variance: float = 0.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a group's dynamics before its data are seen, weakly.

    The beliefs decide nothing once some dozens of series have a year of history; they keep small groups from absurd
    corners, such as levels that never move or noise that never fades.

    Attributes:
        spread: the variance of levels between series over that of the noise.
        fade: share of a level's distance from the mean that is lost in a period.
        correlation: correlation of the noise of neighbouring periods.
        correlation_sd: how sure that is, as a standard deviation on the scale of Fisher's z.
        kept: share of a level's distance from the mean which outlasts a break.
        movement: the variance of a step of the whole group over that of the noise.
        shift: how often a level shifts at once in a period, and how often a measurement is off; never fitted.
    """

    spread: float = 1.0
    fade: float = 0.01
    correlation: float = 0.25
    correlation_sd: float = 0.5
    kept: float = 0.73
    movement: float = 0.01
    shift: float = 0.002

    def centre(self) -> Floats:
        """Centre of the belief about (log spread, log fade, Fisher's z, logit kept, log movement)."""
        return np.array(
            [
                np.log(self.spread),
                np.log(self.fade),
                np.arctanh(self.correlation),
                logit(self.kept),
                np.log(self.movement),
            ]
        )

    def sd(self) -> Floats:
        """Standard deviations of the belief about the same five."""
        return np.array([2.0, 1.5, self.correlation_sd, 1.5, 1.5])


def fit_dynamics(
    y: Floats, relative_variance: Floats, events: Events, roughness: float, belief: Belief
) -> tuple[Dynamics, Movement]:
    """Fit what a group of series shares by penalised maximum likelihood.

    Args:
        y: attainment, shape (series, periods), NaN where not measured.
        relative_variance: noise variance of each series relative to a typical one's, shape (series,).
        events: what is known to have happened to the series.
        roughness: half the mean squared successive difference of a typical series; taken for its noise
            where there is no measurement.
        belief: what is believed beforehand.

    Returns:
        The parameters and what the group did together; with no measurement at all, the belief's centre around a
        mean of 1, and no movement.

    Source:
        See `engine.stats.likelihood.explain` for the likelihood; the penalty is the log density of the belief.
    """
    sample = _representative(y)
    chosen, relative = y[sample], relative_variance[sample]
    happened = Events(events.breaks[sample], events.supports[sample])
    centre, sd = belief.centre(), belief.sd()
    if np.all(np.isnan(chosen)):
        nothing = Movement(np.zeros(y.shape[1]), np.zeros(y.shape[1]))
        noise_variance = max(roughness, np.finfo(float).tiny)
        return _dynamics(centre, Explained(1.0, 0.0, noise_variance, nothing, 0.0), belief.shift), nothing

    def explained(x: Floats) -> Explained:
        ratios = _dynamics(x, _UNIT, belief.shift)
        return explain(chosen, relative, happened, ratios, ratios.movement_variance)

    found = minimize(
        lambda x: explained(x).deviance + float(np.sum(((x - centre) / sd) ** 2)),
        centre,
        method="Nelder-Mead",
        options={"xatol": 0.02, "fatol": 0.02, "maxfev": 300, "initial_simplex": centre + _SIMPLEX},
    )
    best = explained(found.x)
    return _dynamics(found.x, best, belief.shift), best.movement


_UNIT = Explained(0.0, 0.0, 1.0, Movement(np.zeros(0), np.zeros(0)), 0.0)
_SIMPLEX = np.vstack([np.zeros(5), np.diag([1.0, 1.0, 0.3, 1.0, 1.0])])


def _dynamics(x: Floats, explained: Explained, shift: float) -> Dynamics:
    noise_variance = explained.noise_variance
    return Dynamics(
        mean=explained.mean,
        spread_variance=float(np.exp(x[0])) * noise_variance,
        noise_variance=noise_variance,
        persistence=float(np.clip(1 - np.exp(x[1]), 0, 1)),
        correlation=float(max(np.tanh(x[2]), 0.0)),
        kept=float(expit(x[3])),
        lift=explained.lift,
        movement_variance=float(np.exp(x[4])) * noise_variance,
        shift=shift,
    )


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
