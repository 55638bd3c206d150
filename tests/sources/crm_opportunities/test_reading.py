from datetime import date
from pathlib import Path

import pytest

from answerable.kernel.problems import InputRefused
from answerable.sources.crm_opportunities.mapping import Mapping
from answerable.sources.crm_opportunities.reading import read_export
from sources.crm_opportunities.exports import DEALS, TEAMS, mapped, written


def refused(folder: Path, mapping: Mapping) -> list[str]:
    with pytest.raises(InputRefused) as refusal:
        read_export(folder, mapping)
    return [str(problem) for problem in refusal.value.problems.shown]


def test_deals_and_people_go_by_what_they_are(tmp_path: Path):
    export = read_export(written(tmp_path), mapped())

    assert export.deals.row(0, named=True) == {
        "person": "Ada",
        "closed_on": date(2025, 1, 1),
        "stage": "Won",
        "value": 100.0,
        "won": True,
    }
    assert export.deals["won"].sum() == 5
    assert export.people.row(2, named=True) == {
        "person": "Cem",
        "manager": "Noa",
        "unit": "South",
        "starts_on": None,
        "target": None,
    }


def test_dates_may_be_written_in_the_exports_own_way(tmp_path: Path):
    deals = "owner;stage;closed;amount\nAda;Won;31.01.2025;100,50\nBen;Won;;1\nBen;Won;2025-02-01;1\n"
    mapping = mapped('won = ["Won"]', 'won = ["Won"]\ndate_format = "%d.%m.%Y"')

    assert refused(written(tmp_path, deals), mapping) == [
        (
            "deals.csv, line 4, column closed: found '2025-02-01'. "
            "Expected a date written as %d.%m.%Y, which [opportunities] sets as date_format."
        ),
    ]
    one = read_export(written(tmp_path, deals.partition("Ben")[0]), mapping)
    assert one.deals.select("closed_on", "value").row(0) == (date(2025, 1, 31), 100.5)


def test_a_file_that_is_not_there_is_named_with_those_that_are(tmp_path: Path):
    (tmp_path / "pipeline.csv").write_text(DEALS)
    (tmp_path / "teams.csv").write_text(TEAMS)

    assert refused(tmp_path, mapped()) == [
        f"deals.csv: Expected this file in {tmp_path}. There are pipeline.csv, teams.csv."
    ]
    assert refused(tmp_path / "nowhere", mapped())[0].endswith("There is no CSV file in it.")


def test_a_column_under_another_name_is_found_out(tmp_path: Path):
    folder = written(tmp_path, DEALS.replace("owner", "owners"))

    assert refused(folder, mapped()) == [
        (
            "deals.csv, line 1, column owner: Expected a column named owner. "
            "Is it the one called owners? Then rename it. Or name the column as it is called in the mapping."
        ),
    ]


def test_everything_that_does_not_fit_together_is_told_at_once(tmp_path: Path):
    deals = DEALS + "Zoe,Won,2025-02-02,5\nAda,Won,,5\nAda,Won,2025-02-03,\n"
    teams = TEAMS + "Ada,Noa,South,10\nDan,Dan,South,10\n"

    assert refused(written(tmp_path, deals, teams), mapped()) == [
        "teams.csv, line 5, column name: found 'Ada'. Expected each person once, with the manager they have now.",
        (
            "teams.csv, line 6, column manager: found 'Dan'. "
            "Expected somebody else: nobody leads themselves. Leave it empty at the top."
        ),
        (
            "deals.csv, line 9, column owner: found 'Zoe'. "
            "Expected a person of teams.csv. Add them there, with their manager."
        ),
        "deals.csv, line 10, column closed: Expected the day on which this deal was won.",
        "deals.csv, line 11, column amount: Expected what this deal was worth: it was won.",
    ]


def test_a_stage_nobody_uses_is_told_with_those_that_are(tmp_path: Path):
    assert refused(written(tmp_path), mapped('["Won"]', '["Closed Won"]')) == [
        (
            "deals.csv, column stage: found 'Closed Won'. "
            "Expected one of these to be a stage of this file. There are: Lost, Open, Won."
        ),
    ]


def test_a_value_that_is_no_number_is_refused_whether_won_or_not(tmp_path: Path):
    folder = written(tmp_path, DEALS.replace("2025-02-10,0", "2025-02-10,none"))

    assert refused(folder, mapped()) == [
        (
            "deals.csv, line 4, column amount: found 'none'. "
            "Expected a number such as 1234.5, with a decimal point and without thousands separators."
        ),
    ]


def test_dates_in_another_form_are_refused_with_what_to_set(tmp_path: Path):
    folder = written(tmp_path, DEALS.replace("2025-01-31", "31.01.2025"))

    (problem,) = refused(folder, mapped())
    assert problem.startswith("deals.csv, line 3, column closed: found '31.01.2025'.")
    assert problem.endswith("set date_format in [opportunities] of the mapping.")
