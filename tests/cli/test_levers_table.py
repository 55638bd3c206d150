import io
from datetime import date
from typing import Any

import polars as pl
from rich.console import Console

from answerable.cli.levers_table import print_levers
from answerable.engine.levers import CURVE_SCHEMA, LEVER_SCHEMA, LeverEffects
from answerable.findings.lever_effects import LeversFound

WORKSHOP = {
    "lever": "training",
    "name": "Winning [Conversations]",
    "unit_wide": False,
    "episodes": 96,
    "people": 90,
    "closed": 41,
    "compared": 200,
    "effect": 0.05,
    "effect_low": 0.02,
    "effect_high": 0.08,
    "more_closed": 12.0,
    "more_low": 3.0,
    "more_high": 21.0,
    "more_known": True,
    "before_after": 0.17,
    "known": True,
}
NOTHING_YET = {"lever": "tool", "unit_wide": True, "episodes": 0, "known": False, "more_known": False, "reason": "few"}


def printed(*rows: dict[str, Any]) -> str:
    out = io.StringIO()
    levers = pl.DataFrame([dict.fromkeys(LEVER_SCHEMA) | row for row in rows], schema=LEVER_SCHEMA)
    found = LeversFound(date(2026, 1, 1), LeverEffects(levers, pl.DataFrame(schema=CURVE_SCHEMA)))
    print_levers(found, Console(file=out, width=100))
    return out.getvalue()


def test_each_lever_says_what_it_adds_what_closed_and_what_a_plain_look_would_say():
    page = printed(WORKSHOP)

    assert "What levers add, as of 1 January 2026" in page
    assert "training: Winning [Conversations]\n" in page
    assert "· adds 5 points, between 2 and 8.\n" in page
    assert "· closed 41 of 96 like this one; 12 more than would have closed by themselves, between 3 and 21.\n" in page
    assert "· before and after alone would say 17 points, what passes by itself included.\n" in page
    assert "An episode:" in page


def test_a_lever_nobody_short_was_helped_with_says_only_that():
    page = printed(NOTHING_YET)

    assert "tool, for whole units\n  · not known yet: 0 episodes so far, 20 are needed.\n" in page
    assert "closed" not in page
    assert "An episode:" not in page


def test_where_nothing_was_done_it_says_so():
    assert "No lever has been set to work yet" in printed()
