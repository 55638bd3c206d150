"""What is known of effects and shares when the variances themselves are only known roughly."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import gammaincinv, gammaln, logsumexp, ndtr, ndtri

from answerable.engine.attribution.cells import Floats
from answerable.engine.attribution.elimination import Design
from answerable.engine.attribution.mixed import eliminated_variances, kept_variances
from answerable.engine.attribution.reml import Found, Solved, Solving, log_likelihood, solve_at
from answerable.engine.attribution.stories import Story

# Degrees of freedom of the proposal: its tails have to be wider than what it stands in for.
TAILS = 5.0
# Sets of variances looked at, by columns up to which.
POINTS = ((400, 64), (1500, 32), (np.inf, 8))
WIDEST = 3.0
BISECTIONS = 40


@dataclass(frozen=True, slots=True)
class Mixture:
    """Effects and variances at several likely sets of variances.

    Attributes:
        weight: how likely each set is, shape (points,).
        mean: by component, effects at each set, shape (points, levels).
        sd: by component, their standard deviations given the set, same shape.
        variances: of each component, in the design's order, and of the noise, shape (points, components + 1).
    """

    weight: Floats
    mean: dict[str, Floats]
    sd: dict[str, Floats]
    variances: Floats

    def estimate(self, name: str) -> Floats:
        """Posterior means of a component's effects.

        Args:
            name: the component.

        Returns:
            Shape (levels,).
        """
        return np.asarray(self.weight @ self.mean[name])

    def spread(self, name: str) -> Floats:
        """Posterior standard deviations of a component's effects.

        Args:
            name: the component.

        Returns:
            Shape (levels,).
        """
        mean = self.mean[name]
        second = self.weight @ (self.sd[name] ** 2 + mean**2)
        return np.asarray(np.sqrt(np.maximum(second - (self.weight @ mean) ** 2, 0.0)))

    def below(self, name: str, threshold: Floats | float = 0.0) -> Floats:
        """Posterior probability that each effect lies below a threshold.

        Args:
            name: the component.
            threshold: one for all, or one each, shape (levels,).

        Returns:
            Shape (levels,).
        """
        sd = np.maximum(self.sd[name], 1e-300)
        return np.asarray(self.weight @ ndtr((threshold - self.mean[name]) / sd))

    def quantile(self, name: str, share: float) -> Floats:
        """Posterior quantiles of a component's effects.

        Args:
            name: the component.
            share: of the distribution below, 0 to 1.

        Returns:
            Shape (levels,).
        """
        reach = 10 * self.sd[name] + 1e-12
        low, high = (self.mean[name] - reach).min(axis=0), (self.mean[name] + reach).max(axis=0)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            short = self.below(name, middle) < share
            low, high = np.where(short, middle, low), np.where(short, high, middle)
        return np.asarray((low + high) / 2)

    def share_quantiles(self, *shares: float) -> Floats:
        """Quantiles of each component's share of the variance.

        Args:
            shares: of the distribution below, 0 to 1.

        Returns:
            Shape (shares, components + 1).
        """
        parts = self.variances / self.variances.sum(axis=1, keepdims=True)
        found = np.empty((len(shares), parts.shape[1]))
        for column, values in enumerate(parts.T):
            order = np.argsort(values)
            reached = np.cumsum(self.weight[order]) - self.weight[order] / 2
            found[:, column] = np.interp(shares, reached, values[order])
        return found


def mix(
    design: Design, found: Found, solving: Solving, ready: Callable[[Solved], Solved], story: Story
) -> tuple[Mixture, float]:
    """Look at effects and shares at many likely sets of variances, each as likely as the data and the belief make it.

    Args:
        design: the equations' layout.
        found: the likeliest set.
        solving: makes a solver of the kept equations.
        ready: lets the solver of a solution tell how much is unknown.
        story: how the figures are taken to have come about.

    Returns:
        The mixture, of few sets where the company is large and its variances are known well; and the logarithm of how
        well the story explains the figures, to be compared with that of other stories of the same groups.

    Source:
        H. Rue, S. Martino and N. Chopin (2009), Approximate Bayesian inference for latent Gaussian models, Journal of
        the Royal Statistical Society B 71(2), section 6.5, with importance weights at quasi-random points.
    """
    names = list(design.cells.groups)
    components = [name for name in names if name != "first"]
    middle = np.log(np.array([found.solved.gamma[name] for name in names]))
    points, heights = _points(middle, found.information, _affordable(design))
    solved = [ready(solve_at(design, dict(zip(names, np.exp(point), strict=True)), solving)) for point in points]
    likely = np.array(
        [
            log_likelihood(design, each) + story.belief.log_density(np.exp(at))
            for each, at in zip(solved, points, strict=True)
        ]
    )
    effects = [{name: each.effects(design, name) for name in names} for each in solved]
    # What people and pairs add is known as well at one likely set as at another; to say so of each takes long.
    gone = eliminated_variances(design, ready(found.solved))
    variance = [_kept_variances(design, each, story) | gone for each in solved]
    mixture = Mixture(
        weight=np.exp(likely - heights - logsumexp(likely - heights)),
        mean={name: np.stack([story.effects(name, each) for each in effects]) for name in components},
        sd={name: np.sqrt(np.stack([each[name] for each in variance])) for name in components},
        variances=np.array([_by_component(each, story, components) for each in solved]),
    )
    return mixture, float(logsumexp(likely - heights)) - float(np.log(len(points)))


def _by_component(solved: Solved, story: Story, components: list[str]) -> list[float]:
    variances = {name: gamma * solved.noise for name, gamma in solved.gamma.items()}
    return [*(story.variance(name, variances) for name in components), solved.noise]


def together(mixtures: list[Mixture], shares: Floats) -> Mixture:
    """Put mixtures together.

    Args:
        mixtures: of the same groups.
        shares: how likely each is, shape (mixtures,).

    Returns:
        One mixture.
    """
    return Mixture(
        weight=np.concatenate([share * each.weight for each, share in zip(mixtures, shares, strict=True)]),
        mean={name: np.concatenate([each.mean[name] for each in mixtures]) for name in mixtures[0].mean},
        sd={name: np.concatenate([each.sd[name] for each in mixtures]) for name in mixtures[0].sd},
        variances=np.concatenate([each.variances for each in mixtures]),
    )


def _kept_variances(design: Design, solved: Solved, story: Story) -> dict[str, Floats]:
    """Posterior variances of the kept groups' effects as the story tells them."""
    found = kept_variances(design, solved)
    for component, parts in story.told.items():
        where = [(design.kept[group], matrix) for group, matrix in parts.items()]
        blocks = sparse.hstack([matrix for _, matrix in where], format="csr")
        columns = np.concatenate([np.arange(place.start, place.stop) for place, _ in where])
        pick = sparse.csr_array(
            (solved.scale[columns], (np.arange(len(columns)), columns)), shape=(len(columns), design.size)
        )
        found[component] = solved.noise * solved.solver.forms((blocks @ pick).tocsr())
    return found


def _affordable(design: Design) -> int:
    """How many sets of variances are looked at: the larger the company, the better these are known anyway."""
    return next(count for columns, count in POINTS if design.size <= columns)


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
    whole = gammaln((TAILS + dimensions) / 2) - gammaln(TAILS / 2) - dimensions / 2 * np.log(TAILS * np.pi)
    # Which way an eigenvector points is left to rounding, and is not to decide which sets are looked at.
    vectors = vectors * np.where(vectors.T @ (1 / np.arange(1.0, dimensions + 1)) < 0, -1.0, 1.0)
    return middle + (normal * spread) @ vectors.T, height + whole - float(np.sum(np.log(spread)))
