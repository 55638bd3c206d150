"""What is known of effects and shares when the variances themselves are only known roughly."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, logsumexp, ndtr, ndtri

from answerable.engine.attribution.cells import Floats
from answerable.engine.attribution.elimination import Design
from answerable.engine.attribution.mixed import posterior_variances
from answerable.engine.attribution.reml import Belief, Found, Solved, Solving, log_likelihood, solve_at

# Degrees of freedom of the proposal: its tails have to be wider than what it stands in for.
TAILS = 5.0
MOST_POINTS, FEWEST_POINTS = 64, 12
AFFORDABLE = 4e9
WIDEST = 3.0
BISECTIONS = 40


@dataclass(frozen=True, slots=True)
class Mixture:
    """Effects and variances at several likely sets of variances.

    Attributes:
        weight: how likely each set is, shape (points,).
        mean: by group, effects at each set, shape (points, levels).
        sd: by group, their standard deviations given the set, same shape.
        variances: of each group, in the design's order, and of the noise, shape (points, groups + 1).
    """

    weight: Floats
    mean: dict[str, Floats]
    sd: dict[str, Floats]
    variances: Floats

    def estimate(self, name: str) -> Floats:
        """Posterior means of a group's effects, shape (levels,)."""
        return np.asarray(self.weight @ self.mean[name])

    def spread(self, name: str) -> Floats:
        """Posterior standard deviations of a group's effects, shape (levels,)."""
        mean = self.mean[name]
        second = self.weight @ (self.sd[name] ** 2 + mean**2)
        return np.asarray(np.sqrt(np.maximum(second - (self.weight @ mean) ** 2, 0.0)))

    def below(self, name: str, threshold: Floats | float = 0.0) -> Floats:
        """Posterior probability that each effect lies below a threshold, shape (levels,)."""
        sd = np.maximum(self.sd[name], 1e-300)
        return np.asarray(self.weight @ ndtr((threshold - self.mean[name]) / sd))

    def quantile(self, name: str, share: float) -> Floats:
        """Posterior quantiles of a group's effects, shape (levels,)."""
        reach = 10 * self.sd[name] + 1e-12
        low, high = (self.mean[name] - reach).min(axis=0), (self.mean[name] + reach).max(axis=0)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            short = self.below(name, middle) < share
            low, high = np.where(short, middle, low), np.where(short, high, middle)
        return (low + high) / 2

    def share_quantiles(self, *shares: float) -> Floats:
        """Quantiles of each component's share of the variance, shape (shares, groups + 1)."""
        parts = self.variances / self.variances.sum(axis=1, keepdims=True)
        found = np.empty((len(shares), parts.shape[1]))
        for column, values in enumerate(parts.T):
            order = np.argsort(values)
            reached = np.cumsum(self.weight[order]) - self.weight[order] / 2
            found[:, column] = np.interp(shares, reached, values[order])
        return found


def mix(design: Design, found: Found, belief: Belief, solving: Solving, ready: Callable[[Solved], Solved]) -> Mixture:
    """Look at effects and shares at many likely sets of variances, each as likely as the data and the belief make it.

    Args:
        design: the equations' layout.
        found: the likeliest set.
        belief: what is believed of the ratios beforehand.
        solving: makes a solver of the kept equations.
        ready: lets the solver of a solution tell how much is unknown.

    Returns:
        The mixture; of a large company, whose variances are known well, it takes few sets.

    Source:
        H. Rue, S. Martino and N. Chopin (2009), Approximate Bayesian inference for latent Gaussian models, Journal of
        the Royal Statistical Society B 71(2), section 6.5, with importance weights at quasi-random points.
    """
    names = list(design.cells.groups)
    middle = np.log(np.array([found.solved.gamma[name] for name in names]))
    points, heights = _points(middle, found.information, _affordable(design))
    solved = [ready(solve_at(design, dict(zip(names, np.exp(point), strict=True)), solving)) for point in points]
    likely = np.array(
        [log_likelihood(design, each) + belief.log_density(np.exp(at)) for each, at in zip(solved, points, strict=True)]
    )
    weight = np.exp(likely - heights - logsumexp(likely - heights))
    variance = [posterior_variances(design, each) for each in solved]
    return Mixture(
        weight=weight,
        mean={name: np.stack([each.effects(design, name) for each in solved]) for name in names},
        sd={name: np.sqrt(np.stack([each[name] for each in variance])) for name in names},
        variances=np.array([[*(each.gamma[name] * each.noise for name in names), each.noise] for each in solved]),
    )


def _affordable(design: Design) -> int:
    return int(np.clip(AFFORDABLE / max(design.size, 1) ** 3, FEWEST_POINTS, MOST_POINTS))


def _points(middle: Floats, information: Floats, count: int) -> tuple[Floats, Floats]:
    """Quasi-random points of a multivariate t around the middle, and the logarithm of its density there."""
    dimensions = len(middle)
    # Additive recurrence on the generalised golden ratio: evenly spread in any number of dimensions.
    golden = 2.0
    for _ in range(50):
        golden = (1 + golden) ** (1 / (dimensions + 2))
    steps = (1 / golden) ** np.arange(1, dimensions + 2)
    even = (0.5 + np.arange(count)[:, None] * steps) % 1.0
    wide = np.sqrt(TAILS / (2 * gammaincinv(TAILS / 2, even[:, -1])))
    normal = ndtri(even[:, :-1]) * wide[:, None]
    values, vectors = np.linalg.eigh(information)
    spread = np.minimum(1 / np.sqrt(np.maximum(values, 1e-12)), WIDEST)
    height = -0.5 * (TAILS + dimensions) * np.log1p(np.sum(normal**2, axis=1) / TAILS)
    return middle + (normal * spread) @ vectors.T, height
