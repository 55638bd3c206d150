from collections.abc import Callable

import narwhals as nw
import polars as pl
import pytest

from answerable.panel.cells import DTYPES
from answerable.panel.checks.line import check_line
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.schema import TABLES
from answerable.panel.text import LINE

Refusal = Callable[..., list[str]]

ASSIGNMENTS = "person_id,role_id,manager_id,starts_on,ends_on\n"
PEOPLE = "person_id,name\np1,Ann\np2,Bob\np3,Cy\np4,Di\n"


def test_two_assignments_of_one_person_at_a_time_are_refused(refusal: Refusal):
    rows = "p1,r1,,2026-01-01,2026-06-01\np1,r1,,2026-05-01,2026-07-01\np2,r1,p1,2026-01-01,\np2,r1,p1,2026-03-01,\n"

    assert refusal(assignments=f"{ASSIGNMENTS}{rows}") == [
        (
            "assignments.csv, line 3, column starts_on: found '2026-05-01'. p1 still holds the one in line 2 "
            "on that day. Expected one assignment at a time: end the earlier one first."
        ),
        (
            "assignments.csv, line 5, column starts_on: found '2026-03-01'. p2 still holds the one in line 4 "
            "on that day. Expected one assignment at a time: end the earlier one first."
        ),
    ]


def test_an_assignment_may_begin_on_the_day_another_ends(advice: Callable[..., list[str]]):
    rows = "p1,r1,,2026-01-01,\np2,r1,p1,2026-01-01,2026-03-01\np2,r1,p1,2026-03-01,\n"

    assert advice(assignments=f"{ASSIGNMENTS}{rows}") == []


def test_nobody_is_their_own_manager(refusal: Refusal):
    rows = "p1,r1,p1,2026-01-01,\np2,r1,p1,2026-01-01,\n"

    assert refusal(assignments=f"{ASSIGNMENTS}{rows}") == [
        (
            "assignments.csv, line 2, column manager_id: found 'p1'. Expected somebody else: "
            "a person cannot be their own manager. Leave it empty at the top."
        )
    ]


def test_a_circle_of_leaders_is_refused_with_the_day_it_closes_and_each_person_once(refusal: Refusal):
    rows = (
        "p1,r1,p2,2026-01-01,\n"
        "p2,r1,p3,2026-01-01,\n"
        "p3,r1,,2026-01-01,2026-04-01\n"
        "p3,r1,p1,2026-04-01,\n"
        "p4,r1,p1,2026-01-01,2026-06-01\n"
        "p4,r1,p2,2026-06-01,\n"
    )

    assert refusal(people=PEOPLE, assignments=f"{ASSIGNMENTS}{rows}") == [
        (
            "assignments.csv, line 2, column manager_id: found 'p2'. "
            "On 2026-04-01 this runs in a circle: p1 would be among their own leaders."
        ),
        (
            "assignments.csv, line 3, column manager_id: found 'p3'. "
            "On 2026-04-01 this runs in a circle: p2 would be among their own leaders."
        ),
        (
            "assignments.csv, line 5, column manager_id: found 'p1'. "
            "On 2026-04-01 this runs in a circle: p3 would be among their own leaders."
        ),
    ]


def test_a_circle_that_lasts_over_several_changes_is_told_once(refusal: Refusal):
    rows = "p1,r1,p2,2026-01-01,\np2,r1,p1,2026-01-01,2026-02-01\np2,r1,p1,2026-02-01,\n"

    told = refusal(assignments=f"{ASSIGNMENTS}{rows}")

    assert len(told) == 2
    assert all("On 2026-01-01 this runs in a circle" in line for line in told)


def test_leaders_who_swap_places_make_no_circle(advice: Callable[..., list[str]]):
    rows = "p1,r1,,2026-01-01,2026-02-01\np2,r1,p1,2026-01-01,2026-02-01\np2,r1,,2026-02-01,\np1,r1,p2,2026-02-01,\n"

    assert advice(assignments=f"{ASSIGNMENTS}{rows}") == []


def test_units_form_a_tree(refusal: Refusal):
    units = "unit_id,name,parent_unit_id\nu1,All,\nu2,North,u3\nu3,South,u2\nu4,East,u4\nu5,West,u1\n"

    assert refusal(units=units) == [
        (
            "units.csv, line 3, column parent_unit_id: found 'u3'. Expected a tree: this way u2 would lie "
            "within itself. Leave it empty at the top."
        ),
        (
            "units.csv, line 4, column parent_unit_id: found 'u2'. Expected a tree: this way u3 would lie "
            "within itself. Leave it empty at the top."
        ),
        (
            "units.csv, line 5, column parent_unit_id: found 'u4'. Expected a tree: this way u4 would lie "
            "within itself. Leave it empty at the top."
        ),
    ]


@pytest.mark.parametrize("lines", [[2, 3], [None, None]])
def test_an_overlap_is_told_with_or_without_lines(lines: list[int | None]):
    tables = {}
    for name in ("assignments", "units"):
        schema = {column.name: DTYPES[column.kind] for column in TABLES[name].columns}
        tables[name] = Loaded(
            TABLES[name], name, nw.from_native(pl.LazyFrame(schema={**schema, LINE: pl.Int64()})), given=True
        )
    starts = pl.Series(["2026-01-01", "2026-02-01"]).str.to_date()
    overlapping = tables["assignments"].frame.collect().to_native().clear(2)
    overlapping = overlapping.with_columns(
        pl.lit("p1").alias("person_id"), starts.alias("starts_on"), pl.Series(LINE, lines, dtype=pl.Int64)
    )
    tables["assignments"] = Loaded(TABLES["assignments"], "assignments", nw.from_native(overlapping.lazy()), given=True)
    tally = Tally()

    check_line(tables, tally)

    (problem,) = tally.problems
    where = "the one in line 2" if lines[0] else "another one"
    assert problem.line == lines[1]
    assert problem.expected == (
        f"p1 still holds {where} on that day. Expected one assignment at a time: end the earlier one first."
    )


def test_an_end_that_cannot_be_read_is_not_told_as_an_overlap_too(refusal: Refusal):
    rows = "p1,r1,,2025-01-01,2026-30-01\np1,r1,,2026-01-01,\np2,r1,p1,2026-01-01,\n"

    (problem,) = refusal(assignments=f"{ASSIGNMENTS}{rows}")

    assert problem.startswith("assignments.csv, line 2, column ends_on: found '2026-30-01'.")


def test_an_overlap_names_the_assignment_that_still_lasts(refusal: Refusal):
    rows = "p1,r1,,2026-01-01,\np1,r1,,2026-02-01,2026-03-01\np1,r1,,2026-05-01,2026-06-01\np2,r1,p1,2026-01-01,\n"

    told = refusal(assignments=f"{ASSIGNMENTS}{rows}")

    assert [line.split(". ")[1] for line in told] == ["p1 still holds the one in line 2 on that day"] * 2
