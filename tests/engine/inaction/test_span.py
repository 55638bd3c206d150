from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.engine.attainment.coding import day_number
from answerable.engine.inaction.span import AHEAD_PERIODS, span_of
from answerable.kernel.periods import Cadence, period_index, period_start


def test_at_the_end_of_a_month_thirteen_weeks_are_the_next_three_months():
    span = span_of(period_index(date(2025, 1, 1), Cadence.MONTH), Cadence.MONTH, date(2025, 5, 1))

    assert (span.over, span.periods) == (4, 7)
    assert span.ahead.tolist() == [1, 1, 1]
    assert span.edges[0] == day_number(date(2025, 1, 1))
    assert span.edges[-1] == day_number(date(2025, 8, 1))


def test_within_a_month_they_begin_and_end_within_one():
    span = span_of(period_index(date(2025, 1, 1), Cadence.MONTH), Cadence.MONTH, date(2025, 6, 16))

    assert span.over == 5
    assert span.ahead.tolist() == pytest.approx([0.5, 1, 1, 0.5])


def test_of_a_year_they_are_a_quarter():
    span = span_of(period_index(date(2024, 1, 1), Cadence.YEAR), Cadence.YEAR, date(2025, 1, 1))

    assert (span.over, span.ahead.tolist()) == (1, [0.25])


@given(st.sampled_from(Cadence), st.dates(date(2020, 2, 1), date(2030, 1, 1)))
def test_what_lies_ahead_is_as_long_whatever_the_day(cadence: Cadence, day: date):
    now = period_index(day, cadence)
    span = span_of(now - 3, cadence, day)

    assert span.ahead.sum() == pytest.approx(AHEAD_PERIODS[cadence])
    assert (span.ahead >= 0).all()
    assert (span.ahead <= 1).all()
    assert len(span.ahead) == span.periods - span.over
    assert span.edges[span.over] == day_number(period_start(now, cadence))


def test_days_lie_in_their_months_and_the_days_between_are_shared_out():
    span = span_of(period_index(date(2025, 1, 1), Cadence.MONTH), Cadence.MONTH, date(2025, 4, 1))
    begins = np.array([day_number(day) for day in (date(2025, 1, 17), date(2025, 3, 1), date(2024, 12, 1))])
    ends = np.array([day_number(day) for day in (date(2025, 2, 15), date(2025, 3, 1), date(2025, 4, 11))])

    assert span.column_of(begins).tolist() == [0, 2, -1]
    assert span.shares(begins, ends)[0].tolist() == pytest.approx([15 / 31, 0.5, 0, 0])
    assert span.shares(begins, ends)[1].tolist() == [0, 0, 0, 0]
    assert span.shares(begins, ends)[2].tolist() == pytest.approx([1, 1, 1, 1 / 3])
    assert span.weeks[:2].tolist() == pytest.approx([31 / 7, 4])
