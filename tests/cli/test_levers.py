import json
from pathlib import Path

import polars as pl
import pytest

from answerable.cli.main import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up company of 40 people over eight months."""
    folder = tmp_path_factory.mktemp("made") / "company"
    assert main(["simulate", "--people", "40", "--months", "8", "--seed", "2", "--out", str(folder)]) == 0
    return folder


def test_what_levers_add_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["levers", str(folder)]) == 0

    page = capsys.readouterr().out
    assert "What levers add, as of 1 September 2024" in page
    assert "are needed" in page


def test_programs_get_one_object(folder: Path, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["levers", str(folder), "--as-of", "2024-08-01", "--format", "json"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert shown["as_of"] == "2024-08-01"
    assert {row["reason"] for row in shown["levers"]} == {"few"}


def test_what_was_taken_with_a_doubt_is_told_beside_the_result(folder: Path, capsys: pytest.CaptureFixture[str]):
    path = folder / "units.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{lines[0]},colour", *(f"{line}," for line in lines[1:])]) + "\n", encoding="utf-8")

    assert main(["levers", str(folder)]) == 0

    assert "colour" in capsys.readouterr().err


def test_input_that_cannot_be_used_is_refused(tmp_path: Path):
    assert main(["levers", str(tmp_path)]) == 1


def test_levers_are_told_apart_by_cause_where_one_is_given(folder: Path, capsys: pytest.CaptureFixture[str]):
    path = folder / "interventions.csv"
    given = pl.read_csv(path)
    causes = ["skill" if lever == "coaching" else None for lever in given["lever"]]
    given.with_columns(pl.Series("cause", causes, pl.String)).write_csv(path)

    capsys.readouterr()
    assert main(["levers", str(folder)]) == 0
    page = capsys.readouterr().out
    assert main(["levers", str(folder), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)

    assert "coaching, where the cause was skill" in page
    assert "not known yet" in page.partition("coaching, where the cause was skill")[2]
    assert {row["cause"] for row in shown["levers"]} == {None, "skill"}
