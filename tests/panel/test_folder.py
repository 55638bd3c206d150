from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.kernel.problems import InputRefused
from answerable.panel import read_company

Make = Callable[..., Path]


def refused(folder: Path) -> list[str]:
    with pytest.raises(InputRefused) as caught:
        read_company(folder)
    return str(caught.value).splitlines()


def test_a_folder_of_csv_files_is_read(company_folder: Make):
    folder = company_folder()

    company = read_company(folder)

    assert company.given == {"people", "roles", "assignments", "expectations", "measurements"}
    assert company.source == str(folder)
    assert company["measurements"].collect().to_native().to_dict(as_series=False)["actual"] == [9.0, 8.5]
    assert company["targets"].collect().shape == (0, 4)


def test_parquet_files_are_read_and_others_left_alone(company_folder: Make):
    folder = company_folder(measurements=None)
    pl.DataFrame(
        {"person_id": ["p1"], "expectation_id": ["e1"], "period": ["2026-01-01"], "actual": [9]}
    ).write_parquet(folder / "measurements.parquet")
    (folder / "README.md").write_text("notes")
    (folder / "truth").mkdir()

    company = read_company(folder)

    assert company["measurements"].collect().to_native()["actual"].to_list() == [9.0]


def test_the_decimal_comma_of_a_semicolon_file_is_read(company_folder: Make):
    measurements = "person_id;expectation_id;period;actual\np1;e1;2026-01-01;9,5\np2;e1;2026-01-01;8\n"

    company = read_company(company_folder(measurements=measurements))

    assert company["measurements"].collect().to_native()["actual"].to_list() == [9.5, 8.0]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    assert refused(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: Expected a folder with a file for each table, such as people.csv."
    ]


def test_a_folder_without_any_table_is_refused(tmp_path: Path):
    assert refused(tmp_path) == [
        (
            f"{tmp_path}: Found no table in it. Expected files such as people.csv; the tables are people, units, "
            "roles, assignments, expectations, targets, measurements, facets, assessments, interventions, activities, "
            "feedback."
        )
    ]


def test_a_table_that_stands_in_two_files_is_refused(company_folder: Make):
    folder = company_folder()
    pl.DataFrame({"person_id": ["p1"], "name": ["Ann"]}).write_parquet(folder / "people.parquet")

    assert refused(folder) == [
        "people.parquet: Expected the table people once; it also stands in people.csv. Remove one."
    ]


def test_a_file_that_is_no_parquet_is_refused_though_it_is_named_so(company_folder: Make):
    folder = company_folder()
    (folder / "units.parquet").write_bytes(b"not at all")

    (problem,) = refused(folder)

    assert problem.startswith("units.parquet: Expected a Parquet file: ")


def test_a_missing_table_is_told_with_what_it_is_for(refusal: Callable[..., list[str]]):
    assert refusal(measurements=None) == ["measurements: Expected a table measurements: it says what was measured."]


ids = st.lists(st.text("abcXYZ019-_é", min_size=1, max_size=5), min_size=2, max_size=6, unique=True)
amounts = st.floats(min_value=-1e9, max_value=1e9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(people=ids, data=st.data())
def test_a_company_written_as_csv_is_read_back(
    texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory, people: list[str], data: st.DataObject
):
    names = data.draw(st.lists(st.text('ab, ;"é\n', min_size=1).map(str.strip).filter(bool), min_size=len(people)))
    actual = data.draw(st.lists(amounts, min_size=len(people), max_size=len(people)))
    folder = tmp_path_factory.mktemp("company")
    for table in ("roles", "expectations"):
        (folder / f"{table}.csv").write_text(texts[table])
    written = pl.DataFrame({"person_id": people, "name": names[: len(people)]})
    written.write_csv(folder / "people.csv")
    rows = {"person_id": people, "role_id": "r1", "manager_id": None, "starts_on": "2026-01-01"}
    pl.DataFrame(rows).write_csv(folder / "assignments.csv")
    rows = {"person_id": people, "expectation_id": "e1", "period": "2026-01-01", "actual": actual}
    pl.DataFrame(rows).write_csv(folder / "measurements.csv")

    company = read_company(folder)

    assert company["people"].collect().to_native().select("person_id", "name").equals(written)
    assert company["measurements"].collect().to_native()["actual"].to_list() == actual


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    row=st.integers(0, 1),
    fault=st.sampled_from(
        [
            ("person_id", "p9"),
            ("expectation_id", "e9"),
            ("period", "01/02/2026"),
            ("period", "2026-01-15"),
            ("actual", "1,234.5"),
            ("person_id", ""),
        ]
    ),
)
def test_one_spoilt_cell_is_told_with_its_line_and_column(
    texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory, row: int, fault: tuple[str, str]
):
    column, value = fault
    header, *rows = [line.split(",") for line in texts["measurements"].splitlines()]
    rows[row][header.index(column)] = f'"{value}"'
    spoilt = "\n".join(",".join(cells) for cells in [header, *rows])
    folder = tmp_path_factory.mktemp("company")
    for name, text in {**texts, "measurements": spoilt}.items():
        (folder / f"{name}.csv").write_text(text)

    with pytest.raises(InputRefused) as caught:
        read_company(folder)

    (problem,) = caught.value.problems.shown
    assert (problem.file, problem.line, problem.column, problem.value) == ("measurements.csv", row + 2, column, value)


def test_a_folder_named_as_a_table_is_left_alone(company_folder: Make):
    folder = company_folder()
    (folder / "units.csv").mkdir()

    assert "units" not in read_company(folder).given


@pytest.mark.parametrize("name", ["people.csv", "People.CSV"])
def test_a_table_that_cannot_be_read_is_told_once_and_nothing_that_rests_on_it(company_folder: Make, name: str):
    folder = company_folder(people=None)
    (folder / name).write_bytes("person_id,name\np1,Jörg\n".encode("latin-1"))

    assert refused(folder) == [
        (f"{name}, line 2: found 'byte 0xf6'. Expected text in UTF-8. Save the file as 'CSV UTF-8' and bring it again.")
    ]
