"""Is a plan acceptable; may a decision be put off; may a plan end so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.plans import (
    DECISION_PAST,
    EMPTY,
    NO_DECISION,
    NO_LEADER,
    NO_LEVER,
    NO_PERSON,
    NO_REVIEW,
    NO_UNIT_LEADER,
    REVIEW_PAST,
    Commitment,
    Deciding,
    GapFacing,
    MoreTime,
    Outcome,
    ProposedPlan,
    Side,
    acceptable,
    agreed_cause,
    may_end,
    may_extend,
)
from answerable.rules.verdicts import Verdict

TODAY = date(2026, 3, 2)
DECIDE_BY = date(2026, 5, 1)
ANA = Commitment(Side.PERSON, "ana", "I call ten accounts a week", date(2026, 3, 31))
PETRA = Commitment(Side.LEADER, "petra", "I join the first call every Monday", date(2026, 3, 31))
PLAN = ProposedPlan(("coaching",), (ANA, PETRA), (date(2026, 3, 16), date(2026, 3, 30)), date(2026, 4, 15))
GAP = GapFacing(is_unit=False, is_sustained=True, leaders=frozenset({"petra", "dana"}), decide_by=DECIDE_BY)
UNIT = replace(GAP, is_unit=True, is_sustained=False)
BEYOND = (
    "The decision is due by 1 May 2026, and the plan's lies after it. Only the next leader who answers can give it "
    "more time, with a reason."
)
ALLOWED = Verdict(allowed=True, reasons=())


def refused(*reasons: str) -> Verdict:
    return Verdict(allowed=False, reasons=reasons)


def test_a_plan_of_both_sides_with_reviews_and_a_decision_date_is_acceptable():
    assert acceptable(PLAN, GAP, TODAY) == ALLOWED


def test_a_plan_for_a_sustained_gap_without_a_commitment_of_the_leader_s_own_is_refused_and_says_why():
    verdict = acceptable(replace(PLAN, commitments=(ANA,)), GAP, TODAY)

    assert verdict == refused(
        "No leader has committed to anything. A gap that lasts is management's: it is never closed by addressing only "
        "the person. Say what you yourself will do, and by when."
    )
    assert verdict.reasons == (NO_LEADER,)


def test_what_somebody_who_does_not_lead_there_commits_to_is_no_leader_s_commitment():
    stranger = replace(PETRA, by="sam")

    assert acceptable(replace(PLAN, commitments=(ANA, stranger)), GAP, TODAY) == refused(NO_LEADER)


def test_before_a_gap_is_sustained_the_person_s_commitment_is_enough():
    early = replace(GAP, is_sustained=False)

    assert acceptable(replace(PLAN, commitments=(ANA,)), early, TODAY) == ALLOWED


def test_the_person_has_to_commit_to_something_and_a_unit_has_its_leader():
    assert acceptable(replace(PLAN, commitments=(PETRA,)), GAP, TODAY) == refused(NO_PERSON)
    assert acceptable(replace(PLAN, commitments=(PETRA,)), UNIT, TODAY) == ALLOWED
    assert acceptable(replace(PLAN, commitments=()), UNIT, TODAY) == refused(NO_UNIT_LEADER)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (replace(PLAN, levers=()), NO_LEVER),
        (
            replace(PLAN, levers=("magic",)),
            "“magic” is no lever of a plan: coaching, training, process, program, tool are.",
        ),
        (replace(PLAN, commitments=(ANA, PETRA, replace(PETRA, text=" "))), EMPTY),
        (replace(PLAN, decide_on=None), NO_DECISION),
        (replace(PLAN, review_on=()), NO_REVIEW),
        (replace(PLAN, review_on=(date(2026, 3, 1),)), REVIEW_PAST),
        (
            replace(PLAN, review_on=(date(2026, 3, 16), date(2026, 4, 16))),
            "A review lies after the decision on 15 April 2026: look at it together before you decide.",
        ),
        (
            replace(PLAN, commitments=(ANA, replace(PETRA, due_on=date(2026, 3, 1)))),
            "A commitment is due in the past: name days still to come.",
        ),
        (
            replace(PLAN, commitments=(ANA, replace(PETRA, due_on=date(2026, 4, 16)))),
            "A commitment is due after the decision on 15 April 2026: it would come too late to count.",
        ),
        (
            replace(PLAN, decide_on=date(2026, 5, 2)),
            BEYOND,
        ),
    ],
)
def test_each_thing_a_plan_lacks_is_named(plan: ProposedPlan, reason: str):
    assert acceptable(plan, GAP, TODAY) == refused(reason)


def test_a_decision_date_that_is_over_is_none():
    past = replace(PLAN, commitments=(), review_on=(), decide_on=date(2026, 3, 1))

    assert acceptable(past, UNIT, TODAY).reasons == (NO_UNIT_LEADER, DECISION_PAST, NO_REVIEW)


def test_once_the_decision_is_over_its_day_no_plan_can_be_agreed_before_it_has_more_time():
    late = replace(GAP, decide_by=date(2026, 3, 1))

    assert acceptable(PLAN, late, TODAY) == refused(
        "The decision was due on 1 March 2026. Before there can be a plan, the next leader who answers has to give it "
        "more time, with a reason, or decide."
    )


def test_everything_that_is_missing_is_said_at_once_in_the_order_of_the_form():
    nothing = ProposedPlan((), (), (), None)

    assert acceptable(nothing, GAP, TODAY).reasons == (NO_LEVER, NO_PERSON, NO_LEADER, NO_DECISION, NO_REVIEW)


@given(days=st.integers(0, 60), is_unit=st.booleans(), leaders=st.frozensets(st.sampled_from(["petra", "dana", "eli"])))
def test_no_plan_for_a_lasting_gap_is_ever_accepted_without_a_leader_of_its_chain(
    days: int, *, is_unit: bool, leaders: frozenset[str]
):
    gap = replace(GAP, is_unit=is_unit, leaders=leaders)
    plan = replace(PLAN, decide_on=TODAY + timedelta(days=days))

    assert not acceptable(plan, gap, TODAY).allowed or "petra" in leaders


DECIDING = Deciding("dana", 2, is_open=True, decide_by=DECIDE_BY, asked_on=date(2026, 2, 1))
WISH = MoreTime("dana", date(2026, 6, 1), "The new price list comes in May.")
ONLY_NEXT = "Only the next leader, once answerable for the gap, can give its decision more time; the direct one cannot."


def test_the_next_leader_who_answers_can_give_a_decision_more_time_with_a_reason():
    assert may_extend(WISH, DECIDING, TODAY) == ALLOWED


@pytest.mark.parametrize(
    ("wish", "deciding", "reason"),
    [
        (replace(WISH, asked_by="petra"), DECIDING, ONLY_NEXT),
        (replace(WISH, asked_by="petra"), replace(DECIDING, answerable="petra", level=1), ONLY_NEXT),
        (replace(WISH, asked_by=""), replace(DECIDING, answerable=None, level=0), ONLY_NEXT),
        (replace(WISH, reason=" "), DECIDING, "More time takes a reason: say what will be different by then."),
        (replace(WISH, until=DECIDE_BY), DECIDING, "This is no more time: name a day after 1 May 2026."),
        (
            replace(WISH, until=TODAY),
            replace(DECIDING, decide_by=date(2026, 2, 2)),
            "This is no more time: name a day after 2 March 2026.",
        ),
        (
            replace(WISH, until=date(2026, 8, 30)),
            DECIDING,
            "At most 180 days at a time: a decision put off for long is none.",
        ),
        (
            WISH,
            replace(DECIDING, asked_on=None),
            "No decision is owed on this gap now: there is nothing to put off.",
        ),
        (
            WISH,
            replace(DECIDING, asked_on=TODAY),
            "The time for this decision has begun only today: it can be given more from tomorrow on.",
        ),
        (WISH, replace(DECIDING, is_open=False), "The gap has closed: nothing is left to be decided."),
    ],
)
def test_nobody_else_can_and_not_for_nothing(wish: MoreTime, deciding: Deciding, reason: str):
    assert may_extend(wish, deciding, TODAY) == refused(reason)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.CLOSED])
def test_a_leader_of_the_chain_says_how_a_plan_ended(outcome: Outcome):
    assert may_end(outcome, GAP, "dana", "The team's tool was replaced.", None) == ALLOWED


def test_a_plan_ends_as_closed_only_once_the_figures_say_so():
    still_open = refused("By its figures the gap is still open: it closes once they say so.")

    assert may_end(Outcome.CLOSED, GAP, "petra", "Done.", None) == still_open
    assert may_end(Outcome.CLOSED, GAP, "petra", "Done.", TODAY) == ALLOWED


def test_nobody_ends_a_plan_who_does_not_lead_there_nor_without_a_word_nor_a_unit_s_by_moving_one_person():
    assert may_end(Outcome.LEFT, GAP, "ana", "I left.", None) == refused(
        "Only a leader whose gap it is to close can say how the plan ended."
    )
    assert may_end(Outcome.LEFT, UNIT, "petra", " ", None) == refused(
        "This is a unit's gap: a change for one person does not end it.",
        "Say in a sentence why: whoever reads the record has to understand it.",
    )


@pytest.mark.parametrize(
    ("views", "cause"),
    [
        ([], None),
        ([["skill"]], "skill"),
        ([["skill", "tool"]], None),
        ([["skill", "tool"], ["tool"]], "tool"),
        ([["skill"], ["tool"]], None),
        ([["skill", "tool"], ["tool", "skill", "drive"]], None),
    ],
)
def test_a_gap_comes_from_the_one_cause_that_all_who_said_something_name(views: list[list[str]], cause: str | None):
    assert agreed_cause(views) == cause
