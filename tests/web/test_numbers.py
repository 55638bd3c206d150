"""Numbers and days as they come in from a form: whatever was sent, there is an answer."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("45", 45),
        ("007", 7),
        ("999999999", 999_999_999),
        ("0", 30),
        ("-5", 30),
        ("4.5", 30),
        ("", 30),
        ("ten", 30),
        ("²", 30),
        ("٣", 30),
        ("1000000000", 30),
        ("9" * 5000, 30),
    ],
)
def test_a_whole_number_from_1_on_is_read_and_something_else_stands_for_anything_else(text: str, expected: int):
    assert numbers.whole_number(text, otherwise=30) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-12", date(2026, 1, 12)),
        ("2026-02-30", None),
        ("12.01.2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_written_everywhere(text: str, expected: date | None):
    assert numbers.day(text) == expected


@given(st.text())
def test_no_text_breaks_off_a_page(text: str):
    assert 0 < numbers.whole_number(text, otherwise=1) < 10**9
    assert numbers.day(text) is None or numbers.day(text.strip()) is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("1,200.50", "1200.50"),
        ("49.9", "49.90"),
        ("49,90", "49.90"),
        ("0", "0"),
    ],
)
def test_an_amount_of_money_is_read_as_people_write_it(text: str, value: str):
    assert numbers.money(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "much", "1,2,3.4.5", "NaN", "Infinity", "9" * 30])
def test_what_is_no_amount_is_none(text: str):
    assert numbers.money(text) is None


@pytest.mark.parametrize(("value", "said"), [("1200", "1,200"), ("1200.00", "1,200"), ("49.9", "49.90")])
def test_an_amount_is_written_without_decimals_where_it_has_none(value: str, said: str):
    assert numbers.amount(Decimal(value)) == said
