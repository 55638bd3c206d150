"""Episodes: how long a gap has been open, and when it became sustained."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.gaps.settings import GapSettings
from answerable.kernel.periods import Cadence

Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]

NEVER = -1


@dataclass(frozen=True, slots=True)
class Episodes:
    """The episode every series is in at the last period.

    Attributes:
        first: column in which the open episode began, `NEVER` where no gap is open, shape (series,).
        periods: number of consecutive periods it has been open, zero where none is, shape (series,).
        sustained: column from whose end the gap counts as sustained, `NEVER` where it does not, shape (series,).
        consistent: whether it is (also) sustained for coming back again and again, shape (series,).
    """

    first: Ints
    periods: Ints
    sustained: Ints
    consistent: Truths


def current_episodes(is_open: Truths, cadence: Cadence, settings: GapSettings) -> Episodes:
    """Describe the episodes that are open in the last period.

    Args:
        is_open: where a gap is open, shape (series, periods).
        cadence: the length of the periods.
        settings: when a gap is sustained or consistent.

    Returns:
        One entry a series.
    """
    columns = is_open.shape[1]
    closed = ~is_open
    first = columns - np.argmax(closed[:, ::-1], axis=1)
    first = np.where(closed.any(axis=1), first, 0)
    now = is_open[:, -1]
    periods = np.where(now, columns - first, 0)
    lasting = np.where(
        periods >= settings.sustained_after[cadence], first + settings.sustained_after[cadence] - 1, columns
    )
    returning = _first_consistent(is_open, first, settings)
    sustained = np.minimum(lasting, returning)
    return Episodes(
        first=np.where(now, first, NEVER),
        periods=periods,
        sustained=np.where(now & (sustained < columns), sustained, NEVER),
        consistent=now & (returning < columns),
    )


def _first_consistent(is_open: Truths, first: Ints, settings: GapSettings) -> Ints:
    """First column of the current episode at which the gap was consistent; the number of columns where never."""
    columns = is_open.shape[1]
    opened = is_open.copy()
    opened[:, 1:] &= ~is_open[:, :-1]
    count = _window_sum(is_open, settings.consistent_of)
    starts = _window_sum(opened, settings.consistent_of)
    # An episode that was open already when the window began counts as one, though it began before.
    carried = np.zeros_like(is_open)
    carried[:, settings.consistent_of - 1 :] = (is_open & ~opened)[:, : max(columns - settings.consistent_of + 1, 0)]
    often = (count >= settings.consistent_open) & (starts + carried >= settings.consistent_episodes) & is_open
    often &= np.arange(columns) >= first[:, None]
    return np.asarray(np.where(often.any(axis=1), np.argmax(often, axis=1), columns))


def _window_sum(flags: Truths, width: int) -> Ints:
    """How many of the last `width` columns are set, at each column."""
    total: Ints = np.cumsum(flags, axis=1, dtype=np.int64)
    total[:, width:] -= total[:, :-width].copy()
    return np.asarray(total)
