"""A line that is level up to a size and falls beyond it: fitted, held against chance, and fitted again to draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEPS = 25
# A size is looked at where at least so many leaders, and a tenth of them, have fewer people, and as many have more.
FEWEST_BESIDE, SHARE_BESIDE = 3, 0.1


@dataclass(frozen=True, slots=True)
class Observed:
    """What is known of each leader; all of shape (leaders,).

    Attributes:
        size: how many people they lead.
        value: what is looked at.
        weight: how much it counts.
        kind: code of the kind of leader, 0 upwards: only leaders of a kind are compared.
    """

    size: Floats
    value: Floats
    weight: Floats
    kind: Ints


@dataclass(frozen=True, slots=True)
class Fits:
    """Lines fitted to draws of leaders; each of shape (draws,).

    Attributes:
        turn: the size up to which the line is level.
        loss: by how much it falls for each person more, 0 or more.
        level: the height up to there, on average over kinds of leaders.
    """

    turn: Floats
    loss: Floats
    level: Floats

    def at(self, sizes: Floats) -> Floats:
        """The height of each line at some sizes.

        Args:
            sizes: numbers of people, shape (sizes,).

        Returns:
            Heights, shape (draws, sizes).
        """
        beyond = np.maximum(sizes[None, :] - self.turn[:, None], 0.0)
        return np.asarray(self.level[:, None] - self.loss[:, None] * beyond)


def turns(size: Floats) -> Floats:
    """Sizes at which the line may turn.

    Args:
        size: how many people each leader leads, shape (leaders,); at least eight of them.

    Returns:
        Sizes in order, shape (25,); all the same where too few leaders have fewer, or more, people than others.
    """
    ordered = np.sort(size)
    beside = max(FEWEST_BESIDE, int(np.ceil(SHARE_BESIDE * len(ordered))))
    return np.linspace(ordered[beside - 1], max(ordered[-beside - 1], ordered[beside - 1]), STEPS)


def fit(observed: Observed, at: Floats, counts: Floats) -> Fits:
    """Fit a line that is level up to a size and falls beyond it, by least squares, to draws of the leaders.

    Args:
        observed: what is known of each leader.
        at: sizes at which it may turn, shape (turns,).
        counts: how often each leader is in each draw, shape (draws, leaders); ones for the leaders as they are.

    Returns:
        Of each draw the line that fits best; kinds of leaders differ in level, not in where and how the line falls.
        Where nothing falls, it turns at the last of the sizes, with a loss of 0.

    Source:
        D. V. Hinkley (1971), Inference in two-phase regression, Journal of the American Statistical Association 66.
    """
    weights = counts * observed.weight
    beyond = _beyond(observed.size, at)
    squares, products = np.zeros((len(counts), len(at))), np.zeros((len(counts), len(at)))
    for kind in np.unique(observed.kind):
        of = observed.kind == kind
        own, value = weights[:, of], observed.value[of]
        total = np.maximum(own.sum(axis=1), np.finfo(float).tiny)[:, None]
        sums, height = own @ beyond[of], (own @ value)[:, None]
        squares += own @ beyond[of] ** 2 - sums**2 / total
        products += own @ (beyond[of] * value[:, None]) - sums * height / total
    falls = np.maximum(-products, 0.0)
    losses = np.divide(falls, squares, out=np.zeros_like(falls), where=squares > 1e-9)
    gain = losses * falls
    best = np.where(gain.max(axis=1) > 0, gain.argmax(axis=1), len(at) - 1)
    draws = np.arange(len(counts))
    loss, total = losses[draws, best], weights.sum(axis=1)
    mean_beyond = np.einsum("dl,ld->d", weights, beyond[:, best]) / total
    return Fits(turn=at[best], loss=loss, level=weights @ observed.value / total + loss * mean_beyond)


def slopes(observed: Observed, counts: Floats) -> Floats:
    """Fit a straight line over all sizes to draws of the leaders.

    Args:
        observed: what is known of each leader.
        counts: as in `fit`.

    Returns:
        The change for each person more, shape (draws,); below zero where it falls.
    """
    weights = counts * observed.weight
    squares, products = np.zeros(len(counts)), np.zeros(len(counts))
    for kind in np.unique(observed.kind):
        of = observed.kind == kind
        own, size, value = weights[:, of], observed.size[of], observed.value[of]
        total = np.maximum(own.sum(axis=1), np.finfo(float).tiny)
        squares += own @ size**2 - (own @ size) ** 2 / total
        products += own @ (size * value) - (own @ size) * (own @ value) / total
    return np.divide(products, squares, out=np.zeros_like(products), where=squares > 1e-9)


def chance(observed: Observed, at: Floats, draws: int, rng: np.random.Generator) -> float:
    """How likely chance alone makes the record fall as clearly as it does, whatever the size it turns at.

    What leaders of a kind do is dealt out anew among them. The fall at each size is held against its own spread, which
    keeps the answer right where leaders of large teams vary more, or less, than others.

    Args:
        observed: what is known of each leader.
        at: sizes at which the line may turn, shape (turns,).
        draws: how often it is dealt out.
        rng: decides.

    Returns:
        A probability, above 0.

    Source:
        E. Chung and J. P. Romano (2013), Exact and asymptotically robust permutation tests, Annals of Statistics 41.
    """
    beyond, scores = _beyond(observed.size, at), np.zeros(len(observed.size))
    dealt = np.zeros((draws, len(scores)))
    for kind in np.unique(observed.kind):
        of = np.flatnonzero(observed.kind == kind)
        weight = observed.weight[of]
        scores[of] = weight * (observed.value[of] - np.average(observed.value[of], weights=weight))
        beyond[of] -= beyond[of].mean(axis=0)
        dealt[:, of] = rng.permuted(np.tile(scores[of], (draws, 1)), axis=1)
    found = _clearest_fall(scores[None, :], beyond)[0]
    return float((1 + np.sum(_clearest_fall(dealt, beyond) >= found - 1e-12)) / (1 + draws))


def _clearest_fall(scores: Floats, beyond: Floats) -> Floats:
    """The largest fall at any size, in its own standard errors, shape (draws,)."""
    fall, spread = -scores @ beyond, np.sqrt(scores**2 @ beyond**2)
    return np.asarray(np.divide(fall, spread, out=np.zeros_like(fall), where=spread > 1e-12).max(axis=1))


def _beyond(size: Floats, at: Floats) -> Floats:
    return np.asarray(np.maximum(size[:, None] - at[None, :], 0.0))
