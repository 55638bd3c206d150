import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from answerable.findings.check import check
from answerable.findings.report import report_as_json
from cast import CHIEF, DIRECTOR, LEADER, SELLERS, company, measurements, steady

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json-output.md"
SHORT = SELLERS[0]


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """What is printed of a company with one seller short all through 2025."""
    levels = {person: steady(1.0) for person in SELLERS} | {SHORT: steady(0.6)}
    return report_as_json(check(company(measurements=measurements(levels)), date(2026, 1, 1)))


def documented(heading: str) -> set[str]:
    """The keys of the table below a heading; parts of an object as `key.part`."""
    text = PAGE.read_text(encoding="utf-8")
    section = text.partition(heading)[2].partition("\n## ")[0]
    keys: set[str] = set()
    for line in section.splitlines():
        cells = line.split("|")
        names = re.findall(r"`([a-z_]+)`", cells[1]) if line.startswith("| `") else []
        parts = re.search(r"`\{([^}]*)\}`", cells[2]) if names else None
        if parts and "null" not in cells[2]:
            keys |= {f"{names[0]}.{part}" for part in re.findall(r'"([a-z_]+)"', parts[1])}
        else:
            keys |= set(names)
    return keys


def printed(entry: dict[str, Any]) -> set[str]:
    """The keys of an object; those of an object within as `key.part`."""
    parts = {f"{key}.{part}" for key, value in entry.items() if isinstance(value, dict) for part in value}
    return parts | {key for key, value in entry.items() if not isinstance(value, dict)}


def test_the_page_names_every_key_and_no_other(shown: dict[str, Any]):
    (gap,) = shown["gaps"]

    assert set(shown) == documented("# The JSON output")
    assert printed(gap) | {"unit_id"} == documented("## A gap")
    assert printed(shown["leaders"][0]) == documented("## A leader")


def test_it_is_plain_json_with_null_for_what_cannot_be_said(shown: dict[str, Any]):
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert {leader["effect"] for leader in shown["leaders"]} == {None}


def test_a_gap_says_whose_it_is_since_when_and_who_answers(shown: dict[str, Any]):
    (gap,) = shown["gaps"]

    assert (gap["person_id"], gap["expectation_id"]) == (SHORT, "bookings")
    assert (gap["below_standard_since"], gap["opened_on"], gap["periods"]) == ("2025-01-01", "2025-02-01", 12)
    assert (gap["sustained"], gap["sustained_on"], gap["consistent"]) == (True, "2025-04-01", False)
    assert gap["attainment"] == pytest.approx(0.6, abs=0.02)
    assert gap["severity"] == pytest.approx(1 - gap["attainment"], abs=1e-6)
    assert gap["answerable"] == {
        "leader_id": CHIEF,
        "level": 3,
        "since": "2025-07-01",
        "beside": [LEADER, DIRECTOR],
        "at_top": True,
    }
    assert gap["chain"] == [LEADER, DIRECTOR, CHIEF]
    assert gap["reasons"][0].startswith("Seller-1 reaches 60 % of what is expected in Bookings")


def test_a_units_gap_names_the_unit_and_nobody():
    levels = {person: [*steady(1.0, 6), *steady(0.7, 6)] for person in SELLERS}

    (gap,) = report_as_json(check(company(measurements=measurements(levels))))["gaps"]

    assert gap["unit_id"] == "north"
    assert "person_id" not in gap


def test_the_summary_counts_what_is_listed(shown: dict[str, Any]):
    summary = shown["summary"]

    assert (summary["gaps"], summary["gaps_of_people"], summary["gaps_of_units"]) == (1, 1, 0)
    assert (summary["sustained"], summary["climbed"], summary["at_top"]) == (1, 1, 1)
    assert (summary["expectations"], summary["series_judged"], summary["leaders"]) == (1, 6, 3)
