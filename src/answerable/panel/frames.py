"""Any dataframe a user has: pandas, Polars, Arrow, DuckDB, PySpark, through Narwhals."""

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw
import polars as pl

from answerable.kernel.problems import Problem, UsageError
from answerable.panel.assembly import assembled, checked, unread_columns
from answerable.panel.cells import EXPECTED, FIRST_YEAR, LAST_YEAR
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.company import Company, Frame
from answerable.panel.schema import TABLES, Column, Kind, Table
from answerable.panel.text import LINE, RawTable
from answerable.panel.typed import missing_columns


def company_from_frames(frames: Mapping[str, Any], source: str = "frames") -> Company:
    """Take a company's tables as dataframes; they are taken whole or not at all.

    Frames in memory are read like files, so that any cell that does not fit is named with its row. Frames that live in
    a database or a cluster stay there; their columns have to have the right types.

    Args:
        frames: by table name, pandas, Polars or Arrow frames, DuckDB relations or PySpark frames; all of one kind.
        source: what to call them in messages.

    Returns:
        The company, its tables in the same kind of frame where that is a database or a cluster, else in Polars.

    Raises:
        InputRefused: something cannot be used; every problem at once.
        UsageError: a name is not a table's, something is no frame, or the frames are of different kinds.
    """
    unknown = sorted(set(frames) - set(TABLES))
    if unknown:
        raise UsageError(f"There is no table {', '.join(unknown)}. The tables are {', '.join(TABLES)}.")
    wrapped = {name: _wrapped(name, frame) for name, frame in frames.items()}
    kinds = {name: frame.implementation.name.lower() for name, frame in wrapped.items()}
    if len(set(kinds.values())) > 1:
        listed = ", ".join(f"{name} is {kind}" for name, kind in sorted(kinds.items()))
        raise UsageError(f"Expected all tables in one kind of frame: {listed}. Convert them to one.")
    native = {name: nw.to_native(frame) for name, frame in wrapped.items()}
    eager = {name: frame for name, frame in wrapped.items() if isinstance(frame, nw.DataFrame)}
    eager |= {
        name: nw.from_native(frame.collect()) for name, frame in native.items() if isinstance(frame, pl.LazyFrame)
    }
    if len(eager) == len(frames):
        return assembled({name: _raw(name, frame.to_polars()) for name, frame in eager.items()}, [], source)
    return _stays_there({name: frame.lazy() for name, frame in wrapped.items()}, source)


def _wrapped(name: str, frame: object) -> nw.DataFrame[Any] | Frame:
    try:
        wrapped: nw.DataFrame[Any] | Frame = nw.from_native(frame)
    except TypeError as error:
        advice = "a pandas, Polars, Arrow, DuckDB or PySpark frame"
        raise UsageError(f"Expected {name} to be {advice}, found {type(frame).__name__}.") from error
    return wrapped


def _raw(name: str, frame: pl.DataFrame) -> RawTable:
    return RawTable(name, frame.with_row_index(LINE, offset=2).cast({LINE: pl.Int64}))


def _stays_there(frames: Mapping[str, Frame], source: str) -> Company:
    tally = Tally()
    some = next(iter(frames.values()))
    tables = {}
    for name, table in TABLES.items():
        frame = _conformed(name, frames[name], table, tally) if name in frames else _without_rows(some, table)
        unread = unread_columns(tally.problems, name)
        tables[name] = Loaded(table, name, frame, given=name in frames, unread=unread)
    return checked(tables, tally, source)


_FITS: dict[Kind, Callable[[nw.dtypes.DType], bool]] = {
    Kind.TEXT: lambda dtype: dtype.is_integer() or isinstance(dtype, nw.String | nw.Categorical | nw.Enum),
    Kind.DATE: lambda dtype: isinstance(dtype, nw.Date | nw.Datetime),
    Kind.MOMENT: lambda dtype: isinstance(dtype, nw.Date | nw.Datetime),
    Kind.NUMBER: lambda dtype: dtype.is_numeric(),
    Kind.TRUTH: lambda dtype: isinstance(dtype, nw.Boolean),
}
_DTYPES: dict[Kind, Any] = {
    Kind.TEXT: nw.String,
    Kind.DATE: nw.Date,
    Kind.MOMENT: nw.Datetime("us"),
    Kind.NUMBER: nw.Float64,
    Kind.TRUTH: nw.Boolean,
}


def _conformed(name: str, frame: Frame, table: Table, tally: Tally) -> Frame:
    schema = frame.collect_schema()
    tally.problems.extend(missing_columns(schema.names(), table, name, None))
    columns = []
    for column in table.columns:
        dtype = schema.get(column.name)
        if dtype is None or not _FITS[column.kind](dtype):
            if dtype is not None:
                expected = f"Expected a column that holds {column.kind.value}, such as {_DTYPES[column.kind]}."
                tally.problems.append(Problem("wrong-type", name, None, column.name, str(dtype), expected))
            columns.append(_blank(column).alias(column.name))
            continue
        value = nw.col(column.name).cast(_DTYPES[column.kind])
        value = _trimmed(value) if column.kind is Kind.TEXT else value
        columns.append((value if column.default is None else value.fill_null(column.default)).alias(column.name))
    known = {column.name for column in table.columns}
    typed = frame.select(*columns, _no_line(), *(nw.col(other) for other in schema if other not in known))
    _cells(Loaded(table, name, typed, given=True, unread=unread_columns(tally.problems, name)), tally)
    return typed


def _trimmed(text: nw.Expr) -> nw.Expr:
    """Text as in files: without the blanks around it, and nothing where there is nothing else."""
    bare = text.str.strip_chars()
    return nw.when(bare != "").then(bare)


def _cells(loaded: Loaded, tally: Tally) -> None:
    """What reading them would find wrong with the cells of a column that has the right type."""
    for column in loaded.table.columns:
        if not loaded.is_known(column.name):
            continue
        value = nw.col(column.name)
        if not column.empty:
            advice = f"Expected a value: {column.name} cannot be left empty."
            tally.tell(loaded, loaded.frame.filter(value.is_null()), "empty", column.name, advice)
        if column.kind is Kind.NUMBER:
            tally.tell(loaded, loaded.frame.filter(~value.is_finite()), *_fault(column))
        if column.kind in {Kind.DATE, Kind.MOMENT}:
            year = value.dt.year()
            far = loaded.frame.filter((year < FIRST_YEAR) | (year > LAST_YEAR))
            tally.tell(loaded, far, *_fault(column))


def _without_rows(some: Frame, table: Table) -> Frame:
    # Constants are put beside a column before they are selected: alone they are a row of their own on some backends.
    blank = (_blank(column).alias(column.name) for column in table.columns)
    return some.head(0).with_columns(*blank, _no_line()).select(*(column.name for column in table.columns), LINE)


def _fault(column: Column) -> tuple[str, str, str]:
    return f"not-a-{column.kind}", column.name, EXPECTED[column.kind]


def _blank(column: Column) -> nw.Expr:
    return nw.lit(column.default).cast(_DTYPES[column.kind])


def _no_line() -> nw.Expr:
    return nw.lit(None).cast(nw.Int64).alias(LINE)
