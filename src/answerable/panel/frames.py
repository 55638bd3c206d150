"""Any dataframe a user has: pandas, Polars, Arrow, DuckDB, PySpark, through Narwhals."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import polars as pl

from answerable.kernel.problems import Problem, UsageError
from answerable.panel.assembly import assembled, checked
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.company import Company, Frame
from answerable.panel.schema import TABLES, Column, Kind, Table
from answerable.panel.text import LINE, RawTable


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
        UsageError: a name is not a table's, or the frames are of different kinds.
    """
    unknown = sorted(set(frames) - set(TABLES))
    if unknown:
        raise UsageError(f"There is no table {', '.join(unknown)}. The tables are {', '.join(TABLES)}.")
    wrapped = {name: nw.from_native(frame) for name, frame in frames.items()}
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


def _raw(name: str, frame: pl.DataFrame) -> RawTable:
    return RawTable(name, frame.with_row_index(LINE, offset=2).cast({LINE: pl.Int64}))


def _stays_there(frames: Mapping[str, Frame], source: str) -> Company:
    tally = Tally()
    some = next(iter(frames.values()))
    tables = {}
    for name, table in TABLES.items():
        if name in frames:
            frame = _conformed(name, frames[name], table, tally)
        else:
            blank = [*(_blank(column).alias(column.name) for column in table.columns), _no_line()]
            # A select of nothing but constants is a single row on some backends, whatever it selects from.
            frame = some.head(0).with_columns(*blank).select(*(c.name for c in table.columns), LINE)
        tables[name] = Loaded(table, name, frame, given=name in frames)
    return checked(tables, tally, source)


_FITS: dict[Kind, tuple[type[nw.dtypes.DType], ...]] = {
    Kind.TEXT: (nw.String, nw.Int64, nw.Int32, nw.Int16),
    Kind.DATE: (nw.Date, nw.Datetime),
    Kind.MOMENT: (nw.Date, nw.Datetime),
    Kind.NUMBER: (nw.Float64, nw.Float32, nw.Int64, nw.Int32, nw.Int16, nw.Decimal),
    Kind.TRUTH: (nw.Boolean,),
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
    columns = []
    for column in table.columns:
        dtype = schema.get(column.name)
        if dtype is None and column.required:
            expected = f"Expected a column named {column.name}."
            tally.problems.append(Problem("column-missing", name, None, column.name, "", expected))
        if dtype is None or not isinstance(dtype, _FITS[column.kind]):
            if dtype is not None:
                expected = f"Expected a column that holds {column.kind.value}, such as {_DTYPES[column.kind]}."
                tally.problems.append(Problem("wrong-type", name, None, column.name, str(dtype), expected))
            columns.append(_blank(column).alias(column.name))
            continue
        value = nw.col(column.name).cast(_DTYPES[column.kind])
        columns.append((value if column.default is None else value.fill_null(column.default)).alias(column.name))
    known = {column.name for column in table.columns}
    typed = frame.select(*columns, _no_line(), *(nw.col(other) for other in schema if other not in known))
    _empty_cells(name, typed, table, tally)
    return typed


def _empty_cells(name: str, frame: Frame, table: Table, tally: Tally) -> None:
    loaded = Loaded(table, name, frame, given=True)
    present = {problem.column for problem in tally.problems if problem.file == name}
    for column in table.columns:
        if not column.empty and column.name not in present:
            advice = f"Expected a value: {column.name} cannot be left empty."
            tally.tell(loaded, frame.filter(nw.col(column.name).is_null()), "empty", column.name, advice)


def _blank(column: Column) -> nw.Expr:
    return nw.lit(column.default).cast(_DTYPES[column.kind])


def _no_line() -> nw.Expr:
    return nw.lit(None).cast(nw.Int64).alias(LINE)
