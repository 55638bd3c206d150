import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from answerable.engine.levers import CURVE_SCHEMA, LEVER_SCHEMA
from answerable.findings.lever_effects import closing_said, effect_said, lever_called, levers_as_json, levers_found
from cast import SELLERS, company, measurements, steady
from helped import interventions

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json-output.md"
CLOSED = "closed 41 of 96 like this one"
CHOSEN = (
    "not known yet: those chosen were already doing {} than others like them, by {}, before it could act; "
    "whether it was the lever or the choice cannot be told"
)
LEVELS = {person: steady(0.7 if person == SELLERS[0] else 1.0) for person in SELLERS}


def row(**changed: object) -> dict[str, Any]:
    """Coaching that adds five points, its figures changed."""
    usual = {
        "lever": "coaching",
        "unit_wide": False,
        "episodes": 96,
        "closed": 41,
        "effect": 0.052,
        "effect_low": 0.018,
        "effect_high": 0.081,
        "more_closed": 12.2,
        "more_low": 2.9,
        "more_high": 21.4,
        "more_known": True,
        "known": True,
    }
    return dict.fromkeys(LEVER_SCHEMA) | usual | changed


def documented(heading: str) -> set[str]:
    """The keys of the table below a heading."""
    section = PAGE.read_text(encoding="utf-8").partition(f"{heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "closed 41 of 96 like this one; 12 more than would have closed by themselves, between 3 and 21"),
        (
            {"more_closed": -12.2, "more_low": -21.4, "more_high": -2.9},
            "closed 41 of 96 like this one; 12 fewer than would have closed by themselves, between 3 and 21",
        ),
        (
            {"more_closed": 4.0, "more_low": -5.2, "more_high": 13.0, "more_known": False},
            f"{CLOSED}; how many more than would have closed by themselves is not known yet (-5 to +13)",
        ),
        ({"more_closed": None, "more_known": False}, "closed 41 of 96 like this one"),
        ({"episodes": 0, "closed": 0}, ""),
    ],
)
def test_what_closed_is_said_beside_what_would_have_by_itself(changed: dict[str, Any], sentence: str):
    assert closing_said(row(**changed)) == sentence


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "adds 5 points, between 2 and 8"),
        (
            {"effect": -0.03, "effect_low": -0.05, "effect_high": -0.01},
            "takes away 3 points, between 1 and 5",
        ),
        (
            {"known": False, "reason": "few", "episodes": 1},
            "not known yet: 1 episode so far, 20 are needed",
        ),
        (
            {"known": False, "reason": "no_comparison"},
            "not known yet: nobody like them went without, or not without something else",
        ),
        (
            {"known": False, "reason": "spans_zero", "effect_low": -0.021, "effect_high": 0.068},
            "not known yet: between -2 and +7 points",
        ),
        (
            {"known": False, "reason": "chosen", "chosen": 0.04},
            CHOSEN.format("better", "4 points"),
        ),
        (
            {"known": False, "reason": "chosen", "chosen": -0.01},
            CHOSEN.format("worse", "1 point"),
        ),
    ],
)
def test_what_a_lever_adds_is_said_or_why_it_is_not_known(changed: dict[str, Any], sentence: str):
    assert effect_said(row(**changed)) == sentence


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "coaching"),
        ({"name": "Plan"}, "coaching: Plan"),
        ({"lever": "role_change", "cause": "feedback_missing"}, "role change, where the cause was feedback missing"),
        ({"unit_wide": True}, "coaching, for whole units"),
    ],
)
def test_a_row_is_called_what_people_call_it(changed: dict[str, Any], name: str):
    assert lever_called(row(**changed)) == name


def test_a_company_s_levers_are_found_on_the_day_asked_for_or_the_last_measured():
    pulled = interventions(("coaching", 3, SELLERS[0], None, "Plan"))
    made, steps = company(measurements=measurements(LEVELS), interventions=pulled), list[str]()

    found = levers_found(made, progress=steps.append)

    assert found.as_of == date(2026, 1, 1)
    assert found.effects.levers["episodes"].to_list() == [1, 1]
    assert steps == ["reading the company", "judging bookings"]
    assert levers_found(made, date(2025, 5, 1)).effects.levers["episodes"].to_list() == [0, 0]


def test_programs_get_the_columns_of_the_frames_which_are_documented():
    pulled = interventions(("coaching", 3, SELLERS[0], None, "Plan"))
    found = levers_found(company(measurements=measurements(LEVELS), interventions=pulled))

    shown = json.loads(json.dumps(levers_as_json(found)))

    assert set(shown) == {"as_of", "levers", "curves"} == documented("## What `levers` prints")
    assert set(shown["levers"][0]) == set(LEVER_SCHEMA) == documented("## A lever")
    assert set(CURVE_SCHEMA) == documented("## A curve")
    assert shown["levers"][0]["before_after"] == pytest.approx(found.effects.levers["before_after"][0], abs=1e-6)
