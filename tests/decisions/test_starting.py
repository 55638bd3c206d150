"""A lever set to work: for whom it can be, what it keeps, and that a lasting gap takes a plan of both sides first."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from answerable.decisions import starting
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans.models import Cause, Commitment, Plan
from answerable.decisions.starting import LeftOut, Started
from answerable.facts.levers import write as levers_write
from answerable.facts.levers.models import Lever
from answerable.facts.people.models import Account, Person
from answerable.facts.support import progress
from answerable.facts.support.models import Measure
from answerable.ledger import read as ledger
from answerable.rules.plans import NO_LEADER, NO_UNIT_LEADER
from asking import asker
from more_cases import owe, take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 1, 12, 17, tzinfo=UTC)


def lever() -> int:
    return Lever.objects.get(key="ours-discovery-questions").pk


def everything() -> list[object]:
    """All that a deed here could change."""
    duties = Duty.objects.order_by("pk").values_list("pk", "kept_on", "lapsed_on", "ended_on")
    return [ledger.head(), Measure.objects.count(), Measure.standing.count(), list(duties)]


def start(
    who: str = "leader",
    people: Sequence[str] = (),
    *,
    unit: str | None = None,
    expectation: str | None = "bookings",
    day: date = TODAY,
    until: date | None = None,
    number: int | None = None,
) -> Started:
    return starting.start(
        asker(who),
        lever=lever() if number is None else number,
        people=people,
        unit=unit,
        expectation=expectation,
        day=day,
        at=AT,
        until=until,
    )


def agree(case: Case, *, side: str | None) -> None:
    """A plan that runs, with a commitment of one side; of neither where none is named."""
    leader = Person.objects.get(key="leader")
    plan = Plan.objects.create(
        case=case,
        state="running",
        levers=[{"lever": "training", "name": "Discovery"}],
        review_on=["2026-01-26"],
        decide_on=date(2026, 3, 1),
        began_on=TODAY,
        changed_by=leader,
        changed_at=AT,
        agreed_on=TODAY,
    )
    if side is not None:
        by = leader if side == "leader" else Person.objects.get(key="seller-1")
        Commitment.objects.create(plan=plan, side=side, by=by, text="Two calls a week.", due_on=date(2026, 2, 1))


def test_a_training_starts_for_several_people_at_once():
    until = TODAY + timedelta(days=27)

    done = start(people=["seller-3", "seller-2", "seller-2"], until=until)

    rows = Measure.standing.order_by("person__name")
    assert (done.verdict.allowed, done.names, done.left_out, done.kept) == (True, ("Seller-2", "Seller-3"), (), 0)
    assert done.measures == tuple(row.key for row in rows)
    assert {(row.lever, row.name, row.library_id, row.expectation) for row in rows} == {
        ("training", "Discovery: questions that find the need", lever(), "bookings")
    }
    assert {(row.leader.key, row.starts_on, row.planned_until, row.recorded_at) for row in rows} == {
        ("leader", TODAY, until, AT)
    }
    entry = ledger.history(["seller-3"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body["from"]) == ("measure.begun", "leader", "2026-01-12")


def test_a_lasting_gap_without_a_plan_is_refused_and_the_others_are_started():
    done = start(people=["seller-1", "seller-2"])

    assert done.verdict.allowed
    assert done.names == ("Seller-2",)
    assert done.left_out == (LeftOut("Seller-1", NO_LEADER, Case.objects.get().pk),)
    assert [row.person.key for row in Measure.standing.all()] == ["seller-2"]


def test_where_only_lasting_gaps_are_asked_for_nothing_starts():
    before = everything()

    done = start(people=["seller-1"])

    assert (done.verdict.allowed, done.verdict.reasons) == (False, (NO_LEADER,))
    assert everything() == before


def test_what_is_meant_for_everything_is_meant_for_the_lasting_gap_too():
    assert not start(people=["seller-1"], expectation=None).verdict.allowed


def test_what_is_meant_for_something_else_is_not():
    assert start(people=["seller-1"], expectation="pipeline").verdict.allowed


@pytest.mark.parametrize(("side", "allowed"), [("leader", True), ("person", False), (None, False)])
def test_a_plan_that_runs_with_a_commitment_of_a_leader_lets_it_start(side: str | None, *, allowed: bool):
    agree(Case.objects.get(), side=side)

    done = start(people=["seller-1"])

    assert done.verdict.allowed is allowed
    assert Measure.standing.filter(person__key="seller-1").exists() is allowed


def test_a_plan_only_proposed_does_not():
    agree(Case.objects.get(), side="leader")
    Plan.objects.update(state="proposed", agreed_on=None)

    assert start(people=["seller-1"]).verdict.reasons == (NO_LEADER,)


def test_it_is_the_plan_that_a_young_gap_asks_for():
    case = take_up(person="seller-2", answers="leader")
    plan = owe(case, kind="plan")

    done = start(people=["seller-2", "seller-3"])

    plan.refresh_from_db()
    assert done.kept == 1
    assert (plan.kept_on, plan.ended_on) == (TODAY, TODAY)
    review = Duty.objects.get(case=case.pk, kind="review")
    assert (review.leader.key, review.arises_on, review.due_on) == ("leader", TODAY, date(2026, 1, 26))


def test_what_begins_later_keeps_nothing_yet():
    plan = owe(take_up(person="seller-2", answers="leader"), kind="plan")

    done = start(people=["seller-2"], day=TODAY + timedelta(days=7))

    plan.refresh_from_db()
    assert (done.verdict.allowed, done.kept, plan.ended_on) == (True, 0, None)


def test_a_closed_gap_asks_for_nothing():
    case = Case.objects.get()
    case.closed_on = TODAY
    case.save()

    assert start(people=["seller-1"]).verdict.allowed


def test_a_process_starts_for_a_unit():
    done = start("director", unit="south")

    row = Measure.standing.get()
    assert (done.names, row.unit.key, row.person, row.leader.key) == (("South",), "south", None, "director")
    assert ledger.history(["south"], until=None, limit=1)[0].kind == "measure.begun"


def test_it_keeps_the_plan_that_the_unit_s_gap_asks_for():
    plan = owe(take_up(unit="north", answers="leader"), kind="plan")

    assert start(unit="north").kept == 1
    plan.refresh_from_db()
    assert plan.kept_on == TODAY


def test_a_unit_s_lasting_gap_takes_a_commitment_of_whoever_leads_it():
    case = take_up(unit="north", answers="leader")
    case.sustained_on = TODAY
    case.save()
    before = everything()

    done = start(unit="north")

    assert (done.verdict.allowed, done.left_out) == (False, (LeftOut("North", NO_UNIT_LEADER, case.pk),))
    assert everything() == before


def test_who_left_the_line_is_left_out_without_a_name():
    done = start(people=["seller-2", "seller-6", "unheard-of"])

    assert done.names == ("Seller-2",)
    assert done.left_out == (LeftOut("", "This is nobody of your line now."),) * 2


def test_a_form_sent_twice_starts_it_once():
    start(people=["seller-2"])
    start(unit="north")
    before = everything()

    again, unit = start(people=["seller-2"]), start(unit="north")

    assert again.verdict.reasons == ("It runs already.",)
    assert unit.left_out == (LeftOut("North", "It runs already."),)
    assert everything() == before


@pytest.mark.parametrize("who", ["seller", "stranger", "north-partner"])
def test_only_leaders_set_a_lever_to_work(who: str):
    before = everything()

    assert start(who, people=["seller-2"]).verdict.reasons == ("Only leaders set a lever to work.",)
    assert everything() == before


@pytest.mark.parametrize("who", ["leader", "new leader"])
def test_nobody_starts_it_for_a_unit_of_another_line(who: str):
    unit = "south" if who == "leader" else "north"
    before = everything()

    assert start(who, unit=unit).verdict.reasons == ("This unit is not in your line.",)
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose for whom: people of your line, or a unit of it."),
        ({"people": ["seller-2"], "unit": "north"}, "Choose people or a unit, not both."),
        ({"people": [f"p-{number}" for number in range(201)]}, "Expected at most 200 people at once."),
        (
            {"people": ["seller-2"], "day": TODAY - timedelta(days=61)},
            "This was more than 60 days ago. Bring older records with an import.",
        ),
        (
            {"people": ["seller-2"], "day": TODAY + timedelta(days=181)},
            "This is more than 180 days ahead. Start it nearer to its day.",
        ),
        (
            {"people": ["seller-2"], "until": TODAY - timedelta(days=1)},
            "It cannot be planned to end before it begins.",
        ),
        (
            {"people": ["seller-2"], "until": TODAY + timedelta(days=731)},
            "Expected a planned end within 730 days of its first day.",
        ),
        ({"people": ["seller-2"], "number": 0}, "This lever is not in the library, or was retired."),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], sentence: str):
    before = everything()

    assert start(**given).verdict.reasons == (sentence,)
    assert everything() == before


def test_what_was_retired_is_not_started():
    levers_write.retire(asker("north-partner"), number=lever(), at=AT)

    assert start(people=["seller-2"]).verdict.reasons == ("This lever is not in the library, or was retired.",)


def test_a_start_is_taken_back_on_its_day_and_the_plan_is_owed_again():
    case = take_up(person="seller-2", answers="leader")
    plan = owe(case, kind="plan")
    key = start(people=["seller-2"]).measures[0]

    verdict = starting.take_back(asker("leader"), key=key, at=LATER)

    plan.refresh_from_db()
    assert verdict.allowed
    assert (plan.kept_on, plan.ended_on) == (None, None)
    assert Duty.objects.get(case=case.pk, kind="review").ended_on == TODAY
    assert not Measure.standing.exists()
    assert Measure.objects.get().replaced_at == LATER


def test_of_a_unit_too():
    plan = owe(take_up(unit="north", answers="leader"), kind="plan")
    key = start(unit="north").measures[0]

    assert starting.take_back(asker("leader"), key=key, at=LATER).allowed
    plan.refresh_from_db()
    assert plan.ended_on is None


def test_what_something_else_keeps_stays_kept():
    plan = owe(take_up(person="seller-2", answers="leader"), kind="plan")
    key = start(people=["seller-2"]).measures[0]
    start(people=["seller-2"], number=Lever.objects.get(key="ours-negotiation").pk)

    assert starting.take_back(asker("leader"), key=key, at=LATER).allowed
    plan.refresh_from_db()
    assert plan.ended_on == TODAY


@pytest.mark.parametrize("who", ["director", "peer", "stranger"])
def test_only_whoever_started_it_takes_it_back(who: str):
    key = start(people=["seller-2"]).measures[0]
    before = everything()

    verdict = starting.take_back(asker(who), key=key, at=LATER)

    assert verdict.reasons == ("Only whoever set it to work takes it back, on the same day.",)
    assert everything() == before


def test_the_day_after_or_once_something_was_said_of_it_it_is_stopped_instead():
    key = start(people=["seller-2"]).measures[0]
    tomorrow = starting.take_back(asker("leader", TODAY + timedelta(days=1)), key=key, at=LATER)
    progress.report(asker("peer"), key=key, share=5, note="", at=AT)
    before = everything()

    said = starting.take_back(asker("leader"), key=key, at=LATER)

    assert tomorrow.reasons == ("Only whoever set it to work takes it back, on the same day.",)
    assert said.reasons == ("Something was said of it already. Say that it was stopped, and why.",)
    assert everything() == before


def name_cause(case: Case, *causes: str, on: date = TODAY) -> None:
    """The leader says what they think a gap comes from."""
    given = {"author": Account.objects.get(person__key="leader"), "speaks_as": "leader", "causes": list(causes)}
    Cause.objects.create(case=case, evidence="I saw it.", said_on=on, at=AT, **given)


def test_it_is_set_to_work_against_the_cause_of_the_gap_it_is_meant_for():
    name_cause(take_up(person="seller-2", answers="leader"), "skill")
    name_cause(take_up(unit="south", answers="director"), "process")

    start(people=["seller-2", "seller-3"], expectation=None)
    start("director", unit="south", expectation=None)

    found = Measure.standing.values_list("person__key", "unit__key", "cause")
    assert set(found) == {("seller-2", None, "skill"), ("seller-3", None, None), (None, "south", "process")}


def test_what_is_said_of_the_cause_after_its_first_day_does_not_count():
    name_cause(take_up(person="seller-2", answers="leader"), "skill")

    start(people=["seller-2"], day=TODAY - timedelta(days=1))

    assert Measure.standing.get().cause is None
