"""The months of a world, in whole days and months since 1970-01-01."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of a world.

    Attributes:
        numbers: months since 1970-01 of each month, shape (months,).
        first_days: days since 1970-01-01 of each month's first day and of the day after the last, shape (months + 1,).
    """

    numbers: Ints
    first_days: Ints

    @property
    def months(self) -> int:
        """How many months there are."""
        return len(self.numbers)

    @property
    def end(self) -> int:
        """The first day after the last month."""
        return int(self.first_days[-1])


def calendar_of(starts_on: date, months: int) -> Calendar:
    """Lay out consecutive months.

    Args:
        starts_on: first day of the first month.
        months: how many.

    Returns:
        The months.
    """
    first = (starts_on.year - 1970) * 12 + starts_on.month - 1
    numbers = np.arange(first, first + months + 1)
    return Calendar(numbers[:-1], days_of_months(numbers))


def days_of_months(numbers: Ints) -> Ints:
    """Name months by their first day.

    Args:
        numbers: months since 1970-01, any shape.

    Returns:
        Days since 1970-01-01, same shape.
    """
    return numbers.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def months_of_days(days: Ints) -> Ints:
    """Number the month that holds each day.

    Args:
        days: days since 1970-01-01, any shape.

    Returns:
        Months since 1970-01, same shape.
    """
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def as_dates(days: Ints) -> pl.Series:
    """Write days as dates.

    Args:
        days: days since 1970-01-01, shape (n,).

    Returns:
        Dates.
    """
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def dates_or_none(days: Ints) -> pl.Series:
    """Write days as dates, and negative ones as nothing.

    Args:
        days: days since 1970-01-01, shape (n,).

    Returns:
        Dates.
    """
    return pl.DataFrame({"day": as_dates(days)}).select(pl.when(pl.Series(days >= 0)).then("day")).to_series()
