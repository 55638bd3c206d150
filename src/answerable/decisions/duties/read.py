"""Questions about duties: what is owed by somebody, and to somebody."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet

from answerable.decisions.duties.models import Duty
from answerable.facts.dated import known_by
from answerable.facts.people.accounts import Asker
from answerable.rules.clocks import DutyKind
from answerable.rules.onboarding import FIRST_DAYS


@dataclass(frozen=True, slots=True)
class DutyShown:
    """A duty on record.

    Attributes:
        number: of the duty.
        kind: what is owed.
        leader_key: by whom.
        leader: their name.
        subject_key: to whom, a person or a unit.
        subject: their name.
        is_unit: whether it is a unit.
        case: the number of the case it belongs to, None without one.
        arises_on: the day from which it is owed.
        due_on: the last day on which it is done in time.
        kept_on: the day it was done, None while it is not.
        lapsed_on: the day it lapsed, None where it did not.
        ended_on: the day from which nobody has to do it any more, None while somebody has.
        came_from: the leader below who let it lapse, None for the one who owed it first.
    """

    number: int
    kind: DutyKind
    leader_key: str
    leader: str
    subject_key: str
    subject: str
    is_unit: bool
    case: int | None
    arises_on: date
    due_on: date
    kept_on: date | None
    lapsed_on: date | None
    ended_on: date | None
    came_from: str | None


def owed_by(who: Asker, *, limit: int | None = None) -> tuple[DutyShown, ...]:
    """What somebody owes now, in order of due date, at most so many."""
    return _shown(Duty.objects.filter(leader=who.person, ended_on__isnull=True), limit) if who.person else ()


def owed_by_to(who: Asker, people: Collection[int]) -> tuple[DutyShown, ...]:
    """What somebody owes some people now, in order of due date."""
    rows = Duty.objects.filter(leader=who.person, person__in=people, ended_on__isnull=True)
    return _shown(rows) if who.person else ()


def how_many_owed_by(who: Asker, *, until: date) -> tuple[int, int]:
    """How many duties somebody owes now that are due by a day, and how many in all."""
    rows = Duty.objects.filter(leader=who.person or 0, ended_on__isnull=True)
    counted = rows.aggregate(due=Count("pk", filter=Q(due_on__lte=until)), all=Count("pk"))
    return counted["due"], counted["all"]


def moved_on_from(who: Asker, *, since: date) -> tuple[DutyShown, ...]:
    """What somebody let lapse since a day and owes no more, because it has moved up."""
    rows = Duty.objects.filter(leader=who.person, lapsed_on__gte=since, kept_on__isnull=True, ended_on__isnull=False)
    return _shown(rows) if who.person else ()


def owed_to(who: Asker) -> tuple[DutyShown, ...]:
    """What somebody is owed now, in order of due date."""
    return _shown(Duty.objects.filter(person=who.person, ended_on__isnull=True)) if who.person else ()


def of_person(person: int, *, until: date | None, since: date) -> tuple[DutyShown, ...]:
    """Everything owed to a person, open or fallen due since a day; the caller has asked who may see it."""
    rows = Duty.objects.filter(Q(ended_on__isnull=True) | Q(due_on__gte=since), person=person)
    return _as_known(rows, until)


def of_case(case: int, *, until: date | None) -> tuple[DutyShown, ...]:
    """Everything owed because of one case; the caller has asked who may see it."""
    return _as_known(Duty.objects.filter(case=case), until)


def first_days_of(leader: int, *, until: date) -> tuple[DutyShown, ...]:
    """What was and is owed to somebody in their first days of leading; the caller has asked who may see it."""
    kinds = [kind.value for kind in FIRST_DAYS]
    return _shown(Duty.objects.filter(person=leader, kind__in=kinds, arises_on__lte=until))


def _as_known(rows: QuerySet[Duty], until: date | None) -> tuple[DutyShown, ...]:
    """Duties without what came after a day; as they are for None."""
    if until is None:
        return _shown(rows)
    found = _shown(rows.filter(arises_on__lte=until))
    return tuple(
        replace(
            one,
            kept_on=known_by(one.kept_on, until),
            lapsed_on=known_by(one.lapsed_on, until),
            ended_on=known_by(one.ended_on, until),
        )
        for one in found
    )


def duty_owed(who: Asker, number: int) -> DutyShown | None:
    """One duty, if it is the asker who owes it and it is open."""
    rows = Duty.objects.filter(pk=number, leader=who.person, ended_on__isnull=True)
    return next(iter(_shown(rows)), None) if who.person else None


def _shown(rows: QuerySet[Duty], limit: int | None = None) -> tuple[DutyShown, ...]:
    found = rows.select_related("leader", "person", "unit", "came_from").order_by("due_on", "pk")
    return tuple(_duty(row) for row in found[:limit])


def _duty(row: Duty) -> DutyShown:
    subject = row.person or row.unit
    return DutyShown(
        number=row.pk,
        kind=DutyKind(row.kind),
        leader_key=row.leader.key,
        leader=row.leader.name,
        subject_key=subject.key if subject is not None else "",
        subject=subject.name if subject is not None else "",
        is_unit=row.unit_id is not None,
        case=row.case,
        arises_on=row.arises_on,
        due_on=row.due_on,
        kept_on=row.kept_on,
        lapsed_on=row.lapsed_on,
        ended_on=row.ended_on,
        came_from=None if row.came_from is None else row.came_from.name,
    )
