import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from answerable.engine.attribution.cross_check import CrossCheck
from answerable.engine.leaders import POTENTIAL_SCHEMA, MoveScore
from answerable.engine.worlds import simulate, world
from answerable.findings.whose import Whose, whose_as_json, whose_performance
from answerable.kernel.problems import UsageError
from answerable.panel import company_from_frames
from cast import LEADER, company, measurements, steady, tables
from hand_made import ANN, HARD, attribution

NOBODY = pl.DataFrame(schema=POTENTIAL_SCHEMA)
ONE = pl.DataFrame([(ANN, HARD, "bookings", 0.98777612, 0.99, 0.92420583, 1.05579)], POTENTIAL_SCHEMA, orient="row")
MOVES = MoveScore(date(2024, 10, 1), 20, 19, -0.01, 0.072)
NAN = float("nan")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json-output.md"


def documented(heading: str) -> set[str]:
    """The keys of the table below a heading."""
    section = PAGE.read_text(encoding="utf-8").partition(f"{heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


@pytest.fixture(scope="module")
def found() -> Whose:
    """Of a made-up company of 60 over a year."""
    made = simulate(world("typical", 60, 12, 2))
    return whose_performance(company_from_frames(made.tables))


def test_it_is_of_the_day_the_measurements_run_to(found: Whose):
    assert found.attribution.as_of == date(2025, 1, 1)
    assert found.attribution.chain == 2
    assert set(found.potential.columns) == set(POTENTIAL_SCHEMA)


def test_names_are_those_of_people_and_expectations(found: Whose):
    assert {"P000000", "account_executive_bookings"} <= set(found.names)


def test_each_step_is_told_and_a_day_and_chain_can_be_chosen():
    told: list[str] = []
    made = simulate(world("typical", 60, 12, 2))

    early = whose_performance(company_from_frames(made.tables), date(2024, 9, 1), 1, progress=told.append)

    assert (early.attribution.as_of, early.attribution.chain) == (date(2024, 9, 1), 1)
    assert told[:2] == ["reading the company", "asking whose performance is"]
    assert told[-1] == "holding forecasts against what came"


def test_where_only_leaders_are_measured_nothing_can_be_said():
    of_leaders = company(
        measurements=measurements({LEADER: steady(1.0)}),
        expectations=tables()["expectations"].with_columns(role_id=pl.lit("leads")),
    )

    with pytest.raises(UsageError, match="Nothing had been measured of anybody who leads nobody"):
        whose_performance(of_leaders)


def test_figures_are_rounded_and_those_undefined_are_null():
    check = CrossCheck(NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0)
    shown = whose_as_json(Whose(replace(attribution(), cross_check=check), ONE, MOVES, {}))

    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert (shown["as_of"], shown["chain"], shown["seed"]) == ("2025-04-01", 2, 0)
    assert shown["shares"]["manager"] == {"variance": 0.01, "share": 0.251256, "low": 0.0, "high": 1.0}
    assert [leader["leader_id"] for leader in shown["leaders"]] == ["fair", "hard"]
    assert [(line["leader_id"], line["component"]) for line in shown["lines"]] == [("top", "line_2")]
    assert shown["leaders"][1] == {
        "leader_id": "hard",
        "estimate": -0.15,
        "sd": 0.05,
        "low": -0.25,
        "high": -0.05,
        "lfsr": 0.002,
        "named": True,
        "people": 3,
        "identified_by": 1,
    }
    assert shown["potential"] == [
        {
            "person_id": "ann",
            "leader_id": "hard",
            "expectation_id": "bookings",
            "probability": 0.987776,
            "expected": 0.99,
            "low": 0.924206,
            "high": 1.05579,
        }
    ]
    assert shown["forecasts"] == {
        "since": "2024-10-01",
        "people": 20,
        "covered": 19,
        "mean_error": -0.01,
        "typical_error": 0.072,
    }
    assert shown["cross_check"]["covariance"] is None
    assert shown["cross_check"]["sorted"] is None


def test_what_there_is_not_is_null():
    shown = whose_as_json(Whose(attribution(), NOBODY, None, {}))

    assert (shown["forecasts"], shown["cross_check"], shown["potential"]) == (None, None, [])


def test_the_page_names_every_key_and_no_other():
    check = CrossCheck(NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0)
    shown: dict[str, Any] = whose_as_json(Whose(replace(attribution(), cross_check=check), ONE, MOVES, {}))

    assert set(shown) == documented("## What `attribute` prints")
    assert set(shown["shares"]["person"]) == documented("## A share")
    assert set(shown["leaders"][0]) == documented("## What a leader adds")
    assert set(shown["lines"][0]) == documented("## What a leader adds") | {"component"}
    assert set(shown["potential"][0]) == documented("## Somebody held back")
    assert set(shown["forecasts"]) == documented("## How forecasts came true")
    assert set(shown["cross_check"]) == documented("## The cross-check")
