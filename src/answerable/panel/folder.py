"""A company folder: one file a table, as CSV, Parquet or sheets of an Excel workbook."""

from collections.abc import Collection, Iterator
from pathlib import Path

import polars as pl

from answerable.kernel.problems import InputRefused, Problem, gather
from answerable.panel.assembly import assembled
from answerable.panel.company import Company
from answerable.panel.excel import read_sheets
from answerable.panel.schema import TABLES
from answerable.panel.text import LINE, RawTable, read_text_table


def read_company(folder: Path) -> Company:
    """Read and check a company folder; it is taken whole or not at all.

    Args:
        folder: holds a file for each table, such as `people.csv` or `measurements.parquet`, or Excel workbooks with
            a sheet for each. Other files are left alone.

    Returns:
        The company.

    Raises:
        InputRefused: something in it cannot be used; every problem at once.
        UsageError: a workbook is there but the package to read it is not.
    """
    if not folder.is_dir():
        expected = "Expected a folder with a file for each table, such as people.csv."
        raise InputRefused(gather([Problem("no-folder", str(folder), None, None, "", expected)]))
    raw: dict[str, RawTable] = {}
    unreadable: set[str] = set()
    problems: list[Problem] = []
    for name, table, faults in tables_in(folder, TABLES):
        problems.extend(faults)
        if table is None:
            unreadable.add(name)
        elif name in raw:
            expected = f"Expected the table {name} once; it also stands in {raw[name].file}. Remove one."
            problems.append(Problem("table-twice", table.file, None, None, "", expected))
        else:
            raw[name] = table
    if not raw and not problems:
        expected = f"Found no table in it. Expected files such as people.csv; the tables are {', '.join(TABLES)}."
        raise InputRefused(gather([Problem("no-tables", str(folder), None, None, "", expected)]))
    return assembled(raw, problems, str(folder), unreadable)


Found = tuple[str, RawTable | None, list[Problem]]


def tables_in(folder: Path, names: Collection[str]) -> Iterator[Found]:
    """Read the tables of a folder, as they are.

    Args:
        folder: the folder.
        names: which tables; others are left alone.

    Yields:
        As `read_sheets`.

    Raises:
        UsageError: as `read_sheets`.
    """
    for path in sorted(filter(Path.is_file, folder.iterdir())):
        name, ending = path.stem.lower(), path.suffix.lower()
        if ending == ".csv" and name in names:
            yield name, *read_text_table(path)
        elif ending == ".parquet" and name in names:
            yield name, *_parquet(path)
        elif ending in {".xlsx", ".xlsm", ".ods"} and not path.name.startswith("~"):
            yield from read_sheets(path, names)


def _parquet(path: Path) -> tuple[RawTable | None, list[Problem]]:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0]
        return None, [Problem("not-parquet", path.name, None, None, "", f"Expected a Parquet file: {reason}.")]
    return RawTable(path.name, frame.with_row_index(LINE, offset=2).cast({LINE: pl.Int64})), []
