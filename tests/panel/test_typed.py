import polars as pl

from answerable.kernel.problems import gather
from answerable.panel.schema import EXPECTATIONS, PEOPLE, ROLES
from answerable.panel.text import LINE, RawTable
from answerable.panel.typed import typed_table


def raw(**columns: list[object]) -> RawTable:
    height = len(next(iter(columns.values())))
    return RawTable("a.csv", pl.DataFrame({**columns, LINE: list(range(2, height + 2))}))


def test_a_column_left_out_is_there_with_its_default_and_others_stand_behind():
    frame, problems, more = typed_table(raw(colour=["red"], role_id=["r1"], title=["Seller"]), ROLES)

    assert (problems, more) == ([], {})
    assert frame.to_dict(as_series=False) == {
        "role_id": ["r1"],
        "title": ["Seller"],
        "leads_people": [False],
        "ramp_periods": [0.0],
        LINE: [2],
        "colour": ["red"],
    }


def test_an_empty_cell_stands_for_the_default():
    table = raw(
        expectation_id=["e1"], role_id=["r1"], name=["Won"], direction=["higher"], cadence=["month"], tolerance=[""]
    )

    frame, problems, _ = typed_table(table, EXPECTATIONS)

    assert problems == []
    assert frame["tolerance"].to_list() == [0.1]


def test_a_misspelt_column_is_told_with_the_nearest_name():
    _, problems, _ = typed_table(raw(personid=["p1"], name=["Ann"]), PEOPLE)

    assert [str(problem) for problem in problems] == [
        (
            "a.csv, line 1, column person_id: Expected a column named person_id. "
            "Is it the one called personid? Then rename it."
        )
    ]


def test_a_missing_column_that_resembles_none_is_told_without_a_guess():
    _, problems, _ = typed_table(raw(person_id=["p1"]), PEOPLE)

    assert [str(problem) for problem in problems] == ["a.csv, line 1, column name: Expected a column named name."]


def test_a_value_that_must_be_there_and_is_not_is_told():
    _, problems, _ = typed_table(raw(person_id=["p1", "p2"], name=["Ann", " "]), PEOPLE)

    assert [str(problem) for problem in problems] == [
        "a.csv, line 3, column name: Expected a value: name cannot be left empty."
    ]


def test_a_cell_that_cannot_be_read_is_told_with_what_was_expected():
    _, problems, _ = typed_table(raw(person_id=["p1"], name=["Ann"], starts_on=["03/01/2026"]), PEOPLE)

    assert [str(problem) for problem in problems] == [
        (
            "a.csv, line 2, column starts_on: found '03/01/2026'. Expected an ISO date such as 2026-03-01, "
            "between the years 1900 and 2200. Dates such as 03/01/2026 are never guessed."
        )
    ]


def test_twenty_of_a_kind_are_told_and_the_rest_counted_over_all_columns():
    bad = ["soon"] * 25

    _, problems, more = typed_table(raw(person_id=["p"] * 25, name=["n"] * 25, starts_on=bad, ends_on=bad), PEOPLE)

    found = gather(problems, more)
    assert len(found.shown) == 20
    assert found.counts == {("not-a-date", "a.csv"): 50}
