"""Questions about a whole line, or whole units, at once: for roll-ups and what is taken out of the system."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Person, Place, Unit


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody in a line or a unit.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
        role: the title of the role they hold, empty for none.
        unit_key: the key of their unit, empty for none.
        unit: its name.
        leader_number: the number of their direct leader, 0 for nobody.
        leader_key: the key, empty for nobody.
        leader: the name.
    """

    number: int
    key: str
    name: str
    role: str
    unit_key: str
    unit: str
    leader_number: int
    leader_key: str
    leader: str


def theirs(who: Asker) -> QuerySet[Person]:
    """Whose figures the asker may take along, for questions about all of them at once.

    Args:
        who: who asks.

    Returns:
        Everybody in the line of a leader, else everybody in the units somebody is people partner of, else nobody.
    """
    if who.leads:
        below = Place.objects.filter(holds(who.on), leader=who.person or 0)
        return Person.objects.filter(pk__in=below.values("person"))
    held = Assignment.standing.filter(holds(who.on), unit__key__in=who.viewer.partner_of)
    return Person.objects.filter(pk__in=held.values("person"))


def units_of(who: Asker) -> QuerySet[Unit]:
    """The units that go with `theirs`: led by the asker or in their line, or those they are people partner of."""
    if who.leads:
        return Unit.objects.filter(Q(leader=who.person) | Q(leader__in=theirs(who).values("pk")))
    return Unit.objects.filter(key__in=who.viewer.partner_of)


def everybody(who: Asker) -> tuple[InLine, ...]:
    """Those of `theirs`, by name."""
    return _people(theirs(who), who.on)


def _people(rows: QuerySet[Person], on: date) -> tuple[InLine, ...]:
    numbers = rows.values("pk")
    held = Assignment.standing.filter(holds(on), person__in=numbers)
    roles = {row[0]: row[1:] for row in held.values_list("person", "role__title", "unit__key", "unit__name")}
    direct = Place.objects.filter(holds(on), person__in=numbers, level=1)
    leaders = {row[0]: row[1:] for row in direct.values_list("person", "leader", "leader__key", "leader__name")}
    found = []
    for number, key, name in rows.values_list("pk", "key", "name"):
        role, unit_key, unit = roles.get(number, ("", "", ""))
        direct_leader = leaders.get(number, (0, "", ""))
        found.append(InLine(number, key, name, role, unit_key or "", unit or "", *direct_leader))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.key)))


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A unit, where it stands, and who answers for it.

    Attributes:
        number: of the unit.
        key: its key.
        name: its name.
        parent: the number of the unit above, None at the top.
        leader: the number of its leader, or of the nearest unit above that has one; None for nobody.
        leader_key: their key, empty for nobody.
        leader_name: their name.
    """

    number: int
    key: str
    name: str
    parent: int | None
    leader: int | None
    leader_key: str
    leader_name: str


def unit_places() -> dict[int, UnitPlace]:
    """All units with who answers for each, by number; the caller narrows them to what the asker may see."""
    rows = {unit.pk: unit for unit in Unit.objects.select_related("leader").order_by("name", "key")}
    found = {}
    for number, unit in rows.items():
        leader = _answering(unit, rows)
        key, name = ("", "") if leader is None else (leader.key, leader.name)
        found[number] = UnitPlace(
            number, unit.key, unit.name, unit.parent_id, None if leader is None else leader.pk, key, name
        )
    return found


def _answering(unit: Unit, units: Mapping[int, Unit]) -> Person | None:
    above: Unit | None = unit
    while above is not None and above.leader is None:
        above = units.get(above.parent_id or 0)
    return None if above is None else above.leader


def below(number: int, units: Mapping[int, UnitPlace]) -> frozenset[int]:
    """A unit and all units below it.

    Args:
        number: of the unit.
        units: as `unit_places` gives them.

    Returns:
        Their numbers.
    """
    children: dict[int, list[int]] = {}
    for unit in units.values():
        children.setdefault(unit.parent or 0, []).append(unit.number)
    found: set[int] = set()
    waiting = [number]
    while waiting:
        here = waiting.pop()
        found.add(here)
        waiting += children.get(here, ())
    return frozenset(found)


def headcounts(on: date) -> dict[int, int]:
    """How many people are in each unit itself on a day, by the number of the unit."""
    rows = Assignment.standing.filter(holds(on), unit__isnull=False)
    return dict(rows.values_list("unit").annotate(Count("person", distinct=True)))


def levels_below(leader: int, people: Collection[int], on: date) -> dict[int, int]:
    """Of some people those who are in a leader's line, with how far below; the caller has asked who may see it.

    Args:
        leader: the number of the leader.
        people: their numbers.
        on: the day.

    Returns:
        The level by number, 1 for those who report directly; whoever is not in the line is left out.
    """
    return dict(Place.objects.filter(holds(on), leader=leader, person__in=people).values_list("person", "level"))


def in_units_of(who: Asker, people: Collection[int]) -> frozenset[int]:
    """Of some people those who are in the units the asker is people partner of."""
    held = Assignment.standing.filter(holds(who.on), unit__key__in=who.viewer.partner_of, person__in=people)
    return frozenset(held.values_list("person", flat=True))
