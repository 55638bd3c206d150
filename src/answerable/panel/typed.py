"""A raw table to its canonical form: every column there, typed, defaults filled in."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

import polars as pl

from answerable.kernel.problems import SHOWN_PER_KIND, Problem
from answerable.panel.cells import DTYPES, Cells, read_cells
from answerable.panel.schema import Column, Kind, Table
from answerable.panel.text import LINE, RawTable

# By (kind, file): how many problems were counted beyond those made into one.
Uncounted = dict[tuple[str, str], int]


def typed_table(raw: RawTable, table: Table) -> tuple[pl.DataFrame, list[Problem], Uncounted]:
    """Type every column of a table, and say which cells cannot be.

    Args:
        raw: the table as brought.
        table: what it has to hold.

    Returns:
        The canonical columns, then `LINE`, then the columns the contract does not name; the first problems of each
        kind; and how many more there are.
    """
    given = [name for name in raw.frame.columns if name != LINE]
    problems = list(missing_columns(given, table, raw.file, 1))
    more: Uncounted = {}
    columns: list[pl.Series] = []
    for column in table.columns:
        if column.name not in raw.frame.columns:
            columns.append(_default(column, raw.frame.height))
            continue
        cells = read_cells(raw.frame[column.name], column, decimal_comma=raw.decimal_comma)
        _tell(raw, column, _unread(cells, column), problems, more)
        _tell(raw, column, _empty(raw, column, cells), problems, more)
        filled = cells.values if column.default is None else cells.values.fill_null(column.default)
        columns.append(filled.alias(column.name))
    extra = [raw.frame[name] for name in raw.frame.columns if name != LINE and name not in {c.name for c in columns}]
    return pl.DataFrame([*columns, raw.frame[LINE], *extra]), problems, more


def _default(column: Column, height: int) -> pl.Series:
    return pl.repeat(column.default, height, dtype=DTYPES[column.kind], eager=True).alias(column.name)


def missing_columns(given: Collection[str], table: Table, file: str, line: int | None) -> Iterator[Problem]:
    """Say which columns a table lacks.

    Args:
        given: the names of the columns it has.
        table: what it has to hold.
        file: what it is read from.
        line: the line its header stands on, None where it has none.

    Yields:
        A problem for each required column that is not there, with the name it may go by instead.
    """
    spare = [name for name in given if name not in {column.name for column in table.columns}]
    for column in table.columns:
        if column.required and column.name not in given:
            near = get_close_matches(column.name, spare, n=1, cutoff=0.6)
            hint = f" Is it the one called {near[0]}? Then rename it." if near else ""
            expected = f"Expected a column named {column.name}.{hint}"
            yield Problem("column-missing", file, line, column.name, "", expected)


def _unread(cells: Cells, column: Column) -> tuple[str, pl.Series, str]:
    kind = "not-a-" + column.kind.value.partition(" ")[0]
    return kind, cells.unread, cells.expected


def _empty(raw: RawTable, column: Column, cells: Cells) -> tuple[str, pl.Series, str]:
    missing = cells.values.is_null() & ~cells.unread & pl.repeat(not column.empty, raw.frame.height, eager=True)
    return "empty", missing, f"Expected a value: {column.name} cannot be left empty."


def _tell(
    raw: RawTable, column: Column, fault: tuple[str, pl.Series, str], problems: list[Problem], more: Uncounted
) -> None:
    kind, where, expected = fault
    count = int(where.sum())
    if not count:
        return
    shown = raw.frame.filter(where).head(SHOWN_PER_KIND).select(LINE, column.name)
    for line, value in shown.iter_rows():
        text = "" if value is None else str(value).strip()
        advice = " Dates such as 03/01/2026 are never guessed." if column.kind is Kind.DATE and "/" in text else ""
        problems.append(Problem(kind, raw.file, line, column.name, text, expected + advice))
    if count > shown.height:
        more[kind, raw.file] = more.get((kind, raw.file), 0) + count - shown.height
