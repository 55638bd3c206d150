"""Questions about levers at work: what runs for whom, how far it is, and who may see it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from answerable.facts.dated import holds
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Place
from answerable.facts.support.models import Measure, Progress
from answerable.facts.support.read import latest_share

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Read(TypedDict):
        """What is read of a measure along with it."""

        share: int | None
        first_recorded: datetime

    Row = WithAnnotations[Measure, Read]

DONE, STOPPED = "done", "stopped"
HERE = "here-"


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A lever at work.

    Attributes:
        key: of the measure.
        kind: of the lever.
        name: what it is called, empty for nothing of its own.
        library: the number of the lever in the library, None for none.
        person: for whom, empty for a unit.
        person_key: their key.
        unit: for which unit, empty for a person.
        unit_key: its key.
        leader: who set it to work, empty where that is not on record.
        expectation: the key of what it is meant for, empty for all.
        starts_on: its first day.
        planned_until: the last day it is meant to take, None where that is open.
        ends_on: its first day no longer, None while it runs.
        ended_as: `done` or `stopped`, empty where nobody has said so.
        stopped_reason: why it was stopped.
        cost: what it cost, None where nobody has said so.
        currency: in which currency.
        progress: how far it was last, in percent; None where nobody has said so.
        subject: the number of the person or the unit it is for.
        answers: the number of the person it is for, or of whoever leads the unit.
        starter: the number of whoever set it to work.
        is_here: whether it was set to work here, not brought with an import.
        recorded_on: the day it was put on record.
    """

    key: str
    kind: str
    name: str
    library: int | None
    person: str
    person_key: str
    unit: str
    unit_key: str
    leader: str
    expectation: str
    starts_on: date
    planned_until: date | None
    ends_on: date | None
    ended_as: str
    stopped_reason: str
    cost: Decimal | None
    currency: str
    progress: int | None
    subject: int = field(repr=False)
    answers: int | None = field(repr=False)
    starter: int | None = field(repr=False)
    is_here: bool
    recorded_on: date

    @property
    def whom(self) -> str:
        """Whom it is for."""
        return self.person or self.unit

    def is_over(self, on: date) -> bool:
        """Whether it has ended."""
        return self.ended_as != "" or (self.ends_on is not None and self.ends_on <= on)

    def is_overdue(self, on: date) -> bool:
        """Whether it runs on although it was meant to be done."""
        return not self.is_over(on) and self.planned_until is not None and self.planned_until < on


@dataclass(frozen=True, slots=True)
class Running:
    """What of a list is shown.

    Attributes:
        measures: the overdue ones first, by their planned end, then by whom they are for.
        more: whether there are more.
    """

    measures: tuple[MeasureShown, ...]
    more: bool


def running(who: Asker, *, lever: int | None = None, skip: int = 0, limit: int = 50) -> Running:
    """What runs now and what is about to begin, of all that the asker may see.

    Args:
        who: who asks.
        lever: of this lever of the library only; None for all.
        skip: how many are left out at the start.
        limit: at most so many.

    Returns:
        The measures.
    """
    rows = _seen_by(who).filter(ended_as="").filter(Q(ends_on__isnull=True) | Q(ends_on__gt=who.on))
    rows = rows if lever is None else rows.filter(library=lever)
    end, whose = F("planned_until").asc(nulls_last=True), F("person__name").asc(nulls_first=True)
    in_order = (end, whose, "unit__name", "starts_on", "key")
    # What is told of a measure is looked up for those that are shown, not for all there are.
    chosen = list(rows.order_by(*in_order).values_list("pk", flat=True)[skip : skip + limit + 1])
    told = _told(Measure.standing.filter(pk__in=chosen[:limit])).order_by(*in_order)
    return Running(tuple(_shown(row) for row in told), len(chosen) > limit)


def measure(who: Asker, key: str) -> MeasureShown | None:
    """A measure, as it stands; None where there is none that the asker may see."""
    row = _told(_seen_by(who)).filter(key=key).first()
    return None if row is None else _shown(row)


def may_report(who: Asker, shown: MeasureShown) -> bool:
    """Whether somebody may say how far a measure is: the person, or whoever leads them or the unit, on any level."""
    if not shown.is_here or shown.answers is None or who.person is None:
        return False
    return shown.answers == who.person or people.is_in_line(who, shown.answers)


def may_end(who: Asker, shown: MeasureShown) -> bool:
    """Whether somebody may say that a measure is done or stopped: a leader of whom it is for, not the person."""
    return may_report(who, shown) and (shown.person == "" or shown.answers != who.person)


@dataclass(frozen=True, slots=True)
class Said:
    """How far a measure was on a day: in percent, with a note, and who said so."""

    share: int
    note: str
    by: str
    on: date


def progress_of(shown: MeasureShown) -> tuple[Said, ...]:
    """What was said of a measure's progress, the latest first; the asker sees the measure."""
    rows = Progress.objects.filter(measure__key=shown.key).select_related("said_by").order_by("-at", "-pk")
    return tuple(Said(row.share, row.note, row.said_by.name, row.on) for row in rows)


@dataclass(frozen=True, slots=True)
class Used:
    """How often a lever was set to work in the whole company, how often it was done or stopped, and runs now."""

    started: int = 0
    done: int = 0
    stopped: int = 0

    @property
    def running(self) -> int:
        """How often it is still at work."""
        return self.started - self.done - self.stopped


def used(levers: Collection[int]) -> dict[int, Used]:
    """By lever of the library, how often it was set to work: counts, that anybody may see."""
    rows = Measure.standing.filter(library__in=levers).values_list("library")
    counted = rows.annotate(
        started=Count("pk"), done=Count("pk", filter=Q(ended_as=DONE)), stopped=Count("pk", filter=Q(ended_as=STOPPED))
    )
    return {lever: Used(started, done, stopped) for lever, started, done, stopped in counted}


def at_work(lever: int, people_: Collection[int], on: date) -> set[int]:
    """Of some people, the numbers of those for whom a lever of the library runs; the caller has asked for the line."""
    rows = Measure.standing.filter(library=lever, person__in=people_, ended_as="")
    return set(rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).values_list("person", flat=True))


def is_at_work_for(lever: int, unit: int, on: date) -> bool:
    """Whether a lever of the library runs for a unit."""
    rows = Measure.standing.filter(library=lever, unit=unit, ended_as="")
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).exists()


def is_given(taken: MeasureShown, expectation: str, on: date) -> bool:
    """Whether something else is at work for the same person or unit, and meant for an expectation or for all."""
    whose = Q(unit=taken.subject) if taken.unit else Q(person=taken.subject)
    rows = Measure.standing.filter(whose, starts_on__lte=on).exclude(key=taken.key)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return rows.filter(Q(expectation__isnull=True) | Q(expectation="") | Q(expectation=expectation)).exists()


def _seen_by(who: Asker) -> QuerySet[Measure]:
    """What somebody may see: their own, that of their unit, of their line, of units they lead or are partner of."""
    place = Place.objects.filter(holds(who.on), leader=who.person or 0)
    mine = Q(person=who.person or 0) | Q(unit__leader=who.person or 0)
    works_there = Assignment.standing.filter(holds(who.on), person=who.person or 0, unit=OuterRef("unit"))
    seen = mine | Q(Exists(place.filter(person=OuterRef("person")))) | Q(Exists(works_there))
    seen |= Q(Exists(place.filter(person=OuterRef("unit__leader"))))
    if who.viewer.partner_of:
        there = Assignment.standing.filter(holds(who.on), unit__key__in=who.viewer.partner_of)
        seen |= Q(unit__key__in=who.viewer.partner_of) | Q(Exists(there.filter(person=OuterRef("person"))))
    rows: QuerySet[Measure] = Measure.standing.filter(seen)
    return rows


def _told(measures: QuerySet[Measure]) -> "QuerySet[Row]":
    """Measures with what is read of each along with it."""
    first = Measure.objects.filter(key=OuterRef("key")).order_by("recorded_at", "pk").values("recorded_at")[:1]
    rows = measures.select_related("person", "unit", "leader")
    return rows.annotate(share=latest_share(date.max), first_recorded=Subquery(first))


def _shown(row: "Row") -> MeasureShown:
    return MeasureShown(
        key=row.key,
        kind=row.lever,
        name=row.name or "",
        library=row.library_id,
        person="" if row.person is None else row.person.name,
        person_key="" if row.person is None else row.person.key,
        unit="" if row.unit is None else row.unit.name,
        unit_key="" if row.unit is None else row.unit.key,
        leader="" if row.leader is None else row.leader.name,
        expectation=row.expectation or "",
        starts_on=row.starts_on,
        planned_until=row.planned_until,
        ends_on=row.ends_on,
        ended_as=row.ended_as,
        stopped_reason=row.stopped_reason,
        cost=row.cost,
        currency=row.currency,
        progress=row.share,
        subject=row.person_id or row.unit_id or 0,
        answers=row.person_id if row.unit is None else row.unit.leader_id,
        starter=row.leader_id,
        is_here=row.key.startswith(HERE),
        recorded_on=timezone.localtime(row.first_recorded).date(),
    )
