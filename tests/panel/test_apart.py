from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from answerable.kernel.problems import InputRefused, UsageError
from answerable.panel import company_from_frames, read_company
from answerable.panel.apart import Belonging, read_groups

KNOWN = ("p1", "p2")
Make = Callable[..., Path]


def refused(folder: Path) -> list[str]:
    with pytest.raises(InputRefused) as caught:
        read_groups(folder, KNOWN)
    return str(caught.value).splitlines()


def test_groups_are_read_apart_from_the_company(company_folder: Make):
    folder = company_folder(groups="person_id,attribute,group,note\np1,sex,woman,x\np2, sex ,man,\np2,age,,\n")

    found = read_groups(folder, KNOWN)

    assert found == (Belonging("p1", "sex", "woman"), Belonging("p2", "sex", "man"), Belonging("p2", "age", None))
    assert "groups" not in read_company(folder).tables


def test_a_company_takes_no_groups_from_frames_either():
    with pytest.raises(UsageError, match="There is no table groups"):
        company_from_frames({"groups": pl.DataFrame({"person_id": ["p1"]})})


def test_parquet_is_read_as_well(tmp_path: Path):
    rows = {"person_id": ["p1"], "attribute": ["sex"], "group": ["woman"]}
    pl.DataFrame(rows).write_parquet(tmp_path / "groups.parquet")

    assert read_groups(tmp_path, KNOWN) == (Belonging("p1", "sex", "woman"),)


def test_a_folder_without_groups_has_none(company_folder: Make):
    assert read_groups(company_folder(), KNOWN) is None


def test_every_problem_is_told_at_once(tmp_path: Path):
    (tmp_path / "groups.csv").write_text("person_id,attribute,group\np1,sex,woman\np1,sex,man\np9,sex,man\np2,,man\n")

    assert refused(tmp_path) == [
        "groups.csv, line 5, column attribute: Expected a value: attribute cannot be left empty.",
        (
            "groups.csv, line 3, column person_id: found 'p1'. Expected one row for person_id p1, attribute sex; "
            "the first one is in line 2. Keep the right one."
        ),
        (
            "groups.csv, line 4, column person_id: found 'p9'. Expected the id of somebody on record. "
            "Load the people first, or correct it here."
        ),
    ]


def test_a_file_that_names_no_columns_is_refused(tmp_path: Path):
    (tmp_path / "groups.csv").write_text("")

    assert refused(tmp_path) == ["groups.csv, line 1: Expected a first line that names the columns."]


def test_groups_that_stand_twice_are_refused(tmp_path: Path):
    (tmp_path / "groups.csv").write_text("person_id,attribute,group\np1,sex,woman\n")
    pl.DataFrame({"person_id": ["p1"], "attribute": ["sex"], "group": ["man"]}).write_parquet(
        tmp_path / "groups.parquet"
    )

    assert refused(tmp_path) == ["groups.parquet: Expected groups once; also in groups.csv. Remove one."]
