"""Who held which role when: for every series and period, how long the role has been held, where, and under whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attainment.coding import ALWAYS, CodedAssignments, Ints, period_of_days
from answerable.kernel.periods import Cadence


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the series of one expectation lie: a row a person, a column a period.

    Attributes:
        series_of: the row of every person, -1 for those without one, shape (people,).
        series: number of rows.
        cadence: the length of the periods.
        first_period: the number of the first column's period.
        periods: number of columns.
    """

    series_of: Ints
    series: int
    cadence: Cadence
    first_period: int
    periods: int


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long every series' role has been held, and where.

    Attributes:
        held: True where the role was held through the whole of the period, shape (series, periods).
        periods_held: periods since the role began, counting the one it began in as 1, same shape.
        unit: code of the unit at the period's end, -1 where none, same shape.
        leader: person code of the leader at the period's end, -1 where nobody is, same shape.
        new_leadership: True where the leader at the period's end, or that leader's own leader, is another than a
            period before, same shape.
    """

    held: NDArray[np.bool_]
    periods_held: NDArray[np.int16]
    unit: NDArray[np.int32]
    leader: NDArray[np.int32]
    new_leadership: NDArray[np.bool_]


def tenure(assignments: CodedAssignments, role: int, grid: Grid) -> Tenure:
    """Lay the time people spent in one role over a grid of series and periods.

    Assignments that carry each other on without a break are one stretch in the role: neither a split, nor a new
    manager, nor a new unit makes anybody new to it.

    Args:
        assignments: all of the company's, in order of person and first day.
        role: the role's code.
        grid: rows and columns to lay it over.

    Returns:
        Matrices of shape (series, periods).
    """
    rows = np.flatnonzero((assignments.role == role) & (grid.series_of[assignments.person] >= 0))
    series = grid.series_of[assignments.person[rows]]
    starts, ends = assignments.starts[rows], assignments.ends[rows]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (series[1:] != series[:-1]) | (starts[1:] != ends[:-1])
    last = np.append(fresh[1:], True)[: len(rows)]
    held, periods_held = _stretches(series[fresh], starts[fresh], ends[last], grid)
    leader = _at_period_end(series, starts, assignments.manager[rows], grid)
    above = _leaders_of(leader, assignments, grid)
    unit = _at_period_end(series, starts, assignments.unit[rows], grid)
    return Tenure(held, periods_held, unit, leader, _another(leader) | _another(above))


def _leaders_of(leader: NDArray[np.int32], assignments: CodedAssignments, grid: Grid) -> NDArray[np.int32]:
    """Who leads each of the given leaders at each period's end, -1 where nobody does."""
    leads = np.zeros(len(grid.series_of), dtype=bool)
    leads[leader[leader >= 0]] = True
    row_of = np.where(leads, np.cumsum(leads) - 1, -1)
    leaders = Grid(row_of, int(leads.sum()), grid.cadence, grid.first_period, grid.periods)
    rows = np.flatnonzero(leads[assignments.person])
    series, starts = row_of[assignments.person[rows]], assignments.starts[rows]
    above = np.full((leaders.series + 1, grid.periods), -1, dtype=np.int32)
    above[:-1] = _at_period_end(series, starts, assignments.manager[rows], leaders)
    found: NDArray[np.int32] = above[np.append(row_of, -1)[leader], np.arange(grid.periods)]
    return found


def _another(leader: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Where somebody leads, and somebody else did a period before."""
    changed = np.zeros(leader.shape, dtype=bool)
    changed[:, 1:] = (leader[:, 1:] != leader[:, :-1]) & (leader[:, 1:] >= 0) & (leader[:, :-1] >= 0)
    return changed


def _stretches(series: Ints, starts: Ints, ends: Ints, grid: Grid) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    began = period_of_days(starts, grid.cadence)
    part_way = period_of_days(starts - 1, grid.cadence) == began
    whole = began + part_way - grid.first_period
    past = np.where(ends == ALWAYS, ALWAYS, period_of_days(np.minimum(ends, 10**6), grid.cadence)) - grid.first_period
    begin = np.clip(whole, 0, grid.periods)
    edges = np.zeros((grid.series, grid.periods + 1), dtype=np.int8)
    np.add.at(edges, (series, begin), 1)
    np.add.at(edges, (series, np.clip(past, begin, grid.periods)), -1)
    held = np.cumsum(edges[:, : grid.periods], axis=1, dtype=np.int8) > 0
    latest = _latest(series, starts, begin, grid)
    first = np.append(began - grid.first_period, 0)[latest]
    return held, (np.arange(grid.periods) - first + 1).astype(np.int16)


def _at_period_end(series: Ints, starts: Ints, code: Ints, grid: Grid) -> NDArray[np.int32]:
    """The code that the assignment in force at each period's end carries, -1 before the first."""
    begin = np.clip(period_of_days(starts, grid.cadence) - grid.first_period, 0, grid.periods)
    return np.append(code, -1).astype(np.int32)[_latest(series, starts, begin, grid)]


def _latest(series: Ints, starts: Ints, begin: Ints, grid: Grid) -> NDArray[np.int32]:
    """For every cell, which of the rows given began last by then, -1 where none had."""
    latest = np.full((grid.series, grid.periods), -1, dtype=np.int32)
    order = np.lexsort((starts, series))
    order = order[begin[order] < grid.periods]
    # Within a series row numbers rise with the first day, and of several written to one place the last is kept.
    latest[series[order], begin[order]] = order
    return np.maximum.accumulate(latest, axis=1)
