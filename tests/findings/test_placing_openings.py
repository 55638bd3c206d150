"""Openings from a file."""

from pathlib import Path

import pytest

from answerable.engine.placement import Opening
from answerable.findings.placing_openings import read_openings
from answerable.kernel.problems import InputRefused, UsageError
from answerable.panel import company_from_frames
from cast import LEADER, company, tables


def written(folder: Path, text: str) -> Path:
    path = folder / "openings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_openings_are_read_in_order_what_is_not_known_left_out(tmp_path: Path):
    path = written(tmp_path, f"opening_id,role_id,unit_id,manager_id\no2,sells,north,{LEADER}\no1,leads,,\n")

    assert read_openings(path, company()) == (Opening("o2", "sells", "north", LEADER), Opening("o1", "leads"))


def test_two_columns_are_enough(tmp_path: Path):
    assert read_openings(written(tmp_path, "opening_id;role_id\no1;sells\n"), company()) == (Opening("o1", "sells"),)


def test_everything_wrong_is_told_at_once_with_its_place(tmp_path: Path):
    path = written(
        tmp_path, "opening_id,role_id,unit_id,manager_id\no1,sings,north,leader\no3,sells,moon,nobody\n,sells,,\n"
    )

    with pytest.raises(InputRefused) as refused:
        read_openings(path, company())

    told = sorted(str(problem) for problem in refused.value.problems.shown)
    mend = "Expected an id that stands in {}. Add it there, or correct it here."
    assert told == [
        f"openings.csv, line 2, column role_id: found 'sings'. {mend.format('roles.role_id')}",
        f"openings.csv, line 3, column manager_id: found 'nobody'. {mend.format('people.person_id')}",
        f"openings.csv, line 3, column unit_id: found 'moon'. {mend.format('units.unit_id')}",
        "openings.csv, line 4, column opening_id: Expected a value: opening_id cannot be left empty.",
    ]


def test_an_opening_stands_in_it_once(tmp_path: Path):
    path = written(tmp_path, "opening_id,role_id\no1,sells\no1,sells\n")

    with pytest.raises(InputRefused, match=r"openings\.csv, line 3, column opening_id: found 'o1'"):
        read_openings(path, company())


def test_units_are_taken_as_they_are_where_the_company_names_none(tmp_path: Path):
    without = {name: table for name, table in tables().items() if name != "units"}
    without["assignments"] = without["assignments"].drop("unit_id")

    found = read_openings(
        written(tmp_path, "opening_id,role_id,unit_id\no1,sells,moon\n"), company_from_frames(without)
    )

    assert found == (Opening("o1", "sells", "moon"),)


@pytest.mark.parametrize(("text", "told"), [("opening_id,role_id\n", "at least one row"), ("", "names the columns")])
def test_an_empty_file_is_refused(tmp_path: Path, text: str, told: str):
    with pytest.raises(InputRefused, match=told):
        read_openings(written(tmp_path, text), company())


def test_a_file_that_is_not_there_is_a_wrong_command(tmp_path: Path):
    with pytest.raises(UsageError, match=r"--openings .* cannot be read: No such file"):
        read_openings(tmp_path / "none.csv", company())
