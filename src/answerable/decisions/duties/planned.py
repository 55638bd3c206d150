"""A lever set to work is the plan that a gap asks for; taken back the same day, that is owed again."""

from datetime import date, datetime

from django.db.models import Q

from answerable.decisions.duties.keeping import (
    described,
    duty_rows,
    enter,
    keep_duties,
    raise_review,
    reopen,
    subject_of,
)
from answerable.facts.people.accounts import Asker
from answerable.rules.clocks import DutyKind
from answerable.rules.policy import Policy


def keep_plan(who: Asker, *, case: int, day: date, policy: Policy, at: datetime) -> int:
    """Let a lever keep the plan that a case asks for, in the transaction of whoever sets it to work.

    Args:
        who: the leader.
        case: the number of the case.
        day: the lever's first day.
        policy: when it is to be looked at again.
        at: when.

    Returns:
        How many duties it kept.
    """
    kept = duty_rows(Q(case=case, kind=DutyKind.PLAN.value, ended_on__isnull=True, arises_on__lte=who.on))
    keep_duties(kept, who, day, None, at)
    if kept:
        raise_review(who, kept[0], day, policy, at)
    return len(kept)


def owe_plan_again(who: Asker, *, case: int, at: datetime) -> int:
    """Owe the plan again that a lever kept today, in the transaction of whoever takes the lever back.

    Args:
        who: the leader.
        case: the number of the case.
        at: when.

    Returns:
        How many duties are owed again.
    """
    of_today = Q(case=case, kind=DutyKind.PLAN.value, kept_by__isnull=True, kept_on__isnull=False, ended_on=who.on)
    again = duty_rows(of_today)
    first = min((duty.kept_on for duty in again if duty.kept_on is not None), default=who.on)
    for duty in again:
        reopen(duty, who, at)
    # Nothing is looked at again before there is a plan.
    reviews = Q(case=case, kind=DutyKind.REVIEW.value, ended_on__isnull=True, arises_on__gte=first)
    for row in duty_rows(reviews) if again else ():
        row.ended_on = who.on
        row.save(update_fields=["ended_on"])
        enter("duty.ended", who, subject_of(row), described(row), at)
    return len(again)
