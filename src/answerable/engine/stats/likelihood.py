"""How well given dynamics explain a group of series, with everything that enters linearly worked out on the way."""

from dataclasses import dataclass

import numpy as np

from answerable.engine.stats.kalman import Events, FilterState, Floats, LevelDynamics, Movement

# Believed of what support adds to a level: nothing, give or take this share of the noise's standard deviation.
LIFT_SD = 0.3

# The three systems filtered together: the series, a mean of one, and a lift of one. What is not foreseen of the first
# is regressed on what is not foreseen of the other two.
_MEAN = np.array([[0.0], [1.0], [0.0]])
_LIFT = np.array([[0.0], [0.0], [-1.0]])


@dataclass(frozen=True, slots=True)
class Explained:
    """What is left once the dynamics are given.

    Attributes:
        mean: mean level of the group.
        lift: what support adds to a level.
        noise_variance: variance of one period's noise in a typical series.
        movement: what the group did together.
        deviance: minus twice the logarithm of the restricted likelihood, but for a constant.
    """

    mean: float
    lift: float
    noise_variance: float
    movement: Movement
    deviance: float


def explain(
    y: Floats, relative_variance: Floats, events: Events, ratios: LevelDynamics, movement_ratio: float
) -> Explained:
    """Find the mean, the lift, the noise and the common movement that go best with given dynamics.

    The group moves together by a random walk from its first period on. Its step adds one common term to the variance
    of a period's forecast errors, so that their joint likelihood stays a sum over series.

    Args:
        y: attainment, shape (series, periods), NaN where not measured, at least one measurement.
        relative_variance: noise variance of each series relative to a typical one's, shape (series,).
        events: what is known to have happened to the series.
        ratios: the dynamics around a mean of zero and without lift, variances relative to a typical series' noise.
        movement_ratio: variance of a step of the group, relative likewise.

    Returns:
        The linear parameters and the deviance.

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, sections 3.4 and 7.3
        (prediction errors; regression on filtered variables); H. D. Patterson and R. Thompson (1971), Recovery of
        inter-block information when block sizes are unequal, Biometrika 58(3), for the restricted likelihood.
    """
    state = FilterState(relative_variance, ratios, systems=3)
    common = np.zeros(3)
    products = np.zeros((3, 3))
    logs = 0.0
    paths, doubts = [], []
    for period in range(y.shape[1]):
        if period:
            state.predict(events.breaks[:, period], _LIFT * events.supports[:, period])
        measured = ~np.isnan(y[:, period])
        seen = _MEAN + np.where(measured, y[:, period], 0.0) * np.array([[1.0], [0.0], [0.0]])
        surprise, foreseen = state.foresee(seen - common[:, None], measured)
        step = movement_ratio if period else 0.0
        weighted = surprise / foreseen
        total = weighted.sum(axis=1)
        inflation = 1 + step * float(np.sum(1 / foreseen))
        doubt = step / inflation
        products += weighted @ surprise.T - doubt * np.outer(total, total)
        logs += float(np.sum(np.log(foreseen[measured])) + np.log(inflation))
        common += doubt * total
        state.learn(surprise - measured * (doubt * total)[:, None], foreseen)
        state.level_variance += doubt
        paths.append(common.copy())
        doubts.append(doubt)
    return _solved(products, logs, int(np.sum(~np.isnan(y))), np.array(paths), np.array(doubts))


def _solved(products: Floats, logs: float, measurements: int, paths: Floats, doubts: Floats) -> Explained:
    """Regress the surprises of the series on those of the mean and the lift."""
    squares = products[1:, 1:] + np.diag([0.0, 1 / LIFT_SD**2])
    answer = np.linalg.solve(squares, products[1:, 0])
    free = max(measurements - 1, 1)
    noise_variance = max(float(products[0, 0] - products[1:, 0] @ answer) / free, np.finfo(float).tiny)
    movement = Movement(paths[:, 0] - paths[:, 1:] @ answer, doubts * noise_variance)
    deviance = free * float(np.log(noise_variance)) + logs + float(np.linalg.slogdet(squares)[1])
    return Explained(float(answer[0]), float(answer[1]), noise_variance, movement, deviance)
