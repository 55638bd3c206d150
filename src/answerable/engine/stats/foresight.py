"""Looking ahead: what will be measured of series in the coming periods if all goes on as it did."""

from dataclasses import dataclass

import numpy as np

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.hindsight import Standing
from answerable.engine.stats.kalman import Floats


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known to come, and how often what is not known comes.

    Attributes:
        lift: what support that has begun adds to the level from the first coming period on, shape (series,).
        breaks: how often there is a break in a period, 0 to 1.
        leaders: how often another leader comes in a period, which is one of the breaks, 0 to 1.
    """

    lift: Floats
    breaks: float = 0.0
    leaders: float = 0.0


@dataclass(frozen=True, slots=True)
class Foresight:
    """A weighted sum of the coming measurements of each series; each of shape (series,).

    Attributes:
        mean: what is expected of it.
        moved: how much it would rise if each level rose by one in every period beyond what the dynamics say.
        variance: of what each series has to itself.
        common_sd: standard deviation of what all series of the group share.
        leader_sd: standard deviation of what all under one leader share.
    """

    mean: Floats
    moved: Floats
    variance: Floats
    common_sd: Floats
    leader_sd: Floats


def foresee(standing: Standing, dynamics: Dynamics, noise_variance: Floats, weights: Floats, ahead: Ahead) -> Foresight:
    """Foresee a weighted sum of the coming measurements of many series.

    Levels go on reverting to where their group and their leader are, the group goes on moving, the noise of the last
    period lingers and new noise comes. Breaks and other leaders come as often as they did.

    Args:
        standing: what is known after the last period.
        dynamics: what the series share.
        noise_variance: variance of one period's noise, shape (series,).
        weights: of the coming periods, shape (series, periods).
        ahead: what else comes.

    Returns:
        Mean and variance of the sum, the parts that are shared told beside.

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.5
        (multi-step prediction); the sum is told as the weights that the steps of each part have in it. Where a step
        may be a break, its variance is that of the mixture.
    """
    stays, _ = _left(dynamics, ahead)
    led = 1 - ahead.leaders
    own, leader = _onward(weights, stays), _onward(weights, led)
    noise, common = _onward(weights, dynamics.correlation), _onward(weights, 1.0)
    mean = weights.sum(axis=1) * standing.common + stays * own[:, 0] * standing.apart
    mean += dynamics.correlation * noise[:, 0] * standing.noise + led * leader[:, 0] * standing.leader
    mean += ahead.lift * own[:, 0]
    known = (stays * own[:, 0]) ** 2 * standing.apart_variance
    known += (dynamics.correlation * noise[:, 0]) ** 2 * standing.noise_variance
    known += 2 * stays * own[:, 0] * dynamics.correlation * noise[:, 0] * standing.covariance
    fresh = (1 - dynamics.correlation**2) * noise_variance * np.sum(noise**2, axis=1)
    fresh += _steps(standing, dynamics, ahead, (own, leader))
    common_variance = dynamics.movement_variance * np.sum(common**2, axis=1)
    common_variance += weights.sum(axis=1) ** 2 * standing.common_variance
    leader_sd = led * np.abs(leader[:, 0]) * np.sqrt(standing.leader_variance)
    return Foresight(mean, own.sum(axis=1), known + fresh, np.sqrt(common_variance), leader_sd)


def _left(dynamics: Dynamics, ahead: Ahead) -> tuple[float, float]:
    """Mean and mean square of the share of a level's distance that is left a period later."""
    stays = dynamics.persistence * (1 - ahead.breaks * (1 - dynamics.kept))
    return stays, dynamics.persistence**2 * (1 - ahead.breaks * (1 - dynamics.kept**2))


def _onward(weights: Floats, left: float) -> Floats:
    """How much a step in each period weighs in the sum, if this share of it is left in each period after."""
    onward = weights.astype(np.float64)
    for period in range(weights.shape[1] - 2, -1, -1):
        onward[:, period] += left * onward[:, period + 1]
    return onward


def _steps(standing: Standing, dynamics: Dynamics, ahead: Ahead, onward: tuple[Floats, Floats]) -> Floats:
    """Variance that the coming steps of levels and leaders bring into the sum, shape (series,)."""
    own, leader = onward
    stays, square = _left(dynamics, ahead)
    same_leader = dynamics.persistence * (1 - ahead.breaks + dynamics.kept * (ahead.breaks - ahead.leaders))
    together = same_leader - stays * (1 - ahead.leaders)
    far = standing.apart**2 + standing.apart_variance
    led = standing.leader**2 + standing.leader_variance
    both = standing.apart * standing.leader
    brought = np.zeros(len(far))
    for period in range(own.shape[1]):
        brought += own[:, period] ** 2 * ((square - stays**2) * far + (1 - square) * dynamics.spread_variance)
        change = ahead.leaders * ((1 - ahead.leaders) * led + dynamics.leader_variance)
        brought += leader[:, period] ** 2 * change + 2 * own[:, period] * leader[:, period] * together * both
        far = square * far + (1 - square) * dynamics.spread_variance
        led = (1 - ahead.leaders) * led + ahead.leaders * dynamics.leader_variance
        both = same_leader * both
    return brought
