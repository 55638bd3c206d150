"""The leader to whom a gap came chooses what comes of it; each choice is on record, and keeps what it keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.decisions.answers import read, write
from answerable.decisions.answers.models import Choice as Row
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans.models import Extension
from answerable.facts.support.models import Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.answering import Choice, Chosen
from answerable.rules.policy import default_policy
from answerable.rules.verdicts import Verdict
from asking import asker
from more_cases import owe, take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

POLICY = default_policy()
YES = Verdict(allowed=True, reasons=())
REASON = "Two accounts were moved in July."
HELP = Chosen("chief", Choice.HELP, REASON, "I sit in on two pitches.", date(2026, 1, 30))
EXTEND = Chosen("chief", Choice.EXTEND, REASON, due_on=date(2026, 2, 27))
CHANGE_ROLE = Chosen("chief", Choice.CHANGE_ROLE, REASON)
WRONG = Chosen("chief", Choice.EXPECTATION_WRONG, REASON)


def case() -> int:
    return Case.objects.get(person__key="seller-1").pk


def choose(chosen: Chosen, name: str = "chief", number: int | None = None, on: date = TODAY) -> Verdict:
    who = asker(name, on)
    return write.choose(who, case=number or case(), chosen=chosen, policy=POLICY, at=AT)


def owed() -> list[str]:
    """What the gap still asks of the chief."""
    rows = Duty.objects.filter(case=case(), leader__key="chief", ended_on__isnull=True).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def nothing_happens(deed: Callable[[], Verdict]) -> Verdict:
    before = (Row.objects.count(), Extension.objects.count(), Measure.objects.count(), owed(), ledger.head())
    verdict = deed()
    assert not verdict.allowed
    assert (Row.objects.count(), Extension.objects.count(), Measure.objects.count(), owed(), ledger.head()) == before
    return verdict


def entries(kind: str) -> list[dict[str, object]]:
    return [one.body for one in ledger.history(["seller-1"], until=None, limit=20) if one.kind == kind]


def test_help_with_a_promise_keeps_the_conversation_and_the_plan():
    assert owed() == ["conversation", "plan", "decision"]

    assert choose(HELP) == YES

    (one,) = read.choices_of(case(), until=None)
    assert (one.leader, one.level, one.choice, one.on) == ("Cleo Chief", 3, Choice.HELP, TODAY)
    assert (one.reason, one.commitment, one.due_on) == (REASON, "I sit in on two pitches.", date(2026, 1, 30))
    assert owed() == ["decision"]
    # Why, in their words, stands beside the gap and not in the ledger.
    said = {"choice": "help", "level": 3, "due_on": "2026-01-30"}
    assert entries("answering.chosen") == [{"case": case(), "answer": one.number, **said}]


def test_a_form_sent_twice_is_one_choice_whatever_stands_in_a_field_that_does_not_count():
    exit_ = Chosen("chief", Choice.EXIT, REASON, "I sit in on two pitches.")
    first = choose(exit_)

    assert (first, choose(exit_)) == (YES, YES)
    assert [(one.choice, one.commitment) for one in read.choices_of(case(), until=None)] == [(Choice.EXIT, "")]


def test_what_was_kept_by_a_choice_stays_kept_when_the_clock_is_looked_at():
    choose(HELP)

    tick(in_force.record(), on=TODAY + timedelta(days=1), at=AT)

    assert owed() == ["decision"]


def test_help_without_a_promise_keeps_nothing():
    assert choose(replace(HELP, commitment="", due_on=None)) == YES

    assert owed() == ["conversation", "plan", "decision"]


def test_more_time_puts_the_decision_off_and_keeps_the_one_that_was_due():
    assert choose(EXTEND) == YES

    row = Extension.objects.get()
    assert (row.by.key, row.until, row.reason) == ("chief", date(2026, 2, 27), REASON)
    assert "decision" not in owed() or Duty.objects.filter(
        case=case(), kind="decision", ended_on__isnull=True, due_on=date(2026, 2, 27)
    )
    assert read.latest_of([case()])[case()].choice is Choice.EXTEND


def test_what_plans_refuse_is_refused_here_and_leaves_nothing_behind():
    verdict = nothing_happens(lambda: choose(replace(EXTEND, due_on=TODAY + timedelta(days=181))))

    assert verdict.reasons == ("At most 180 days at a time: a decision put off for long is none.",)


@pytest.mark.parametrize("choice", [Choice.CHANGE_ROLE, Choice.EXIT])
def test_a_move_is_chosen_here_and_keeps_nothing_before_it_is_decided(choice: Choice):
    assert choose(replace(CHANGE_ROLE, choice=choice)) == YES

    assert owed() == ["conversation", "plan", "decision"]
    assert read.latest_of([case()])[case()].choice is choice


def test_a_wrong_expectation_is_a_decision_the_clock_knows():
    assert choose(WRONG) == YES

    row = Measure.objects.get(lever="expectation_change")
    assert (row.person_id, row.name, row.starts_on) == (Case.objects.get().person_id, REASON, TODAY)
    assert "decision" not in owed()
    tick(in_force.record(), on=TODAY + timedelta(days=1), at=AT)
    assert "decision" not in owed()


@pytest.mark.parametrize("name", ["director", "leader", "seller", "north-partner"])
def test_whoever_sees_the_gap_and_does_not_answer_for_it_chooses_nothing(name: str):
    by = {"seller": "seller-1", "north-partner": ""}.get(name, name)

    verdict = nothing_happens(lambda: choose(replace(HELP, by=by), name))

    assert not verdict.allowed


@pytest.mark.parametrize("name", ["stranger", "peer", "new leader"])
def test_whoever_does_not_see_the_gap_chooses_nothing(name: str):
    assert nothing_happens(lambda: choose(HELP, name)) == write.NOT_THERE
    assert nothing_happens(lambda: choose(HELP, name, number=10_000)) == write.NOT_THERE


def test_the_direct_leader_is_not_the_next_one():
    direct = take_up(person="seller-2", answers="leader").pk

    verdict = nothing_happens(lambda: choose(replace(HELP, by="leader"), "leader", direct))

    assert verdict.reasons == ("Only the leader to whom a gap has come from below chooses what comes of it.",)


def test_a_form_sent_twice_is_one_choice_and_several_over_time_are_a_history():
    choose(HELP)
    before = ledger.head()
    assert choose(HELP).allowed
    assert ledger.head() == before
    choose(CHANGE_ROLE)

    assert [one.choice for one in read.choices_of(case(), until=None)] == [Choice.CHANGE_ROLE, Choice.HELP]


def test_of_a_unit_it_is_the_unit_s_expectation_that_was_wrong():
    unit = take_up(unit="north", answers="chief", level=2)
    owe(unit, kind="decision", leader="chief")

    assert choose(WRONG, number=unit.pk) == YES

    row = Measure.objects.get(lever="expectation_change")
    assert (row.person, row.unit_id) == (None, unit.unit_id)
    # Nothing had come from below here: what is the chief's own stays owed until the clock is looked at.
    assert Duty.objects.filter(case=unit.pk, ended_on__isnull=True).count() == 1


def test_a_promise_is_said_to_be_done_once_by_whoever_made_it():
    choose(HELP)
    (one,) = read.commitments_of(asker("chief"))

    def done(name: str) -> Verdict:
        return write.say_done(asker(name, TODAY + timedelta(days=3)), choice=one.number, at=AT)

    assert nothing_happens(lambda: done("director")) == write.NOT_YOURS
    assert done("chief") == YES
    assert nothing_happens(lambda: done("chief")) == write.NOT_YOURS

    (shown,) = read.choices_of(case(), until=None)
    assert shown.done_on == TODAY + timedelta(days=3)
    assert read.commitments_of(asker("chief")) == ()
    assert entries("answering.done") == [{"case": case(), "answer": one.number}]


def test_what_has_no_promise_is_not_done():
    choose(CHANGE_ROLE)

    number = Row.objects.get().pk
    assert nothing_happens(lambda: write.say_done(asker("chief"), choice=number, at=AT)) == write.NOT_YOURS
