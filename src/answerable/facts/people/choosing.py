"""People of one's line, and units of it, to choose from: found by words, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Q, QuerySet, Subquery

from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Person, Place, Unit
from answerable.facts.roles.models import Expectation

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Surrounding(TypedDict):
        """What is read of a person along with them."""

        level: int
        role: str | None
        unit_name: str | None
        unit_key: str | None

    Row = WithAnnotations[Person, Surrounding]


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody in the asker's line.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
        role: the title of the role they hold, empty for none.
        unit: the name of their unit, empty for none.
        is_direct: whether they report to the asker directly.
    """

    number: int
    key: str
    name: str
    role: str
    unit: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class LedUnit:
    """A unit that the asker leads, or that somebody in their line leads.

    Attributes:
        number: of the unit.
        key: its key.
        name: its name.
    """

    number: int
    key: str
    name: str


def choose_from(who: Asker, words: str = "", *, unit: str = "", limit: int) -> tuple[Led, ...]:
    """People of the asker's line, those who report to them first, then by name.

    Args:
        who: who asks.
        words: parts of a name, a role or a unit, all of which have to be there; empty for everybody.
        unit: the key of the unit they are in; empty for any.
        limit: at most so many.

    Returns:
        The people.
    """
    rows = _line(who)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(role__icontains=word) | Q(unit_name__icontains=word))
    rows = rows.filter(unit_key=unit) if unit else rows
    return tuple(_led(row) for row in rows.order_by("level", "name", "key")[:limit])


def chosen(who: Asker, keys: Collection[str]) -> tuple[Led, ...]:
    """Of some people those who are in the asker's line, by name."""
    return tuple(_led(row) for row in _line(who).filter(key__in=keys).order_by("name", "key")) if keys else ()


def units_led(who: Asker) -> tuple[LedUnit, ...]:
    """The units that the asker leads or somebody in their line leads, by name."""
    return tuple(LedUnit(row.pk, row.key, row.name) for row in _units(who).order_by("name", "key"))


def unit_led(who: Asker, key: str) -> LedUnit | None:
    """A unit that the asker leads or somebody in their line leads; None where it is none."""
    row = _units(who).filter(key=key).first()
    return None if row is None else LedUnit(row.pk, row.key, row.name)


def expected_in_line(who: Asker) -> tuple[tuple[str, str], ...]:
    """What is expected in the roles of the asker's line, key and name, by name."""
    below = Place.objects.filter(holds(who.on), leader=who.person or 0)
    held = Assignment.standing.filter(holds(who.on), person__in=below.values("person")).values("role")
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=who.on)
    rows = Expectation.standing.filter(lasts, role__in=held).order_by("name", "key")
    return tuple(rows.values_list("key", "name"))


def _units(who: Asker) -> "QuerySet[Unit]":
    below = Place.objects.filter(holds(who.on), leader=who.person or 0)
    return Unit.objects.filter(Q(leader=who.person or 0) | Q(leader__in=below.values("person")))


def _line(who: Asker) -> "QuerySet[Row]":
    places = Place.objects.filter(holds(who.on), leader=who.person or 0)
    held = Assignment.standing.filter(holds(who.on), person=OuterRef("pk"))
    return Person.objects.filter(pk__in=places.values("person")).annotate(
        level=Subquery(places.filter(person=OuterRef("pk")).values("level")[:1]),
        role=Subquery(held.values("role__title")[:1]),
        unit_name=Subquery(held.values("unit__name")[:1]),
        unit_key=Subquery(held.values("unit__key")[:1]),
    )


def _led(row: "Row") -> Led:
    return Led(row.pk, row.key, row.name, row.role or "", row.unit_name or "", is_direct=row.level == 1)
