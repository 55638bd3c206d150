"""How well given dynamics explain a group of series, with everything that enters linearly worked out on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from answerable.engine.stats.kalman import Events, FilterState, Floats, Places, Truths
from answerable.engine.stats.shared_parts import SharedParts, leader_places

# Believed of what support adds to a level: nothing, give or take this share of the noise's standard deviation.
LIFT_SD = 0.3

# No noise is smaller than this variance of attainment; figures without any noise would otherwise weigh without limit.
LEAST_NOISE = 1e-12

# The three systems filtered together: the series, a mean of one, and a lift of one. What is not foreseen of the first
# is regressed on what is not foreseen of the other two.
_SERIES, _MEAN, _LIFT = np.array([[[1.0], [0.0], [0.0]], [[0.0], [1.0], [0.0]], [[0.0], [0.0], [-1.0]]])


class Ratios(Protocol):
    """Dynamics around a mean of zero and without lift, variances relative to a typical series' noise."""

    @property
    def spread_variance(self) -> float:
        """Variance of the levels of the group's series."""

    @property
    def persistence(self) -> float:
        """Share of a level's distance from the mean that is left a period later."""

    @property
    def kept(self) -> float:
        """Share of that distance which outlasts a break."""

    @property
    def correlation(self) -> float:
        """Correlation of the noise of neighbouring periods."""

    @property
    def movement_variance(self) -> float:
        """Variance of what the whole group moves from one period to the next."""

    @property
    def leader_variance(self) -> float:
        """Variance of what leaders add to the levels of those under them."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What is left once the dynamics are given, one entry for each of those looked at; each of shape (dynamics,).

    Attributes:
        mean: mean level of the group.
        lift: what support adds to a level.
        noise_variance: variance of one period's noise in a typical series.
        deviance: minus twice the logarithm of the restricted likelihood, but for a constant.
    """

    mean: Floats
    lift: Floats
    noise_variance: Floats
    deviance: Floats


@dataclass(frozen=True, slots=True)
class _Repeated:
    """Several dynamics, each repeated for all series."""

    mean: float
    lift: float
    spread_variance: Floats
    persistence: Floats
    kept: Floats
    correlation: Floats


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a group of series, repeated for each of the dynamics tried; (all,) are these after each other.

    Attributes:
        breaks: whose level there is a break in, shape (all,).
        lift: what support adds to the levels of the three systems, shape (systems, all).
        measured: which series were measured, shape (all,).
        seen: what was measured of the three systems, zero where not, shape (systems, all).
        places: where the leader of each series stands among the shared parts, shape (all,).
    """

    breaks: Truths
    lift: Floats
    measured: Truths
    seen: Floats
    places: Places


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A group of series, laid out once for dynamics to be tried on it again and again.

    Attributes:
        tried: how many dynamics are tried in one go.
        series: how many series there are.
        leaders: how many leaders.
        measurements: how many measurements.
        relative_variance: noise variance of each series relative to a typical one's, shape (all,).
        periods: the periods in order.
    """

    tried: int
    series: int
    leaders: int
    measurements: int
    relative_variance: Floats
    periods: tuple[Period, ...]


def lay_out(y: Floats, relative_variance: Floats, events: Events, tried: int) -> LaidOut:
    """Lay a group of series out, so that many dynamics can be tried on it.

    Args:
        y: attainment, shape (series, periods), NaN where not measured, at least one measurement.
        relative_variance: noise variance of each series relative to a typical one's, shape (series,).
        events: what is known to have happened to the series.
        tried: how many dynamics are tried in one go.

    Returns:
        The same, period by period.
    """
    leaders = int(events.led_by.max(initial=-1)) + 1
    measured = ~np.isnan(y)
    known = np.where(measured, y, 0.0)
    periods = tuple(
        Period(
            np.tile(events.breaks[:, period], tried),
            _LIFT * np.tile(events.supports[:, period], tried),
            np.tile(measured[:, period], tried),
            _MEAN + _SERIES * np.tile(known[:, period], tried),
            leader_places(events.led_by[:, period], tried, leaders),
        )
        for period in range(y.shape[1])
    )
    return LaidOut(tried, len(y), leaders, int(measured.sum()), np.tile(relative_variance, tried), periods)


def explain(laid: LaidOut, dynamics: Sequence[Ratios]) -> Explained:
    """Find the mean, the lift and the noise that go best with given dynamics.

    Args:
        laid: the series.
        dynamics: what to try, all in one go; as many as the series are laid out for.

    Returns:
        The linear parameters and the deviance of each.

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, sections 3.4 and 7.3
        (prediction errors; regression on filtered variables); H. D. Patterson and R. Thompson (1971), Recovery of
        inter-block information when block sizes are unequal, Biometrika 58(3), for the restricted likelihood.
    """
    tried, series = laid.tried, laid.series
    state = FilterState(laid.relative_variance, _repeated(dynamics, series), systems=3)
    shared = SharedParts(
        np.array([each.movement_variance for each in dynamics]),
        np.array([each.leader_variance for each in dynamics]),
        laid.leaders,
        systems=3,
    )
    products, logs = np.zeros((tried, 3, 3)), np.zeros(tried)
    for number, period in enumerate(laid.periods):
        if number:
            state.predict(period.breaks, period.lift)
        before = shared.of(period.places)
        surprise, foreseen = state.foresee(period.seen - before, period.measured)
        weighted = (surprise / foreseen).reshape(3, tried, series)
        products += np.einsum("sdn,tdn->dst", weighted, surprise.reshape(3, tried, series))
        logs += np.log(np.where(period.measured, foreseen, 1.0)).reshape(tried, series).sum(axis=1)
        shared.settle(surprise, foreseen, period.places)
        state.learn(surprise - period.measured * (shared.of(period.places) - before), foreseen)
        state.level_variance += np.repeat(shared.doubt, series)
    return _solved(products - shared.products, logs + shared.logs, laid.measurements)


def _repeated(dynamics: Sequence[Ratios], series: int) -> _Repeated:
    def each(name: str) -> Floats:
        return np.repeat([getattr(one, name) for one in dynamics], series)

    return _Repeated(0.0, 0.0, each("spread_variance"), each("persistence"), each("kept"), each("correlation"))


def _solved(products: Floats, logs: Floats, measurements: int) -> Explained:
    """Regress the surprises of the series on those of the mean and the lift."""
    squares = products[:, 1:, 1:] + np.diag([0.0, 1 / LIFT_SD**2])
    answer: Floats = np.asarray(np.linalg.solve(squares, products[:, 1:, :1])[:, :, 0], dtype=np.float64)
    free = max(measurements - 1, 1)
    rest = products[:, 0, 0] - np.sum(products[:, 1:, 0] * answer, axis=1)
    noise_variance = np.maximum(rest / free, LEAST_NOISE)
    deviance = free * np.log(noise_variance) + logs + np.linalg.slogdet(squares)[1]
    return Explained(answer[:, 0], answer[:, 1], noise_variance, deviance)
