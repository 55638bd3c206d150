"""Several estimates of the same kind, drawn together as far as they agree."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

# How many sizes of the spread between the true values are weighed, and up to how many of its believed sizes.
SPREADS = 40
FARTHEST = 4.0
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Shrunken:
    """What is believed of each value once all estimates have been seen; each of shape (estimates,).

    Attributes:
        mean: posterior mean.
        low: lower end of the interval.
        high: its upper end.
    """

    mean: Floats
    low: Floats
    high: Floats


def shrink_together(estimate: Floats, covariance: Floats, centre_sd: float, spread: float, sure: float) -> Shrunken:
    """Draw estimates towards what they have in common, weighing every spread between them that is likely.

    The true values lie around a common centre by a normal distribution. The centre is normal around zero; the spread is
    half-normal, and averaged over, so that a few estimates that happen to agree are not taken for one and the same.

    Args:
        estimate: shape (estimates,).
        covariance: of the estimates' errors, shape (estimates, estimates).
        centre_sd: how far from zero the centre may well be.
        spread: how far the true values may well lie apart; the scale of the half-normal distribution.
        sure: how sure the interval is to hold the true value, such as 0.95.

    Returns:
        Posterior means and intervals with equal tails.

    Source:
        A. Gelman (2006), Prior distributions for variance parameters in hierarchical models, Bayesian Analysis 1(3),
        sections 2 and 5.
    """
    sizes = (np.arange(SPREADS) + 0.5) / SPREADS * FARTHEST * spread
    logs, means, sds = [], [], []
    for size in sizes:
        prior = centre_sd**2 + size**2 * np.eye(len(estimate))
        foreseen = prior + covariance
        gain = np.linalg.solve(foreseen, prior).T
        _, log_det = np.linalg.slogdet(foreseen)
        fit = float(estimate @ np.linalg.solve(foreseen, estimate))
        logs.append(-0.5 * (log_det + fit + (size / spread) ** 2))
        means.append(gain @ estimate)
        sds.append(np.sqrt(np.maximum(np.diag(prior - gain @ prior), 1e-18)))
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()
    mean, sd = np.array(means), np.array(sds)
    tail = (1 - sure) / 2
    return Shrunken(weight @ mean, _quantile(weight, mean, sd, tail), _quantile(weight, mean, sd, 1 - tail))


def _quantile(weight: Floats, mean: Floats, sd: Floats, share: float) -> Floats:
    """Where a mixture of normals has this share below, by halving."""
    low, high = (mean - 12 * sd).min(axis=0), (mean + 12 * sd).max(axis=0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = weight @ ndtr((middle - mean) / sd) < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
