"""Months and days."""

from datetime import date

import numpy as np

from answerable.engine.worlds.calendar import as_dates, calendar_of, dates_or_none, days_of_months, months_of_days


def test_months_follow_each_other_over_the_end_of_a_year():
    calendar = calendar_of(date(1970, 11, 1), 3)

    assert calendar.numbers.tolist() == [10, 11, 12]
    assert as_dates(calendar.first_days).to_list() == [
        date(1970, 11, 1),
        date(1970, 12, 1),
        date(1971, 1, 1),
        date(1971, 2, 1),
    ]
    assert calendar.months == 3
    assert calendar.end == 396


def test_a_day_lies_in_its_month():
    days = np.array([0, 30, 31, 58, 59])

    assert months_of_days(days).tolist() == [0, 0, 1, 1, 2]
    assert days_of_months(np.array([0, 1, 2])).tolist() == [0, 31, 59]


def test_a_negative_day_stands_for_none():
    assert dates_or_none(np.array([1, -1])).to_list() == [date(1970, 1, 2), None]
