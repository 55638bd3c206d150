import argparse
import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from answerable.cli.folder import add_folder_command, iso_date, print_json, reading
from answerable.kernel.problems import InputRefused
from answerable.panel import write_company
from cast import tables


def test_a_date_is_read_as_iso_and_nothing_else():
    assert iso_date("2026-03-01") == date(2026, 3, 1)
    with pytest.raises(argparse.ArgumentTypeError, match="expected an ISO date such as"):
        iso_date("01.03.2026")


def test_every_command_is_asked_in_the_same_way_and_for_what_is_its_own():
    top = argparse.ArgumentParser()
    ran: list[str] = []

    def run(arguments: argparse.Namespace, _console: Console, _complaints: Console) -> int:
        ran.append(arguments.far)
        return 0

    parser = add_folder_command(top.add_subparsers(), "look", says="look", story="Looks.", run=run)
    parser.add_argument("--far")
    asked = top.parse_args(["look", "here", "--as-of", "2026-03-01", "--format", "json", "--far", "away"])

    assert (asked.folder, asked.as_of, asked.format) == (Path("here"), date(2026, 3, 1), "json")
    assert asked.run(asked, Console(), Console()) == 0
    assert ran == ["away"]


def test_the_folder_is_read_and_advice_on_it_comes_last(tmp_path: Path):
    given = tables()
    write_company(given, tmp_path / "company")
    said = io.StringIO()

    with reading(tmp_path / "company", Console(file=said)) as read:
        read.expect(2)
        read.step("judging [bookings]")
        people = read.company["people"].collect(backend="polars").shape[0]

    assert people == given["people"].height
    assert len(said.getvalue().splitlines()) == len(read.company.advice.shown)


def test_what_cannot_be_read_is_refused_before_anything_begins(tmp_path: Path):
    (tmp_path / "people.csv").write_text("person_id\n", encoding="utf-8")

    with pytest.raises(InputRefused), reading(tmp_path, Console(file=io.StringIO())):
        raise AssertionError("Nothing may begin on a company that was refused.")


def test_json_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]):
    print_json({"name": "Zoë"})

    assert capsys.readouterr().out == '{\n  "name": "Zoë"\n}\n'
