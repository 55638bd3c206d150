"""Chance: how noisy a period is, how long a bad one lingers, and how much a spell of several is worth."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from answerable.engine.attribution.cells import Floats, Ints
from answerable.engine.attribution.market import Series, series_of
from answerable.engine.stats.moderation import moderated_variance

MOST_CORRELATION = 0.95
SEARCH_STEPS = 60


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance adds to one period's figure.

    Attributes:
        variance: of one period, by role and expectation, shape (series,).
        correlation: of neighbouring periods.
        fewer: what one result is worth within a spell, next to one without that correlation.
    """

    variance: Floats
    correlation: float
    fewer: float

    def of_means(self, n: Ints, series: Ints) -> Floats:
        """Variance that chance gives to means of n neighbouring periods.

        Args:
            n: how many periods, shape (parts,).
            series: role and expectation of each, shape (parts,).

        Returns:
            Shape (parts,).
        """
        return np.asarray(self.variance[series] * _sums(n, self.correlation) / n.astype(np.float64) ** 2)


def measure_chance(parts: pl.DataFrame, series: list[Series]) -> Chance:
    """Measure chance by what is left within spells once role and market are taken out.

    Args:
        parts: the collapsed panel.
        series: its expectations.

    Returns:
        Noise variances, each steadied by the others, and the correlation of neighbouring periods, by matching the sums
        of squares and of neighbours' products with what an autoregression of first order would give spells of these
        lengths.

    Source:
        G. K. Smyth (2004) for the variances; the moments of a demeaned autoregression are worked out by hand.
    """
    n, place = parts["n"].to_numpy(), series_of(parts, series)
    correlation = _correlation(parts, n)
    worth = np.bincount(place, n - _sums(n, correlation) / n, len(series))
    plain = np.bincount(place, n - 1.0, len(series))
    df, left = np.array([each.df for each in series]), np.array([each.left for each in series])
    scale = np.divide(worth, plain, out=np.ones_like(worth), where=plain > 0) * df
    variance = np.divide(left, scale, out=np.zeros_like(scale), where=scale > 0)
    fewer = (1 - correlation) / (1 + correlation)
    return Chance(moderated_variance(variance, df * fewer).variance, correlation, fewer)


def _correlation(parts: pl.DataFrame, n: Ints) -> float:
    mean = parts["total"].to_numpy() / n
    pairs = parts["pairs"].to_numpy()
    squares = parts["squares"].to_numpy() - n * mean**2
    products = parts["products"].to_numpy() - mean * (parts["later"] + parts["earlier"]).to_numpy() + pairs * mean**2
    whole = (pairs == n - 1) & (n > 2)
    if not squares[whole].sum() > 0:
        return 0.0
    seen = products[whole].sum() / squares[whole].sum()
    lengths, count = np.unique(n[whole], return_counts=True)
    low, high = 0.0, MOST_CORRELATION
    for _ in range(SEARCH_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected(lengths, count, middle) < seen else (low, middle)
    return (low + high) / 2


def _expected(n: Ints, count: Ints, correlation: float) -> float:
    """Neighbours' products over squares to be expected of spells of n periods around their own means."""
    total = _sums(n, correlation)
    edge = (1 - correlation**n) / (1 - correlation)
    products = (n - 1) * correlation - (2 * total - 2 * edge) / n + (n - 1) * total / n**2
    return float(count @ products) / float(count @ (n - total / n))


def _sums(n: Ints, correlation: float) -> Floats:
    """The sum of all correlations among n neighbouring periods, themselves included."""
    if correlation == 0:
        return n.astype(np.float64)
    one = 1 - correlation
    return np.asarray(n + 2 * correlation / one * (n - (1 - correlation**n) / one))
