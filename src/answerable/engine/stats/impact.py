"""Adverse impact: whether a kind of decision falls on one group more often than on another."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import chdtri, gammaln

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
FOUR_FIFTHS = 0.8
# Below this an asymptotic interval need not hold what it says, and one decision more would turn the answer round.
FEWEST_TOLD = 10
# So many tables are gone through one by one; beyond, so many are drawn.
MOST_TABLES, DRAWS = 500_000, 19_999
# Ratios are looked for between exp(-30) and exp(30).
FAR = 30.0


class Told(StrEnum):
    """What can be told of one group, beside the one that fares best."""

    TOO_FEW = "too_few"
    NO_SIGN = "no_sign"
    LESS = "less"
    BELOW = "below"


# The one that weighs more stands later.
WEIGHT = (Told.NO_SIGN, Told.TOO_FEW, Told.LESS, Told.BELOW)


@dataclass(frozen=True, slots=True)
class Count:
    """One group, counted.

    Attributes:
        group: what it is called.
        people: how many of it could have been selected; each once.
        selected: how many of these were.
    """

    group: str
    people: int
    selected: int


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """How one group fared.

    Attributes:
        group: what it is called.
        people: how many of it could have been selected.
        selected: how many of these were.
        rate: selected among people, a share.
        ratio: how often the group fared well against how often the group to compare with did, a ratio of shares; None
            for that group itself, and where nobody of it fared well.
        low: lower end of the ratio's interval.
        high: upper end, infinity where there is none.
        told: what can be told; None for the group to compare with.
    """

    group: str
    people: int
    selected: int
    rate: float
    ratio: float | None
    low: float | None
    high: float | None
    told: Told | None


@dataclass(frozen=True, slots=True)
class Impact:
    """How a kind of decision fell on groups.

    Attributes:
        groups: in the order they were given.
        best: the group to compare with: that which fared well most often.
        adverse: whether to be selected was to fare badly.
        p: exact probability of a table no more likely than this one, were the rates all the same.
    """

    groups: tuple[GroupImpact, ...]
    best: str
    adverse: bool
    p: float

    @property
    def told(self) -> Told:
        """What weighs most of what can be told."""
        return max((one.told for one in self.groups if one.told is not None), key=WEIGHT.index)


def adverse_impact(counts: Sequence[Count], *, adverse: bool = False, seed: int = 0) -> Impact:
    """Compare how often each group fared well with the group that did most often.

    Where to be selected is to fare badly, to fare well is not to be selected, and the ratio is one of the shares of
    those who were not. A group of fewer than ten is compared with the others, but they are not compared with it as
    long as there is a larger one. Of more than two groups the intervals are so wide that all of them hold together,
    whichever group turns out to be the one to compare with (Bonferroni over the pairs).

    What is told of a group, in this order: `TOO_FEW` of ten people, or ten to compare with; `BELOW` where the ratio is
    below four fifths, its interval lies below one and the exact test is at 5 % or less; `LESS` the same with a ratio
    of four fifths or more; `NO_SIGN` where the whole interval lies at four fifths or above; else `TOO_FEW`.

    Args:
        counts: the groups, two or more, each with one person or more.
        adverse: whether to be selected is to fare badly.
        seed: of the draws by which the test is made where there are too many tables to go through.

    Returns:
        Rates, ratios with their intervals, and the exact test.

    Raises:
        ValueError: there are fewer than two groups, or the counts of one make no sense.

    Source:
        Uniform Guidelines (1978), 29 CFR 1607.4 D, and Questions and Answers (1979), 10 to
        24. P. A. R. Koopman (1984), Confidence limits for the ratio of two binomial proportions, Biometrics 40(2).
    """
    if len(counts) < 2 or any(not 0 <= one.selected <= one.people or not one.people for one in counts):
        raise ValueError("Expected two groups or more, each with people of whom some, none or all were selected.")
    well = [one.people - one.selected if adverse else one.selected for one in counts]
    large = [place for place, one in enumerate(counts) if one.people >= FEWEST_TOLD] or list(range(len(counts)))
    best = max(large, key=lambda place: (well[place] / counts[place].people, counts[place].people))
    people = [one.people for one in counts]
    p = exact_p(people, well, seed=seed)
    confidence = 1 - (1 - CONFIDENCE) / (len(counts) * (len(counts) - 1) / 2)
    groups = tuple(
        _beside(one, well[place], (counts[best].people, well[best]), confidence, p)
        if place != best
        else GroupImpact(one.group, one.people, one.selected, one.selected / one.people, None, None, None, None)
        for place, one in enumerate(counts)
    )
    return Impact(groups, counts[best].group, adverse, p)


def ratio_interval(
    hits: int, people: int, other_hits: int, other_people: int, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Give the interval of the ratio of two shares, by turning the score test round.

    Args:
        hits: how many of the first group.
        people: the first group.
        other_hits: how many of the second.
        other_people: the second group.
        confidence: how often such intervals hold the true ratio, about.

    Returns:
        Lower and upper end of the ratio of the first share to the second; the upper one is infinity where nobody of
        the second group was hit.

    Source:
        P. A. R. Koopman (1984), Biometrics 40(2), pages 513 to 517; the statistic as by J. J. Gart and J. Nam (1988),
        Biometrics 44(2), section 2.
    """
    most = float(chdtri(1, 1 - confidence))

    def beyond(log_ratio: float) -> float:
        found = _score(hits, people, other_hits, other_people, float(np.exp(log_ratio)))
        return min(found, 1e12) - most

    middle = np.log(hits * other_people / (other_hits * people)) if hits and other_hits else 0.0
    low = 0.0 if not hits else float(np.exp(brentq(beyond, -FAR, middle if other_hits else FAR)))
    high = np.inf if not other_hits else float(np.exp(brentq(beyond, middle if hits else -FAR, FAR)))
    return low, high


def exact_p(people: Sequence[int], hits: Sequence[int], *, seed: int = 0) -> float:
    """Test exactly whether groups are hit alike: Fisher's test, for any number of groups.

    Args:
        people: the groups, counts.
        hits: how many of each, as many.
        seed: of the draws that are made where there are too many tables to go through; the test then still holds its
            level, and says the same every time.

    Returns:
        The probability, given how many were hit in all, of tables that are no more likely than this one.

    Source:
        G. H. Freeman and J. H. Halton (1951), Note on an exact treatment of contingency, goodness of fit and other
        problems of significance, Biometrika 38. B. Phipson and G. K. Smyth (2010), Permutation p-values should never
        be zero, Statistical Applications in Genetics and Molecular Biology 9(1).
    """
    # The largest group's share follows from the others': fewer tables to go through.
    order = np.argsort(people)
    sizes, found = np.array(people)[order], np.array(hits)[order]
    if 2 * found.sum() > sizes.sum():
        found = sizes - found
    seen = float(_log_ways(sizes, found[None, :])[0])
    tables = _tables(sizes, int(found.sum()))
    if tables is None:
        drawn = np.random.default_rng(seed).multivariate_hypergeometric(sizes, int(found.sum()), DRAWS)
        return (1 + int((_log_ways(sizes, drawn) <= seen + 1e-7).sum())) / (1 + DRAWS)
    ways = _log_ways(sizes, tables)
    weight = np.exp(ways - ways.max())
    return min(1.0, float(weight[ways <= seen + 1e-7].sum() / weight.sum()))


def _beside(one: Count, well: int, best: tuple[int, int], confidence: float, p: float) -> GroupImpact:
    """A group beside the one to compare with: of how many of that one how many fared well."""
    rate, (best_people, best_well) = one.selected / one.people, best
    if not best_well:
        return GroupImpact(one.group, one.people, one.selected, rate, None, None, None, Told.TOO_FEW)
    ratio = well * best_people / (one.people * best_well)
    low, high = ratio_interval(well, one.people, best_well, best_people, confidence)
    told = Told.TOO_FEW
    if min(one.people, best_people) >= FEWEST_TOLD:
        told = _told(ratio, low, high, p)
    return GroupImpact(one.group, one.people, one.selected, rate, ratio, low, high, told)


def _told(ratio: float, low: float, high: float, p: float) -> Told:
    if high < 1 and p <= 1 - CONFIDENCE:
        return Told.BELOW if ratio < FOUR_FIFTHS else Told.LESS
    return Told.NO_SIGN if low >= FOUR_FIFTHS else Told.TOO_FEW


def _score(hits: int, people: int, other_hits: int, other_people: int, ratio: float) -> float:
    """The square of the score at a ratio, in units of its variance there."""
    both, all_hits = people + other_people, hits + other_hits
    middle = ratio * (people + other_hits) + hits + other_people
    # The smaller root, written so that nothing large is taken from something as large.
    other = 2 * all_hits / (middle + np.sqrt(max(middle * middle - 4 * ratio * both * all_hits, 0.0)))
    share, other = min(ratio * other, 1.0), min(other, 1.0)
    variance = share * (1 - share) / people + ratio * ratio * other * (1 - other) / other_people
    difference = hits / people - ratio * other_hits / other_people
    return float(difference * difference / max(variance, 1e-300))


def _log_ways(sizes: NDArray[np.int64], hits: NDArray[np.int64]) -> Floats:
    """Logarithm of in how many ways each table, a row of hits, comes about."""
    ways = gammaln(sizes + 1.0) - gammaln(hits + 1.0) - gammaln(sizes - hits + 1.0)
    return np.asarray(ways.sum(axis=1), dtype=np.float64)


def _tables(sizes: NDArray[np.int64], hit: int) -> NDArray[np.int64] | None:
    """Every way to spread so many hits over groups, a row each; None where these are too many."""
    rows = np.zeros((1, 0), dtype=np.int64)
    for place, size in enumerate(sizes[:-1]):
        choices = np.arange(min(int(size), hit) + 1)
        if len(rows) * len(choices) > MOST_TABLES:
            return None
        rows = np.column_stack((np.repeat(rows, len(choices), axis=0), np.tile(choices, len(rows))))
        left = hit - rows.sum(axis=1)
        rows = rows[(left >= 0) & (left <= sizes[place + 1 :].sum())]
    return np.column_stack((rows, hit - rows.sum(axis=1)))
