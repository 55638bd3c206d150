import io
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from answerable.kernel.problems import InputRefused, UsageError
from answerable.panel import Company, company_from_frames

DATES = ("starts_on", "ends_on", "period")


def polars_frames(texts: dict[str, str]) -> dict[str, pl.DataFrame]:
    """The tiny company with typed dates, as a database would hold it."""
    frames = {}
    for name, text in texts.items():
        frame = pl.read_csv(io.StringIO(text), try_parse_dates=True)
        frames[name] = frame.with_columns(pl.col(column).cast(pl.Date) for column in DATES if column in frame.columns)
    return frames


def duckdb_frames(frames: dict[str, pl.DataFrame]) -> dict[str, Any]:
    connection = duckdb.connect()
    return {name: connection.from_arrow(frame.to_arrow()) for name, frame in frames.items()}


MAKERS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "lazy polars": lambda frame: frame.lazy(),
    "pandas": lambda frame: pd.DataFrame(frame.to_dict(as_series=False)),
    "arrow": lambda frame: frame.to_arrow(),
}


def rows(company: Company) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows, in an order of their own: some backends keep none."""
    collected = {name: frame.collect(backend="polars").to_native() for name, frame in company.tables.items()}
    return {name: sorted(frame.rows(), key=str) for name, frame in collected.items()}


@pytest.fixture
def expected(texts: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    empty = ("units", "targets", "facets", "assessments", "interventions", "activities", "feedback")
    start, period = date(2026, 1, 1), date(2026, 1, 1)
    expectation = ("e1", "r1", "Won", "higher", "month", "result", None, 10.0, None, 0.1, 1.0, None, None, None, None)
    filled = {
        "people": [("p1", "Ann", None, None, None), ("p2", "Bob", None, None, None)],
        "roles": [("r1", "Seller", False, 0.0)],
        "assignments": [("p1", "r1", None, start, None, None), ("p2", "r1", "p1", start, None, None)],
        "expectations": [expectation],
        "measurements": [("p1", "e1", period, 9.0), ("p2", "e1", period, 8.5)],
    }
    assert filled.keys() == texts.keys()
    return {**filled, **{name: [] for name in empty}}


@pytest.mark.parametrize("kind", MAKERS)
def test_frames_in_memory_of_every_kind_give_the_same_company(
    texts: dict[str, str], expected: dict[str, list[tuple[Any, ...]]], kind: str
):
    frames = {name: MAKERS[kind](frame) for name, frame in polars_frames(texts).items()}

    company = company_from_frames(frames)

    assert rows(company) == expected
    assert company.source == "frames"
    assert company.given == frozenset(texts)


def test_frames_of_a_database_give_the_same_company_and_stay_there(
    texts: dict[str, str], expected: dict[str, list[tuple[Any, ...]]]
):
    company = company_from_frames(duckdb_frames(polars_frames(texts)), source="warehouse")

    assert rows(company) == expected
    assert company.source == "warehouse"
    assert {frame.implementation for frame in company.tables.values()} == {nw.Implementation.DUCKDB}


def test_an_id_that_pandas_made_a_number_is_its_whole_number(texts: dict[str, str]):
    frames: dict[str, Any] = {name: MAKERS["pandas"](frame) for name, frame in polars_frames(texts).items()}
    frames["people"] = pd.DataFrame({"person_id": [1, 2], "name": ["Ann", "Bob"]})
    frames["assignments"]["person_id"] = [1, 2]
    frames["assignments"]["manager_id"] = [None, 1.0]
    frames["measurements"]["person_id"] = [1, 2]

    company = company_from_frames(frames)

    assert company["assignments"].collect().to_native()["manager_id"].to_list() == [None, "1"]


def test_columns_the_contract_does_not_name_stand_behind_the_others(texts: dict[str, str]):
    frames = polars_frames(texts)
    frames["roles"] = frames["roles"].select(pl.lit("blue").alias("colour"), pl.all())

    in_memory = company_from_frames(frames)
    in_database = company_from_frames(duckdb_frames(frames))

    columns = ["role_id", "title", "leads_people", "ramp_periods", "colour"]
    assert in_memory["roles"].collect_schema().names() == columns
    assert in_database["roles"].collect_schema().names() == columns


def test_a_table_of_no_known_name_is_refused(texts: dict[str, str]):
    frames = {**polars_frames(texts), "persons": pl.DataFrame({"person_id": ["p1"]})}

    with pytest.raises(UsageError) as refused:
        company_from_frames(frames)

    assert str(refused.value) == (
        "There is no table persons. The tables are people, units, roles, assignments, expectations, targets, "
        "measurements, facets, assessments, interventions, activities, feedback."
    )


def test_frames_of_several_kinds_are_refused(texts: dict[str, str]):
    frames: dict[str, Any] = dict(polars_frames({name: texts[name] for name in ("people", "roles")}))
    frames["people"] = frames["people"].to_pandas()

    with pytest.raises(UsageError) as refused:
        company_from_frames(frames)

    assert str(refused.value) == (
        "Expected all tables in one kind of frame: people is pandas, roles is polars. Convert them to one."
    )


def test_a_wrong_cell_of_a_frame_in_memory_is_told_with_its_row(texts: dict[str, str]):
    frames = polars_frames(texts)
    frames["measurements"] = frames["measurements"].with_columns(actual=pl.Series(["9", "many"]))

    with pytest.raises(InputRefused) as refused:
        company_from_frames(frames)

    assert str(refused.value) == (
        "measurements, line 3, column actual: found 'many'. "
        "Expected a number such as 1234.5, with a decimal point and without thousands separators."
    )


def test_what_is_wrong_in_a_database_is_told_without_lines(texts: dict[str, str]):
    frames = polars_frames(texts)
    frames["people"] = frames["people"].drop("name")
    frames["roles"] = frames["roles"].with_columns(leads_people=pl.lit("yes"), title=pl.lit(None, pl.String))

    with pytest.raises(InputRefused) as refused:
        company_from_frames(duckdb_frames(frames))

    assert str(refused.value).splitlines() == [
        "people, column name: Expected a column named name.",
        "roles, column leads_people: found 'String'. Expected a column that holds true or false, such as Boolean.",
        "roles, column title: Expected a value: title cannot be left empty.",
    ]


def test_a_row_brought_twice_in_a_database_is_told(texts: dict[str, str]):
    frames = polars_frames(texts)
    frames["people"] = pl.concat([frames["people"], frames["people"].head(1)])

    with pytest.raises(InputRefused) as refused:
        company_from_frames(duckdb_frames(frames))

    assert str(refused.value) == (
        "people, column person_id: found 'p1'. Expected one row for person_id p1. Keep the right one."
    )


def test_days_that_pandas_keeps_as_moments_at_midnight_are_days(
    texts: dict[str, str], expected: dict[str, list[tuple[Any, ...]]]
):
    frames: dict[str, Any] = {name: MAKERS["pandas"](frame) for name, frame in polars_frames(texts).items()}
    for frame in frames.values():
        for column in DATES:
            if column in frame:
                frame[column] = pd.to_datetime(frame[column])

    assert rows(company_from_frames(frames)) == expected


def test_what_is_no_frame_is_refused():
    with pytest.raises(UsageError) as refused:
        company_from_frames({"people": [("p1", "Ann")]})

    assert str(refused.value) == ("Expected people to be a pandas, Polars, Arrow, DuckDB or PySpark frame, found list.")


def test_endless_numbers_and_days_out_of_reach_in_a_database_are_refused(texts: dict[str, str]):
    frames = polars_frames(texts)
    frames["measurements"] = frames["measurements"].with_columns(actual=pl.Series([float("nan"), float("inf")]))
    frames["assignments"] = frames["assignments"].with_columns(starts_on=pl.Series([date(1899, 12, 31)] * 2))

    with pytest.raises(InputRefused) as refused:
        company_from_frames(duckdb_frames(frames))

    places = {(problem.kind, problem.file, problem.column, problem.value) for problem in refused.value.problems.shown}
    assert places == {
        ("not-a-number", "measurements", "actual", "nan"),
        ("not-a-number", "measurements", "actual", "inf"),
        ("not-a-date", "assignments", "starts_on", "1899-12-31"),
    }
    assert refused.value.problems.total == 4


def test_a_misspelt_column_of_a_database_is_told_with_the_nearest_name(texts: dict[str, str]):
    frames = polars_frames(texts)
    frames["people"] = frames["people"].rename({"person_id": "personid"})

    with pytest.raises(InputRefused) as refused:
        company_from_frames(duckdb_frames(frames))

    assert str(refused.value) == (
        "people, column person_id: Expected a column named person_id. Is it the one called personid? Then rename it."
    )


def test_blanks_around_text_are_no_part_of_it_in_a_database_either(
    texts: dict[str, str], expected: dict[str, list[tuple[Any, ...]]]
):
    frames = polars_frames(texts)
    padded = frames | {
        "people": frames["people"].with_columns(name=pl.lit(" ") + pl.col("name") + pl.lit("  ")),
        "assignments": frames["assignments"].with_columns(pl.col("manager_id").fill_null("  ")),
    }

    assert rows(company_from_frames(duckdb_frames(padded))) == expected
