"""Duties are kept where they are shown: a conversation is logged, a measure begun, expectations agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from answerable.decisions.duties.models import Duty
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Unit
from answerable.facts.support import write as support
from answerable.ledger import write as ledger
from answerable.rules.clocks import DutyKind, one_on_one_duties
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

ABOUT_THE_GAP = (DutyKind.CONVERSATION.value, DutyKind.REVIEW.value)
DECISIONS = ("role_change", "manager_change", "expectation_change")
LATEST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a deed.

    Attributes:
        verdict: whether it was allowed.
        record: what it can be taken back by, None where it cannot.
        kept: how many duties it kept.
    """

    verdict: Verdict
    record: int | None = None
    kept: int = 0


def may_have_happened(day: date, on: date) -> Verdict:
    """Say whether something can be put on record for a day.

    Args:
        day: the day it is said to have happened.
        on: today.

    Returns:
        Refused for days ahead, and for days so long ago that nobody could have answered in time.
    """
    if day > on:
        return Verdict(allowed=False, reasons=("This day is still to come. Log it once it has happened.",))
    if day < on - timedelta(days=LATEST_DAYS):
        long_ago = f"This was more than {LATEST_DAYS} days ago. Bring older records with an import."
        return Verdict(allowed=False, reasons=(long_ago,))
    return Verdict(allowed=True, reasons=())


def log_talk(
    who: Asker, *, person: Person | None, kind: str, day: date, minutes: float, policy: Policy, at: datetime
) -> Done:
    """Log that the asker talked with one of their people, or with their team, and keep the duties that this keeps.

    Args:
        who: the leader; the caller has asked whether the person is in their line.
        person: with whom; None for the team.
        kind: `one_on_one`, `coaching` or `team`.
        day: when.
        minutes: how long.
        policy: when the next one is due.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    verdict = may_have_happened(day, who.on)
    if not verdict.allowed or who.person is None:
        return Done(verdict)
    with transaction.atomic():
        ledger.lock()
        record = support.log_conversation(
            leader=who.person, person=None if person is None else person.pk, kind=kind, day=day, minutes=minutes, at=at
        )
        subject = "team" if person is None else person.key
        _enter("conversation.logged", who, subject, {"kind": kind, "day": day.isoformat(), "minutes": minutes}, at)
        kept = list(_kept_by_talk(who.person, person, day))
        _keep(kept, who, day, record, at)
        if person is not None and any(duty.kind == DutyKind.ONE_ON_ONE for duty in kept):
            _raise_next(who, person, day, policy, at)
    return Done(verdict, record, len(kept))


def _kept_by_talk(leader: int, person: Person | None, day: date) -> Iterable[Duty]:
    is_open = Q(ended_on__isnull=True, arises_on__lte=day)
    if person is None:
        return Duty.objects.filter(is_open, unit__leader=leader, kind__in=ABOUT_THE_GAP)
    own = Q(leader=leader, kind=DutyKind.ONE_ON_ONE.value, arises_on__lt=day)
    return Duty.objects.filter(is_open, own | Q(kind__in=ABOUT_THE_GAP), person=person)


def take_back_talk(who: Asker, *, record: int, at: datetime) -> Done:
    """Take back a conversation logged by mistake: the duties it kept are owed again.

    Args:
        who: the leader who logged it.
        record: what `log_talk` gave.
        at: when.

    Returns:
        What came of it; refused where there is nothing of theirs to take back.
    """
    with transaction.atomic():
        ledger.lock()
        row = support.take_back_conversation(leader=who.person or 0, number=record, at=at)
        if row is None:
            return Done(Verdict(allowed=False, reasons=("There is nothing to take back: it was taken back before.",)))
        duties = list(Duty.objects.filter(kept_by=record).select_related("person", "unit"))
        Duty.objects.filter(kept_by=record).update(kept_on=None, ended_on=None, kept_by=None)
        day = row.at.date()
        following = Duty.objects.filter(
            leader=who.person,
            person=row.person_id,
            kind=DutyKind.ONE_ON_ONE.value,
            arises_on=day,
            ended_on__isnull=True,
        )
        if duties:
            following.update(ended_on=who.on)
        _enter("conversation.taken_back", who, _key(row.person), {"record": record}, at)
        for duty in duties:
            _enter("duty.reopened", who, _subject(duty), _described(duty), at)
    return Done(Verdict(allowed=True, reasons=()), None, len(duties))


def begin_measure(
    who: Asker, *, duty: int, lever: str, name: str, day: date, expectation: str, policy: Policy, at: datetime
) -> Done:
    """Put on record what was agreed or decided about a gap, and keep the duties that this keeps.

    Args:
        who: the leader who owes the duty.
        duty: the number of the duty it answers to; one of a case.
        lever: what is set to work.
        name: what it is called.
        day: its first day.
        expectation: the key of what it is meant for.
        policy: when it is to be looked at again.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    verdict = may_have_happened(day, who.on)
    row = Duty.objects.select_related("person", "unit").filter(pk=duty, leader=who.person).first()
    if not verdict.allowed or row is None or who.person is None:
        return Done(verdict)
    kinds = [DutyKind.PLAN.value, *([DutyKind.DECISION.value] if lever in DECISIONS else [])]
    with transaction.atomic():
        ledger.lock()
        key = support.begin_measure(
            leader=who.person,
            person=row.person_id,
            unit=row.unit_id,
            lever=lever,
            name=name,
            expectation=expectation,
            on=day,
            at=at,
        )
        said = {"case": row.case, "lever": lever, "name": name, "measure": key}
        _enter("measure.begun", who, _subject(row), said, at)
        kept = list(Duty.objects.filter(case=row.case, kind__in=kinds, ended_on__isnull=True))
        _keep(kept, who, day, None, at)
        _raise_review(who, row, day, policy)
    return Done(verdict, None, len(kept))


def agree_expectations(who: Asker, *, person: Person, leader: Person, role: str, at: datetime) -> Done:
    """Let the asker, one of two sides, say that they agree on what is expected.

    Args:
        who: the person or their leader.
        person: the person.
        leader: their direct leader.
        role: the key of the role.
        at: when.

    Returns:
        What came of it; refused to anybody else.
    """
    if who.person not in {person.pk, leader.pk}:
        return Done(Verdict(allowed=False, reasons=("Only the two of them can agree on what is expected.",)))
    by_leader = who.person == leader.pk
    with transaction.atomic():
        ledger.lock()
        both = support.agree(person=person.pk, leader=leader.pk, role=role, by_leader=by_leader, at=at)
        side = "leader" if by_leader else "person"
        _enter("expectations.agreed", who, person.key, {"role": role, "side": side, "both": both}, at)
        kind = DutyKind.EXPECTATIONS_AGREED.value
        kept = list(Duty.objects.filter(person=person, kind=kind, ended_on__isnull=True)) if both else []
        _keep(kept, who, who.on, None, at)
    return Done(Verdict(allowed=True, reasons=()), None, len(kept))


def _keep(duties: list[Duty], who: Asker, day: date, record: int | None, at: datetime) -> None:
    numbers = [duty.pk for duty in duties]
    Duty.objects.filter(pk__in=numbers).update(kept_on=day, ended_on=who.on, kept_by=record)
    for duty in Duty.objects.filter(pk__in=numbers).select_related("person", "unit", "leader"):
        _enter("duty.kept", who, _subject(duty), _described(duty), at)


def _raise_next(who: Asker, person: Person, day: date, policy: Policy, at: datetime) -> None:
    clock = one_on_one_duties(day, day, (), policy)[0]
    row, is_new = Duty.objects.get_or_create(
        leader_id=who.person,
        person=person,
        kind=clock.kind.value,
        case=None,
        arises_on=clock.arises_on,
        defaults={"due_on": clock.due_on, "lapses_on": clock.lapses_on},
    )
    if not is_new:
        Duty.objects.filter(pk=row.pk, kept_on__isnull=True).update(ended_on=None)
    _enter("duty.raised", who, person.key, _described(row), at)


def _raise_review(who: Asker, plan: Duty, day: date, policy: Policy) -> None:
    due_on = day + timedelta(days=policy.review_every_days)
    Duty.objects.get_or_create(
        leader_id=who.person,
        case=plan.case,
        kind=DutyKind.REVIEW.value,
        arises_on=day,
        defaults={
            "person_id": plan.person_id,
            "unit_id": plan.unit_id,
            "due_on": due_on,
            "lapses_on": due_on + timedelta(days=policy.grace_days + 1),
        },
    )


def _described(duty: Duty) -> dict[str, Any]:
    return {"duty": duty.kind, "case": duty.case, "arose_on": str(duty.arises_on), "due_on": str(duty.due_on)}


def _subject(duty: Duty) -> str:
    return _key(duty.person or duty.unit)


def _key(one: Person | Unit | None) -> str:
    return one.key if one is not None else "team"


def _enter(kind: str, who: Asker, subject: str, body: dict[str, Any], at: datetime) -> None:
    ledger.append(kind=kind, at=at, day=who.on, actor=who.viewer.person_id, subject=subject, body=body)
