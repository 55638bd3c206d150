"""The leader to whom a gap came chooses what comes of it: help, more time, another role, an exit, or it was wrong."""

from datetime import datetime
from typing import Any

from django.db import transaction

from answerable.decisions.answers.models import Choice as Row
from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties import chosen as duties
from answerable.decisions.plans import read as plans_read
from answerable.decisions.plans import write as plans
from answerable.facts.people.accounts import Asker
from answerable.facts.support import write as support
from answerable.ledger import write as ledger
from answerable.rules.answering import CameUp, Choice, Chosen, keeps, may_choose
from answerable.rules.plans import Outcome
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

LONGEST = 2_000
NAMED = 200
NOT_THERE = Verdict(allowed=False, reasons=("There is no such gap, or it is not yours to see.",))
NOT_YOURS = Verdict(allowed=False, reasons=("This was not promised by you, or it is done.",))


def choose(who: Asker, *, case: int, chosen: Chosen, policy: Policy, at: datetime) -> Verdict:
    """Put on record what the leader to whom a gap came does about it, and keep the duties that this keeps.

    Args:
        who: the leader.
        case: the number of the gap.
        chosen: what they choose, and why.
        policy: the days a decision has.
        at: when.

    Returns:
        Refused with all that stands against it; then nothing was changed.
    """
    with transaction.atomic():
        ledger.lock()
        found = cases.seen(who, case)
        if found is None or not found[1].allowed or who.person is None:
            return NOT_THERE
        shown = found[0]
        gap = CameUp(shown.answerable_key, shown.level, shown.closed_on is None, shown.is_unit)
        verdict = may_choose(chosen, gap, who.on)
        if not verdict.allowed or _is_said_twice(who, case, chosen):
            return verdict
        followed = _follow(who, shown, chosen, policy, at)
        if not followed.allowed:
            return followed
        _record(who, shown, chosen, at)
        carried_out = chosen.choice is Choice.EXPECTATION_WRONG
        duties.keep_by_choice(who, case=case, kinds=keeps(chosen, carried_out=carried_out), at=at)
    return verdict


def _is_said_twice(who: Asker, case: int, chosen: Chosen) -> bool:
    """A form sent twice is one choice."""
    last = Row.objects.filter(case=case, leader=who.person, on=who.on).order_by("-pk").first()
    if last is None:
        return False
    said = (chosen.choice.value, chosen.reason.strip()[:LONGEST], _commitment(chosen))
    return (last.choice, last.reason, last.commitment) == said


def _commitment(chosen: Chosen) -> str:
    """What stands in its field counts only where help is chosen."""
    return chosen.commitment.strip()[:LONGEST] if chosen.choice is Choice.HELP else ""


def _record(who: Asker, case: CaseShown, chosen: Chosen, at: datetime) -> None:
    row = Row.objects.create(
        case_id=case.number,
        leader_id=who.person or 0,
        level=case.level,
        choice=chosen.choice.value,
        reason=chosen.reason.strip()[:LONGEST],
        commitment=_commitment(chosen),
        due_on=chosen.due_on if chosen.choice in {Choice.HELP, Choice.EXTEND} else None,
        on=who.on,
        at=at,
    )
    said = {"choice": row.choice, "level": row.level, "due_on": str(row.due_on or "")}
    _enter("answering.chosen", who, case.subject_key, {"case": case.number, "answer": row.pk, **said}, at)


def _follow(who: Asker, case: CaseShown, chosen: Chosen, policy: Policy, at: datetime) -> Verdict:
    """Do what follows at once from a choice: more time is given, what was wrong is ended."""
    yes = Verdict(allowed=True, reasons=())
    if chosen.choice is Choice.EXTEND and chosen.due_on is not None:
        return plans.extend(who, case=case.number, until=chosen.due_on, reason=chosen.reason, policy=policy, at=at)
    if chosen.choice is not Choice.EXPECTATION_WRONG:
        return yes
    plan = plans_read.plan_of(case.number, until=None)
    if plan is not None and plan.state == plans_read.RUNNING:
        wrong = Outcome.EXPECTATION_WRONG.value
        return plans.end(who, case=case.number, outcome=wrong, reason=chosen.reason, policy=policy, at=at)
    # Without a plan it is a decision on the gap all the same: the clock reads it from what was done.
    support.begin_measure(
        leader=who.person or 0,
        person=None if case.is_unit else case.subject_number,
        unit=case.subject_number if case.is_unit else None,
        lever="expectation_change",
        name=chosen.reason.strip()[:NAMED],
        expectation=case.expectation,
        on=who.on,
        at=at,
    )
    return yes


def say_done(who: Asker, *, choice: int, at: datetime) -> Verdict:
    """Say that what one committed to was done.

    Args:
        who: the leader who committed to it.
        choice: the number of the choice.
        at: when.

    Returns:
        Refused to anybody else, and where it is done.
    """
    with transaction.atomic():
        ledger.lock()
        rows = Row.objects.filter(pk=choice, leader=who.person or 0, done_on__isnull=True).exclude(commitment="")
        row = rows.first()
        if row is None:
            return NOT_YOURS
        row.done_on = who.on
        row.save(update_fields=["done_on"])
        case = cases.numbered([row.case_id])[row.case_id]
        _enter("answering.done", who, case.subject_key, {"case": row.case_id, "answer": row.pk}, at)
    return Verdict(allowed=True, reasons=())


def _enter(kind: str, who: Asker, subject: str, body: dict[str, Any], at: datetime) -> None:
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=subject, body=body)
