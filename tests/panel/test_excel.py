from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from answerable.kernel.problems import InputRefused, UsageError
from answerable.panel import excel, read_company, schema
from answerable.panel.excel import read_sheets
from answerable.panel.text import LINE

TABLES: dict[str, list[list[object]]] = {
    "people": [["person_id", "name", "starts_on"], [1, "Ann", date(2025, 1, 1)], [2, "Bob", date(2025, 2, 1)]],
    "roles": [["role_id", "title", "leads_people"], ["r1", "Seller", True]],
    "Assignments": [
        ["person_id", "role_id", "manager_id", "starts_on"],
        [1, "r1", None, date(2026, 1, 1)],
        [2, "r1", 1, date(2026, 1, 1)],
    ],
    "expectations": [
        ["expectation_id", "role_id", "name", "direction", "cadence", "target"],
        ["e1", "r1", "Won", "higher", "month", 10],
    ],
    "measurements": [["person_id", "expectation_id", "period", "actual"], [1, "e1", date(2026, 1, 1), 9.5]],
}


def workbook(path: Path, tables: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return path


def test_a_workbook_with_a_sheet_for_each_table_is_a_company(tmp_path: Path):
    workbook(tmp_path / "company.xlsx", {**TABLES, "Notes": [["anything"], ["at all"]]})

    company = read_company(tmp_path)

    people = company["people"].collect().to_native()
    assert people.select("person_id", "name", "starts_on").rows() == [
        ("1", "Ann", date(2025, 1, 1)),
        ("2", "Bob", date(2025, 2, 1)),
    ]
    assert company["roles"].collect().to_native()["leads_people"].to_list() == [True]
    assert company["assignments"].collect().to_native()["manager_id"].to_list() == [None, "1"]
    assert company["measurements"].collect().to_native()["actual"].to_list() == [9.5]


def test_a_sheet_is_told_with_the_row_that_the_spreadsheet_shows(tmp_path: Path):
    roles: list[list[object]] = [["role_id", "title", "ramp_periods"], ["r1", "Seller", 3], [], ["r2", "Chief", "soon"]]
    workbook(tmp_path / "company.xlsx", {**TABLES, "roles": roles})

    with pytest.raises(InputRefused) as refused:
        read_company(tmp_path)

    assert str(refused.value) == (
        "company.xlsx, sheet roles, line 4, column ramp_periods: found 'soon'. "
        "Expected a number such as 1234.5, with a decimal point and without thousands separators."
    )


def test_whole_numbers_among_texts_keep_no_point_and_columns_without_a_name_are_left_out(tmp_path: Path):
    rows: list[list[object]] = [["person_id", ""], [7, "x"], ["a8", "x"], [None, "x"]]
    path = workbook(tmp_path / "people.xlsx", {"people": rows})

    ((name, table, problems),) = read_sheets(path, schema.TABLES)

    assert (name, problems) == ("people", [])
    assert table is not None
    assert table.frame.to_dict(as_series=False) == {"person_id": ["7", "a8", None], LINE: [2, 3, 4]}


def test_a_column_of_whole_and_broken_numbers_is_one_of_numbers():
    series = excel._series("actual", [1, 2.5, None])

    assert series.dtype == pl.Float64
    assert series.to_list() == [1.0, 2.5, None]


def test_an_empty_sheet_is_no_table(tmp_path: Path):
    path = workbook(tmp_path / "people.xlsx", {"people": []})

    assert list(read_sheets(path, schema.TABLES)) == []


def test_a_file_that_an_open_spreadsheet_leaves_behind_is_left_alone(company_folder: Callable[..., Path]):
    folder = company_folder()
    (folder / "~$people.xlsx").write_bytes(b"lock")

    assert "people" in read_company(folder).given


def test_without_the_extra_a_workbook_is_answered_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(excel, "python_calamine", None)

    with pytest.raises(UsageError) as refused:
        list(read_sheets(tmp_path / "people.xlsx", schema.TABLES))

    assert str(refused.value) == (
        "To read people.xlsx install the extra: pip install 'answerable[excel]'. Or save it as CSV."
    )


def test_a_column_named_twice_in_a_sheet_is_refused(tmp_path: Path):
    workbook(tmp_path / "company.xlsx", {**TABLES, "roles": [["role_id", "title", "title"], ["r1", "Seller", "Rep"]]})

    with pytest.raises(InputRefused) as refused:
        read_company(tmp_path)

    assert str(refused.value) == (
        "company.xlsx, sheet roles, line 1, column title: found 'title'. Expected each column once; rename one."
    )


def test_a_file_that_is_no_workbook_is_told_once_and_no_table_is_missed(tmp_path: Path):
    (tmp_path / "company.xlsx").write_bytes(b"not at all")

    with pytest.raises(InputRefused) as refused:
        read_company(tmp_path)

    (problem,) = refused.value.problems.shown
    assert (problem.kind, problem.file, problem.line) == ("not-a-workbook", "company.xlsx", None)
    assert problem.expected.startswith("Expected a workbook: ")
    assert problem.expected.endswith(" Open it in a spreadsheet and save it again.")
