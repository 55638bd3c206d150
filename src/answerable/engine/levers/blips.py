"""What support adds: differences at several times, cleared of later support and of what only the leader knew."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.levers.comparison import Comparison, Difference, difference
from answerable.engine.levers.episodes import TIMES, Episodes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# How far those chosen may stand apart by what only their leader knew, as a standard deviation in attainment, and how
# likely it is beforehand: as likely as not, leaders go by what everybody can see.
CHOICE_SD = np.array([0.0, 0.05])
LIKELY = np.array([0.5, 0.5])

# Figures without any chance in them would make every weight as good as another.
LEAST_VARIANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Effects:
    """What each kind of support adds to attainment.

    Attributes:
        effect: shape (kinds,).
        covariance: of its errors, shape (kinds, kinds).
        apart: how far those with support are believed to have stood apart by themselves, shape (kinds,).
        apart_sd: standard deviation of that belief, shape (kinds,).
        chosen: by how much those with support differed already in the period in which it began, shape (kinds,).
        chosen_sd: standard deviation of that, shape (kinds,).
    """

    effect: Floats
    covariance: Floats
    apart: Floats
    apart_sd: Floats
    chosen: Floats
    chosen_sd: Floats


def attainment_effects(episodes: Episodes, comparisons: list[Comparison], clusters: list[Ints]) -> Effects:
    """Estimate what each kind of support adds to attainment in the 90 days after it began.

    The difference in the period in which support began tells whether those chosen stood apart by what no figure shows:
    support can hardly have acted yet. As much of it is taken off as it can be told from chance. What is left is shared
    out over the support that either side has had since, of this kind and all others.

    Args:
        episodes: all of them.
        comparisons: one for each kind.
        clusters: by kind, the number of the person or unit of every episode, whose figures hang together.

    Returns:
        Effects of a period's support on a period's attainment, on average over the 90 days.

    Source:
        J. M. Robins (1994), Correcting for non-compliance in randomized trials using structural nested mean models,
        Communications in Statistics 23(8); docs/methods/levers.md for what is taken off.
    """
    kinds = range(len(comparisons))
    outcome = [[difference(each, episodes.outcome[:, at]) for at in range(TIMES)] for each in comparisons]
    exposure = [
        [[difference(each, episodes.exposure[:, kind, at]) for at in range(TIMES)] for kind in kinds]
        for each in comparisons
    ]
    weighed = [_weigh(outcome[kind], _mean(exposure[kind][kind]), clusters[kind]) for kind in kinds]
    carried = np.array([each.carried for each in weighed])
    seen = np.array([_mean(outcome[kind]) @ weighed[kind].times for kind in kinds])
    seen -= carried * [each.apart for each in weighed]
    shared = np.array([[_mean(exposure[kind][other]) @ weighed[kind].times for other in kinds] for kind in kinds])
    effect = np.linalg.solve(shared, seen)
    parts = [
        weighed[kind].times @ (_parts(outcome[kind]) - np.tensordot(effect, [_parts(one) for one in exposure[kind]], 1))
        for kind in kinds
    ]
    inverse = np.linalg.inv(shared)
    doubt = np.diag(np.square(carried * [each.apart_sd for each in weighed]))
    covariance = inverse @ (_together(parts, clusters) + doubt) @ inverse.T
    already = [outcome[kind][0] for kind in kinds]
    spread = [clustered_variance(one.parts, cluster) for one, cluster in zip(already, clusters, strict=True)]
    return Effects(
        effect=effect,
        covariance=covariance,
        apart=np.array([each.apart for each in weighed]),
        apart_sd=np.array([each.apart_sd for each in weighed]),
        chosen=_mean(already),
        chosen_sd=np.sqrt(spread),
    )


def clustered_variance(parts: Floats, cluster: Ints) -> float:
    """The variance of an estimate whose rows hang together.

    Args:
        parts: what each row adds to the estimate, shape (rows,).
        cluster: the number of the person or unit of each row, shape (rows,).

    Returns:
        The sum of squares of the sums by cluster.
    """
    return float(np.square(np.bincount(cluster, parts)).sum())


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What each time counts, and how far those supported stood apart, of which the 90 days carry a part."""

    times: Floats
    apart: float
    apart_sd: float
    carried: float


def _weigh(outcome: list[Difference], exposure: Floats, cluster: Ints) -> _Weighed:
    """Weigh the times so that the estimate is as sure as it can be.

    Later times count less where those compared with have been supported meanwhile. The first period tells of chance
    that lingers and of the choice.
    """
    sums = np.array([np.bincount(cluster, part) for part in _parts(outcome)])
    covariance = _evened(sums @ sums.T)
    apart, variance = stood_apart(outcome[0].mean, float(covariance[0, 0]))
    after = np.linalg.solve(covariance[1:, 1:] + variance, exposure[1:])
    after /= float(after @ exposure[1:])
    lingers = float(after @ covariance[1:, 0] / covariance[0, 0]) if covariance[0, 0] > 0 else 0.0
    return _Weighed(np.array([-lingers, *after]), apart, float(np.sqrt(variance)), float(after.sum()) - lingers)


def stood_apart(difference: float, variance: float) -> tuple[float, float]:
    """Say how far those chosen stood apart by what no figure had shown.

    Args:
        difference: by how much they differed in the period in which support began.
        variance: of that, by chance; 0 where nothing was measured then.

    Returns:
        Posterior mean and variance.

    Source:
        Bayes' rule for a mixture of normal distributions.
    """
    if variance <= 0:
        return 0.0, float(LIKELY @ CHOICE_SD**2)
    foreseen = CHOICE_SD**2 + variance
    weight = LIKELY * np.exp(-0.5 * difference**2 / foreseen) / np.sqrt(foreseen)
    weight /= weight.sum()
    gain = CHOICE_SD**2 / foreseen
    mean = float(weight @ gain) * difference
    return mean, float(weight @ (gain * variance + np.square(gain * difference - mean)))


def _evened(covariance: Floats) -> Floats:
    """The same for all three thirds: what sets them apart is mostly chance."""
    after = np.arange(1, TIMES)
    own, between = np.diag(covariance)[after].mean() + LEAST_VARIANCE, covariance[np.ix_(after, after)].sum()
    shared = (between - len(after) * own) / (len(after) * (len(after) - 1))
    even = np.full((TIMES, TIMES), np.clip(shared, 0.0, 0.999 * own))
    even[0, :] = even[:, 0] = covariance[0, after].mean()
    even[np.diag_indices(TIMES)] = own
    even[0, 0] = covariance[0, 0]
    return even


def _mean(differences: list[Difference]) -> Floats:
    return np.array([each.mean for each in differences])


def _parts(differences: list[Difference]) -> Floats:
    return np.array([each.parts for each in differences])


def _together(parts: list[Floats], clusters: list[Ints]) -> Floats:
    """Covariance of several estimates; the clusters of the coarser one where two differ."""
    covariance = np.empty((len(parts), len(parts)))
    for one, own in enumerate(clusters):
        for other, theirs in enumerate(clusters):
            cluster = own if own.max() <= theirs.max() else theirs
            covariance[one, other] = np.bincount(cluster, parts[one]) @ np.bincount(cluster, parts[other])
    return covariance
