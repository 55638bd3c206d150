"""Periods: the week, month, quarter or year a target and a measurement belong to.

A period is named by its first day. Every cadence numbers its periods without gaps
(`period_index`), so that arithmetic on periods is arithmetic on whole numbers.
"""

from datetime import date, timedelta
from enum import StrEnum

# 1970-01-05 is the first Monday of the epoch: weeks are ISO weeks, Monday to Sunday.
FIRST_MONDAY = date(1970, 1, 5)

MONTHS_PER_PERIOD = {"month": 1, "quarter": 3, "year": 12}


class Cadence(StrEnum):
    """How often an expectation is measured."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def period_index(day: date, cadence: Cadence) -> int:
    """Number the period that holds a day, counted from the one that holds 1970-01-05.

    Args:
        day: any day.
        cadence: the length of the periods.

    Returns:
        The period's number; consecutive periods have consecutive numbers.
    """
    if cadence is Cadence.WEEK:
        return (day - FIRST_MONDAY).days // 7
    return ((day.year - 1970) * 12 + day.month - 1) // MONTHS_PER_PERIOD[cadence]


def period_start(index: int, cadence: Cadence) -> date:
    """Name the period with this number: its first day.

    Args:
        index: a number as `period_index` gives it.
        cadence: the length of the periods.

    Returns:
        The first day of the period.
    """
    if cadence is Cadence.WEEK:
        return FIRST_MONDAY + timedelta(weeks=index)
    month = index * MONTHS_PER_PERIOD[cadence]
    return date(1970 + month // 12, month % 12 + 1, 1)


def period_end(index: int, cadence: Cadence) -> date:
    """Say when the period with this number is over: the first day after it.

    Args:
        index: a number as `period_index` gives it.
        cadence: the length of the periods.

    Returns:
        The first day of the next period, which is also the first day on which this one can be known.
    """
    return period_start(index + 1, cadence)
