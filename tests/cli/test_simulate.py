from pathlib import Path

import polars as pl
import pytest

from answerable.cli.main import main


def made(folder: Path, *words: str) -> dict[str, pl.DataFrame]:
    assert main(["simulate", *words, "--out", str(folder)]) == 0
    return {path.stem: pl.read_csv(path) for path in folder.glob("*.csv")}


def test_as_many_people_and_months_as_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    tables = made(tmp_path / "made", "--people", "50", "--months", "6")

    assert tables["measurements"]["period"].n_unique() == 6
    told = capsys.readouterr().out
    assert f"Wrote {tables['people'].height} people and {tables['measurements'].height} measurements" in told
    assert f"Next: answerable check {tmp_path / 'made'}" in told
    # Those who left within the months were replaced.
    assert tables["people"].height >= 50


def test_the_same_seed_makes_the_same_company_and_another_another(tmp_path: Path):
    one, same, other = (
        made(tmp_path / name, "--people", "45", "--months", "4", "--seed", seed)["measurements"]
        for name, seed in (("a", "7"), ("b", "7"), ("c", "8"))
    )

    assert one.equals(same)
    assert not one.equals(other)


def test_a_world_nobody_knows_is_a_wrong_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["simulate", "--world", "utopia", "--out", str(tmp_path / "made")])

    assert ended.value.code == 2
    assert "shared_cause" in capsys.readouterr().err


def test_a_world_comes_in_the_size_it_is_meant_for(tmp_path: Path):
    tables = made(tmp_path / "made", "--world", "small_company", "--months", "3")

    assert 40 <= tables["people"].height <= 50


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "mine.txt").write_text("keep me")

    assert main(["simulate", "--people", "45", "--months", "3", "--out", str(tmp_path / "made")]) == 2
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["mine.txt"]
    assert "holds something already" in capsys.readouterr().err


def test_the_worlds_are_told_in_the_help(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["simulate", "--help"])

    assert ended.value.code == 0
    assert "Chance lingers: a bad month is followed by another one." in " ".join(capsys.readouterr().out.split())
