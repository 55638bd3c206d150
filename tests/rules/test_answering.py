"""What the next leader can choose about a gap that came to them, and what that keeps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.answering import CameUp, Choice, Chosen, keeps, may_choose
from answerable.rules.clocks import DutyKind

ON = date(2026, 1, 12)
GAP = CameUp(answerable="chief", level=3, is_open=True, is_unit=False)
REASON = "Two accounts were moved in July."
HELP = Chosen("chief", Choice.HELP, REASON, "I sit in on two pitches.", date(2026, 1, 30))
NOT_YOURS = "Only the leader to whom a gap has come from below chooses what comes of it."
SAID = {
    Choice.HELP: HELP,
    Choice.EXTEND: Chosen("chief", Choice.EXTEND, REASON, due_on=date(2026, 2, 28)),
    Choice.CHANGE_ROLE: Chosen("chief", Choice.CHANGE_ROLE, REASON),
    Choice.EXIT: Chosen("chief", Choice.EXIT, REASON),
    Choice.EXPECTATION_WRONG: Chosen("chief", Choice.EXPECTATION_WRONG, REASON),
}


@pytest.mark.parametrize("choice", Choice)
def test_the_leader_it_came_to_may_choose_each(choice: Choice):
    assert may_choose(SAID[choice], GAP, ON).allowed


@pytest.mark.parametrize("choice", Choice)
def test_nobody_else_chooses(choice: Choice):
    for gap in (replace(GAP, answerable="director"), replace(GAP, answerable=None), replace(GAP, level=1)):
        assert may_choose(SAID[choice], gap, ON).reasons == (NOT_YOURS,)


@pytest.mark.parametrize("choice", Choice)
def test_every_choice_takes_a_reason(choice: Choice):
    verdict = may_choose(replace(SAID[choice], reason=" "), GAP, ON)

    assert verdict.reasons == ("Say why: the person, and the leaders below, are owed a reason.",)


def test_nothing_is_chosen_about_a_gap_that_has_closed():
    assert may_choose(HELP, replace(GAP, is_open=False), ON).reasons == (
        "The gap has closed: nothing is left to be chosen.",
    )


@pytest.mark.parametrize("choice", [Choice.CHANGE_ROLE, Choice.EXIT])
def test_a_unit_holds_no_role_and_does_not_leave(choice: Choice):
    verdict = may_choose(SAID[choice], replace(GAP, is_unit=True), ON)

    assert verdict.reasons == ("This is a unit's gap: a change for one person does not end it.",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"commitment": ""}, "Say what you will do by that day."),
        ({"due_on": None}, "Say by when you will have done that: a promise without a day is none."),
        ({"due_on": date(2026, 1, 11)}, "11 January 2026 is over: name a day still to come."),
        ({"due_on": ON + timedelta(days=181)}, "Help that takes more than 180 days is none: name a nearer day."),
    ],
)
def test_a_promise_of_help_says_what_and_by_when(change: dict[str, object], reason: str):
    assert may_choose(replace(HELP, **change), GAP, ON).reasons == (reason,)


def test_help_without_a_promise_can_be_chosen_and_keeps_nothing():
    only_said = replace(HELP, commitment="", due_on=None)

    assert may_choose(only_said, GAP, ON).allowed
    assert keeps(only_said, carried_out=False) == frozenset()


def test_more_time_says_until_when():
    assert may_choose(replace(SAID[Choice.EXTEND], due_on=None), GAP, ON).reasons == (
        "Say until when there is more time.",
    )


def test_help_with_a_promise_keeps_the_conversation_and_the_plan():
    assert keeps(HELP, carried_out=False) == {DutyKind.CONVERSATION, DutyKind.PLAN}


def test_more_time_keeps_the_decision():
    assert keeps(SAID[Choice.EXTEND], carried_out=False) == {DutyKind.DECISION}


@pytest.mark.parametrize("choice", [Choice.CHANGE_ROLE, Choice.EXIT, Choice.EXPECTATION_WRONG])
def test_what_is_decided_keeps_the_decision_once_it_is_carried_out(choice: Choice):
    assert keeps(SAID[choice], carried_out=True) == {DutyKind.DECISION}
    assert keeps(SAID[choice], carried_out=False) == frozenset()


WORDS = st.sampled_from(["", " ", "Because."])
DAYS = st.one_of(st.none(), st.dates(date(2025, 12, 1), date(2026, 12, 1)))


@given(
    st.builds(Chosen, st.sampled_from(["chief", "leader"]), st.sampled_from(Choice), WORDS, WORDS, DAYS),
    st.builds(CameUp, st.sampled_from(["chief", None]), st.integers(0, 4), st.booleans(), st.booleans()),
)
def test_whatever_is_allowed_is_reasoned_and_chosen_by_the_one_it_came_to(chosen: Chosen, gap: CameUp):
    verdict = may_choose(chosen, gap, ON)

    assert verdict.allowed == (not verdict.reasons)
    if verdict.allowed:
        assert (chosen.by, gap.is_open, gap.level >= 2) == (gap.answerable, True, True)
        assert chosen.reason.strip()
        assert not (gap.is_unit and chosen.choice in {Choice.CHANGE_ROLE, Choice.EXIT})
