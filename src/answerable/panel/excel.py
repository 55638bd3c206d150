"""Sheets of an Excel workbook. Reading one takes the extra `excel`; all else works without it."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from answerable.kernel.problems import InputRefused, Problem, UsageError, gather
from answerable.panel.text import LINE, RawTable

python_calamine = import_module("python_calamine") if find_spec("python_calamine") else None


def read_sheets(path: Path) -> Iterator[tuple[str, RawTable]]:
    """Read every sheet of a workbook.

    Args:
        path: the workbook.

    Yields:
        The sheet's name in small letters, and its rows below the first one, which names the columns.

    Raises:
        InputRefused: the file is no workbook.
        UsageError: the package that reads workbooks is not installed.
    """
    if python_calamine is None:
        raise UsageError(f"To read {path.name} install the extra: pip install 'answerable[excel]'. Or save it as CSV.")
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError as error:
        expected = f"Expected an Excel workbook: {error}. Save it again as .xlsx, or as CSV."
        raise InputRefused(gather([Problem("not-a-workbook", path.name, None, None, "", expected)])) from error
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if rows:
            yield name.strip().lower(), _table(f"{path.name}, sheet {name}", rows)


def _table(file: str, rows: list[list[Any]]) -> RawTable:
    header = [str(value).strip() for value in rows[0]]
    filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(value != "" for value in row)]
    columns: dict[str, pl.Series] = {}
    for place, name in enumerate(header):
        if name and name not in columns:
            columns[name] = _series(name, [row[place] if row[place] != "" else None for _, row in filled])
    lines = pl.Series(LINE, [line for line, _ in filled], dtype=pl.Int64)
    return RawTable(file, pl.DataFrame([*columns.values(), lines]))


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
