import io

import narwhals as nw
import polars as pl
import pytest

from answerable.kernel.problems import InputRefused, Problem
from answerable.panel.assembly import assembled, checked
from answerable.panel.cells import DTYPES
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.schema import TABLES
from answerable.panel.text import LINE, RawTable


def test_nothing_brought_is_refused_with_every_table_that_is_needed():
    with pytest.raises(InputRefused) as refused:
        assembled({}, [], "here")

    assert str(refused.value).splitlines() == [
        "people: Expected a table people: it says who is in the company.",
        "roles: Expected a table roles: it says which kinds of work there are.",
        "assignments: Expected a table assignments: it says who holds which role under whom.",
        "expectations: Expected a table expectations: it says what performance means in each role.",
        "measurements: Expected a table measurements: it says what was measured.",
    ]


def test_what_was_wrong_in_reading_comes_first_and_every_table_is_told_of():
    people = RawTable("people.csv", pl.DataFrame({"person_id": [""], "name": ["Ann"], LINE: [2]}))
    ragged = Problem("ragged-row", "people.csv", 3, None, "p2", "Expected 2 values.")

    with pytest.raises(InputRefused) as refused:
        assembled({"people": people}, [ragged], "here")

    assert [problem.kind for problem in refused.value.problems.shown] == [
        "ragged-row",
        "empty",
        *["table-missing"] * 4,
    ]


def test_checked_tables_without_rows_are_refused_where_they_are_needed():
    tables = {}
    for name, table in TABLES.items():
        schema = {column.name: DTYPES[column.kind] for column in table.columns}
        frame = pl.LazyFrame(schema={**schema, LINE: pl.Int64()})
        tables[name] = Loaded(table, f"{name}.csv", nw.from_native(frame), given=True)

    with pytest.raises(InputRefused) as refused:
        checked(tables, Tally(), "here")

    assert str(refused.value).splitlines() == [
        "people.csv: Expected at least one row: the table says who is in the company.",
        "roles.csv: Expected at least one row: the table says which kinds of work there are.",
        "assignments.csv: Expected at least one row: the table says who holds which role under whom.",
        "expectations.csv: Expected at least one row: the table says what performance means in each role.",
        "measurements.csv: Expected at least one row: the table says what was measured.",
    ]


def test_a_company_keeps_no_line_numbers(texts: dict[str, str]):
    frames = {name: pl.read_csv(io.StringIO(text)) for name, text in texts.items()}
    raw = {
        name: RawTable(f"{name}.csv", frame.with_columns(pl.int_range(2, pl.len() + 2).alias(LINE)))
        for name, frame in frames.items()
    }

    company = assembled(raw, [], "here")

    assert company["roles"].collect_schema().names() == ["role_id", "title", "leads_people", "ramp_periods"]
    assert company.given == frozenset(texts)
    assert company.source == "here"
