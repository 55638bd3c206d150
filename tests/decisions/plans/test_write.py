"""A plan is written by both sides, agreed to by both, and ends with a word on what came of it."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans import read, write
from answerable.decisions.plans.models import Commitment, Extension, Plan, Signature
from answerable.decisions.plans.write import CHANGED, CLOSED, NOT_YOURS, NOTHING_HERE, Saved
from answerable.facts.support.models import Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.plans import NO_LEADER, NO_PERSON
from answerable.rules.verdicts import Verdict
from more_cases import take_up
from plans_made import (
    MORE_TIME,
    ONLY_THE_PERSON,
    TEXT,
    agree,
    case_number,
    give_time,
    run,
    write_down,
)
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

DONE = Verdict(allowed=True, reasons=())


def everything() -> list[object]:
    """All that a deed here could change."""
    duties = Duty.objects.order_by("pk").values_list("pk", "kept_on", "ended_on", "lapsed_on")
    plans = Plan.objects.order_by("pk").values_list("pk", "state", "version")
    counts = [model.objects.count() for model in (Commitment, Signature, Extension, Measure)]
    return [ledger.head(), list(duties), list(plans), counts]


def entries(number: int) -> list[tuple[str, str]]:
    """The last entries of the ledger about the seller, the latest first: what, and by whom."""
    return [(one.kind, one.actor) for one in ledger.history(["seller-1"], until=None, limit=number)]


def test_a_draft_binds_nobody_and_goes_on_record_without_its_words():
    saved = write_down()

    plan = read.plan_of(case_number(), until=None)
    assert saved == Saved(DONE, 1)
    assert plan is not None
    assert (plan.state, plan.version, plan.changed_by, plan.agreed_on) == ("draft", 1, "leader", None)
    assert plan.levers == (("coaching", "Calls, together"),)
    assert [(one.by_key, one.text, one.due_on) for one in plan.commitments] == [
        ("seller-1", "I call ten accounts a week", date(2026, 2, 27)),
        ("leader", "I join the first call every Monday", date(2026, 2, 27)),
    ]
    assert [(one.text, one.due_on, one.reached_on) for one in plan.milestones] == [
        ("Five first meetings", date(2026, 2, 13), None)
    ]
    assert (plan.reviews, plan.decide_on) == ((date(2026, 1, 26), date(2026, 2, 9)), date(2026, 3, 2))
    entry = ledger.history(["seller-1"], until=None, limit=1)[0]
    assert (entry.kind, entry.body) == ("plan.written", {"case": case_number(), "plan": plan.number, "version": 1})
    assert Measure.objects.count() == 0


def test_written_the_same_twice_it_is_written_once():
    write_down()
    before = everything()

    assert write_down(version=1) == Saved(DONE, 1)
    assert everything() == before


@pytest.mark.parametrize("name", ["director", "new leader", "peer", "stranger", "partner", "administrator"])
def test_nobody_writes_it_but_the_person_and_the_leaders_who_answer(name: str):
    before = everything()

    assert write_down(name) == Saved(NOT_YOURS)
    assert everything() == before


def test_two_who_write_at_once_overwrite_nothing():
    write_down("leader")
    write_down("seller", replace(TEXT, decide_on=date(2026, 3, 9)), version=1)
    before = everything()

    late = write_down("chief", replace(TEXT, decide_on=date(2026, 3, 16)), version=1)

    assert late == Saved(CHANGED, is_stale=True)
    assert everything() == before


def test_a_plan_for_a_sustained_gap_is_refused_until_the_leader_commits():
    give_time()
    write_down("leader", ONLY_THE_PERSON)
    before = everything()

    refused = agree("leader")

    assert refused == Verdict(allowed=False, reasons=(NO_LEADER,))
    assert everything() == before
    write_down("leader", TEXT, version=1)
    assert agree("leader", version=2) == DONE


def test_before_the_decision_has_more_time_no_plan_can_be_agreed():
    write_down()

    (reason,) = agree("leader").reasons

    assert reason == (
        "The decision was due on 15 December 2025. Before there can be a plan, the next leader who answers has to give "
        "it more time, with a reason, or decide."
    )


def test_once_both_sides_have_agreed_it_runs_its_levers_begin_and_the_duty_is_kept():
    give_time()
    write_down()

    first = agree("leader")
    half = read.plan_of(case_number(), until=None)
    second = agree("seller")

    plan, measure = read.plan_of(case_number(), until=None), Measure.objects.get()
    assert half is not None
    assert plan is not None
    assert (first, half.state, half.proposed_on, half.agreed_on) == (DONE, "proposed", TODAY, None)
    assert (second, plan.state, plan.agreed_on) == (DONE, "running", TODAY)
    assert (measure.lever, measure.name, measure.expectation) == ("coaching", "Calls, together", "bookings")
    assert measure.leader is not None
    assert measure.person is not None
    assert (measure.person.key, measure.leader.key, measure.starts_on) == ("seller-1", "leader", TODAY)
    owed = Duty.objects.get(leader__key="chief", kind="plan")
    assert (owed.kept_on, owed.ended_on) == (TODAY, TODAY)
    review = Duty.objects.get(kind="review")
    assert (review.leader.key, review.due_on) == ("leader", date(2026, 1, 26))
    assert entries(6) == [
        ("duty.raised", "seller-1"),
        ("duty.kept", "seller-1"),
        ("measure.begun", "seller-1"),
        ("plan.begun", "seller-1"),
        ("plan.agreed", "seller-1"),
        ("plan.proposed", "leader"),
    ]


def test_what_the_ledger_tells_of_the_plan_that_runs_is_counted_and_dated():
    plan = run()

    begun = next(one for one in ledger.history(["seller-1"], until=None, limit=6) if one.kind == "plan.begun")
    assert begun.body == {
        "case": case_number(),
        "plan": plan.number,
        "levers": ["coaching"],
        "commitments": {"person": 1, "leader": 1},
        "reviews": ["2026-01-26", "2026-02-09"],
        "decide_on": "2026-03-02",
        "instead_of": None,
    }


def test_to_agree_twice_is_to_agree_once_and_not_for_somebody_else():
    give_time()
    write_down()
    agree("leader")
    before = everything()

    assert agree("leader") == DONE
    assert agree("director") == NOT_YOURS
    assert agree("peer") == NOT_YOURS
    assert agree("seller", version=7) == CHANGED
    assert everything() == before


def test_whoever_changes_it_asks_the_other_side_again():
    give_time()
    write_down()
    agree("leader")
    write_down("seller", replace(TEXT, milestones=()), version=1)

    assert agree("seller", version=2) == DONE

    plan = read.plan_of(case_number(), until=None)
    assert plan is not None
    assert (plan.state, plan.has_signed("seller-1"), plan.has_signed("leader")) == ("proposed", True, False)


def test_a_leader_above_who_is_named_in_it_has_to_agree_too():
    give_time()
    chief = replace(TEXT.commitments[1], by="director", text="I free Lee of the Tuesday report")
    write_down("leader", replace(TEXT, commitments=(*TEXT.commitments, chief)))
    agree("leader")
    agree("seller")
    waiting = read.plan_of(case_number(), until=None)

    agree("director")

    plan = read.plan_of(case_number(), until=None)
    assert waiting is not None
    assert plan is not None
    assert (waiting.state, plan.state) == ("proposed", "running")


def test_who_has_yet_to_agree_is_named():
    give_time()
    write_down()
    parties = write.parties_of(_shown(), TODAY)
    plan = read.plan_of(case_number(), until=None)
    assert plan is not None

    assert write.missing(plan, parties) == ("Seller-1", "Lee Okoro")
    agree("seller")
    plan = read.plan_of(case_number(), until=None)
    assert plan is not None
    assert write.missing(plan, parties) == ("Lee Okoro",)
    nobody = replace(parties, leaders=(), beside=(), answerable=None)
    assert write.missing(replace(plan, commitments=plan.commitments[:1]), nobody) == ("a leader",)


def _shown() -> write.CaseShown:
    return write.cases.numbered([case_number()])[case_number()]


def test_there_is_nothing_to_agree_to_where_there_is_no_plan_and_none_for_a_gap_that_has_closed():
    assert agree("leader") == NOTHING_HERE
    write_down()
    Case.objects.update(closed_on=TODAY)
    before = everything()

    assert agree("leader") == CLOSED
    assert write_down(version=1) == Saved(CLOSED)
    assert everything() == before


def test_a_plan_that_runs_is_changed_by_one_that_takes_its_place_and_begins_only_what_is_new():
    first = run()
    more = replace(TEXT, levers=(*TEXT.levers, ("training", "Negotiating")))
    write_down("leader", more)
    assert read.plan_of(case_number(), until=None) == first
    agree("leader")

    agree("seller")

    plans = read.plans_of(case_number(), until=None)
    assert [(one.state, one.outcome, one.ended_on) for one in plans] == [("running", "", None), ("ended", "", TODAY)]
    assert list(Measure.objects.order_by("pk").values_list("lever", flat=True)) == ["coaching", "training"]


def test_the_next_leader_who_answers_gives_the_decision_more_time_and_the_direct_leader_owes_it_then():
    assert give_time() == DONE

    given = Extension.objects.get()
    assert (given.by.key, given.level, given.given_on, given.until) == ("chief", 3, TODAY, MORE_TIME)
    assert [(one.kind, one.actor) for one in ledger.history(["seller-1"], until=None, limit=3)] == [
        ("duty.raised", "chief"),
        ("duty.kept", "chief"),
        ("decision.extended", "chief"),
    ]
    owed = Duty.objects.get(kind="decision", ended_on=None)
    assert (owed.leader.key, owed.arises_on, owed.due_on, owed.lapses_on) == (
        "leader",
        TODAY,
        MORE_TIME,
        date(2026, 4, 9),
    )


def test_the_clock_says_the_same_on_the_day_itself_and_on_the_next():
    give_time()
    before = everything()

    tick(in_force.record(), on=TODAY, at=AT)
    same = everything()
    tick(in_force.record(), on=date(2026, 1, 13), at=AT)

    case = Case.objects.get()
    assert same[1:] == before[1:]
    assert case.answerable is not None
    assert (case.answerable.key, case.level) == ("chief", 3)
    assert list(Duty.objects.filter(kind="decision", ended_on=None).values_list("leader__key", "due_on")) == [
        ("leader", MORE_TIME)
    ]


@pytest.mark.parametrize("name", ["leader", "director", "seller", "peer", "partner", "administrator"])
def test_nobody_else_gives_it_more_time(name: str):
    before = everything()

    assert give_time(name).reasons == (
        "Only the next leader, once answerable for the gap, can give its decision more time; the direct one cannot.",
    )
    assert everything() == before


def test_more_time_takes_a_reason_and_is_given_once_a_day():
    before = everything()

    assert give_time(reason=" ").reasons == ("More time takes a reason: say what will be different by then.",)
    assert everything() == before
    give_time()
    assert give_time(until=date(2026, 5, 1)).reasons == (
        "The time for this decision has begun only today: it can be given more from tomorrow on.",
    )


def test_early_a_plan_needs_no_leader_s_commitment_but_always_the_person_s():
    case = take_up(person="seller-2", answers="leader")
    mine = replace(TEXT.commitments[0], by="seller-2")
    write_down("leader", replace(TEXT, commitments=(TEXT.commitments[1],)), case=case.pk)

    assert agree("leader", case=case.pk).reasons == (NO_PERSON,)

    write_down("leader", replace(TEXT, commitments=(mine,)), version=1, case=case.pk)
    agree("peer", version=2, case=case.pk)
    agree("leader", version=2, case=case.pk)
    plan = read.plan_of(case.pk, until=None)
    assert plan is not None
    assert plan.state == "running"
