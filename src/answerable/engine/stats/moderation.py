"""Variances of many short series, each steadied by all the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

Floats = NDArray[np.float64]

# With fewer series than this their scatter says nothing about a prior; one of this weight is assumed instead.
FEWEST_SERIES = 5
ASSUMED_PRIOR_DF = 4.0


@dataclass(frozen=True, slots=True)
class ModeratedVariance:
    """Variances after each has borrowed strength from the others.

    Attributes:
        variance: posterior variance of each series, shape (series,).
        df: degrees of freedom of each, its own and the prior's, shape (series,).
        prior_variance: the variance a series without any history is taken to have.
        prior_df: how many degrees of freedom that prior is worth; infinity when the series do not differ.
    """

    variance: Floats
    df: Floats
    prior_variance: float
    prior_df: float


def moderated_variance(variance: Floats, df: Floats) -> ModeratedVariance:
    """Moderate the sample variances of many series by an empirical-Bayes prior fitted to all of them.

    The prior is scaled inverse chi-square; its two parameters match the mean and variance of the log sample
    variances. Four months of history then no longer pretend to certainty.

    Args:
        variance: sample variance of each series, shape (series,); ignored where `df` is zero.
        df: degrees of freedom of each, zero or more, shape (series,).

    Returns:
        The moderated variances. Without any informative series they are all 1 with no degrees of freedom
        beyond the assumed prior's.

    Source:
        G. K. Smyth (2004), Linear models and empirical Bayes methods for assessing differential expression
        in microarray experiments, Statistical Applications in Genetics and Molecular Biology 3(1), sections 3
        and 6.2.
    """
    known = (df > 0) & (variance > 0)
    prior_variance, prior_df = _prior(variance[known], df[known])
    own = np.where(known, df, 0.0)
    spread = np.where(known, variance, 0.0)
    if np.isinf(prior_df):
        return ModeratedVariance(
            np.full(variance.shape, prior_variance), np.full(variance.shape, np.inf), prior_variance, prior_df
        )
    total = prior_df + own
    return ModeratedVariance((prior_df * prior_variance + own * spread) / total, total, prior_variance, prior_df)


def _prior(variance: Floats, df: Floats) -> tuple[float, float]:
    if not variance.size:
        return 1.0, ASSUMED_PRIOR_DF
    if variance.size < FEWEST_SERIES:
        return float(np.sum(df * variance) / np.sum(df)), ASSUMED_PRIOR_DF
    e = np.log(variance) - digamma(df / 2) + np.log(df / 2)
    excess = float(np.var(e, ddof=1) - np.mean(polygamma(1, df / 2)))
    if excess <= 0:
        return float(np.exp(np.mean(e))), np.inf
    half_df = _inverse_trigamma(excess)
    return float(np.exp(np.mean(e) + digamma(half_df) - np.log(half_df))), 2 * half_df


def _inverse_trigamma(x: float) -> float:
    """Solve trigamma(y) = x by Newton's method on 1/trigamma (Smyth 2004, appendix)."""
    y = 0.5 + 1 / x
    while True:
        trigamma = float(polygamma(1, y))
        step = trigamma * (1 - trigamma / x) / float(polygamma(2, y))
        y += step
        if -step / y < 1e-8:
            return y
