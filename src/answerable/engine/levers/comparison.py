"""Episodes with support against like ones without: differences that balance, and what they are worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.levers.episodes import Episodes
from answerable.engine.stats.balancing import balancing_weights

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

FEWEST_EPISODES = 20
STEADY = 1e-4


@dataclass(frozen=True, slots=True)
class Comparison:
    """Episodes in which support of one kind began, and what each episode counts in what they are compared with.

    Attributes:
        with_support: the episodes in which it began and which something can be compared with, shape (episodes,).
        compared_with: the episodes without support in the same expectations, same shape.
        weight: how much each episode without support counts, zero for all others; they add up to 1, same shape.
        features: what is balanced, shape (episodes, features).
        compared: how many episodes the weighted ones are worth.
    """

    with_support: Truths
    compared_with: Truths
    weight: Floats
    features: Floats
    compared: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between episodes with and without support in some figure.

    Attributes:
        mean: what the figure differs by, history taken out.
        parts: what each episode adds to the estimate beyond its share, shape (episodes,); the sum of their squares,
            person by person, is the variance of the mean.
    """

    mean: float
    parts: Floats


def compare(episodes: Episodes, started: Truths, known: Floats) -> Comparison | None:
    """Make those without support like those with it.

    Whoever is compared with may have been supported later: to leave those out would leave out whoever went on doing
    badly.

    Args:
        episodes: all of them.
        started: in which of them support of the kind in question began, shape (episodes,).
        known: what is to be alike on average, shape (episodes, figures).

    Returns:
        The comparison; None where there are too few to compare, or nobody in the same expectation to compare with.
    """
    without = ~episodes.any_start
    shared = np.intersect1d(episodes.expectation[started], episodes.expectation[without])
    here = np.isin(episodes.expectation, shared)
    treated, controls = started & here, without & here
    if treated.sum() < FEWEST_EPISODES or controls.sum() < FEWEST_EPISODES:
        return None
    scale = known[treated | controls].std(axis=0)
    figures = (known - known[treated].mean(axis=0)) / np.where(scale > 0, scale, 1.0)
    features = np.hstack([figures, episodes.expectation[:, None] == shared])
    weight = np.zeros(len(started))
    found = balancing_weights(features[controls], features[treated].mean(axis=0))
    weight[controls] = found / found.sum()
    return Comparison(treated, controls, weight, features, float(1 / np.square(weight).sum()))


def difference(comparison: Comparison, values: Floats) -> Difference:
    """Say by how much a figure differs between episodes with and without support.

    Args:
        comparison: which episodes are compared, with what weight.
        values: the figure, NaN where not known, shape (episodes,).

    Returns:
        The difference once what history foretells is taken out; zero where it is known of none.

    Source:
        Q. Zhao and D. Percival (2017), Entropy balancing is doubly robust, Journal of Causal Inference 5(1): right when
        either the odds of support or what becomes of an episode without it follow history in a straight line.
    """
    known = ~np.isnan(values)
    treated, weight = comparison.with_support & known, np.where(known, comparison.weight, 0.0)
    if not treated.any() or weight.sum() <= 0:
        return Difference(0.0, np.zeros(len(values)))
    weight, share = weight / weight.sum(), treated / treated.sum()
    filled = np.where(known, values, 0.0)
    rows = known & (comparison.compared_with | treated)
    left = filled - comparison.features @ _slope(comparison, filled, rows)
    mean = float(share @ left - weight @ left)
    own = left - np.where(treated, share @ left, weight @ left)
    figures = comparison.features.shape[1] + 1
    lost = np.sqrt(rows.sum() / max(rows.sum() - figures, 1))
    return Difference(mean, lost * (share - weight) * own)


def _slope(comparison: Comparison, values: Floats, rows: Truths) -> Floats:
    """How a figure follows history, the same with and without support but for a constant."""
    design = np.hstack([comparison.features, comparison.with_support[:, None]])[rows]
    normal = design.T @ design
    normal[np.diag_indices_from(normal)] += STEADY * len(design)
    return np.asarray(np.linalg.solve(normal, design.T @ values[rows])[:-1])
