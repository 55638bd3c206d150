"""From frames to numbers: ids become codes where the frame lives; only numbers leave it."""

from dataclasses import dataclass
from datetime import date

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.kernel.periods import MONTHS_PER_PERIOD, Cadence
from answerable.panel.company import Company, Frame

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# What stands for "no end" and "no beginning": days far outside any company's history.
ALWAYS = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Codes:
    """The numbers that stand for ids: a person's, role's or unit's code is its place in the sorted ids.

    Attributes:
        people: person ids in order, shape (people,).
        roles: role ids in order.
        units: unit ids in order.
        expectations: the expectations table in order of code, with `expectation` and `role` (codes)
            and the role's `ramp_periods` added.
        person_frame: `person_id` and `person` (code), in the company's own kind of frame.
        expectation_frame: `expectation_id` and `expectation` (code), likewise.
    """

    people: pl.Series
    roles: pl.Series
    units: pl.Series
    expectations: pl.DataFrame
    person_frame: Frame
    expectation_frame: Frame


@dataclass(frozen=True, slots=True)
class CodedValues:
    """A table of values by person, expectation and period, as numbers.

    Attributes:
        person: person codes, shape (rows,).
        expectation: expectation codes, shape (rows,).
        day: first day of the period in days since 1970-01-01, shape (rows,).
        value: the values, NaN where empty, shape (rows,).
    """

    person: Ints
    expectation: Ints
    day: Ints
    value: Floats


@dataclass(frozen=True, slots=True)
class CodedAssignments:
    """All assignments as numbers, in order of person and first day.

    Attributes:
        person: person codes, shape (assignments,).
        role: role codes.
        manager: person codes of the managers, -1 where there is none.
        unit: unit codes, -1 where none is given.
        starts: first day, in days since 1970-01-01.
        ends: first day no longer held, `ALWAYS` while it lasts; the day the person leaves at the latest.
    """

    person: Ints
    role: Ints
    manager: Ints
    unit: Ints
    starts: Ints
    ends: Ints


@dataclass(frozen=True, slots=True)
class CodedSupports:
    """Everything that was done to help, as numbers.

    Attributes:
        person: code of the person it was done for, -1 where it was done for a unit, shape (supports,).
        unit: code of the unit, -1 where it was done for one person.
        expectation: code of the expectation meant, -1 where none is named.
        day: first day, in days since 1970-01-01.
    """

    person: Ints
    unit: Ints
    expectation: Ints
    day: Ints


def collect(frame: Frame) -> pl.DataFrame:
    """Bring a frame into memory, whatever it lives in.

    Args:
        frame: a narwhals lazy frame of any backend.

    Returns:
        The same rows as a Polars frame.
    """
    native: pl.DataFrame = frame.collect(backend="polars").to_native()
    return native


def code_ids(company: Company) -> Codes:
    """Give every id its code.

    Args:
        company: the canonical tables.

    Returns:
        The ids in the order of their codes.
    """
    people = _numbered(company["people"], "person_id", "person")
    expected = _numbered(company["expectations"], "expectation_id", "expectation")
    ramps = collect(company["roles"].select("role_id", "ramp_periods")).sort("role_id")
    roles = ramps["role_id"]
    expectations = collect(company["expectations"].join(expected, on="expectation_id", how="inner"))
    expectations = expectations.join(ramps, on="role_id", how="left").sort("expectation")
    return Codes(
        people=collect(people).sort("person")["person_id"],
        roles=roles,
        units=_sorted_ids(company["units"], "unit_id"),
        expectations=expectations.with_columns(pl.Series("role", code_of(expectations["role_id"], roles))),
        person_frame=people,
        expectation_frame=expected,
    )


def code_values(company: Company, codes: Codes, table: str, value: str) -> CodedValues:
    """Carry targets or measurements over to numbers.

    Args:
        company: the canonical tables.
        codes: the codes of its ids.
        table: `targets` or `measurements`.
        value: the name of the column of values.

    Returns:
        One entry a row of the table, in no particular order.
    """
    rows_by_id = company[table].select("person_id", "expectation_id", "period", value)
    coded = rows_by_id.join(codes.person_frame, on="person_id", how="inner")
    coded = coded.join(codes.expectation_frame, on="expectation_id", how="inner")
    rows = collect(coded.select("person", "expectation", "period", value))
    return CodedValues(
        person=rows["person"].to_numpy(),
        expectation=rows["expectation"].to_numpy(),
        day=days(rows["period"]),
        value=rows[value].fill_null(float("nan")).to_numpy(),
    )


def code_assignments(company: Company, codes: Codes) -> CodedAssignments:
    """Carry the assignments over to numbers.

    Args:
        company: the canonical tables.
        codes: the codes of its ids.

    Returns:
        All assignments in order of person and first day, none outlasting the person's stay.
    """
    rows = collect(
        company["assignments"].select("person_id", "role_id", "manager_id", "unit_id", "starts_on", "ends_on")
    )
    left = collect(company["people"].select("person_id", "ends_on")).rename({"ends_on": "left_on"})
    rows = rows.join(left, on="person_id", how="left").sort("person_id", "starts_on")
    ends = np.minimum(days(rows["ends_on"], ALWAYS), days(rows["left_on"], ALWAYS))
    return CodedAssignments(
        person=code_of(rows["person_id"], codes.people),
        role=code_of(rows["role_id"], codes.roles),
        manager=code_of(rows["manager_id"], codes.people),
        unit=code_of(rows["unit_id"], codes.units),
        starts=days(rows["starts_on"]),
        ends=ends,
    )


def code_supports(company: Company, codes: Codes) -> CodedSupports:
    """Carry the interventions over to numbers.

    Args:
        company: the canonical tables.
        codes: the codes of its ids.

    Returns:
        One entry an intervention, in no particular order.
    """
    rows = collect(company["interventions"].select("person_id", "unit_id", "expectation_id", "starts_on"))
    return CodedSupports(
        person=code_of(rows["person_id"], codes.people),
        unit=code_of(rows["unit_id"], codes.units),
        expectation=code_of(rows["expectation_id"], codes.expectations["expectation_id"]),
        day=days(rows["starts_on"]),
    )


def code_of(ids: pl.Series, known: pl.Series) -> Ints:
    """Find the code of each id.

    Args:
        ids: ids, some of them empty, shape (n,).
        known: all ids in the order of their codes.

    Returns:
        Codes, -1 where the id is empty or unknown, shape (n,).
    """
    table = pl.DataFrame(
        {"id": known, "code": np.arange(len(known), dtype=np.int64)}, schema={"id": pl.String, "code": pl.Int64}
    )
    found = pl.DataFrame({"id": ids.cast(pl.String)}).join(table, on="id", how="left", maintain_order="left")
    return found["code"].fill_null(-1).to_numpy()


def days(dates: pl.Series, empty: int = -ALWAYS) -> Ints:
    """Count the days from 1970-01-01 to each date.

    Args:
        dates: dates, some of them empty, shape (n,).
        empty: what stands for an empty one.

    Returns:
        Whole days, shape (n,).
    """
    return dates.cast(pl.Date).to_physical().cast(pl.Int64).fill_null(empty).to_numpy()


def period_of_days(day: Ints, cadence: Cadence) -> Ints:
    """Number the periods that hold the given days, as `kernel.periods.period_index` does for one.

    Args:
        day: days since 1970-01-01, shape (n,).
        cadence: the length of the periods.

    Returns:
        Period numbers, shape (n,).
    """
    if cadence is Cadence.WEEK:
        return np.asarray((day - 4) // 7)
    if len(day) == 0:
        return day
    first, last = int(day.min()), int(day.max())
    if last - first >= len(day):
        return _months(day, cadence)
    # Many rows share few days: each day is looked up once.
    return np.asarray(_months(np.arange(first, last + 1), cadence)[day - first])


def _months(day: Ints, cadence: Cadence) -> Ints:
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months // MONTHS_PER_PERIOD[cadence])


def day_number(day: date) -> int:
    """Count the days from 1970-01-01 to a day.

    Args:
        day: any day.

    Returns:
        Whole days, negative before 1970.
    """
    return day.toordinal() - date(1970, 1, 1).toordinal()


def _sorted_ids(frame: Frame, column: str) -> pl.Series:
    return collect(frame.select(column)).to_series().cast(pl.String).sort()


def _numbered(frame: Frame, column: str, code: str) -> Frame:
    numbered = frame.select(column).with_row_index(code, order_by=column)
    return numbered.select(column, nw.col(code).cast(nw.Int64))
