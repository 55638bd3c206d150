from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.periods import Cadence, period_end, period_index, period_start

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
CADENCES = st.sampled_from(Cadence)


@pytest.mark.parametrize(
    ("day", "cadence", "first", "after"),
    [
        # 2026-03-01 was a Sunday: the last day of its ISO week.
        (date(2026, 3, 1), Cadence.WEEK, date(2026, 2, 23), date(2026, 3, 2)),
        (date(2026, 3, 2), Cadence.WEEK, date(2026, 3, 2), date(2026, 3, 9)),
        (date(2024, 2, 29), Cadence.MONTH, date(2024, 2, 1), date(2024, 3, 1)),
        (date(2025, 12, 31), Cadence.MONTH, date(2025, 12, 1), date(2026, 1, 1)),
        (date(2026, 5, 17), Cadence.QUARTER, date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 11, 1), Cadence.QUARTER, date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), Cadence.YEAR, date(2026, 1, 1), date(2027, 1, 1)),
        (date(1969, 12, 31), Cadence.MONTH, date(1969, 12, 1), date(1970, 1, 1)),
    ],
)
def test_a_day_belongs_to_the_period_of_the_calendar(day: date, cadence: Cadence, first: date, after: date):
    index = period_index(day, cadence)

    assert period_start(index, cadence) == first
    assert period_end(index, cadence) == after


@pytest.mark.parametrize(
    ("day", "cadence", "index"),
    [
        (date(1970, 1, 5), Cadence.WEEK, 0),
        (date(1970, 1, 4), Cadence.WEEK, -1),
        (date(1970, 1, 31), Cadence.MONTH, 0),
        (date(1970, 2, 1), Cadence.MONTH, 1),
        (date(2026, 1, 1), Cadence.MONTH, 672),
        (date(2026, 4, 1), Cadence.QUARTER, 225),
        (date(2026, 6, 1), Cadence.YEAR, 56),
        (date(1969, 12, 31), Cadence.YEAR, -1),
    ],
)
def test_periods_are_counted_from_the_one_that_holds_the_fifth_of_january_1970(day: date, cadence: Cadence, index: int):
    assert period_index(day, cadence) == index


@given(day=DAYS, cadence=CADENCES)
def test_a_day_lies_inside_its_period(day: date, cadence: Cadence):
    index = period_index(day, cadence)

    assert period_start(index, cadence) <= day < period_end(index, cadence)


@given(day=DAYS, cadence=CADENCES)
def test_periods_follow_each_other_without_a_gap(day: date, cadence: Cadence):
    index = period_index(day, cadence)
    next_start = period_end(index, cadence)

    assert next_start == period_start(index + 1, cadence)
    assert period_index(next_start, cadence) == index + 1
    assert period_index(next_start - timedelta(days=1), cadence) == index
