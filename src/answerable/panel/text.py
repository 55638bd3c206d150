"""Text files of rows and columns as people have them: with a BOM or without, with commas, semicolons or tabs."""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from answerable.kernel.problems import Problem

LINE = "__line__"

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it was brought.

    Attributes:
        file: the name of its file, with the sheet where there is one.
        frame: its columns, text where the file is text, and `LINE`, the line each row stands on.
        decimal_comma: whether its numbers may be written with a decimal comma.
    """

    file: str
    frame: pl.DataFrame
    decimal_comma: bool = False


def read_text_table(path: Path) -> tuple[RawTable | None, list[Problem]]:
    """Read a file of comma-, semicolon- or tab-separated values as text.

    Args:
        path: the file; UTF-8, or UTF-16 with a byte-order mark.

    Returns:
        The table without its ragged rows (None where it cannot be read at all), and what is wrong with it.
    """
    file = path.name
    text, problem = _decoded(path.read_bytes(), file)
    if problem is not None:
        return None, [problem]
    separator = max(_SEPARATORS, key=text.lstrip().partition("\n")[0].count)
    rows, problems = _rows(text, separator, file)
    filled = [(line, row) for line, row in rows if any(value.strip() for value in row)]
    header = [name.strip() for name in filled[0][1]] if filled else []
    problems = problems or header_problems(header, file)
    if problems:
        return None, problems
    ragged = [_ragged(row, len(header), line, file) for line, row in filled[1:] if len(row) != len(header)]
    whole = [(line, row) for line, row in filled[1:] if len(row) == len(header)]
    data = {
        name: pl.Series(name, [row[place] for _, row in whole], dtype=pl.String)
        for place, name in enumerate(header)
        if name
    }
    frame = pl.DataFrame({**data, LINE: pl.Series(LINE, [line for line, _ in whole], dtype=pl.Int64)})
    return RawTable(file, frame, decimal_comma=separator != ","), ragged


def _rows(text: str, separator: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Every row with the line it begins on, up to the first one whose quotes do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        expected = "Expected every quote that opens to close. Write a quote within a value twice, or remove it."
        return rows, [Problem("open-quote", file, line, None, "", expected)]
    return rows, []


def _decoded(data: bytes, file: str) -> tuple[str, Problem | None]:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
        # UTF-16 without its mark is also UTF-8, of which every second character is nothing.
        wrong = text.find("\0")
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong < 0:
        return text, None
    line = data[:wrong].count(b"\n") + 1
    expected = "Expected text in UTF-8. Save the file as 'CSV UTF-8' and bring it again."
    return "", Problem("encoding", file, line, None, f"byte 0x{data[wrong : wrong + 1].hex()}", expected)


def header_problems(header: list[str], file: str) -> list[Problem]:
    """Say what is wrong with a table's header.

    Args:
        header: the names in it, some of them empty.
        file: what the table is read from.

    Returns:
        Problems: that it names nothing, or names a column twice.
    """
    if not any(header):
        return [Problem("no-header", file, 1, None, "", "Expected a first line that names the columns.")]
    twice = [name for name, count in Counter(filter(None, header)).items() if count > 1]
    return [Problem("column-twice", file, 1, name, name, "Expected each column once; rename one.") for name in twice]


def _ragged(row: list[str], width: int, line: int, file: str) -> Problem:
    shown = " | ".join(islice(row, 6))
    expected = (
        f"Expected {width} values as in the header, found {len(row)}. Put values that hold a separator in quotes."
    )
    return Problem("ragged-row", file, line, None, shown, expected)
