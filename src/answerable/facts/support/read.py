"""Questions about support given."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from answerable.facts.dated import known_by
from answerable.facts.people.accounts import Asker
from answerable.facts.support.models import Activity, Agreement, Assessment, Measure, Progress

WITH_PERSON = ("one_on_one", "coaching")
PEOPLE_TIME = (*WITH_PERSON, "team")
PAPER_TIME = ("report", "upward")


def _begins(day: date) -> datetime:
    """The first moment of a day. Moments on record are UTC, wherever this runs."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _over(day: date) -> datetime:
    return _begins(day) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Given:
    """Something done for a person.

    Attributes:
        kind: a conversation's kind, or a measure's lever.
        on: the day, of a measure the first.
        ends_on: a measure's first day no longer, None for a conversation or while it runs.
        name: what it was called, empty for nothing of its own.
        by: the leader who gave it, empty where not on record.
        minutes: how long a conversation took, None for a measure.
        key: of a measure, empty for a conversation.
        planned_until: the last day a measure is meant to take, None where that is open.
        is_over: whether somebody said that the measure is done, or stopped.
        progress: how far it was last, in percent; None where nobody has said so.
    """

    kind: str
    on: date
    ends_on: date | None
    name: str
    by: str
    minutes: float | None
    key: str = field(default="", compare=False)
    planned_until: date | None = None
    is_over: bool = False
    progress: int | None = None

    def runs(self, on: date) -> bool:
        """Whether it is a measure that runs on a day, or is to begin after it."""
        return self.key != "" and not self.is_over and (self.ends_on is None or self.ends_on > on)


def given_to(person: int, *, since: date, until: date | None) -> tuple[Given, ...]:
    """Conversations with a person and measures for them, the latest first; the caller has asked who may see it."""
    talks = Activity.standing.filter(person=person, kind__in=WITH_PERSON, at__gte=_begins(since)).select_related(
        "leader"
    )
    runs = Measure.standing.filter(person=person).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=since))
    if until is not None:
        talks, runs = talks.filter(at__lt=_over(until)), runs.filter(starts_on__lte=until)
    found = [Given(row.kind, row.at.date(), None, "", row.leader.name, row.minutes) for row in talks]
    found += _measures(runs, until or date.max)
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def measures_for_unit(unit_key: str, *, since: date) -> tuple[Given, ...]:
    """Measures for a unit, the latest first; the caller has asked who may see it."""
    runs = Measure.standing.filter(unit__key=unit_key).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=since))
    return tuple(_measures(runs.order_by("-starts_on", "pk"), date.max))


def latest_share(until: date) -> Subquery:
    """How far the measure of a row was by a day, whichever of its versions somebody said that of."""
    said = Progress.objects.filter(measure__key=OuterRef("key"), on__lte=until).order_by("-at", "-pk")
    return Subquery(said.values("share")[:1])


def _measures(runs: "QuerySet[Measure]", until: date) -> list[Given]:
    return [
        Given(
            row.lever,
            row.starts_on,
            known_by(row.ends_on, until),
            row.name or "",
            row.leader.name if row.leader else "",
            None,
            row.key,
            row.planned_until,
            row.ended_as != "" and (row.ends_on is None or row.ends_on <= until),
            row.share,
        )
        for row in runs.select_related("leader").annotate(share=latest_share(until))
    ]


def last_conversations(who: Asker) -> dict[str, date]:
    """By the key of the person, the day the asker last talked with them."""
    rows = Activity.standing.filter(leader=who.person, person__isnull=False, kind__in=WITH_PERSON)
    latest: dict[str, datetime] = dict(rows.values_list("person__key").annotate(Max("at")))
    return {key: moment.date() for key, moment in latest.items()}


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation on record.

    Attributes:
        number: of the record.
        on: the day.
    """

    number: int
    on: date


def logged(*, leader: int, person: int | None, kind: str, day: date, minutes: float) -> int | None:
    """The number of the record that says the very same of a day; None where there is none."""
    rows = Activity.standing.filter(leader=leader, person=person, kind=kind, minutes=minutes)
    row = rows.filter(at__gte=_begins(day), at__lt=_over(day)).order_by("pk").first()
    return None if row is None else row.pk


def first_talk(*, person: int | None, leaders: Collection[int] | None, since: date, until: date) -> Talk | None:
    """The first conversation with a person, or with a team, of some days.

    Args:
        person: the number of the person; None for conversations with teams.
        leaders: whose count; None for anybody's.
        since: the first day.
        until: the last day.

    Returns:
        The conversation; None where there was none.
    """
    kinds = WITH_PERSON if person is not None else ("team",)
    rows = Activity.standing.filter(kind__in=kinds, at__gte=_begins(since), at__lt=_over(until))
    rows = rows if person is None else rows.filter(person=person)
    rows = rows if leaders is None else rows.filter(leader__in=leaders)
    row = rows.order_by("at", "pk").first()
    return None if row is None else Talk(row.pk, row.at.date())


@dataclass(frozen=True, slots=True)
class Week:
    """How a leader's last seven days went, as far as they are on record.

    Attributes:
        people: minutes with their people.
        paper: minutes on reports and on what is above.
        other: minutes on anything else.
    """

    people: float
    paper: float
    other: float


def week_of(who: Asker) -> Week:
    """How the asker's last seven days went."""
    since = who.on - timedelta(days=7)
    rows = Activity.standing.filter(leader=who.person, at__gte=_over(since), at__lt=_over(who.on))
    minutes: dict[str, float] = dict(rows.values_list("kind").annotate(Sum("minutes")))
    people = sum(minutes.get(kind, 0.0) for kind in PEOPLE_TIME)
    paper = sum(minutes.get(kind, 0.0) for kind in PAPER_TIME)
    return Week(people, paper, sum(minutes.values()) - people - paper)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a person in one facet, last.

    Attributes:
        level: the proficiency, 1 to 5.
        on: the day.
        evidence: what it rests on, empty for nothing on record.
    """

    level: float
    on: date
    evidence: str


def assessments(person: int, *, until: date | None) -> dict[tuple[str, str], Seen]:
    """By facet and item, what was seen last; the caller has asked who may see it."""
    rows = Assessment.standing.filter(person=person).order_by("assessed_on", "pk")
    rows = rows if until is None else rows.filter(assessed_on__lte=until)
    return {(row.facet, row.item): Seen(row.level, row.assessed_on, row.evidence or "") for row in rows}


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far a leader and a person have agreed what is expected.

    Attributes:
        number: of the agreement.
        by_leader: whether the leader has said so.
        by_person: whether the person has.
        leader_key: who the leader is.
        on: the day it stood, None while one side is missing.
    """

    number: int
    by_leader: bool
    by_person: bool
    leader_key: str
    on: date | None


def agreement(person: int, leader_key: str, role_key: str) -> Agreed | None:
    """The agreement of a person with a leader in a role; the caller has asked who may see it."""
    rows = Agreement.objects.filter(person=person, leader__key=leader_key, role__key=role_key, ends_at__isnull=True)
    row = rows.first()
    if row is None:
        return None
    both = (row.agreed_by_leader_at, row.agreed_by_person_at)
    on = timezone.localtime(max(moment for moment in both if moment is not None)).date() if None not in both else None
    return Agreed(row.pk, both[0] is not None, both[1] is not None, leader_key, on)
