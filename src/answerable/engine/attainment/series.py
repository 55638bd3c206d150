"""The attainment of a whole company: one block of series an expectation, a row a person, a column a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attainment.coding import (
    CodedAssignments,
    CodedSupports,
    CodedValues,
    Codes,
    Floats,
    Ints,
    code_assignments,
    code_ids,
    code_supports,
    code_values,
    period_of_days,
)
from answerable.engine.attainment.shortfall import ramp_share, shortfall
from answerable.engine.attainment.tenure import Grid, tenure
from answerable.kernel.periods import Cadence, period_index, period_start
from answerable.panel.company import Company


@dataclass(frozen=True, slots=True)
class Block:
    """All series of one expectation.

    Attributes:
        expectation: the expectation's row of the expectations table, by column.
        cadence: the length of its periods.
        first_period: the number of the first column's period.
        person: person codes of the rows, ascending, shape (series,).
        attainment: 1 - shortfall, NaN where not measured or nothing was expected, shape (series, periods).
        due: what was expected, a ramp considered, NaN where nothing was; the lower edge of a band; same shape.
        held: True where the role was held through the whole period and the expectation was in force.
        unit: code of the unit at the period's end, -1 where none, same shape.
        leader: person code of the leader at the period's end, -1 where nobody is, same shape.
        new_leadership: True where the leader, or that leader's own leader, is another than a period before, same
            shape.
        supported: True where something that was done to help them, or their unit, began in the period before, same
            shape.
        not_measured: periods held with a target but without a measurement.
        no_target: periods held in which nothing was expected; naming it is a leader's duty.
        outside: measurements that fall outside the time the role was held for a whole period; left out.
    """

    expectation: dict[str, Any]
    cadence: Cadence
    first_period: int
    person: Ints
    attainment: Floats
    due: Floats
    held: NDArray[np.bool_]
    unit: NDArray[np.int32]
    leader: NDArray[np.int32]
    new_leadership: NDArray[np.bool_]
    supported: NDArray[np.bool_]
    not_measured: int
    no_target: int
    outside: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A company as numbers.

    Attributes:
        codes: the ids behind the numbers.
        assignments: who held which role under whom, when.
        measurements: what was measured.
        targets: what was expected of single persons in single periods.
        supports: what was done to help.
    """

    codes: Codes
    assignments: CodedAssignments
    measurements: CodedValues
    targets: CodedValues
    supports: CodedSupports


def read_panel(company: Company) -> Panel:
    """Carry a company over to numbers; what lives in a database or a cluster is brought here once.

    Args:
        company: the canonical tables.

    Returns:
        The same facts as arrays.
    """
    codes = code_ids(company)
    return Panel(
        codes=codes,
        assignments=code_assignments(company, codes),
        measurements=code_values(company, codes, "measurements", "actual"),
        targets=code_values(company, codes, "targets", "target"),
        supports=code_supports(company, codes),
    )


def attainment_blocks(panel: Panel, as_of: date) -> Iterator[Block]:
    """Work out attainment, one expectation after the other.

    A period counts once it is over and when the role was held through the whole of it; a measurement of any
    other period is no evidence of how somebody does in the role. A ramp lowers the target of those new to
    the role where more is better; where less is better, or a band is meant, nobody owes more at the start.

    Args:
        panel: the company as numbers.
        as_of: the day on which one looks; periods not over by then are left out.

    Yields:
        One block an expectation that was measured at all, in order of expectation id.
    """
    measured = _by_expectation(panel.measurements, len(panel.codes.expectations))
    expected = _by_expectation(panel.targets, len(panel.codes.expectations))
    for code, row in enumerate(panel.codes.expectations.iter_rows(named=True)):
        cadence = Cadence(row["cadence"])
        past = period_index(as_of, cadence)
        values = _periods(panel.measurements, measured[code], cadence, past)
        if len(values.period):
            targets = _periods(panel.targets, expected[code], cadence, past)
            yield _block(panel, row, cadence, values, targets)


@dataclass(frozen=True, slots=True)
class _Values:
    person: Ints
    period: Ints
    value: Floats


def _by_expectation(values: CodedValues, expectations: int) -> list[NDArray[np.int64] | slice]:
    if expectations == 1:
        return [slice(None)]
    order = np.argsort(values.expectation.astype(np.int32), kind="stable")
    edges = np.searchsorted(values.expectation[order], np.arange(expectations + 1))
    return [order[edges[code] : edges[code + 1]] for code in range(expectations)]


def _periods(values: CodedValues, rows: NDArray[np.int64] | slice, cadence: Cadence, past: int) -> _Values:
    period = period_of_days(values.day[rows], cadence)
    person, value, over = values.person[rows], values.value[rows], period < past
    # Copying tens of millions of rows takes a while; mostly all of them are over.
    return _Values(person, period, value) if over.all() else _Values(person[over], period[over], value[over])


def _block(panel: Panel, row: dict[str, Any], cadence: Cadence, values: _Values, targets: _Values) -> Block:
    first = int(values.period.min())
    holds = _holders(panel, row["role"])
    person = np.flatnonzero(holds)
    series_of = np.where(holds, np.cumsum(holds) - 1, -1)
    grid = Grid(series_of, len(person), cadence, first, int(values.period.max()) - first + 1)
    stay = tenure(panel.assignments, row["role"], grid)
    held = stay.held & _in_force(row, grid)
    actual = _scattered(values, grid, float("nan"))
    target = _scattered(targets, grid, row["target"] if row["target"] is not None else float("nan"))
    if row["direction"] == "higher":
        target *= ramp_share(stay.periods_held, int(row["ramp_periods"]))
    width = (row["target_high"] or 0.0) - (row["target"] or 0.0)
    attainment = 1 - shortfall(actual, target, width, row["direction"])
    attainment[~held] = np.nan
    evidence, expected, measured = int(np.sum(~np.isnan(attainment))), ~np.isnan(target), ~np.isnan(actual)
    return Block(
        expectation=row,
        cadence=cadence,
        first_period=first,
        person=person,
        attainment=attainment,
        due=target,
        held=held,
        unit=stay.unit,
        leader=stay.leader,
        new_leadership=stay.new_leadership,
        supported=_supported(panel.supports, row["expectation"], stay.unit, len(panel.codes.units), grid),
        not_measured=int(np.sum(held & expected & ~measured)),
        no_target=int(np.sum(held & ~expected)),
        outside=int(np.sum(~np.isnan(values.value))) - evidence - int(np.sum(held & measured & ~expected)),
    )


def _holders(panel: Panel, role: int) -> NDArray[np.bool_]:
    holds = np.zeros(len(panel.codes.people), dtype=bool)
    holds[panel.assignments.person[panel.assignments.role == role]] = True
    return holds


def _in_force(row: dict[str, Any], grid: Grid) -> NDArray[np.bool_]:
    numbers = range(grid.first_period, grid.first_period + grid.periods)
    starts_on, ends_on = row["starts_on"] or date.min, row["ends_on"] or date.max
    return np.array([starts_on <= period_start(n, grid.cadence) < ends_on for n in numbers])


def _supported(
    supports: CodedSupports, expectation: int, unit: NDArray[np.int32], units: int, grid: Grid
) -> NDArray[np.bool_]:
    """Where support given to a person, or to the unit they are in, began in the period before."""
    column = period_of_days(supports.day, grid.cadence) + 1 - grid.first_period
    meant = (supports.expectation == expectation) | (supports.expectation < 0)
    meant &= (column >= 0) & (column < grid.periods)
    own = meant & (supports.person >= 0)
    row = grid.series_of[supports.person[own]]
    found = np.zeros((grid.series + 1, grid.periods), dtype=bool)
    found[row, column[own]] = True  # those who never held the role stand in the last row
    shared = meant & (supports.person < 0) & (supports.unit >= 0)
    given = np.zeros((units + 1, grid.periods), dtype=bool)
    given[supports.unit[shared], column[shared]] = True
    return np.asarray(found[:-1] | given[unit, np.arange(grid.periods)])


def _scattered(values: _Values, grid: Grid, otherwise: float) -> Floats:
    """Lay values out over the grid; those of people or periods not on it are left out."""
    spread = np.full((grid.series, grid.periods), otherwise)
    row, column = grid.series_of[values.person], values.period - grid.first_period
    inside = (row >= 0) & (column >= 0) & (column < grid.periods) & ~np.isnan(values.value)
    place = row * grid.periods + column
    if inside.all():
        spread.ravel()[place] = values.value
    else:
        spread.ravel()[place[inside]] = values.value[inside]
    return spread
