"""How many gaps are open, for many people or units at once; what may be seen is decided by whoever shows it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from answerable.decisions.cases.models import Case
from answerable.facts.dated import holds
from answerable.facts.people.models import Assignment


@dataclass(frozen=True, slots=True)
class OpenGap:
    """An open gap of a person, in short.

    Attributes:
        number: of the case.
        expectation: the key of what is short.
        is_sustained: whether it counts as sustained.
        answerable: the name of who must act now, empty for nobody.
        level: their level.
    """

    number: int
    expectation: str
    is_sustained: bool
    answerable: str
    level: int


def open_gaps_of(people: Collection[int]) -> dict[int, tuple[OpenGap, ...]]:
    """The open gaps of some people, by person, the longest open first."""
    rows = _open().filter(person__in=people).order_by("opened_on", "pk")
    found: dict[int, list[OpenGap]] = {}
    for row in rows.select_related("answerable"):
        name = "" if row.answerable is None else row.answerable.name
        gap = OpenGap(row.pk, row.expectation, row.sustained_on is not None, name, row.level)
        found.setdefault(row.person_id or 0, []).append(gap)
    return {number: tuple(gaps) for number, gaps in found.items()}


def open_by_unit(on: date) -> tuple[Counter[int], Counter[int]]:
    """How many gaps are open, and how many of these are sustained, by unit: its own, and those of its people of a day.

    Args:
        on: the day.

    Returns:
        By the number of the unit; what is further down is not in it.
    """
    now = Assignment.standing.filter(holds(on), unit__isnull=False, person=OuterRef("person"))
    unit = Coalesce("unit", Subquery(now.values("unit")[:1]), output_field=BigIntegerField())
    counted = _open().annotate(counts_in=unit)
    rows = list(counted.filter(counts_in__isnull=False).values_list("counts_in", "sustained_on"))
    return Counter(unit for unit, _day in rows), Counter(unit for unit, day in rows if day is not None)


def _open() -> QuerySet[Case]:
    return Case.objects.filter(closed_on__isnull=True)
