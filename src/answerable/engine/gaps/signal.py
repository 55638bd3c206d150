"""Signal from noise: when a gap opens and closes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.stats.levels import Levels

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of many series, people's or units', period by period.

    Attributes:
        attainment: what was measured, NaN where nothing was, shape (series, periods).
        levels: where each truly stands.
        standard: the lowest attainment that is no gap, same shape.
        probability: probability that the level is below it, same shape.
        is_open: where a gap is open, same shape.
    """

    attainment: Floats
    levels: Levels
    standard: Floats
    probability: Floats
    is_open: Truths


def open_periods(probability: Floats, held: Truths, certainty: float, release: float) -> Truths:
    """Say in which periods a gap is open: it opens at one certainty and closes only below a lower one.

    Between the two it stays as it was, so that it does not flicker from month to month.

    Args:
        probability: probability of being below standard, shape (series, periods).
        held: whether the series counts in the period at all, same shape; a gap does not outlast a break.
        certainty: a gap opens once its probability reaches this.
        release: an open gap closes once its probability falls below this.

    Returns:
        True where a gap is open, shape (series, periods).
    """
    is_open = np.empty(probability.shape, dtype=bool)
    now = np.zeros(len(probability), dtype=bool)
    for period in range(probability.shape[1]):
        chance = probability[:, period]
        now = ((chance >= certainty) | (now & (chance >= release))) & held[:, period]
        is_open[:, period] = now
    return is_open
