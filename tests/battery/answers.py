"""A company small enough to be judged again and again, and what is said of it in a form that can be compared."""

from datetime import date
from functools import cache
from typing import Any

import polars as pl
import pytest

from answerable.engine.worlds import simulate, world
from answerable.findings.check import check
from answerable.panel import company_from_frames

AS_OF = date(2026, 1, 1)
FIGURES = ("attainment", "low", "high", "standard", "probability", "severity", "trend", "headroom_role")

Answers = dict[tuple[str, str], tuple[tuple[Any, ...], tuple[float, ...]]]


@cache
def tables() -> dict[str, pl.DataFrame]:
    """A company of sixty in which common causes hit whole teams."""
    return simulate(world("shared_cause", 60, 24, 4)).tables


def answers(changed: dict[str, Any], as_of: date = AS_OF) -> Answers:
    """What is said of the company with some tables exchanged."""
    return answers_of(tables() | changed, as_of)


def answers_of(given: dict[str, Any], as_of: date = AS_OF) -> Answers:
    """By whose gap it is and in what: days and leaders, and figures."""
    found: Answers = {}
    for gap in check(company_from_frames(given), as_of).gaps:
        facts, answer = gap.facts, gap.answer
        said = (facts["since"], facts["opened_on"], facts["sustained_on"], answer.leader_id, answer.level, answer.since)
        found[gap.subject_id, gap.expectation_id] = said, tuple(facts[name] for name in FIGURES)
    return found


def same(one: Answers, other: Answers, within: float = 1e-9) -> bool:
    """Whether two evaluations say the same: days and leaders exactly, figures within a margin."""
    if one.keys() != other.keys():
        return False
    return all(
        said == other[key][0] and figures == pytest.approx(other[key][1], abs=within, nan_ok=True)
        for key, (said, figures) in one.items()
    )
