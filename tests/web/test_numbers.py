"""Numbers and days as they come in from a form: whatever was sent, there is an answer."""

from datetime import date

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
