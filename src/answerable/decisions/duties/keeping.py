"""Duties are kept where they are shown: a conversation is logged, a measure begun, expectations agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from answerable.decisions.duties.models import Duty
from answerable.facts.agreements import write as agreements
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Unit
from answerable.facts.support import read as support_read
from answerable.facts.support import write as support
from answerable.ledger import write as ledger
from answerable.rules.agreeing import SETTLED, Outcome, Side
from answerable.rules.clocks import Duty as Clock
from answerable.rules.clocks import DutyKind, one_on_one_duties
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

ABOUT_THE_GAP = (DutyKind.CONVERSATION.value, DutyKind.REVIEW.value)
FROM_ITS_DAY = (DutyKind.CONVERSATION.value, DutyKind.LEADER_SUPPORTED.value)
DECISIONS = ("role_change", "manager_change", "expectation_change")
LATEST_DAYS = 60

NO_LEADER = Verdict(allowed=False, reasons=("Only somebody who is a person of this company can put this on record.",))
NOT_OWED = Verdict(allowed=False, reasons=("This is not yours to do, or it is done. Look at what is owed now.",))
NOTHING_THERE = Verdict(allowed=False, reasons=("There is nothing to take back: it was taken back before.",))
NOT_THEIRS = Verdict(allowed=False, reasons=("Only the two of them can agree on what is expected.",))
TAKES_BOTH = Verdict(
    allowed=False,
    reasons=(
        "This gap is sustained: it takes a plan of both sides, with a commitment of your own. Make it on its page.",
    ),
)


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
        return Done(NO_LEADER if verdict.allowed else verdict)
    number = None if person is None else person.pk
    with transaction.atomic():
        ledger.lock()
        # A form sent twice is one conversation.
        record = support_read.logged(leader=who.person, person=number, kind=kind, day=day, minutes=minutes)
        if record is None:
            record = support.log_conversation(
                leader=who.person, person=number, kind=kind, day=day, minutes=minutes, at=at
            )
            subject = "team" if person is None else person.key
            enter("conversation.logged", who, subject, {"kind": kind, "day": day.isoformat(), "minutes": minutes}, at)
        kept = duty_rows(_kept_by_talk(who.person, number, day), ended_on__isnull=True)
        keep_duties(kept, who, day, record, at)
        if person is not None and any(duty.kind == DutyKind.ONE_ON_ONE for duty in kept):
            _raise_next(who, person, one_on_one_duties(day, day, (), policy)[0], at)
        return Done(verdict, record, Duty.objects.filter(kept_by=record).count())


def _kept_by_talk(leader: int, person: int | None, day: date) -> Q:
    """What a talk on a day keeps: as the rules have it, a conversation from its first day on, the others after it."""
    about = Q(kind=DutyKind.CONVERSATION.value, arises_on__lte=day) | Q(kind=DutyKind.REVIEW.value, arises_on__lt=day)
    if person is None:
        # Whoever leads the unit talks for all who owe it that; a leader above talks for themself.
        return about & (Q(unit__leader=leader) | Q(unit__isnull=False, leader=leader))
    own = Q(leader=leader, kind=DutyKind.ONE_ON_ONE.value, arises_on__lt=day)
    own |= Q(leader=leader, kind=DutyKind.LEADER_SUPPORTED.value, arises_on__lte=day)
    return Q(person=person) & (own | about)


def duty_rows(which: Q, **more: object) -> list[Duty]:
    """The duties of a kind, with both sides, in the order they were raised."""
    return list(Duty.objects.filter(which, **more).select_related("leader", "person", "unit").order_by("pk"))


def take_back_talk(who: Asker, *, record: int, at: datetime) -> Done:
    """Take back a conversation logged by mistake: the duties it kept are owed again, unless another one keeps them.

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
            return Done(NOTHING_THERE)
        day = row.at.date()
        enter("conversation.taken_back", who, _key(row.person), {"record": record}, at)
        # What the clock found kept on that day has no record beside it.
        found = Q(kept_by__isnull=True, kept_on=day) & _kept_by_talk(row.leader_id, row.person_id, day)
        duties = duty_rows(Q(kept_by=record) | found)
        again = [duty for duty in duties if not _kept_otherwise(duty, who, at)]
        for duty in again:
            reopen(duty, who, at)
    return Done(Verdict(allowed=True, reasons=()), None, len(again))


def _kept_otherwise(duty: Duty, who: Asker, at: datetime) -> bool:
    """Whether another talk on record keeps a duty, now that the one that kept it is gone; if so, it is kept by that."""
    talk, gone = _first_talk(duty, who.on), duty.kept_on or duty.arises_on
    if talk is not None and talk.on == gone:
        Duty.objects.filter(pk=duty.pk).update(kept_by=talk.number)
        return True
    if duty.kind == DutyKind.ONE_ON_ONE:
        _void_next(duty, gone, who, at)
    if talk is None:
        return False
    keep_duties([duty], who, talk.on, talk.number, at)
    if duty.kind == DutyKind.ONE_ON_ONE and duty.person is not None:
        due_on = talk.on + (duty.due_on - duty.arises_on)
        lapses_on = due_on + (duty.lapses_on - duty.due_on)
        _raise_next(who, duty.person, Clock(DutyKind.ONE_ON_ONE, talk.on, due_on, lapses_on, None, recorded=True), at)
    return True


def _first_talk(duty: Duty, on: date) -> support_read.Talk | None:
    if duty.kind == DutyKind.LEADING_REVIEW:
        # It takes a talk about how leading goes, and no other stands for that one.
        return None
    since = duty.arises_on + timedelta(days=0 if duty.kind in FROM_ITS_DAY else 1)
    leaders: set[int] | None = None
    if duty.unit is not None:
        leaders = {number for number in (duty.leader_id, duty.unit.leader_id) if number is not None}
    elif duty.kind in {DutyKind.ONE_ON_ONE, DutyKind.LEADER_SUPPORTED}:
        leaders = {duty.leader_id}
    return support_read.first_talk(person=duty.person_id, leaders=leaders, since=since, until=on)


def _void_next(duty: Duty, day: date, who: Asker, at: datetime) -> None:
    """The one-on-one counted from a talk that was not held is owed by nobody, whatever became of it."""
    for row in duty_rows(Q(leader=duty.leader_id, person=duty.person_id, kind=duty.kind, case=None, arises_on=day)):
        row.kept_on, row.kept_by, row.ended_on = None, None, row.ended_on or who.on
        row.save(update_fields=["kept_on", "ended_on", "kept_by"])
        enter("duty.ended", who, subject_of(row), described(row), at)


def reopen(duty: Duty, who: Asker, at: datetime) -> None:
    """Let a duty be owed again that was kept by mistake; undone until today, it may have lapsed."""
    duty.kept_on, duty.ended_on, duty.kept_by = None, None, None
    enter("duty.reopened", who, subject_of(duty), described(duty), at)
    _lapse(duty, who.on, who, at)
    duty.save(update_fields=["kept_on", "lapsed_on", "ended_on", "kept_by"])


def begin_measure(
    who: Asker,
    *,
    duty: int,
    lever: str,
    name: str,
    day: date,
    expectation: str,
    cause: str | None,
    is_sustained: bool,
    policy: Policy,
    at: datetime,
) -> Done:
    """Put on record what was agreed or decided about a gap, and keep the duties that this keeps.

    Args:
        who: the leader who owes the duty.
        duty: the number of the duty it answers to; one of a case.
        lever: what is set to work.
        name: what it is called.
        day: its first day.
        expectation: the key of what it is meant for.
        cause: what the gap is taken to come from, None where that is not agreed.
        is_sustained: whether the gap is; then only a plan of both sides will do, or a decision.
        policy: when it is to be looked at again.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    verdict = may_have_happened(day, who.on)
    if not verdict.allowed:
        return Done(verdict)
    if is_sustained and lever not in DECISIONS:
        return Done(TAKES_BOTH)
    kinds = [DutyKind.PLAN.value, *([DutyKind.DECISION.value] if lever in DECISIONS else [])]
    with transaction.atomic():
        ledger.lock()
        # Asked for only now: somebody else may have done it, or the gap may have closed, since the form was shown.
        row = next(iter(duty_rows(Q(pk=duty, leader=who.person, case__isnull=False, ended_on__isnull=True))), None)
        if row is None:
            return Done(NOT_OWED)
        key = support.begin_measure(
            leader=row.leader_id,
            person=row.person_id,
            unit=row.unit_id,
            lever=lever,
            name=name,
            expectation=expectation,
            on=day,
            at=at,
            cause=cause,
        )
        said = {"case": row.case, "lever": lever, "measure": key}
        enter("measure.begun", who, subject_of(row), said, at)
        kept = duty_rows(Q(case=row.case, kind__in=kinds, ended_on__isnull=True))
        keep_duties(kept, who, day, None, at)
        raise_review(who, row, day, policy, at)
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
        return Done(NOT_THEIRS)
    side = Side.LEADER if who.person == leader.pk else Side.PERSON
    pair = agreements.Pair(person.pk, leader.pk, leader.key, role)
    with transaction.atomic():
        ledger.lock()
        said = agreements.say(pair, side=side, outcome=Outcome.AGREED, comment="", day=who.on, at=at)
        both = said.state in SETTLED
        if said.is_new:
            body = {"role": role, "side": side.value, "both": both, "version": said.version}
            enter("expectations.agreed", who, person.key, body, at)
        owed = Q(person=person, leader=leader, kind=DutyKind.EXPECTATIONS_AGREED.value, ended_on__isnull=True)
        kept = duty_rows(owed) if both else []
        keep_duties(kept, who, who.on, None, at)
        if both:
            agreements.settle(person=person.pk, role=role, at=at)
    return Done(Verdict(allowed=True, reasons=()), None, len(kept))


def keep_duties(duties: Iterable[Duty], who: Asker, day: date, record: int | None, at: datetime) -> None:
    """Keep some duties by what was done on a day."""
    for duty in duties:
        # What was done before it was asked for counts from the day on which it was.
        duty.kept_on = max(day, duty.arises_on)
        duty.ended_on, duty.kept_by = who.on, record
        _lapse(duty, duty.kept_on, who, at)
        duty.save(update_fields=["kept_on", "lapsed_on", "ended_on", "kept_by"])
        enter("duty.kept", who, subject_of(duty), {**described(duty), "kept_on": str(duty.kept_on)}, at)


def _lapse(duty: Duty, day: date, who: Asker, at: datetime) -> None:
    """Undone until a day, a duty has lapsed by then, whether or not the clock was looked at in between."""
    if duty.lapsed_on is None and day >= duty.lapses_on:
        duty.lapsed_on = duty.lapses_on
        enter("duty.lapsed", who, subject_of(duty), described(duty), at)


def _raise_next(who: Asker, person: Person, clock: Clock, at: datetime) -> None:
    row, is_new = Duty.objects.get_or_create(
        leader_id=who.person,
        person=person,
        kind=clock.kind.value,
        case=None,
        arises_on=clock.arises_on,
        defaults={"due_on": clock.due_on, "lapses_on": clock.lapses_on},
    )
    if is_new:
        enter("duty.raised", who, person.key, described(row), at)
    elif row.kept_on is None and row.ended_on is not None:
        reopen(row, who, at)


def raise_review(who: Asker, answered: Duty, day: date, policy: Policy, at: datetime) -> None:
    """The first plan is looked at again, by the direct leader; what follows is for the clock to raise."""
    of_case = Duty.objects.filter(case=answered.case).select_related("leader", "person", "unit")
    first_asked = of_case.filter(kind=DutyKind.PLAN.value, came_from__isnull=True).order_by("-arises_on").first()
    plan = first_asked or answered
    if of_case.filter(kind=DutyKind.REVIEW.value, arises_on__gte=plan.arises_on).exists():
        return
    arises_on = max(day, plan.arises_on)
    due_on = arises_on + timedelta(days=policy.review_every_days)
    row = Duty.objects.create(
        leader=plan.leader,
        case=plan.case,
        kind=DutyKind.REVIEW.value,
        arises_on=arises_on,
        person=plan.person,
        unit=plan.unit,
        due_on=due_on,
        lapses_on=due_on + timedelta(days=policy.grace_days + 1),
    )
    enter("duty.raised", who, subject_of(row), described(row), at)


def described(duty: Duty) -> dict[str, Any]:
    """A duty, as an entry of the ledger names it."""
    return {
        "leader": duty.leader.key,
        "duty": duty.kind,
        "case": duty.case,
        "arose_on": str(duty.arises_on),
        "due_on": str(duty.due_on),
    }


def subject_of(duty: Duty) -> str:
    """The key of whom a duty is owed to."""
    return _key(duty.person or duty.unit)


def _key(one: Person | Unit | None) -> str:
    return one.key if one is not None else "team"


def enter(kind: str, who: Asker, subject: str, body: dict[str, Any], at: datetime) -> None:
    """Enter a deed in the ledger."""
    ledger.append(kind=kind, at=at, day=who.on, actor=who.viewer.person_id, subject=subject, body=body)
