"""Amounts lost, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.findings.helped import Amount
from answerable.web.amounts import around, number, weeks


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (28_100.98, "28,000"),
        (806_764.7, "810,000"),
        (28.27, "28"),
        (5.23, "5.2"),
        (5.0, "5"),
        (0.2393, "0.24"),
        (0.00061, "0.00061"),
        (0.0, "0"),
        (-3.456, "−3.5"),
        (99.6, "100"),
        (200.0, "200"),
    ],
)
def test_an_amount_has_two_digits_that_count(value: float, said: str):
    assert number(value) == said


@given(st.floats(-1e12, 1e12).filter(lambda value: abs(value) > 1e-9))
def test_what_is_said_is_off_by_a_twentieth_at_most(value: float):
    assert float(number(value).replace(",", "").replace("−", "-")) == pytest.approx(value, rel=0.0501)


@pytest.mark.parametrize(("unit", "said"), [("accounts", "28 accounts (22 to 34)"), ("", "28 (22 to 34)")])
def test_it_stands_with_its_interval(unit: str, said: str):
    assert around(Amount(28.27, 22.24, 34.3), unit) == said


@pytest.mark.parametrize(("count", "said"), [(0.4, "less than a week"), (1.2, "1 week"), (21.86, "22 weeks")])
def test_time_is_told_in_whole_weeks(count: float, said: str):
    assert weeks(count) == said
