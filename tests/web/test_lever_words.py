"""What levers add, in words: never more than is known."""

from dataclasses import replace
from typing import Any

import pytest

from answerable.findings.helped import Amount, Help
from answerable.web.lever_words import adds, closed, kind_of, known_first, plain_comparison

COACHING = Help(
    lever="coaching",
    name="",
    cause="",
    unit_wide=False,
    episodes=96,
    closed=41,
    more=Amount(12.2, 3.1, 21.3),
    more_known=True,
    effect=Amount(0.05, 0.02, 0.08),
    chosen=Amount(0.0, -0.03, 0.03),
    before_after=0.16,
    known=True,
    reason=None,
)
CANNOT = "whether it was the lever or the choice cannot be told"
UNKNOWN = replace(COACHING, known=False, more_known=False, reason="spans_zero", effect=Amount(0.004, -0.03, 0.04))


def test_what_is_known_is_said_with_how_far_it_may_lie_from_there():
    assert closed(COACHING) == (
        "Closed 41 of 96 gaps within 90 days; 12 more than would have closed by themselves, between 3 and 21."
    )
    assert adds(COACHING) == "It adds 5 points of the target, between 2 and 8."


def test_what_does_harm_is_said_likewise():
    harmful = replace(COACHING, more=Amount(-6.0, -9.4, -2.0), effect=Amount(-0.04, -0.07, -0.01))

    assert closed(harmful).endswith("; 6 fewer than would have closed by themselves, between 2 and 9.")
    assert adds(harmful) == "It takes away 4 points of the target, between 1 and 7."


def test_what_may_be_nothing_is_not_known_yet():
    assert closed(replace(UNKNOWN, more=Amount(1.0, -5.0, 7.0))).endswith(
        "; how many more than would have closed by themselves is not known yet (−5 to +7)."
    )
    assert adds(UNKNOWN) == "What it adds is not known yet: it may be anything between −3 and +4 points."


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(UNKNOWN, reason="few", episodes=13, effect=None), "13 times so far, and it takes 20"),
        (
            replace(UNKNOWN, reason="no_comparison", effect=None),
            "nobody like those who had it went without, or not without something else",
        ),
        (
            replace(UNKNOWN, reason="chosen", chosen=Amount(0.08, 0.03, 0.13)),
            f"those chosen for it were doing better than others like them by 8 points before it could act; {CANNOT}",
        ),
        (
            replace(UNKNOWN, reason="chosen", chosen=Amount(-0.01, -0.02, -0.005)),
            f"those chosen for it were doing worse than others like them by 1 point before it could act; {CANNOT}",
        ),
    ],
)
def test_it_is_said_why_something_is_not_known(told: Help, why: str):
    assert adds(told) == f"What it adds is not known yet: {why}."


def test_of_those_chosen_how_many_more_closed_is_not_told():
    assert closed(replace(UNKNOWN, reason="chosen")) == "Closed 41 of 96 gaps within 90 days."


def test_where_nothing_can_be_compared_only_what_closed_is_told():
    assert closed(replace(UNKNOWN, more=None, episodes=1, closed=1)) == "Closed 1 of 1 gap within 90 days."


@pytest.mark.parametrize(
    ("change", "said"), [(0.21, "21 points more"), (-0.02, "2 points less"), (0.01, "1 point more")]
)
def test_a_plain_comparison_is_said_to_mislead(change: float, said: str):
    assert plain_comparison(replace(UNKNOWN, before_after=change)) == (
        f"A plain comparison of before and after would say {said}. It misleads: help begins when results are at their "
        "lowest, and most get better by themselves."
    )


def test_where_nothing_was_measured_before_there_is_no_plain_comparison():
    assert plain_comparison(replace(UNKNOWN, before_after=None)) == ""


@pytest.mark.parametrize(
    ("lever", "unit_wide", "called"),
    [
        ("coaching", False, "coaching"),
        ("tool", True, "tools, for whole units"),
        ("job_rotation", False, "job rotation"),
    ],
)
def test_a_lever_is_called_as_people_would(lever: str, called: str, *, unit_wide: bool):
    assert kind_of(replace(COACHING, lever=lever, unit_wide=unit_wide)) == called


def test_those_of_which_something_is_known_stand_in_the_order_given():
    closes = replace(UNKNOWN, more_known=True)

    assert known_first((UNKNOWN, closes, COACHING)) == (closes, COACHING)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "coaching"),
        ({"unit_wide": True}, "coaching, for whole units"),
        ({"cause": "feedback_missing"}, "coaching, where the cause was “feedback is missing”"),
        ({"unit_wide": True, "cause": "tool"}, "coaching, for whole units, where the cause was “the tools”"),
    ],
)
def test_it_is_called_by_what_was_done_for_whom_and_against_what(changed: dict[str, Any], name: str):
    assert kind_of(replace(COACHING, **changed)) == name
