"""The figures of one expectation: who was short when, and when nothing had been done about it yet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attainment import Block
from answerable.engine.gaps.signal import Judgement
from answerable.engine.levers.market import Common
from answerable.kernel.periods import Cadence

Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """The time looked at around the beginning of support, in periods.

    Attributes:
        parts: the periods after the one in which support began that make up each third of 90 days.
        recent: nobody who was supported within so many periods before counts as not supported.
    """

    parts: tuple[tuple[int, ...], ...]
    recent: int

    @property
    def periods(self) -> int:
        """How many periods 90 days are."""
        return self.parts[-1][-1]


# A year's period is longer than 90 days: nothing can be said by then.
WINDOWS = {
    Cadence.WEEK: Window(parts=((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12, 13)), recent=26),
    Cadence.MONTH: Window(parts=((1,), (2,), (3,)), recent=6),
    Cadence.QUARTER: Window(parts=((1,), (1,), (1,)), recent=2),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one expectation, ready to be cut into episodes.

    Attributes:
        block: its series.
        judgement: what is said of them, blind to support.
        common: what its people have in common.
        began: where support began, by kind, those of no kind last, shape (kinds + 1, series, periods).
        leaves: the day on which everybody in the company leaves it, in days since 1970-01-01, shape (people,).
    """

    block: Block
    judgement: Judgement
    common: Common
    began: Truths
    leaves: Ints

    @property
    def standard(self) -> float:
        """The lowest attainment that is not short, whoever shares the cause."""
        return 1 - float(self.block.expectation["tolerance"])


def is_short(figures: Figures) -> Truths:
    """Where somebody was measured below the standard, be it their own gap or their unit's, or had an open gap.

    Args:
        figures: of one expectation.

    Returns:
        Shape (series, periods).
    """
    y = figures.block.attainment
    below = np.less(y, figures.standard, where=~np.isnan(y), out=np.zeros(y.shape, dtype=bool))
    return np.asarray(below | figures.judgement.is_open)


def run_lengths(flags: Truths) -> Ints:
    """For how many periods in a row a flag has been set, at each period.

    Args:
        flags: shape (series, periods).

    Returns:
        Counts, 0 where it is not set, same shape.
    """
    length = np.zeros(flags.shape, dtype=np.int64)
    run = np.zeros(len(flags), dtype=np.int64)
    for period in range(flags.shape[1]):
        run = (run + 1) * flags[:, period]
        length[:, period] = run
    return length


def not_yet_helped(figures: Figures, window: Window, age: Ints) -> Truths:
    """Where somebody was short a period before, and neither then nor lately had anything been done.

    Args:
        figures: of one expectation.
        window: the time looked at.
        age: for how many periods in a row they had been short, shape (series, periods).

    Returns:
        True in each period in which support could begin, shape (series, periods).
    """
    series, periods = age.shape
    so_far = np.zeros((series, periods + 1), dtype=np.int64)
    np.cumsum(figures.began.any(axis=0), axis=1, out=so_far[:, 1:])
    could = np.zeros((series, periods), dtype=bool)
    held = figures.block.held
    for period in range(2, periods):
        since = np.minimum(period - age[:, period - 1], max(period - window.recent, 0))
        untouched = so_far[:, period] == so_far[np.arange(series), since]
        could[:, period] = (age[:, period - 1] > 0) & untouched & held[:, period - 1] & held[:, period]
    return could
