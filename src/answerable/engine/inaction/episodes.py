"""Every time a gap was open, from the first period below standard to the last."""

from dataclasses import dataclass

import numpy as np

from answerable.engine.attainment.coding import Ints
from answerable.engine.stats.kalman import Truths


@dataclass(frozen=True, slots=True)
class Episodes:
    """Times in which gaps were open, in order of series and period; each of shape (episodes,).

    Attributes:
        row: the series.
        first: the first column below standard.
        last: the last one.
        lasts: whether the gap is still open on the day looked at.
    """

    row: Ints
    first: Ints
    last: Ints
    lasts: Truths

    def of(self, chosen: Truths) -> "Episodes":
        """Some of the episodes.

        Args:
            chosen: which, shape (episodes,).

        Returns:
            These.
        """
        return Episodes(self.row[chosen], self.first[chosen], self.last[chosen], self.lasts[chosen])


def episodes_of(is_open: Truths, now: Truths) -> Episodes:
    """Find all times in which gaps were open.

    Args:
        is_open: where a gap is open, shape (series, periods).
        now: which gaps are open on the day looked at, shape (series,).

    Returns:
        The episodes.
    """
    closed = np.zeros((len(is_open), 1), dtype=np.int8)
    steps = np.diff(np.concatenate([closed, is_open.astype(np.int8), closed], axis=1), axis=1)
    row, first = np.nonzero(steps == 1)
    last = np.nonzero(steps == -1)[1] - 1
    return Episodes(row, first, last, (last == is_open.shape[1] - 1) & now[row])
