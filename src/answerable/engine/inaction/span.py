"""Days and periods: how much of each period was spent waiting, and how much of it lies in the next 13 weeks."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from answerable.engine.attainment.coding import Ints, day_number
from answerable.engine.stats.kalman import Floats
from answerable.kernel.periods import Cadence, period_index, period_start

# How many periods the next 13 weeks are; of what is measured once a year, a share of the period.
AHEAD_PERIODS = {Cadence.WEEK: 13.0, Cadence.MONTH: 3.0, Cadence.QUARTER: 1.0, Cadence.YEAR: 0.25}
MONTHS_PER_PERIOD = {Cadence.WEEK: 12 / 52, Cadence.MONTH: 1.0, Cadence.QUARTER: 3.0, Cadence.YEAR: 12.0}


@dataclass(frozen=True, slots=True)
class Span:
    """The periods of an expectation, from the first one measured to the end of what is looked ahead.

    Attributes:
        cadence: their length.
        over: how many of them are over on the day looked at; the next one is the first that is not.
        edges: first day of each and the day after the last, in days since 1970-01-01, shape (periods + 1,).
        ahead: how much of each period that is not over lies in the next 13 weeks, in periods, shape (periods - over,).
    """

    cadence: Cadence
    over: int
    edges: Ints
    ahead: Floats

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return len(self.edges) - 1

    @property
    def weeks(self) -> Floats:
        """How many weeks each period has, shape (periods,)."""
        return np.asarray(np.diff(self.edges) / 7)

    def column_of(self, day: Ints) -> Ints:
        """Say in which period days lie.

        Args:
            day: in days since 1970-01-01, any shape.

        Returns:
            Columns, same shape; -1 before the first.
        """
        return np.asarray(np.searchsorted(self.edges, day, side="right") - 1)

    def shares(self, begins: Ints, ends: Ints) -> Floats:
        """Say how much of each period lies between two days.

        Args:
            begins: first day, in days since 1970-01-01, shape (n,).
            ends: the day after the last one, same shape.

        Returns:
            Shares of the periods that are over and of the first that is not, shape (n, over + 1).
        """
        starts, stops = self.edges[: self.over + 1], self.edges[1 : self.over + 2]
        inside = np.minimum(ends[:, None], stops) - np.maximum(begins[:, None], starts)
        return np.asarray(np.maximum(inside, 0) / (stops - starts))


def span_of(first_period: int, cadence: Cadence, as_of: date) -> Span:
    """Lay out the periods of an expectation.

    Args:
        first_period: the number of the first period measured.
        cadence: the length of the periods.
        as_of: the day looked at.

    Returns:
        The periods.
    """
    now = period_index(as_of, cadence)
    starts, day = day_number(period_start(now, cadence)), day_number(as_of)
    elapsed = (day - starts) / (day_number(period_start(now + 1, cadence)) - starts)
    end = elapsed + AHEAD_PERIODS[cadence]
    coming = np.arange(np.ceil(end))
    ahead = np.minimum(coming + 1, end) - np.maximum(coming, elapsed)
    over = now - first_period
    numbers = range(first_period, now + len(coming) + 1)
    edges = np.array([day_number(period_start(number, cadence)) for number in numbers])
    return Span(cadence, over, edges, ahead)
