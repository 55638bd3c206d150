"""Sheets of an Excel workbook. Reading one takes the extra `excel`; all else works without it."""

from collections.abc import Collection, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from answerable.kernel.problems import Problem, UsageError
from answerable.panel.text import LINE, RawTable, header_problems

python_calamine = import_module("python_calamine") if find_spec("python_calamine") else None


def read_sheets(path: Path, names: Collection[str]) -> Iterator[tuple[str, RawTable | None, list[Problem]]]:
    """Read the sheets of a workbook that are named as tables.

    Args:
        path: the workbook.
        names: the tables.

    Yields:
        The table's name, its rows below the first one, which names the columns (None where they cannot
        be read), and what is wrong with it. Of what is no workbook no sheet can be read.

    Raises:
        UsageError: the package that reads workbooks is not installed.
    """
    if python_calamine is None:
        raise UsageError(f"To read {path.name} install the extra: pip install 'answerable[excel]'. Or save it as CSV.")
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError as error:
        expected = f"Expected a workbook: {error}. Open it in a spreadsheet and save it again."
        problems = [Problem("not-a-workbook", path.name, None, None, "", expected)]
        yield from ((name, None, problems if place == 0 else []) for place, name in enumerate(names))
        return
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        table = name.strip().lower()
        if rows and table in names:
            yield table, *_table(f"{path.name}, sheet {name}", rows)


def _table(file: str, rows: list[list[Any]]) -> tuple[RawTable | None, list[Problem]]:
    header = [str(value).strip() for value in rows[0]]
    problems = header_problems(header, file)
    if problems:
        return None, problems
    filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(value != "" for value in row)]
    columns: dict[str, pl.Series] = {}
    for place, name in enumerate(header):
        if name:
            columns[name] = _series(name, [row[place] if row[place] != "" else None for _, row in filled])
    lines = pl.Series(LINE, [line for line, _ in filled], dtype=pl.Int64)
    return RawTable(file, pl.DataFrame([*columns.values(), lines])), []


def _series(name: str, values: list[Any]) -> pl.Series:
    """A column of one type keeps it; a mixed one becomes text, so that each odd cell can be told."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) <= 1:
        return pl.Series(name, values)
    if kinds <= {int, float}:
        return pl.Series(name, values, dtype=pl.Float64)
    return pl.Series(name, [None if value is None else _text(value) for value in values], dtype=pl.String)


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
