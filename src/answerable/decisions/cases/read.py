"""Questions about cases."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from answerable.decisions.cases.models import Answerability, Case, Response
from answerable.facts.dated import known_by
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Place, Unit
from answerable.facts.people.read import Sight
from answerable.findings.models import GapFinding


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case, with what was found last.

    Attributes:
        number: of the case.
        subject_number: of the person or unit whose gap it is.
        subject_key: their key.
        subject: their name.
        is_unit: whether it is a unit's.
        expectation: the key of what is short.
        opened_on: the day it opened.
        taken_up_on: the day it was taken up, from which its clocks run.
        sustained_on: the day from which it counts as sustained, None where it does not.
        closed_on: the day it closed, None while it is open.
        answerable_key: the leader who must act now, None for nobody.
        answerable: their name.
        level: their level, 1 being the direct leader.
        since: since when.
        at_top: whether nobody is above them.
        beside: the keys of leaders answerable together with them.
        reasons: how answerability came about.
        facts: the engine's figures of the latest finding.
        why: why it is a gap, as sentences.
        found_on: the day of the latest finding.
    """

    number: int
    subject_number: int
    subject_key: str
    subject: str
    is_unit: bool
    expectation: str
    opened_on: date
    taken_up_on: date
    sustained_on: date | None
    closed_on: date | None
    answerable_key: str | None
    answerable: str | None
    level: int
    since: date
    at_top: bool
    beside: tuple[str, ...]
    reasons: tuple[str, ...]
    facts: dict[str, Any]
    why: tuple[str, ...]
    found_on: date


@dataclass(frozen=True, slots=True)
class Held:
    """Who was answerable, from when on.

    Attributes:
        leader: the name; None where nobody was left.
        level: their level.
        since: from which day on.
        recorded_on: the day it was recorded.
    """

    leader: str | None
    level: int
    since: date
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What the person a case is about said to it.

    Attributes:
        by: who.
        on: when.
        text: what.
    """

    by: str
    on: date
    text: str


def on_the_mind_of(who: Asker, numbers: Collection[int], *, limit: int) -> dict[int, CaseShown]:
    """The open cases somebody is answerable for, at most so many, and some others besides, in one question.

    Args:
        who: who asks.
        numbers: of the others; the caller has asked who may see them.
        limit: at most so many of those answered for, the longest open first.

    Returns:
        The cases by number, the longest open first.
    """
    answered = Case.objects.filter(answerable=who.person or 0, closed_on__isnull=True).order_by("opened_on", "pk")
    rows = Case.objects.filter(Q(pk__in=answered.values("pk")[:limit]) | Q(pk__in=numbers))
    return {case.number: case for case in _shown(rows)}


def numbered(numbers: Collection[int]) -> dict[int, CaseShown]:
    """Cases by number; the caller has asked who may see them."""
    return {case.number: case for case in _shown(Case.objects.filter(pk__in=numbers))} if numbers else {}


def of_people(people_: Collection[int], *, until: date | None = None) -> tuple[CaseShown, ...]:
    """All cases of some people, as they were known on a day or as they are; the caller has asked who may see them."""
    rows = Case.objects.filter(person__in=people_)
    return _shown(rows) if until is None else _as_known(_shown(rows.filter(taken_up_on__lte=until)), until)


def climbed(*, since: date) -> tuple[CaseShown, ...]:
    """The open cases that came to a leader from below since a day; for letters to these."""
    return _shown(Case.objects.filter(closed_on__isnull=True, level__gt=1, since__gte=since))


def of_units_led(who: Asker) -> tuple[CaseShown, ...]:
    """The open cases of the units somebody leads."""
    return _shown(Case.objects.filter(unit__leader=who.person, closed_on__isnull=True)) if who.person else ()


def of_unit(unit: int) -> tuple[CaseShown, ...]:
    """All cases of a unit; the caller has asked who may see them."""
    return _shown(Case.objects.filter(unit=unit))


def seen(who: Asker, number: int) -> tuple[CaseShown, Sight] | None:
    """A case and what the asker may see of it; None where there is no such case."""
    rows = Case.objects.filter(pk=number).select_related("person", "unit__leader", "answerable", "latest__evaluation")
    row = rows.first()
    if row is None:
        return None
    sight = people.sight_of(who, row.person) if row.person is not None else _unit_sight(who, row.unit)
    if sight.until is None:
        return _case(row), sight
    if row.taken_up_on > sight.until:
        return _case(row), Sight(allowed=False, reason="This gap was taken up after your time.", until=None)
    return _as_known((_case(row),), sight.until)[0], sight


def _as_known(found: tuple[CaseShown, ...], until: date) -> tuple[CaseShown, ...]:
    """Take from cases what came after a day: who was answerable then, and what had been found by then, is on record."""
    numbers = [case.number for case in found]
    held = Answerability.objects.filter(case__in=numbers, recorded_on__lte=until).select_related("leader")
    answered = {row.case_id: row for row in held.order_by("pk")}
    whose = Q(person__in={case.subject_number for case in found if not case.is_unit})
    whose |= Q(unit__in={case.subject_number for case in found if case.is_unit})
    told = GapFinding.objects.filter(whose, evaluation__as_of__lte=until).select_related("evaluation")
    in_order = list(told.order_by("-evaluation__as_of", "-pk"))
    return tuple(_taken_back(case, answered[case.number], _latest(case, in_order), until) for case in found)


def _latest(case: CaseShown, told: list[GapFinding]) -> GapFinding:
    """What was found of a case last, while it was open."""
    ended = case.closed_on or date.max
    return next(
        one
        for one in told
        if (one.unit_id if case.is_unit else one.person_id) == case.subject_number
        and one.expectation == case.expectation
        and one.evaluation.as_of < ended
    )


def _taken_back(case: CaseShown, held: Answerability, finding: GapFinding, until: date) -> CaseShown:
    return replace(
        case,
        sustained_on=known_by(case.sustained_on, until),
        closed_on=known_by(case.closed_on, until),
        answerable_key=None if held.leader is None else held.leader.key,
        answerable=None if held.leader is None else held.leader.name,
        level=held.level,
        since=held.since,
        at_top=False,
        beside=(),
        reasons=(),
        facts=finding.facts,
        why=tuple(finding.reasons),
        found_on=finding.evaluation.as_of,
    )


def _unit_sight(who: Asker, unit: Unit | None) -> Sight:
    """A unit's gap is seen by its people's leaders: its leader, those above, its people partner; and by its people."""
    if unit is not None and unit.key in who.viewer.partner_of:
        return Sight(allowed=True, reason="You are the people partner of this unit.", until=None)
    if unit is not None and who.person is not None and people.is_in_unit(who.person, unit.pk, who.on):
        return Sight(allowed=True, reason="It is about your unit.", until=None)
    if unit is not None and unit.leader is not None:
        return people.sight_of(who, unit.leader)
    return Sight(allowed=False, reason="This unit is not in your line.", until=None)


def history(case: int, *, until: date | None) -> tuple[Held, ...]:
    """Who was answerable for a case, in order."""
    rows = Answerability.objects.filter(case=case).select_related("leader").order_by("pk")
    rows = rows if until is None else rows.filter(recorded_on__lte=until)
    return tuple(Held(row.leader.name if row.leader else None, row.level, row.since, row.recorded_on) for row in rows)


def responses(case: int) -> tuple[Said, ...]:
    """What the person a case is about said to it, in order; what a leader says stands in their own hearing."""
    own = Response.objects.filter(case=case, account__person=F("case__person"))
    rows = own.select_related("account__person").order_by("pk")
    return tuple(
        Said(row.account.person.name if row.account.person else "", timezone.localtime(row.at).date(), row.text)
        for row in rows
    )


def may_respond(who: Asker, case: CaseShown) -> bool:
    """Whether somebody may answer to a case: only whoever it is about."""
    return not case.is_unit and who.viewer.person_id == case.subject_key


def _shown(rows: QuerySet[Case], limit: int | None = None) -> tuple[CaseShown, ...]:
    found = rows.select_related("person", "unit", "answerable", "latest__evaluation").order_by("opened_on", "pk")
    return tuple(_case(row) for row in found[:limit])


def _case(row: Case) -> CaseShown:
    subject: Person | Unit | None = row.person or row.unit
    return CaseShown(
        number=row.pk,
        subject_number=subject.pk if subject is not None else 0,
        subject_key=subject.key if subject is not None else "",
        subject=subject.name if subject is not None else "",
        is_unit=row.unit_id is not None,
        expectation=row.expectation,
        opened_on=row.opened_on,
        taken_up_on=row.taken_up_on,
        sustained_on=row.sustained_on,
        closed_on=row.closed_on,
        answerable_key=None if row.answerable is None else row.answerable.key,
        answerable=None if row.answerable is None else row.answerable.name,
        level=row.level,
        since=row.since,
        at_top=row.at_top,
        beside=tuple(row.beside),
        reasons=tuple(row.reasons),
        facts=row.latest.facts,
        why=tuple(row.latest.reasons),
        found_on=row.latest.evaluation.as_of,
    )


def in_line(leader: int, *, limit: int) -> tuple[CaseShown, ...]:
    """The open cases in a leader's line, the highest climbed first; the caller has asked who may see them."""
    whose = Coalesce(OuterRef("person"), OuterRef("unit__leader"))
    place = Place.objects.filter(person=whose, leader=leader, ends_on__isnull=True).values("pk")[:1]
    # In the order of an index, so that the database stops at the limit, and asks of the line case by case. It would
    # read the whole line first if it were asked whether there is a place; so it is asked for one.
    rows = Case.objects.filter(closed_on__isnull=True).annotate(place=Subquery(place))
    rows = rows.filter(Q(place__isnull=False) | Q(unit__leader=leader))
    rows = rows.select_related("person", "unit", "answerable", "latest__evaluation")
    return tuple(_case(row) for row in rows.order_by("-level", "opened_on", "pk")[:limit])


def in_units(keys: Collection[str], *, limit: int) -> tuple[CaseShown, ...]:
    """The open cases of some units and of the people in them; the caller has asked who may see them."""
    people_in = Q(
        person__assignments__unit__key__in=keys,
        person__assignments__replaced_at__isnull=True,
        person__assignments__ends_on__isnull=True,
    )
    numbers = Case.objects.filter(people_in | Q(unit__key__in=keys), closed_on__isnull=True).values("pk").distinct()
    rows = Case.objects.filter(pk__in=numbers).select_related("person", "unit", "answerable", "latest__evaluation")
    return tuple(_case(row) for row in rows.order_by("-level", "opened_on", "pk")[:limit])
