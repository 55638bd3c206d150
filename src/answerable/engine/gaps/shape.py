"""What else is worth knowing of a gap: how it moves, and how much more is possible."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from answerable.engine.stats.dynamics import Dynamics
from answerable.kernel.periods import Cadence

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

PERIODS_PER_YEAR = {Cadence.WEEK: 52, Cadence.MONTH: 12, Cadence.QUARTER: 4, Cadence.YEAR: 1}
TREND_PERIODS = {Cadence.WEEK: 13, Cadence.MONTH: 6, Cadence.QUARTER: 4, Cadence.YEAR: 3}


@dataclass(frozen=True, slots=True)
class Trend:
    """The slope of recent attainment.

    Attributes:
        slope: change of attainment per period, NaN where there are fewer than three measurements, shape (series,).
        low: lower end of its 95 % interval.
        high: upper end.
    """

    slope: Floats
    low: Floats
    high: Floats


def trend(y: Floats, noise_variance: Floats, df: Floats, dynamics: Dynamics, cadence: Cadence) -> Trend:
    """Fit a straight line to the most recent periods of each series.

    Args:
        y: attainment, shape (series, periods), NaN where not measured.
        noise_variance: variance of one period's noise, shape (series,).
        df: degrees of freedom behind it, shape (series,).
        dynamics: read for the correlation of the noise, which widens the interval.
        cadence: the length of the periods; a half-year of months, a quarter of weeks and so on are used.

    Returns:
        Least-squares slopes with intervals.

    Source:
        F. W. Zwiers and H. von Storch (1995), Taking serial correlation into account in tests of the mean,
        Journal of Climate 8(2), equation 5: n correlated values are worth n (1 - r) / (1 + r).
    """
    recent = y[:, -TREND_PERIODS[cadence] :]
    known = ~np.isnan(recent)
    count = known.sum(axis=1)
    time = np.where(known, np.arange(recent.shape[1], dtype=np.float64), 0.0)
    centred = np.where(known, time - (time.sum(axis=1) / np.maximum(count, 1))[:, None], 0.0)
    spread = np.sum(centred**2, axis=1)
    enough = count >= 3
    slope = np.divide(
        np.sum(centred * np.where(known, recent, 0.0), axis=1), spread, out=np.full(len(y), np.nan), where=enough
    )
    inflation = (1 + dynamics.correlation) / (1 - dynamics.correlation)
    variance = np.divide(noise_variance * inflation, spread, out=np.full(len(y), np.nan), where=enough)
    margin = stdtrit(np.minimum(df, 1e9), 0.975) * np.sqrt(variance)
    return Trend(slope, slope - margin, slope + margin)


def headroom_to_role(level: Floats, active: Truths) -> Floats:
    """Say how far each level lies below what the best tenth of those in the role reach.

    Args:
        level: current level of every series of one expectation, shape (series,).
        active: which of them hold the role now, shape (series,).

    Returns:
        90th percentile of the active levels less each level; zero for those at or above it, shape (series,).
    """
    if not active.any():
        return np.zeros(len(level))
    return np.asarray(np.maximum(np.quantile(level[active], 0.9) - level, 0.0))


def headroom_to_own_best(y: Floats, level: Floats, cadence: Cadence) -> Floats:
    """Say how far each level lies below the series' own best year.

    Args:
        y: attainment, shape (series, periods), NaN where not measured.
        level: current level, shape (series,).
        cadence: the length of the periods.

    Returns:
        The best mean over a year of periods, at least half of them measured, less the level; zero where the
        level is the best, NaN where no year is known well enough, shape (series,).
    """
    width = min(PERIODS_PER_YEAR[cadence], y.shape[1])
    known = ~np.isnan(y)
    zero = np.zeros((len(y), 1))
    total = np.hstack([zero, np.cumsum(np.where(known, y, 0.0), axis=1)])
    count = np.hstack([zero, np.cumsum(known, axis=1)])
    sums, counts = total[:, width:] - total[:, :-width], count[:, width:] - count[:, :-width]
    enough = counts >= PERIODS_PER_YEAR[cadence] / 2
    means = np.divide(sums, counts, out=np.full(sums.shape, -np.inf), where=enough)
    best = means.max(axis=1)
    return np.where(np.isfinite(best), np.maximum(best - level, 0.0), np.nan)
