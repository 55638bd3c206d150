import json
from pathlib import Path

import pytest

from answerable.cli.main import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up company of 40 people over eight months, in which people change roles."""
    folder = tmp_path_factory.mktemp("made") / "company"
    words = [
        "simulate",
        "--world",
        "many_roles",
        "--people",
        "40",
        "--months",
        "8",
        "--seed",
        "2",
        "--out",
        str(folder),
    ]
    assert main(words) == 0
    return folder


def test_roles_as_they_are_are_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["place", str(folder)]) == 0

    page = capsys.readouterr().out
    assert "Where people would attain more, as of 1 September 2024" in page
    assert "nobody is ranked" in page


def test_programs_get_one_object(folder: Path, capsys: pytest.CaptureFixture[str]):
    openings = folder.parent / "openings.csv"
    openings.write_text("opening_id,role_id\no1,account_executive\no2,vice_president\n", encoding="utf-8")

    words = ["place", str(folder), "--openings", str(openings), "--as-of", "2024-08-01", "--format", "json"]
    assert main(words) == 0

    shown = json.loads(capsys.readouterr().out)
    assert shown["as_of"] == "2024-08-01"
    assert "o2" in shown["unfilled"]
    assert {proposal["opening_id"] for proposal in shown["proposals"]} <= {"o1"}


def test_openings_that_cannot_be_used_are_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    openings = tmp_path / "openings.csv"
    openings.write_text("opening_id,role_id\no1,sings\n", encoding="utf-8")

    assert main(["place", str(folder), "--openings", str(openings)]) == 1

    assert "openings.csv, line 2, column role_id: found 'sings'" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--people", "zoe"], ["--as-of", "2020-01-01"], ["--openings", "none.csv"]])
def test_what_cannot_be_asked_is_a_wrong_command(folder: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["place", str(folder), *wrong]) == 2

    assert capsys.readouterr().out == ""


def test_what_was_taken_with_a_doubt_is_told_beside_the_result(folder: Path, capsys: pytest.CaptureFixture[str]):
    path = folder / "units.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{lines[0]},colour", *(f"{line}," for line in lines[1:])]) + "\n", encoding="utf-8")

    assert main(["place", str(folder), "--people", "P000010"]) == 0

    assert "colour" in capsys.readouterr().err
