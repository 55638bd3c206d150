"""What becomes of something that leaders do as their teams are larger, and whether the record can tell."""

from dataclasses import dataclass, replace
from math import ceil, floor, inf

import numpy as np
from numpy.typing import NDArray

from answerable.engine.organisation.threshold import Observed, chance, fit, slopes, turns

Floats = NDArray[np.float64]

# Three things are looked at. Where none of them has to do with the size of teams, anything is said in one company of
# twenty at most.
MOST_CHANCE = 0.05 / 3
FEWEST_LEADERS = 12
# Teams that differ by less than two people say nothing about what a larger team does.
LEAST_DIFFERENCE = 2.0
DRAWS = 999
# The line takes three numbers from the leaders, who then lie closer to it than to the true one. Draws that are smaller
# by as many lie as much further apart.
NUMBERS = 3
ENDS = (2.5, 97.5)
BOUNDS = {"kept": (0.0, 1.0), "minutes": (0.0, inf), "added": (-inf, inf)}


@dataclass(frozen=True, slots=True)
class Point:
    """What is to be expected of a leader with a team of a size.

    Attributes:
        size: how many people they lead.
        estimate: what is expected, in the unit of what is looked at.
        low: lower end of its 95 % interval.
        high: upper end.
    """

    size: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with how far it may lie from there.

    Attributes:
        value: the number.
        low: lower end of its 95 % interval.
        high: upper end.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fall:
    """How something that leaders do stays as it is up to a size of their teams, and falls beyond it.

    Attributes:
        serves: the size up to which it is level.
        from_smallest: whether it falls from the smallest teams on: `serves` is no more than their size then.
        level: what is expected up to there.
        loss: by how much less for each person more beyond, above zero.
        curve: what is expected by size.
    """

    serves: Estimate
    from_smallest: bool
    level: Estimate
    loss: Estimate
    curve: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How something that leaders do goes with the size of their teams.

    Attributes:
        measure: `kept` (share of the one-on-ones owed), `minutes` (with each person in four weeks) or `added` (to the
            attainment of those led).
        leaders: how many leaders it rests on.
        reason: why nothing can be said: `few` leaders on record, teams `alike` in size, or no fall that chance could
            not make as well (`unclear`); None where something can.
        smallest: the size of their teams without the smallest tenth; None where leaders are few.
        largest: without the largest tenth, likewise.
        chance: how likely chance alone makes the record fall as clearly; None where that was not asked.
        slope: the change for each person more, over all sizes; likewise.
        fall: what can be said; None where nothing can.
    """

    measure: str
    leaders: int
    reason: str | None
    smallest: float | None = None
    largest: float | None = None
    chance: float | None = None
    slope: Estimate | None = None
    fall: Fall | None = None


def relation(measure: str, observed: Observed, seed: int) -> Relation:
    """Say how something that leaders do goes with the size of their teams.

    Args:
        measure: what `value` is: `kept`, `minutes` or `added`.
        observed: what is known of each leader.
        seed: of the draws behind chance and intervals.

    Returns:
        The size up to which it stays as it is and the loss beyond, with intervals from 999 draws of leaders; or the
        reason why the record cannot tell: fewer than 12 leaders, teams that differ by less than two people between the
        small and the large ones, or a fall that chance alone makes with a probability of more than 1 in 60.

    Source:
        docs/methods/organisation.md.
    """
    leaders = len(observed.size)
    if leaders < FEWEST_LEADERS:
        return Relation(measure, leaders, "few")
    at = turns(observed.size)
    said = Relation(measure, leaders, "alike", float(at[0]), float(at[-1]))
    if _difference(observed) < LEAST_DIFFERENCE:
        return said
    rng = np.random.default_rng([seed, *measure.encode()])
    counts = rng.multinomial(leaders - NUMBERS, np.full(leaders, 1 / leaders), size=DRAWS).astype(np.float64)
    probability = chance(observed, at, DRAWS, rng)
    slope = _estimate(slopes(observed, np.ones((1, leaders))), slopes(observed, counts))
    said = replace(said, reason="unclear", chance=probability, slope=slope)
    if probability > MOST_CHANCE:
        return said
    return replace(said, reason=None, fall=_fall(measure, observed, at, counts))


def _difference(observed: Observed) -> float:
    """How far the sizes of large and small teams lie apart among leaders of a kind."""
    beside = np.empty(len(observed.size))
    for kind in np.unique(observed.kind):
        of = observed.kind == kind
        beside[of] = observed.size[of] - np.median(observed.size[of])
    sizes = turns(beside)
    return float(sizes[-1] - sizes[0])


def _fall(measure: str, observed: Observed, at: Floats, counts: Floats) -> Fall:
    """Fit the line to the leaders as they are, and to draws of them for the intervals."""
    best, drawn = fit(observed, at, np.ones((1, len(observed.size)))), fit(observed, at, counts)
    low, high = BOUNDS[measure]
    sizes = observed.size
    shown = np.arange(ceil(sizes.min()), floor(sizes.max()) + 1)
    here, around = (np.clip(lines.at(shown.astype(np.float64)), low, high) for lines in (best, drawn))
    ends = np.percentile(around, ENDS, axis=0)
    rows = zip(shown.tolist(), here[0].tolist(), *ends.tolist(), strict=True)
    return Fall(
        serves=_estimate(best.turn, drawn.turn),
        from_smallest=bool(best.turn[0] == at[0]),
        level=_estimate(np.clip(best.level, low, high), np.clip(drawn.level, low, high)),
        loss=_estimate(best.loss, drawn.loss),
        curve=tuple(Point(*row) for row in rows),
    )


def _estimate(best: Floats, drawn: Floats) -> Estimate:
    low, high = np.percentile(drawn, ENDS).tolist()
    return Estimate(float(best[0]), low, high)
