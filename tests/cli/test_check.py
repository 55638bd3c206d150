import csv
import json
from pathlib import Path

import pytest

from answerable.cli.check import report_tables
from answerable.cli.main import main
from answerable.findings.check import check
from answerable.panel import write_company
from cast import SELLERS, company, measurements, steady, tables

SHORT = {person: steady(1.0) for person in SELLERS} | {SELLERS[0]: steady(0.6)}
WHOLE = {person: [*steady(1.0, 6), *steady(0.7, 6)] for person in SELLERS}


def test_gaps_and_leaders_become_flat_tables():
    found = report_tables(check(company(measurements=measurements(SHORT))))

    (gap,) = found["gaps"].iter_rows(named=True)
    assert (gap["person_id"], gap["unit_id"], gap["answerable_leader_id"]) == (SELLERS[0], None, "chief")
    assert gap["reasons"].startswith("Seller-1 reaches 60 %")
    assert found["leaders"]["leader_id"].to_list() == ["chief", "director", "leader"]
    assert "duties_missing" in found["leaders"].columns


def test_a_units_gap_and_a_persons_have_the_same_columns():
    one, other = (report_tables(check(company(measurements=measurements(levels))))["gaps"] for levels in (SHORT, WHOLE))

    assert one.columns == other.columns
    assert other["unit_id"].to_list() == ["north"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company folder with one seller short."""
    write_company(tables(measurements=measurements(SHORT)), tmp_path / "company")
    return tmp_path / "company"


def test_the_day_looked_at_can_be_chosen(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(folder), "--as-of", "2025-03-15", "--format", "json"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert shown["as_of"] == "2025-03-15"
    assert shown["gaps"][0]["periods"] == 2


def test_a_folder_that_holds_something_gets_no_findings(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(folder), "--out", str(folder)]) == 2

    assert "holds something already" in capsys.readouterr().err


def test_findings_can_be_opened_as_a_spreadsheet(folder: Path, tmp_path: Path):
    main(["check", str(folder), "--out", str(tmp_path / "found")])

    with (tmp_path / "found" / "gaps.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["person_id"], row["opened_on"], row["answerable_level"]) == (SELLERS[0], "2025-02-01", "3")


def test_what_was_taken_with_a_doubt_is_told_beside_the_result(folder: Path, capsys: pytest.CaptureFixture[str]):
    path = folder / "people.csv"
    path.write_text(
        path.read_text()
        .replace("person_id,name", "person_id,name,nickname")
        .replace("\n", ",\n")
        .replace("nickname,\n", "nickname\n")
    )

    assert main(["check", str(folder)]) == 0

    assert "nickname" in capsys.readouterr().err


def test_programs_and_spreadsheets_are_told_what_leaders_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    made, out = tmp_path / "made", tmp_path / "found"
    main(["simulate", "--people", "40", "--months", "8", "--out", str(made)])
    capsys.readouterr()

    assert main(["check", str(made), "--format", "json", "--out", str(out)]) == 0

    effects = {leader["leader_id"]: leader["effect"] for leader in json.loads(capsys.readouterr().out)["leaders"]}
    known = {leader: effect for leader, effect in effects.items() if effect is not None}
    assert 1 <= len(known) < len(effects)
    assert all(effect["low"] < effect["estimate"] < effect["high"] for effect in known.values())
    with (out / "leaders.csv").open(encoding="utf-8", newline="") as file:
        written = {row["leader_id"]: row["effect_estimate"] for row in csv.DictReader(file)}
    assert {leader for leader, estimate in written.items() if estimate} == set(known)
