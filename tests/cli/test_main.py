import json
from pathlib import Path

import pytest

from answerable import __version__
from answerable.cli.main import main, run
from answerable.panel import write_company
from cast import SELLERS, measurements, steady, tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company folder with one seller short."""
    levels = {person: steady(1.0) for person in SELLERS} | {SELLERS[0]: steady(0.6)}
    write_company(tables(measurements=measurements(levels)), tmp_path / "company")
    return tmp_path / "company"


def test_check_prints_who_is_answerable(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(folder)]) == 0

    shown = capsys.readouterr().out
    assert "1 gap open among 6 judged: 1 of people, 0 shared by a unit." in shown
    assert "Seller-1" in shown
    assert "Cleo Chief" in shown


def test_check_prints_json_with_the_ids_of_the_input(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(folder), "--format", "json"]) == 0

    (gap,) = json.loads(capsys.readouterr().out)["gaps"]
    assert (gap["person_id"], gap["opened_on"], gap["sustained"]) == (SELLERS[0], "2025-02-01", True)
    assert gap["answerable"]["leader_id"] == "chief"


def test_check_writes_gaps_and_leaders_where_asked(folder: Path, tmp_path: Path):
    assert main(["check", str(folder), "--out", str(tmp_path / "found")]) == 0

    assert sorted(path.name for path in (tmp_path / "found").iterdir()) == ["gaps.csv", "leaders.csv"]


def test_input_that_cannot_be_used_is_refused_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]):
    path = folder / "measurements.csv"
    path.write_text(path.read_text().replace("2025-03-01", "03/01/2025", 1))

    assert main(["check", str(folder)]) == 1

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "measurements.csv, line 4, column period: found '03/01/2025'." in printed.err


def test_a_policy_of_ones_own_is_read(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    policy = tmp_path / "policy.toml"
    policy.write_text("grace_days = 900\n")

    assert main(["check", str(folder), "--policy", str(policy)]) == 1
    assert "policy.toml, line 1, column grace_days: found '900'." in capsys.readouterr().err


def test_a_policy_that_is_not_there_is_a_wrong_command(folder: Path, tmp_path: Path):
    assert main(["check", str(folder), "--policy", str(tmp_path / "none.toml")]) == 2


def test_a_wrong_date_is_a_wrong_command(folder: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["check", str(folder), "--as-of", "yesterday"])

    assert ended.value.code == 2
    assert "found 'yesterday', expected an ISO date such as 2026-03-01" in capsys.readouterr().err


def test_a_day_before_any_measurement_is_a_wrong_command(folder: Path):
    assert main(["check", str(folder), "--as-of", "2024-06-01"]) == 2


def test_simulate_writes_a_company_that_check_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "made"

    assert main(["simulate", "--people", "60", "--months", "12", "--seed", "3", "--out", str(out)]) == 0
    assert main(["check", str(out), "--most", "1"]) == 0

    assert (out / "truth" / "levels.csv").exists()
    assert "Who is answerable for what" in capsys.readouterr().out


def test_the_demo_company_is_written(tmp_path: Path):
    assert main(["simulate", "--demo", "--files", "parquet", "--out", str(tmp_path / "demo")]) == 0
    assert (tmp_path / "demo" / "people.parquet").exists()


@pytest.mark.parametrize("size", [["--people", "39"], ["--months", "2"]])
def test_a_size_out_of_bounds_is_a_wrong_command(size: list[str], tmp_path: Path):
    assert main(["simulate", *size, "--out", str(tmp_path / "made")]) == 2
    assert not (tmp_path / "made").exists()


def test_the_version_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr("sys.argv", ["answerable", "--version"])

    with pytest.raises(SystemExit) as ended:
        run()

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"answerable {__version__}\n"
