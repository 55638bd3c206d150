"""Questions about plans; a leader of then is told what stood then."""

from datetime import UTC, date, datetime

import pytest

from answerable.decisions.cases import read as cases
from answerable.decisions.duties import read as duties
from answerable.decisions.plans import read
from answerable.decisions.plans.models import Extension, Plan
from answerable.decisions.plans.parties import parties_of
from answerable.decisions.plans.progress import reach, say_kept
from answerable.decisions.plans.shown import Brief
from answerable.rules.clocks import Decided
from answerable.rules.plans import Deciding
from asking import asker
from more_cases import take_up
from plans_made import MORE_TIME, WHY, agree, case_number, end, give_time, run, write_down
from staged import TODAY

pytestmark = pytest.mark.django_db

THEN = date(2026, 1, 14)
LATER = date(2026, 1, 20)
AT_LATER = datetime(2026, 1, 20, 9, tzinfo=UTC)


def test_there_is_no_plan_before_there_is_one():
    assert read.plan_of(case_number(), until=None) is None
    assert read.history(case_number(), until=None, on=TODAY)[1] is None
    assert read.in_writing(case_number()) is None


def test_in_brief_a_plan_is_told_with_who_answered_in_one_question():
    held, _nothing, _cause = read.history(case_number(), until=None, on=TODAY)
    give_time()
    write_down()
    drafted = read.history(case_number(), until=None, on=TODAY)[1]
    agree("leader")
    put_forward = read.history(case_number(), until=None, on=TODAY)[1]
    agree("seller")
    runs = read.history(case_number(), until=None, on=TODAY)[1]
    write_down("seller")
    end("leader", "tool_fixed")

    assert held == cases.history(case_number(), until=None)
    assert drafted == Brief("draft", date(2026, 3, 2), "", None)
    assert put_forward == Brief("proposed", date(2026, 3, 2), "", TODAY)
    assert runs == Brief("running", date(2026, 3, 2), "", TODAY)
    Plan.objects.filter(state="draft").delete()
    assert read.history(case_number(), until=None, on=TODAY)[1] == Brief("ended", date(2026, 3, 2), "tool_fixed", TODAY)


def test_a_leader_of_then_is_told_what_was_agreed_by_then_and_nothing_that_came_after():
    plan = run()
    say_kept(asker("leader", LATER), commitment=plan.commitments[0].number, is_kept=True, at=AT_LATER)
    say_kept(asker("seller", LATER), commitment=plan.commitments[0].number, is_kept=True, at=AT_LATER)
    reach(asker("leader", LATER), case=case_number(), place=1, is_reached=True, at=AT_LATER)
    end("leader", "left", on=LATER)
    write_down("leader")

    then = read.plan_of(case_number(), until=THEN)

    assert then == plan
    assert read.history(case_number(), until=THEN, on=THEN)[1] == Brief("running", date(2026, 3, 2), "", TODAY)
    assert read.plan_of(case_number(), until=date(2026, 1, 11)) is None
    assert read.history(case_number(), until=date(2026, 1, 11), on=THEN)[1] is None
    now = read.plan_of(case_number(), until=LATER)
    assert now is not None
    assert (now.state, now.commitments[0].person_said_on, now.milestones[0].reached_on) == ("ended", LATER, LATER)


def test_a_draft_is_nothing_a_leader_of_then_knew():
    give_time()
    write_down()

    assert read.plans_of(case_number(), until=TODAY) == ()


def test_more_time_is_told_with_its_reason():
    give_time()

    assert read.extensions_of(case_number(), until=None) == (
        read.ExtensionShown("Cleo Chief", 3, TODAY, MORE_TIME, WHY),
    )
    assert read.extensions_of(case_number(), until=date(2026, 1, 11)) == ()


def test_what_was_decided_is_told_by_case_in_order_and_only_of_open_ones():
    run()
    end("leader", "process_fixed")

    assert read.decided(until=TODAY) == {case_number(): (Decided(TODAY, MORE_TIME), Decided(TODAY, None))}
    assert read.decided(until=date(2026, 1, 11)) == {}
    Extension.objects.update(case=take_up(person="seller-2", answers="leader"))
    Plan.objects.update(outcome="")
    assert list(read.decided(until=TODAY)) != [case_number()]


def test_the_decision_is_due_when_it_was_asked_for_last_and_else_as_the_policy_has_it():
    case = cases.numbered([case_number()])[case_number()]
    asked = duties.of_case(case.number, until=None)

    assert read.deciding(case, asked, TODAY, 90) == Deciding(
        "chief", 3, is_open=True, decide_by=date(2025, 12, 15), asked_on=date(2025, 12, 8)
    )
    assert read.deciding(case, (), TODAY, 90) == Deciding(
        "chief", 3, is_open=True, decide_by=date(2026, 4, 12), asked_on=None
    )


def test_a_gap_faces_a_plan_with_all_leaders_above():
    case = cases.numbered([case_number()])[case_number()]

    facing = read.facing(case, parties_of(case, TODAY), MORE_TIME)

    assert (facing.is_unit, facing.is_sustained, facing.decide_by) == (False, True, MORE_TIME)
    assert facing.leaders == {"leader", "director", "chief"}


def test_a_commitment_belongs_to_its_case():
    plan = run()
    other = take_up(person="seller-2", answers="leader")

    assert read.has_commitment(case_number(), plan.commitments[0].number)
    assert not read.has_commitment(other.pk, plan.commitments[0].number)
