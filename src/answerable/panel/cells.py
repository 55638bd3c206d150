"""Cells to values: every value that is not what its column holds is reported, none is guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from answerable.panel.schema import Column, Kind

_NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_COMMA_NUMBER = r"^[+-]?[0-9]+(,[0-9]*)?$"
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
FIRST_YEAR, LAST_YEAR = 1900, 2200

EXPECTED = {
    Kind.TEXT: "Expected text.",
    Kind.DATE: f"Expected an ISO date such as 2026-03-01, between the years {FIRST_YEAR} and {LAST_YEAR}.",
    Kind.MOMENT: "Expected an ISO date or date and time such as 2026-03-01T09:30.",
    Kind.NUMBER: "Expected a number such as 1234.5, with a decimal point and without thousands separators.",
    Kind.TRUTH: "Expected true or false.",
}
EXPECTED_COMMA = "Expected a number such as 1234,5: this column uses the decimal comma, without thousands separators."

DTYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.DATE: pl.Date(),
    Kind.MOMENT: pl.Datetime("us"),
    Kind.NUMBER: pl.Float64(),
    Kind.TRUTH: pl.Boolean(),
}


@dataclass(frozen=True, slots=True)
class Cells:
    """A column after reading.

    Attributes:
        values: typed values, null where the cell was empty or could not be read.
        unread: True where a cell held something that is not what the column holds.
        expected: what was expected there, as a sentence.
    """

    values: pl.Series
    unread: pl.Series
    expected: str


def read_cells(cells: pl.Series, column: Column, *, decimal_comma: bool = False) -> Cells:
    """Read a column's cells as what the column holds.

    Args:
        cells: the cells, of whatever type the file or frame gave them.
        column: what the column is to hold.
        decimal_comma: whether text numbers may use a decimal comma.

    Returns:
        The typed column, and where it could not be read.
    """
    if cells.dtype == pl.Null:
        return Cells(cells.cast(DTYPES[column.kind]), cells.is_not_null(), EXPECTED[column.kind])
    # Types are compared, never looked up in a set: `Datetime("us") == Datetime` holds, their hashes differ.
    if cells.dtype not in (pl.String, pl.Categorical, pl.Enum):
        values = _typed(cells, column.kind)
        return Cells(values, cells.is_not_null() & values.is_null(), EXPECTED[column.kind])
    text = cells.cast(pl.String).str.strip_chars()
    text = text.set(text == "", None)
    if column.kind is Kind.NUMBER:
        return _numbers(text, decimal_comma=decimal_comma)
    values = _TEXT_READERS[column.kind](text)
    return Cells(values, text.is_not_null() & values.is_null(), EXPECTED[column.kind])


def _numbers(text: pl.Series, *, decimal_comma: bool) -> Cells:
    """A column keeps to one decimal mark; it is the comma where one occurs and commas do not separate columns."""
    comma = text.str.contains(_COMMA_NUMBER)
    uses_comma = decimal_comma and bool((comma & text.str.contains(",", literal=True)).any())
    readable = (comma if uses_comma else text.str.contains(_NUMBER)).fill_null(value=False)
    values = _finite(text.set(~readable, None).str.replace(",", ".", literal=True).cast(pl.Float64))
    expected = EXPECTED_COMMA if uses_comma else EXPECTED[Kind.NUMBER]
    return Cells(values, text.is_not_null() & values.is_null(), expected)


def _dates(text: pl.Series) -> pl.Series:
    shaped = text.str.contains(_DATE).fill_null(value=False)
    return _in_reach(text.set(~shaped, None).str.to_date("%Y-%m-%d", strict=False))


def _moments(text: pl.Series) -> pl.Series:
    # The clock where it was is kept, as for typed moments: nothing is shifted to another zone.
    spaced = text.str.replace("T", " ", literal=True).str.replace(_ZONE, "")
    whole = spaced.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False, time_unit="us")
    minutes = spaced.str.to_datetime("%Y-%m-%d %H:%M", strict=False, time_unit="us")
    return _in_reach(whole.fill_null(minutes).fill_null(_dates(text).cast(pl.Datetime("us"))))


def _truths(text: pl.Series) -> pl.Series:
    lower = text.str.to_lowercase()
    known = lower.is_in([*_TRUE, *_FALSE]).fill_null(value=False)
    return lower.is_in(_TRUE).set(~known, None)


def _typed(cells: pl.Series, kind: Kind) -> pl.Series:
    """Values a file or frame gave a type of their own; null where that type does not fit."""
    fits = {
        Kind.TEXT: not cells.dtype.is_nested(),
        Kind.DATE: cells.dtype in (pl.Date, pl.Datetime),
        Kind.MOMENT: cells.dtype in (pl.Date, pl.Datetime),
        Kind.NUMBER: cells.dtype.is_numeric(),
        Kind.TRUTH: cells.dtype.is_numeric() or cells.dtype == pl.Boolean,
    }
    if not fits[kind]:
        return pl.repeat(None, len(cells), dtype=DTYPES[kind], eager=True)
    return _TYPED_READERS[kind](cells)


def _moments_of(cells: pl.Series) -> pl.Series:
    local = cells.dt.replace_time_zone(None) if cells.dtype == pl.Datetime else cells
    return _in_reach(local.cast(pl.Datetime("us")))


def _dates_of(cells: pl.Series) -> pl.Series:
    """Dataframes keep days as moments at midnight; a moment later in the day is no date."""
    if cells.dtype == pl.Date:
        return _in_reach(cells)
    moments = _moments_of(cells)
    days = moments.cast(pl.Date)
    return days.set((days.cast(pl.Datetime("us")) != moments).fill_null(value=False), None)


def _finite(cells: pl.Series) -> pl.Series:
    values = cells.cast(pl.Float64)
    return values.set((values.is_infinite() | values.is_nan()).fill_null(value=False), None)


def _ids(cells: pl.Series) -> pl.Series:
    if not cells.dtype.is_float():
        return cells.cast(pl.String, strict=False)
    # Spreadsheets and dataframes turn the id 17 into 17.0 as soon as one cell of the column is empty.
    whole = cells.cast(pl.Int64, strict=False)
    return whole.set((whole.cast(pl.Float64) != cells).fill_null(value=True), None).cast(pl.String)


def _in_reach(dates: pl.Series) -> pl.Series:
    days = dates.cast(pl.Date)
    far = (days < date(FIRST_YEAR, 1, 1)) | (days >= date(LAST_YEAR + 1, 1, 1))
    return dates.set(far.fill_null(value=False), None)


_TEXT_READERS: dict[Kind, Callable[[pl.Series], pl.Series]] = {
    Kind.TEXT: lambda text: text,
    Kind.DATE: _dates,
    Kind.MOMENT: _moments,
    Kind.TRUTH: _truths,
}
_TYPED_READERS: dict[Kind, Callable[[pl.Series], pl.Series]] = {
    Kind.TEXT: _ids,
    Kind.DATE: _dates_of,
    Kind.MOMENT: _moments_of,
    Kind.NUMBER: _finite,
    Kind.TRUTH: lambda cells: cells if cells.dtype == pl.Boolean else _truths(_ids(cells)),
}
