"""Tables as files: text for any program, a workbook for spreadsheets. No cell of them can run anything."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from answerable.web.areas.rollup.tables import Row, Table, Value

# What a spreadsheet takes for the beginning of a formula.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
PIECE = 500
WORDS = "what it says"


def csv_pieces(table: Table) -> Iterator[str]:
    """Write a table as text, some hundred lines at a time.

    Args:
        table: the table.

    Yields:
        Pieces of the file; text that a spreadsheet would run begins with an apostrophe.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    # Spreadsheets take text for UTF-8 only where it begins with this.
    buffer.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer.writerow(table.headers)
    for number, row in enumerate(table.rows, 1):
        writer.writerow([_as_text(value) for value in row])
        if number % PIECE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def workbook(tables: Sequence[Table], words: Sequence[Row], made_at: datetime) -> bytes:
    """Write tables as an Excel workbook, a sheet each, and one that says what the columns mean.

    Args:
        tables: the tables.
        words: what the columns mean.
        made_at: when.

    Returns:
        The file. Rows go to a scratch file one by one: 20,000 people need not fit into memory twice.
    """
    buffer = BytesIO()
    # Text stays text, whatever it looks like.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(buffer, options)
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    formats = _Formats(book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True}))
    for table in tables:
        _write_sheet(book.add_worksheet(table.name), table.headers, table.rows, formats)
    _write_sheet(book.add_worksheet(WORDS), ("word", "meaning"), words, formats)
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    day: Format
    head: Format


def _write_sheet(sheet: Worksheet, headers: Sequence[str], rows: Iterable[Row], formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headers) - 1, 16)
    sheet.write_row(0, 0, headers, formats.head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write_cell(sheet, (number, column), value, formats)


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: Value, formats: _Formats) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, datetime.combine(value, time()), formats.day)
    elif isinstance(value, str):
        sheet.write_string(*at, value)
    elif value is not None:
        sheet.write_number(*at, value)


def _as_text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1_000 else f"{value:.2f}"
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip(" ").startswith(RUNS) else text


def _emptied(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
