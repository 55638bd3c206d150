from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.engine.attainment.coding import (
    ALWAYS,
    code_assignments,
    code_ids,
    code_of,
    code_supports,
    code_values,
    day_number,
    days,
    period_of_days,
)
from answerable.kernel.periods import Cadence, period_index
from cast import CHIEF, DIRECTOR, LEADER, SELLERS, company, measurements, people

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=40), st.sampled_from(Cadence))
def test_many_days_fall_into_the_periods_each_of_them_falls_into(dates: list[date], cadence: Cadence):
    numbers = np.array([day_number(day) for day in dates])

    assert period_of_days(numbers, cadence).tolist() == [period_index(day, cadence) for day in dates]


@given(DAYS, st.sampled_from(Cadence))
def test_many_rows_of_few_days_are_looked_up_alike(day: date, cadence: Cadence):
    dates = [day, day + timedelta(days=1)] * 5

    found = period_of_days(np.array([day_number(one) for one in dates]), cadence)

    assert found.tolist() == [period_index(one, cadence) for one in dates]


@given(DAYS)
def test_days_are_counted_from_1970(day: date):
    assert date(1970, 1, 1) + timedelta(days=day_number(day)) == day
    assert days(pl.Series([day])).tolist() == [day_number(day)]


def test_no_day_stands_far_outside_any_history():
    nothing = pl.Series([None], dtype=pl.Date)

    assert (days(nothing).tolist(), days(nothing, ALWAYS).tolist()) == ([-ALWAYS], [ALWAYS])


def test_a_code_is_the_place_among_the_sorted_ids():
    assert code_of(pl.Series(["c", "a", None, "zebra"]), pl.Series(["a", "b", "c"])).tolist() == [2, 0, -1, -1]


def test_ids_are_numbered_in_their_order():
    codes = code_ids(company())

    assert codes.people.to_list() == sorted(people()["person_id"].to_list())
    assert (codes.roles.to_list(), codes.units.to_list()) == (["leads", "sells"], ["company", "north"])
    assert codes.expectations.select("expectation", "role", "ramp_periods").row(0) == (0, 1, 0)


def test_measurements_become_numbers_with_nothing_for_the_empty():
    given_ = company(measurements=measurements({SELLERS[1]: [0.5, None]}))
    codes = code_ids(given_)

    found = code_values(given_, codes, "measurements", "actual")

    order = np.argsort(found.day)
    assert found.person[order].tolist() == [codes.people.to_list().index(SELLERS[1])] * 2
    assert found.value[order].tolist() == pytest.approx([50.0, np.nan], nan_ok=True)
    assert found.day[order].tolist() == [day_number(date(2025, 1, 1)), day_number(date(2025, 2, 1))]


def test_assignments_end_when_the_person_leaves():
    left = people().with_columns(
        ends_on=pl.when(pl.col("person_id") == SELLERS[0]).then(date(2025, 5, 1)).otherwise(pl.lit(None, pl.Date))
    )
    given_ = company(people=left)
    codes = code_ids(given_)

    found = code_assignments(given_, codes)

    names = codes.people.to_list()
    by_name = dict(
        zip((names[code] for code in found.person), zip(found.manager, found.ends, strict=True), strict=True)
    )
    assert by_name[SELLERS[0]] == (names.index(LEADER), day_number(date(2025, 5, 1)))
    assert by_name[SELLERS[1]] == (names.index(LEADER), ALWAYS)
    assert by_name[CHIEF] == (-1, ALWAYS)
    assert by_name[LEADER] == (names.index(DIRECTOR), ALWAYS)


def test_support_is_a_persons_or_a_units():
    given_ = company(
        interventions=pl.DataFrame(
            {
                "intervention_id": ["a", "b", "c"],
                "lever": ["coaching", "training", "process"],
                "starts_on": [date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)],
                "person_id": [SELLERS[0], SELLERS[0], None],
                "unit_id": [None, None, "north"],
                "expectation_id": ["bookings", None, None],
            }
        )
    )
    codes = code_ids(given_)

    found = code_supports(given_, codes)

    seller, north = codes.people.to_list().index(SELLERS[0]), codes.units.to_list().index("north")
    rows = zip(found.day.tolist(), found.person.tolist(), found.unit.tolist(), found.expectation.tolist(), strict=True)
    assert sorted(rows) == [
        (day_number(date(2025, 3, 1)), seller, -1, 0),
        (day_number(date(2025, 4, 1)), seller, -1, -1),
        (day_number(date(2025, 5, 1)), -1, north, -1),
    ]
