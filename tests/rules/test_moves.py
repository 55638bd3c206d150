"""Nobody is moved unheard, nobody without real support unless a leader above says why, and never by the software."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.moves import (
    UNDECIDED,
    Decider,
    MoveDeed,
    MoveKind,
    MoveState,
    Proposal,
    SupportGiven,
    after,
    marks_due,
    may_begin,
    may_decide,
    may_decide_otherwise,
    may_decline,
    may_move,
    may_take_back,
    may_tell,
    missing_support,
    was_heard,
)
from answerable.rules.verdicts import Verdict

ON = date(2026, 1, 12)
NOTHING = SupportGiven(9, 0, 7, 0, 0, plan_agreed=False, leader_commitments_kept=0, heard=True)
HELPED = replace(NOTHING, conversations=2, measures=1)
PLANNED = replace(NOTHING, plan_agreed=True, leader_commitments_kept=1)
PROPOSAL = Proposal(MoveKind.ROLE, MoveState.HEARD, "seller-1", own_wish=False, answerable_level=1)
LEADER, DIRECTOR = Decider("leader", 1), Decider("director", 2)

NONE_YET = "No real support is on record yet."
PLAN = "Either an agreed plan in which a leader kept a commitment of their own: a plan was not agreed."
HELP = (
    "Or at least 2 conversations and a measure that ran for 30 days: on record are 0 conversations and 0 measures of "
    "that length."
)
PLAN_OF_ONE = PLAN.replace("was not agreed", "has no commitment of a leader's own that was kept")
LITTLE_HELP = HELP.replace("0 conversations and 0 measures", "1 conversation and 2 measures")

supports = st.builds(
    SupportGiven,
    owed=st.integers(0, 50),
    kept=st.integers(0, 50),
    lapsed=st.integers(0, 50),
    conversations=st.integers(0, 5),
    measures=st.integers(0, 3),
    plan_agreed=st.booleans(),
    leader_commitments_kept=st.integers(0, 3),
    heard=st.booleans(),
)


@pytest.mark.parametrize("given_", [HELPED, PLANNED])
def test_real_support_is_enough_for_the_direct_leader(given_: SupportGiven):
    assert may_move(MoveKind.LEAVING, given_, 1, "") == Verdict(allowed=True, reasons=("Real support is on record.",))


def test_without_it_the_direct_leader_is_refused_and_told_exactly_what_is_missing():
    verdict = may_move(MoveKind.LEAVING, NOTHING, 1, "He does not fit.")

    above = "A move out of the company without it can be decided by the next leader or one above, with a reason."
    assert verdict == Verdict(allowed=False, reasons=(NONE_YET, PLAN, HELP, above))


def test_a_plan_in_which_no_leader_kept_anything_is_none():
    alone = replace(NOTHING, plan_agreed=True, conversations=1, measures=2)

    assert missing_support(alone) == (NONE_YET, PLAN_OF_ONE, LITTLE_HELP)


def test_a_leader_above_decides_without_it_and_says_why():
    silent, told = may_move(MoveKind.ROLE, NOTHING, 2, " "), may_move(MoveKind.ROLE, NOTHING, 2, "She asked me to.")

    assert silent.reasons == (NONE_YET, PLAN, HELP, "The next leader can decide so all the same: say why.")
    assert not silent.allowed
    assert told.allowed
    assert told.reasons == (NONE_YET, PLAN, HELP, "Decided all the same by a leader above the direct one.")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (MoveKind.ROLE, "A move to another role is decided once the person was told and heard."),
        (MoveKind.LEADER, "A move to another leader is decided once the person was told and heard."),
        (MoveKind.LEAVING, "A move out of the company is decided once the person was told and heard."),
    ],
)
def test_nobody_is_moved_unheard_by_whomever(kind: MoveKind, sentence: str):
    for level in (1, 2, 9):
        verdict = may_move(kind, replace(HELPED, heard=False), level, "It is urgent.")

        assert verdict == Verdict(allowed=False, reasons=(sentence,))


@given(supports, st.sampled_from(MoveKind), st.integers(1, 6), st.text(max_size=5))
def test_whatever_is_allowed_was_heard_and_rests_on_support_or_on_a_leader_above_with_a_reason(
    given_: SupportGiven, kind: MoveKind, level: int, reason: str
):
    verdict = may_move(kind, given_, level, reason)

    assert verdict.reasons
    if verdict.allowed:
        assert given_.heard
        assert not missing_support(given_) or (level >= 2 and reason.strip())


@given(supports, st.sampled_from(MoveKind), st.integers(1, 6))
def test_more_support_never_makes_a_move_harder(given_: SupportGiven, kind: MoveKind, level: int):
    more = replace(given_, conversations=given_.conversations + 1, measures=given_.measures + 1)

    assert may_move(kind, more, level, "").allowed >= may_move(kind, given_, level, "").allowed


def test_only_a_leader_in_line_decides_and_nobody_on_themself():
    theirs = "A leader in whose line the person is decides on this."

    for decider in (Decider("peer", 0), Decider("seller-1", 1), Decider("", 0)):
        assert may_decide(PROPOSAL, decider, HELPED, "So.") == Verdict(allowed=False, reasons=(theirs,))
        assert may_decline(PROPOSAL, decider) == Verdict(allowed=False, reasons=(theirs,))
    assert may_decide(PROPOSAL, LEADER, HELPED, "").allowed
    assert may_decline(PROPOSAL, LEADER).allowed


def test_where_the_gap_has_climbed_whoever_is_answerable_decides_or_one_above():
    climbed = replace(PROPOSAL, answerable_level=2)

    refused = may_decide(climbed, LEADER, HELPED, "So.")

    higher = "The gap it comes from has climbed to level 2: that leader, or one above, decides."
    assert refused == Verdict(allowed=False, reasons=(higher,))
    assert may_decide(climbed, DIRECTOR, HELPED, "").allowed
    assert may_decide(climbed, Decider("chief", 3), HELPED, "").allowed


def test_what_the_person_asked_for_needs_no_proof_of_support():
    own = replace(PROPOSAL, own_wish=True)

    verdict = may_decide(own, LEADER, replace(NOTHING, heard=False), "")

    assert verdict == Verdict(allowed=True, reasons=("The person asked for it themself.",))


@pytest.mark.parametrize("kind", list(MoveKind))
def test_what_the_person_asked_for_is_no_ground_for_something_else(kind: MoveKind):
    asked = "The person asked for something else. Decline that and say why; propose this, and hear them on it."

    verdict = may_decide_otherwise(replace(PROPOSAL, own_wish=True), kind)

    assert verdict == Verdict(allowed=False, reasons=(asked,))


def test_that_somebody_leaves_is_not_what_becomes_of_another_proposal():
    unheard = "That they leave was not proposed, so nobody has heard them on it. Propose that, and hear them first."

    leaving = may_decide_otherwise(PROPOSAL, MoveKind.LEAVING)

    assert leaving == Verdict(allowed=False, reasons=(unheard,))
    assert may_decide_otherwise(PROPOSAL, MoveKind.LEADER).allowed
    assert may_decide_otherwise(replace(PROPOSAL, kind=MoveKind.LEAVING), MoveKind.LEAVING).allowed


def test_before_the_person_was_told_nothing_is_decided_but_it_can_be_declined():
    untold = replace(PROPOSAL, state=MoveState.PROPOSED)

    verdict = may_decide(untold, DIRECTOR, HELPED, "So.")

    tell = "The person has not been told yet. Tell them first, and by when they can answer."
    assert verdict == Verdict(allowed=False, reasons=(tell,))
    assert may_decline(untold, LEADER).allowed


@pytest.mark.parametrize("state", sorted(set(MoveState) - UNDECIDED))
def test_what_is_over_is_not_decided_again(state: MoveState):
    over = Verdict(allowed=False, reasons=("This proposal is decided or withdrawn already.",))

    assert may_decide(replace(PROPOSAL, state=state), LEADER, HELPED, "So.") == over
    assert may_decline(replace(PROPOSAL, state=state), LEADER) == over


@pytest.mark.parametrize(
    ("told_on", "answer_by", "answered_on", "heard"),
    [
        (None, None, None, False),
        (ON, None, None, False),
        (ON - timedelta(days=7), ON, None, False),
        (ON - timedelta(days=8), ON - timedelta(days=1), None, True),
        (ON, ON + timedelta(days=7), ON, True),
    ],
)
def test_somebody_was_heard_once_they_answered_or_had_their_time(
    *, told_on: date | None, answer_by: date | None, answered_on: date | None, heard: bool
):
    assert was_heard(told_on, answer_by, answered_on, ON) is heard


def test_whoever_is_told_has_three_days_at_least():
    soon = may_tell(date(2026, 1, 14), ON)

    assert soon == Verdict(allowed=False, reasons=("Give them until 15 January 2026 at least to answer.",))
    assert may_tell(date(2026, 1, 15), ON).allowed


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (date(2026, 1, 11), ("This day is over: a move begins today or later.",)),
        (date(2026, 1, 12), ()),
        (date(2027, 1, 13), ()),
        (date(2027, 1, 14), ("This is more than a year ahead.",)),
    ],
)
def test_a_move_begins_today_or_within_a_year(day: date, reasons: tuple[str, ...]):
    assert may_begin(day, ON) == Verdict(allowed=not reasons, reasons=reasons)


def test_a_decision_is_taken_back_before_its_day_with_a_reason():
    tomorrow = ON + timedelta(days=1)

    assert may_take_back(MoveState.DECIDED, tomorrow, ON, "The place is gone.").allowed
    assert may_take_back(MoveState.DECIDED, tomorrow, ON, " ").reasons == ("Say why it is taken back.",)
    assert may_take_back(MoveState.DECIDED, ON, ON, "No.").reasons == (
        "It took effect on 12 January 2026: what is wrong with it is put right by another move.",
    )
    assert may_take_back(MoveState.HEARD, tomorrow, ON, "No.").reasons == (
        "Nothing is decided that could be taken back.",
    )


def test_it_is_looked_at_after_30_90_and_180_days():
    looked = {days: marks_due(ON, ON + timedelta(days=days)) for days in (29, 30, 89, 90, 180, 999)}

    assert looked == {29: (), 30: (30,), 89: (30,), 90: (30, 90), 180: (30, 90, 180), 999: (30, 90, 180)}


@given(st.lists(st.sampled_from(MoveDeed), max_size=30))
def test_no_sequence_of_deeds_decides_before_the_person_was_told(deeds: list[MoveDeed]):
    state, told = MoveState.PROPOSED, False

    for deed in deeds:
        reached = after(state, deed)
        told = told or (deed is MoveDeed.TELL and reached is not None)
        state = reached or state

        assert state is not MoveState.DECIDED or told


def test_each_deed_has_its_states():
    steps = {deed: {state: after(state, deed) for state in MoveState if after(state, deed)} for deed in MoveDeed}

    assert steps == {
        MoveDeed.TELL: {MoveState.PROPOSED: MoveState.TOLD},
        MoveDeed.ANSWER: {MoveState.TOLD: MoveState.HEARD, MoveState.HEARD: MoveState.HEARD},
        MoveDeed.DECIDE: {MoveState.TOLD: MoveState.DECIDED, MoveState.HEARD: MoveState.DECIDED},
        MoveDeed.DECLINE: dict.fromkeys(UNDECIDED, MoveState.DECLINED),
        MoveDeed.WITHDRAW: dict.fromkeys(UNDECIDED, MoveState.WITHDRAWN),
        MoveDeed.TAKE_BACK: {MoveState.DECIDED: MoveState.HEARD},
    }
