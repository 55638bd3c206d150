"""The leaders to whom something of a gap is counted, with what the organisation gave each of them to lead with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from answerable.decisions.cases.models import Answerability
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Place
from answerable.facts.support.models import Activity, Measure
from answerable.rules.hearing import Enabled

TO_LEAD = ("training", "coaching", "program")
TALKS = ("one_on_one", "coaching")


@dataclass(frozen=True, slots=True)
class Named:
    """A leader named in a gap.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
        lapses: how many duties of this gap lapsed with them.
        first_on: the day the first of them did; None where none has.
        enabled: what the organisation gave them to lead with.
    """

    number: int
    key: str
    name: str
    lapses: int
    first_on: date | None
    enabled: Enabled


def named_in(case: int, *, until: date, record_days: int) -> tuple[Named, ...]:
    """The leaders with whom a duty of a gap lapsed, or past whom it climbed, in the order of their lapses.

    Those whom it only climbed past come last.

    Args:
        case: the number of the gap.
        until: the day looked at.
        record_days: over how many days their own leader's conversations are counted.

    Returns:
        The leaders, in one question; the caller has asked who may see what they were given.
    """
    return _named(_concerned(case, until), case, until, record_days)


def answered_for(case: int) -> tuple[str, ...]:
    """The keys of everybody who was answerable for a gap, as it was recorded."""
    rows = Answerability.objects.filter(case=case, leader__isnull=False).order_by("pk")
    return tuple(rows.values_list("leader__key", flat=True))


def first_lapses(cases: Collection[int], *, but: int) -> dict[int, tuple[str, ...]]:
    """By gap, the names of the leaders with whom something of it lapsed who had let nothing of another gap lapse.

    Args:
        cases: the numbers of the gaps; the caller has asked who may see them.
        but: the number of a leader who is not told of themself.

    Returns:
        The names, in the order of the lapses; nothing for a gap without any.
    """
    if not cases:
        return {}
    other = Duty.objects.filter(leader=OuterRef("leader"), lapsed_on__isnull=False, case__isnull=False)
    rows = Duty.objects.filter(case__in=cases, lapsed_on__isnull=False).exclude(leader=but)
    rows = rows.exclude(Exists(other.exclude(case=OuterRef("case"))))
    found: dict[int, dict[str, None]] = {}
    for case, name in rows.order_by("lapsed_on", "pk").values_list("case", "leader__name"):
        found.setdefault(case or 0, {})[name] = None
    return {case: tuple(names) for case, names in found.items()}


def _concerned(case: int, until: date) -> QuerySet[Person]:
    lapsed = Duty.objects.filter(case=case, lapsed_on__lte=until)
    held = Answerability.objects.filter(case=case, recorded_on__lte=until)
    latest = held.order_by("-pk").values("leader")[:1]
    passed = held.exclude(leader=Subquery(latest))
    # Few are concerned: they are looked up, where everybody would have to be asked.
    return Person.objects.filter(Q(pk__in=lapsed.values("leader")) | Q(pk__in=passed.values("leader")))


def _named(rows: QuerySet[Person], case: int, until: date, record_days: int) -> tuple[Named, ...]:
    lapsed = Duty.objects.filter(leader=OuterRef("pk"), lapsed_on__lte=until)
    here = lapsed.filter(case=case)
    since = datetime.combine(until - timedelta(days=record_days), datetime.min.time(), UTC)
    own = Place.objects.filter(person=OuterRef("person"), leader=OuterRef("leader"), level=1, ends_on__isnull=True)
    above = Place.objects.filter(person=OuterRef("pk"), level=1, ends_on__isnull=True)
    talks = Activity.standing.filter(Exists(own), person=OuterRef("pk"), kind__in=TALKS, at__gte=since)
    found = rows.annotate(
        lapses=_counted(here),
        first_on=Subquery(here.order_by("lapsed_on").values("lapsed_on")[:1]),
        before=_counted(lapsed.exclude(case=case).filter(case__isnull=False), "case"),
        trainings=_counted(Measure.standing.filter(person=OuterRef("pk"), lever__in=TO_LEAD, starts_on__lte=until)),
        talks=_counted(talks),
        reports=_counted(Place.objects.filter(leader=OuterRef("pk"), level=1, ends_on__isnull=True)),
        keeps_record=Exists(Activity.standing.filter(kind__in=TALKS)) & Exists(above),
    )
    return tuple(
        Named(
            number=row.pk,
            key=row.key,
            name=row.name,
            lapses=row.lapses,
            first_on=row.first_on,
            enabled=Enabled(row.trainings, row.talks if row.keeps_record else None, row.reports, row.before),
        )
        for row in found.order_by(F("first_on").asc(nulls_last=True), "pk")
    )


def _counted(rows: "QuerySet[Any]", column: str = "pk") -> Subquery:
    # As an aggregate it would be grouped by the row, and give nothing where there is none.
    number = Func(F(column), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    return Subquery(rows.order_by().annotate(number=number).values("number"), output_field=IntegerField())
