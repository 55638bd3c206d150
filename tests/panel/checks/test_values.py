from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.panel import read_company

Refusal = Callable[..., list[str]]

ROLES = "role_id,title,leads_people,ramp_periods\n"


@pytest.mark.parametrize(
    ("ramp", "expected"),
    [
        ("-1", "found '-1'. Expected 0 or more."),
        ("121", "found '121'. Expected at most 120."),
        ("2.5", "found '2.5'. Expected a whole number."),
    ],
)
def test_a_number_out_of_its_bounds_is_refused(refusal: Refusal, ramp: str, expected: str):
    assert refusal(roles=f"{ROLES}r1,Seller,no,{ramp}\n") == [f"roles.csv, line 2, column ramp_periods: {expected}"]


def test_a_word_that_is_not_among_the_choices_is_refused(refusal: Refusal):
    expectations = "expectation_id,role_id,name,direction,cadence,target\ne1,r1,Won,up,month,10\n"

    assert refusal(expectations=expectations) == [
        "expectations.csv, line 2, column direction: found 'up'. Expected one of: higher, lower, band."
    ]


def test_a_word_near_one_of_the_choices_is_told_with_it(refusal: Refusal):
    expectations = "expectation_id,role_id,name,direction,cadence,target\ne1,r1,Won,Higher,monthly,10\n"

    assert refusal(expectations=expectations) == [
        (
            "expectations.csv, line 2, column direction: found 'Higher'. Expected one of: higher, lower, band. "
            "Is higher meant?"
        ),
        (
            "expectations.csv, line 2, column cadence: found 'monthly'. Expected one of: week, month, quarter, year. "
            "Is month meant?"
        ),
    ]


def test_an_id_that_stands_nowhere_is_refused(refusal: Refusal):
    assignments = "person_id,role_id,manager_id,starts_on\np1,r1,,2026-01-01\np2,r9,p8,2026-01-01\n"

    assert refusal(assignments=assignments) == [
        (
            "assignments.csv, line 3, column role_id: found 'r9'. Expected an id that stands in roles.role_id. "
            "Add it there, or correct it here."
        ),
        (
            "assignments.csv, line 3, column manager_id: found 'p8'. Expected an id that stands in people.person_id. "
            "Add it there, or correct it here."
        ),
    ]


def test_ids_are_not_looked_for_in_a_table_that_is_missing(refusal: Refusal):
    assert refusal(people=None) == ["people: Expected a table people: it says who is in the company."]


def test_twenty_unknown_ids_are_told_and_the_rest_counted(refusal: Refusal):
    rows = "".join(f"p1,e9,2026-{month:02}-01,1\n" for month in range(1, 13))
    rows += "".join(f"p2,e9,2026-{month:02}-01,1\n" for month in range(1, 13))

    told = refusal(measurements=f"person_id,expectation_id,period,actual\n{rows}")

    assert len(told) == 21
    assert told[19].startswith("measurements.csv, line 21, column expectation_id: found 'e9'.")
    assert told[20] == "measurements.csv: 4 more of the kind unknown-expectation."


def test_a_second_row_for_the_same_thing_is_refused_with_the_line_of_the_first(refusal: Refusal):
    people = "person_id,name\np1,Ann\np2,Bob\np1,Anna\n"
    measurements = "person_id,expectation_id,period,actual\np1,e1,2026-01-01,9\np1,e1,2026-01-01,7\n"

    assert refusal(people=people, measurements=measurements) == [
        (
            "people.csv, line 4, column person_id: found 'p1'. Expected one row for person_id p1; "
            "the first one is in line 2. Keep the right one."
        ),
        (
            "measurements.csv, line 3, column person_id: found 'p1'. Expected one row for person_id p1, "
            "expectation_id e1, period 2026-01-01; the first one is in line 2. Keep the right one."
        ),
    ]


@pytest.mark.parametrize("ends_on", ["2025-12-31", "2026-01-01"])
def test_an_end_that_does_not_come_after_the_start_is_refused(refusal: Refusal, ends_on: str):
    people = f"person_id,name,starts_on,ends_on\np1,Ann,2026-01-01,{ends_on}\np2,Bob,,\n"

    assert refusal(people=people) == [
        (
            f"people.csv, line 2, column ends_on: found '{ends_on}'. Expected a day after starts_on, 2026-01-01: "
            "ends_on is the first day it no longer holds."
        )
    ]


@pytest.mark.parametrize(
    "people", [b"person_id,name\np1,J\xf6rg\n", "person,name\np1,Ann\n", "person_id,name\np1\np2,Bob\n"]
)
def test_ids_are_not_looked_for_in_a_table_that_could_not_be_read_whole(refusal: Refusal, people: str | bytes):
    (problem,) = refusal(people=people)

    assert problem.startswith("people.csv, line ")


def test_units_may_be_named_without_a_table_of_them(company_folder: Callable[..., Path]):
    assignments = "person_id,role_id,manager_id,starts_on,unit_id\np1,r1,,2026-01-01,u1\np2,r1,p1,2026-01-01,u1\n"

    company = read_company(company_folder(assignments=assignments))

    assert company["assignments"].collect().to_native()["unit_id"].to_list() == ["u1", "u1"]
