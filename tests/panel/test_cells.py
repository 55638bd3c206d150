import math
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from answerable.panel.cells import EXPECTED, EXPECTED_COMMA, read_cells
from answerable.panel.schema import Column, Kind


def values(cells: list[object], kind: Kind, *, decimal_comma: bool = False) -> list[object]:
    return read_cells(pl.Series(cells), Column("c", kind), decimal_comma=decimal_comma).values.to_list()


def unread(cells: list[object], kind: Kind, *, decimal_comma: bool = False) -> list[bool]:
    return read_cells(pl.Series(cells), Column("c", kind), decimal_comma=decimal_comma).unread.to_list()


def test_spaces_around_a_value_are_trimmed_and_an_empty_cell_holds_nothing():
    cells = ["  p1 ", "", "   ", None]

    assert values(cells, Kind.TEXT) == ["p1", None, None, None]
    assert unread(cells, Kind.TEXT) == [False, False, False, False]


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2026-03-01", date(2026, 3, 1)), ("2024-02-29", date(2024, 2, 29)), ("1900-01-01", date(1900, 1, 1))],
)
def test_an_iso_date_is_read(cell: str, day: date):
    assert values([cell], Kind.DATE) == [day]


@pytest.mark.parametrize(
    "cell", ["03/01/2026", "1.3.2026", "2026-3-1", "2026-02-30", "2026-13-01", "1899-12-31", "2201-01-01", "soon"]
)
def test_a_date_that_is_not_iso_or_cannot_be_is_never_guessed(cell: str):
    assert values([cell], Kind.DATE) == [None]
    assert unread([cell], Kind.DATE) == [True]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-01", datetime.fromisoformat("2026-03-01")),
        ("2026-03-01T09:30", datetime.fromisoformat("2026-03-01T09:30")),
        ("2026-03-01 09:30:15", datetime.fromisoformat("2026-03-01T09:30:15")),
    ],
)
def test_a_moment_is_a_date_with_or_without_a_time(cell: str, moment: datetime):
    assert values([cell], Kind.MOMENT) == [moment]


def test_a_time_that_cannot_be_is_not_a_moment():
    assert unread(["2026-03-01T25:00", "tomorrow"], Kind.MOMENT) == [True, True]


def test_numbers_are_read_as_people_write_them():
    cells = ["12", "-1.5", "+3", ".5", "2.", "1e3", "1E-2"]

    assert values(cells, Kind.NUMBER) == [12.0, -1.5, 3.0, 0.5, 2.0, 1000.0, 0.01]


@pytest.mark.parametrize("cell", ["1,5", "1,234.5", "1 234", "12 %", "nan", "inf", "1e999", "--"])
def test_a_number_that_could_mean_two_things_or_is_endless_is_refused(cell: str):
    assert values([cell], Kind.NUMBER) == [None]
    assert unread([cell], Kind.NUMBER) == [True]


def test_a_column_may_use_the_decimal_comma_throughout():
    assert values(["1,5", "2", "-0,25"], Kind.NUMBER, decimal_comma=True) == [1.5, 2.0, -0.25]


def test_a_column_that_mixes_decimal_signs_is_refused_where_it_has_a_point():
    cells = read_cells(pl.Series(["1,5", "2.5"]), Column("c", Kind.NUMBER), decimal_comma=True)

    assert cells.values.to_list() == [1.5, None]
    assert cells.unread.to_list() == [False, True]
    assert cells.expected == EXPECTED_COMMA


def test_a_column_with_points_keeps_them_where_a_comma_was_possible():
    cells = read_cells(pl.Series(["1.5", "2"]), Column("c", Kind.NUMBER), decimal_comma=True)

    assert cells.values.to_list() == [1.5, 2.0]
    assert cells.expected == EXPECTED[Kind.NUMBER]


def test_truth_is_read_in_the_words_people_use():
    cells = ["TRUE", "yes", "1", "False", "no", "0", "maybe", None]

    assert values(cells, Kind.TRUTH) == [True, True, True, False, False, False, None, None]
    assert unread(cells, Kind.TRUTH) == [False] * 6 + [True, False]


def test_an_id_that_became_a_number_is_its_whole_number():
    assert values([17.0, None, 18.5], Kind.TEXT) == ["17", None, None]
    assert unread([17.0, None, 18.5], Kind.TEXT) == [False, False, True]
    assert values([17, 18], Kind.TEXT) == ["17", "18"]


def test_typed_values_that_fit_are_taken_as_they_are():
    assert values([date(2026, 3, 1)], Kind.DATE) == [date(2026, 3, 1)]
    assert values([date(2026, 3, 1)], Kind.MOMENT) == [datetime.fromisoformat("2026-03-01")]
    assert values([3, 4], Kind.NUMBER) == [3.0, 4.0]
    assert values([Decimal("2.5")], Kind.NUMBER) == [2.5]
    assert values([True, None], Kind.TRUTH) == [True, None]
    assert values([1.0, 0.0, 2.0], Kind.TRUTH) == [True, False, None]


def test_a_typed_date_out_of_reach_is_refused():
    assert unread([date(1899, 12, 31), date(2200, 12, 31)], Kind.DATE) == [True, False]


def test_a_typed_number_has_to_be_finite():
    assert unread([1.0, math.nan, math.inf, -math.inf], Kind.NUMBER) == [False, True, True, True]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([[1], [2]], Kind.TEXT),
        ([5], Kind.DATE),
        ([5], Kind.MOMENT),
        ([date(2026, 3, 1)], Kind.NUMBER),
        ([date(2026, 3, 1)], Kind.TRUTH),
    ],
)
def test_a_type_that_cannot_fit_is_refused_in_every_cell(cells: list[object], kind: Kind):
    assert values(cells, kind) == [None] * len(cells)
    assert unread(cells, kind) == [True] * len(cells)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_column_without_any_value_fits_every_kind(kind: Kind):
    assert values([None, None], kind) == [None, None]
    assert unread([None, None], kind) == [False, False]


@pytest.mark.parametrize("zone", [None, "America/New_York", "Asia/Tokyo"])
def test_a_typed_moment_is_taken_by_the_clock_where_it_was(zone: str | None):
    cells = pl.Series([datetime.fromisoformat("2026-03-01"), None]).dt.replace_time_zone(zone)

    assert read_cells(cells, Column("c", Kind.DATE)).values.to_list() == [date(2026, 3, 1), None]
    assert read_cells(cells, Column("c", Kind.MOMENT)).values.to_list() == [datetime.fromisoformat("2026-03-01"), None]


def test_a_written_moment_is_taken_by_the_clock_where_it_was():
    cells = ["2026-03-01T09:30:00Z", "2026-03-01T09:30-05:00"]

    assert values(cells, Kind.MOMENT) == [datetime.fromisoformat("2026-03-01T09:30")] * 2


def test_a_typed_moment_with_a_time_of_day_is_no_date():
    assert unread([datetime.fromisoformat("2026-03-01T09:30")], Kind.DATE) == [True]


def test_a_moment_out_of_reach_is_refused_written_or_typed():
    assert unread(["1899-12-31T12:00", "2200-12-31T12:00"], Kind.MOMENT) == [True, False]
    assert unread([datetime.fromisoformat("2201-01-01")], Kind.MOMENT) == [True]


def test_categories_are_read_as_their_words():
    cells = pl.Series(["2026-03-01"], dtype=pl.Categorical)

    assert read_cells(cells, Column("c", Kind.DATE)).values.to_list() == [date(2026, 3, 1)]
