"""What open gaps came to, and when: closed, the person in another role, the person gone."""

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attainment.coding import day_number
from answerable.engine.levers.figures import Figures
from answerable.kernel.periods import Cadence, period_end

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ENDS = ("closed", "moved", "left")
NONE, CLOSED, MOVED, LEFT = -1, 0, 1, 2
MONTHS = 12
PERIODS_A_YEAR = {Cadence.WEEK: 52, Cadence.MONTH: 12, Cadence.QUARTER: 4}


def follow(figures: Figures, row: Ints, at: Ints) -> Ints:
    """Follow gaps for a year from the period on in which support could begin.

    Args:
        figures: of one expectation.
        row: the series of each gap, shape (gaps,).
        at: the period from which on to follow it, shape (gaps,).

    Returns:
        For each gap: months until it was seen last, the end it came to (a place in `ENDS`, -1 for none yet), and months
        until the next support began, more than a year where none did; shape (gaps, 3).
    """
    block = figures.block
    periods = block.attainment.shape[1]
    helped = np.any(figures.began, axis=0, keepdims=True)[0]
    horizon = PERIODS_A_YEAR[block.cadence]
    day = np.array([day_number(period_end(block.first_period + at, block.cadence)) for at in range(periods)])
    seen, end = np.zeros(len(row), dtype=np.int64), np.full(len(row), NONE)
    next_support = np.full(len(row), horizon + 1)
    for step in range(horizon):
        going = (end == NONE) & (at + step < periods)
        now = np.minimum(at + step, periods - 1)
        seen[going] = step + 1
        held, is_open = block.held[row, now], figures.judgement.is_open[row, now]
        gone = figures.leaves[block.person[row]] <= day[now]
        ended = np.where(held, np.where(is_open, NONE, CLOSED), np.where(gone, LEFT, MOVED))
        end[going] = ended[going]
        began = going & helped[row, now] & (step > 0)
        next_support[began] = np.minimum(next_support[began], step + 1)
    months = -(-np.stack([seen, next_support]) * MONTHS // horizon)
    return np.stack([months[0], end, months[1]], axis=1)
