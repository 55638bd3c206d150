"""Text files of rows and columns as people have them: with a BOM or without, with commas, semicolons or tabs."""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from answerable.kernel.problems import Problem

if TYPE_CHECKING:
    import _csv

LINE = "__line__"

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (",", ";", "\t")
_UTF_8 = "Expected text in UTF-8. Save the file as 'CSV UTF-8' and bring it again."


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
    separator = max(_SEPARATORS, key=text.lstrip("\r\n").partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [name.strip() for name in next((row for row in reader if row), [])]
        problems = _header_problems(header, file)
        return (None, problems) if problems else _body(reader, header, file, decimal_comma=separator != ",")
    except csv.Error:
        expected = (
            "Expected every quote that opens, here or further up, to close before a separator or the line's end. "
            "Double a quote that belongs to a value."
        )
        return None, [Problem("open-quote", file, reader.line_num, None, "", expected)]


def _body(
    reader: "_csv.Reader", header: list[str], file: str, *, decimal_comma: bool
) -> tuple[RawTable, list[Problem]]:
    problems: list[Problem] = []
    columns: list[list[str]] = [[] for _ in header]
    lines: list[int] = []
    before = reader.line_num
    for row in reader:
        line, before = before + 1, reader.line_num
        if not any(value.strip() for value in row):
            continue
        if len(row) != len(header):
            problems.append(_ragged(row, len(header), line, file))
            continue
        lines.append(line)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    data = {name: pl.Series(name, values, dtype=pl.String) for name, values in zip(header, columns, strict=True)}
    frame = pl.DataFrame({**data, LINE: pl.Series(LINE, lines, dtype=pl.Int64)})
    return RawTable(file, frame, decimal_comma=decimal_comma), problems


def _decoded(data: bytes, file: str) -> tuple[str, Problem | None]:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = data[error.start : error.start + 1].hex()
        return "", Problem("encoding", file, line, None, f"byte 0x{found}", _UTF_8)
    if "\0" in text:  # UTF-16 without its mark is valid UTF-8, with a zero byte beside every letter
        return "", Problem("encoding", file, 1, None, "byte 0x00", _UTF_8)
    return text, None


def _header_problems(header: list[str], file: str) -> list[Problem]:
    if not any(header):
        return [Problem("no-header", file, 1, None, "", "Expected a first line that names the columns.")]
    twice = [name for name, count in Counter(header).items() if count > 1]
    return [Problem("column-twice", file, 1, name, name, "Expected each column once; rename one.") for name in twice]


def _ragged(row: list[str], width: int, line: int, file: str) -> Problem:
    shown = " | ".join(islice(row, 6))
    expected = (
        f"Expected {width} values as in the header, found {len(row)}. Put values that hold a separator in quotes."
    )
    return Problem("ragged-row", file, line, None, shown, expected)
