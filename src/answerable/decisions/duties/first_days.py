"""What a new leader is owed in their first 90 days is kept where it is shown, and taken back where it was a mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from answerable.decisions.duties.keeping import (
    NOT_OWED,
    NOTHING_THERE,
    Done,
    duty_rows,
    enter,
    keep_duties,
    log_talk,
    may_have_happened,
    reopen,
    subject_of,
)
from answerable.decisions.duties.models import Duty
from answerable.facts.people.accounts import Asker
from answerable.facts.support import write as support
from answerable.ledger import write as ledger
from answerable.rules.clocks import DutyKind
from answerable.rules.onboarding import FIRST_DAYS
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

KINDS = tuple(kind.value for kind in FIRST_DAYS)
SAID_SO = (DutyKind.LEADING_AGREED.value, DutyKind.PEOPLE_INTRODUCED.value)


@dataclass(frozen=True, slots=True)
class Means:
    """How a duty was kept, as far as that is asked.

    Attributes:
        minutes: how long they looked back.
        lever: what a new leader is taught by: training, a mentor's coaching, a program.
        name: what that is called.
    """

    minutes: float = 30
    lever: str = "training"
    name: str = ""


def keep_first_days(who: Asker, *, duty: int, day: date, means: Means, policy: Policy, at: datetime) -> Done:
    """Put on record that something owed to a new leader was done.

    Args:
        who: the leader above, who owes it.
        duty: the number of the duty.
        day: when it was done; of a training its first day.
        means: how, as far as that is asked.
        policy: when the next one-on-one is due.
        at: when this is put on record.

    Returns:
        What came of it; the record is that of the talk, where one was held.
    """
    verdict = may_have_happened(day, who.on)
    if not verdict.allowed:
        return Done(verdict)
    with transaction.atomic():
        ledger.lock()
        mine = Q(pk=duty, leader=who.person or 0, kind__in=KINDS, ended_on__isnull=True)
        row = next(iter(duty_rows(mine)), None)
        if row is None or row.person is None:
            return Done(NOT_OWED)
        record = None
        if row.kind == DutyKind.LEADING_REVIEW:
            talked = log_talk(
                who, person=row.person, kind="one_on_one", day=day, minutes=means.minutes, policy=policy, at=at
            )
            record = talked.record
        elif row.kind == DutyKind.LEADING_TRAINED:
            _teach(who, row, day, means, at)
        keep_duties([row], who, day, record, at)
        kept = 1 if record is None else Duty.objects.filter(kept_by=record).count()
    return Done(verdict, record, kept)


def _teach(who: Asker, row: Duty, day: date, means: Means, at: datetime) -> None:
    key = support.begin_measure(
        leader=row.leader_id,
        person=row.person_id,
        unit=None,
        lever=means.lever,
        name=means.name,
        expectation=None,
        on=day,
        at=at,
    )
    enter("measure.begun", who, subject_of(row), {"lever": means.lever, "measure": key}, at)


def take_back_first_days(who: Asker, *, duty: int, at: datetime) -> Done:
    """Take back that something was done which needs no more than saying so.

    Args:
        who: the leader who said so.
        duty: the number of the duty.
        at: when.

    Returns:
        What came of it; refused where there is nothing of theirs to take back. A look back is taken back with its talk,
        a training ends where it is shown.
    """
    with transaction.atomic():
        ledger.lock()
        mine = Q(pk=duty, leader=who.person or 0, kind__in=SAID_SO, kept_on__isnull=False)
        row = next(iter(duty_rows(mine)), None)
        if row is None:
            return Done(NOTHING_THERE)
        reopen(row, who, at)
    return Done(Verdict(allowed=True, reasons=()), None, 1)
