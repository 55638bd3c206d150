from pathlib import Path

import polars as pl
import pytest

from answerable.kernel.problems import UsageError
from answerable.panel import write_company

PEOPLE = pl.DataFrame({"person_id": ["p1", "p2"], "name": ["Ann", "Bob"]})
LEVELS = pl.DataFrame({"person_id": ["p1"], "level": [0.9]})


def test_tables_are_written_as_csv_with_the_truth_in_a_folder_of_its_own(tmp_path: Path):
    folder = tmp_path / "new" / "company"

    write_company({"people": PEOPLE}, folder, truth={"levels": LEVELS})

    assert (folder / "people.csv").read_text() == "person_id,name\np1,Ann\np2,Bob\n"
    assert (folder / "truth" / "levels.csv").read_text() == "person_id,level\np1,0.9\n"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["company"]


def test_tables_are_written_as_parquet_without_a_truth_that_is_not_known(tmp_path: Path):
    write_company({"people": PEOPLE}, tmp_path / "company", "parquet")

    assert pl.read_parquet(tmp_path / "company" / "people.parquet").equals(PEOPLE)
    assert [path.name for path in (tmp_path / "company").iterdir()] == ["people.parquet"]


def test_an_empty_folder_is_taken(tmp_path: Path):
    (tmp_path / "company").mkdir()

    write_company({"people": PEOPLE}, tmp_path / "company")

    assert (tmp_path / "company" / "people.csv").exists()


@pytest.mark.parametrize("holds", ["a file in it", "a file in its place"])
def test_what_is_there_already_is_never_written_over(tmp_path: Path, holds: str):
    folder = tmp_path / "company"
    note = folder / "note.txt" if holds == "a file in it" else folder
    note.parent.mkdir(exist_ok=True)
    note.write_text("mine")

    with pytest.raises(UsageError) as refused:
        write_company({"people": PEOPLE}, folder)

    assert str(refused.value) == f"{folder} holds something already. Name a new folder, or empty it first."
    assert note.read_text() == "mine"


def test_when_writing_fails_nothing_is_left_behind(tmp_path: Path):
    nested = pl.DataFrame({"person_id": [["p1"]]})

    with pytest.raises(pl.exceptions.ComputeError):
        write_company({"people": PEOPLE, "units": nested}, tmp_path / "company")

    assert list(tmp_path.iterdir()) == []
