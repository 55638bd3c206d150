"""What comparable series share: mean and spread, how fast levels fade, how long noise lingers, how all move."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from answerable.engine.stats.kalman import Events, Floats, Places
from answerable.engine.stats.likelihood import LEAST_NOISE, Explained, explain, lay_out

# More series than this add no precision to the shared parameters that anything downstream could see.
SAMPLE = 600

# How far the slope of the deviance is taken over, in standard deviations of the belief.
STEP = 1e-3

# How far from the centre of the belief is looked, in its standard deviations: figures without noise know no bounds.
FARTHEST = 4.0


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
        leader_variance: variance of what leaders add to the levels of those under them.
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
    leader_variance: float = 0.0
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
        leader: the variance of what leaders add to the levels of those under them over that of the noise.
        shift: how often a level shifts at once in a period, and how often a measurement is off; never fitted.
    """

    spread: float = 1.0
    fade: float = 0.005
    correlation: float = 0.25
    correlation_sd: float = 0.5
    kept: float = 0.73
    movement: float = 0.005
    leader: float = 0.3
    shift: float = 0.001

    def centre(self) -> Floats:
        """Centre of the belief about (log spread, log fade, Fisher's z, logit kept, log movement, log leader)."""
        return np.array(
            [
                np.log(self.spread),
                np.log(self.fade),
                np.arctanh(self.correlation),
                logit(self.kept),
                np.log(self.movement),
                np.log(self.leader),
            ]
        )

    def sd(self) -> Floats:
        """Standard deviations of the belief about the same six."""
        return np.array([2.0, 1.5, self.correlation_sd, 1.5, 1.5, 1.5])


def fit_dynamics(y: Floats, relative_variance: Floats, events: Events, roughness: float, belief: Belief) -> Dynamics:
    """Fit what a group of series shares by penalised maximum likelihood.

    Args:
        y: attainment, shape (series, periods), NaN where not measured.
        relative_variance: noise variance of each series relative to a typical one's, shape (series,).
        events: what is known to have happened to the series.
        roughness: half the mean squared successive difference of a typical series; taken for its noise
            where there is no measurement.
        belief: what is believed beforehand.

    Returns:
        The parameters; with no measurement at all, the belief's centre around a mean of 1.

    Source:
        See `engine.stats.likelihood.explain` for the likelihood; the penalty is the log density of the belief.
    """
    sample = _representative(y, events)
    chosen, relative, happened = y[sample], relative_variance[sample], events.of(sample)
    centre, sd = belief.centre(), belief.sd()
    if np.all(np.isnan(chosen)):
        unseen = Explained(np.ones(1), np.zeros(1), np.full(1, max(roughness, LEAST_NOISE)), np.zeros(1))
        return _dynamics(centre, unseen, belief.shift)

    laid = lay_out(chosen, relative, happened, len(centre) + 1)

    def penalised(z: Floats) -> tuple[float, Floats]:
        tried = centre + sd * (z + np.vstack([np.zeros(len(z)), STEP * np.eye(len(z))]))
        deviance = explain(laid, [_dynamics(x, _UNIT, belief.shift) for x in tried]).deviance
        return float(deviance[0] + z @ z), np.asarray((deviance[1:] - deviance[0]) / STEP + 2 * z)

    within, enough = [(-FARTHEST, FARTHEST)] * len(centre), {"ftol": 1e-6, "gtol": 0.02}
    found = minimize(penalised, np.zeros(len(centre)), jac=True, method="L-BFGS-B", bounds=within, options=enough)
    x = centre + sd * found.x
    best = explain(lay_out(chosen, relative, happened, 1), [_dynamics(x, _UNIT, belief.shift)])
    return _dynamics(x, best, belief.shift)


def _dynamics(x: Floats, explained: Explained, shift: float) -> Dynamics:
    noise_variance = float(explained.noise_variance[0])
    return Dynamics(
        mean=float(explained.mean[0]),
        spread_variance=float(np.exp(x[0])) * noise_variance,
        noise_variance=noise_variance,
        persistence=float(np.clip(1 - np.exp(x[1]), 0, 1)),
        correlation=float(max(np.tanh(x[2]), 0.0)),
        kept=float(expit(x[3])),
        lift=float(explained.lift[0]),
        movement_variance=float(np.exp(x[4])) * noise_variance,
        leader_variance=float(np.exp(x[5])) * noise_variance,
        shift=shift,
    )


_UNIT = Explained(np.zeros(1), np.zeros(1), np.ones(1), np.zeros(1))


def _representative(y: Floats, events: Events) -> Places:
    """Series spread evenly over all of them, whole teams where there are leaders.

    They are chosen by what they hold, so that neither order nor names matter.
    """
    count = np.sum(~np.isnan(y), axis=1)
    total = np.nansum(y, axis=1)
    last = np.where(np.isnan(y[:, -1]), 0.0, y[:, -1]) if y.shape[1] else total
    order: Places = np.lexsort((last, total, count))
    order = order[count[order] > 0]
    if len(order) <= SAMPLE:
        return order
    leader = events.led_by[order, -1]
    teams = len(np.unique(leader[leader >= 0]))
    team_size = max(len(order) / teams, 1.0) if teams else 1.0
    evenly = np.linspace(0, len(order) - 1, int(SAMPLE / team_size)).astype(np.int64)
    chosen = np.isin(leader, leader[evenly][leader[evenly] >= 0])
    chosen[evenly] = True
    return np.asarray(order[chosen], dtype=np.int64)
