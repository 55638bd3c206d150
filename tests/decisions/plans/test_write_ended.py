"""A plan ends with a word on what came of it; that of a unit is its leader's, and known above."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans import read, write
from answerable.decisions.plans.models import Commitment, Extension, Plan, Signature
from answerable.decisions.plans.write import NOT_YOURS, NOTHING_HERE
from answerable.facts.support.models import Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.verdicts import Verdict
from asking import asker
from more_cases import owe, take_up
from plans_made import (
    UNIT_TEXT,
    agree,
    case_number,
    end,
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


@pytest.mark.parametrize("outcome", ["expectation_wrong", "process_fixed", "tool_fixed", "role_change", "left"])
def test_a_plan_ends_with_what_came_of_it_and_that_is_the_decision(outcome: str):
    plan = run()

    assert end("leader", outcome, "  We saw it together. ") == DONE

    ended = read.plan_of(case_number(), until=None)
    assert ended is not None
    assert (ended.state, ended.outcome, ended.reason, ended.ended_by) == (
        "ended",
        outcome,
        "We saw it together.",
        "Lee Okoro",
    )
    assert Duty.objects.filter(kind="decision", ended_on=None).count() == 0
    kept, said = ledger.history(["seller-1"], until=None, limit=2)
    assert (said.kind, said.body) == ("plan.ended", {"case": case_number(), "plan": plan.number, "outcome": outcome})
    assert (kept.kind, kept.body["duty"]) == ("duty.kept", "decision")
    tick(in_force.record(), on=date(2026, 1, 13), at=AT)
    assert Duty.objects.filter(kind="decision", ended_on=None).count() == 0


def test_it_ends_as_closed_only_once_the_figures_say_so():
    run()
    before = everything()

    assert end("leader", "closed").reasons == ("By its figures the gap is still open: it closes once they say so.",)
    assert everything() == before
    Case.objects.update(closed_on=TODAY)
    assert end("leader", "closed") == DONE


def test_nobody_else_ends_it_and_not_without_a_plan_nor_in_a_way_there_is_none():
    assert end("leader", "left") == NOTHING_HERE
    assert end("leader", "left", case=99) == NOTHING_HERE
    run()
    before = everything()

    for name in ("seller", "new leader", "peer", "partner", "administrator"):
        assert end(name, "left").reasons == ("Only a leader whose gap it is to close can say how the plan ended.",)
    assert end("leader", "magic") == NOTHING_HERE
    assert end("leader", "left", " ").reasons == (
        "Say in a sentence why: whoever reads the record has to understand it.",
    )
    assert everything() == before


def test_a_unit_s_plan_runs_once_its_leader_agrees_and_the_leader_above_knows_it():
    case = take_up(unit="north", answers="leader")
    owe(case, kind="plan")
    write_down("leader", replace(UNIT_TEXT, commitments=()), case=case.pk)
    refused = agree("leader", case=case.pk)
    write_down("leader", UNIT_TEXT, version=1, case=case.pk)

    agreed = agree("leader", version=2, case=case.pk)

    plan, measure = read.plan_of(case.pk, until=None), Measure.objects.get()
    assert plan is not None
    assert measure.unit is not None
    assert refused.reasons == (
        "No leader has committed to anything: what a whole unit misses is closed by whoever leads it.",
    )
    assert (agreed, plan.state, measure.unit.key, measure.lever, measure.person) == (
        DONE,
        "running",
        "north",
        "process",
        None,
    )
    assert Duty.objects.get(case=case.pk, kind="plan").kept_on == TODAY
    for name in ("director", "director", "chief"):
        assert write.acknowledge(asker(name), case=case.pk, at=AT) == DONE
    known = read.plan_of(case.pk, until=None)
    assert known is not None
    assert [(one.key, one.is_acknowledged) for one in known.signed] == [
        ("leader", False),
        ("director", True),
        ("chief", True),
    ]
    assert end("leader", "left", "Gone.", case=case.pk).reasons == (
        "This is a unit's gap: a change for one person does not end it.",
    )


def test_a_plan_is_acknowledged_by_leaders_above_a_unit_alone():
    case = take_up(unit="north", answers="leader")
    before = everything()

    assert write.acknowledge(asker("director"), case=case.pk, at=AT) == NOTHING_HERE
    assert write.acknowledge(asker("leader"), case=case.pk, at=AT) == NOT_YOURS
    assert write.acknowledge(asker("peer"), case=case.pk, at=AT) == NOT_YOURS
    assert write.acknowledge(asker("director"), case=case_number(), at=AT) == NOT_YOURS
    assert everything() == before
