"""The two sides of a plan: whose gap it is, and the leaders above, as they are on a day."""

from dataclasses import dataclass
from datetime import date

from answerable.decisions.cases.read import CaseShown
from answerable.facts.dated import holds
from answerable.facts.people.models import Person, Place, Unit
from answerable.rules.plans import Side


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a plan concerns.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
    """

    number: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom a plan concerns.

    Attributes:
        person: whose gap it is, None for a unit's.
        leaders: the leaders above, the direct one (or the unit's own) first.
        answerable: the key of who must act on the gap now, None for nobody.
        beside: the keys of leaders answerable together with them.
    """

    person: Party | None
    leaders: tuple[Party, ...]
    answerable: str | None
    beside: tuple[str, ...]

    @property
    def direct(self) -> Party | None:
        """The direct leader, or the leader of the unit; None where nobody is left."""
        return next(iter(self.leaders), None)

    @property
    def acting(self) -> frozenset[str]:
        """The keys of the leaders who write the plan and agree to it: the direct one and whoever answers now."""
        direct = () if self.direct is None else (self.direct.key,)
        keys = {party.key for party in self.leaders}
        return frozenset(key for key in (*direct, *self.beside, self.answerable) if key in keys)

    @property
    def above(self) -> frozenset[str]:
        """The keys of the leaders above the direct one."""
        return frozenset(party.key for party in self.leaders[1:])

    @property
    def everybody(self) -> tuple[Party, ...]:
        """The person, then the leaders."""
        return self.leaders if self.person is None else (self.person, *self.leaders)

    def side_of(self, key: str) -> Side | None:
        """On which side somebody stands; None for neither."""
        if self.person is not None and self.person.key == key:
            return Side.PERSON
        return Side.LEADER if any(party.key == key for party in self.leaders) else None

    def may_write(self, key: str) -> bool:
        """Whether somebody writes the plan: the person, and the leaders who act."""
        return self.side_of(key) is Side.PERSON or key in self.acting

    def party(self, key: str) -> Party | None:
        """The one of a key."""
        return next((party for party in self.everybody if party.key == key), None)


def parties_of(case: CaseShown, on: date) -> Parties:
    """Name whom the plan of a case concerns.

    Args:
        case: the case; the caller has asked who may see it.
        on: the day.

    Returns:
        The person, and the leaders present above on that day.
    """
    person = None if case.is_unit else Party(case.subject_number, case.subject_key, case.subject)
    leaders = _unit_leaders(case.subject_number, on) if case.is_unit else _above(case.subject_number, on)
    return Parties(person, leaders, case.answerable_key, case.beside)


def _above(person: int, on: date) -> tuple[Party, ...]:
    rows = Place.objects.filter(holds(on), person=person).select_related("leader").order_by("level")
    return tuple(_party(row.leader) for row in rows)


def _unit_leaders(unit: int, on: date) -> tuple[Party, ...]:
    """The leader of a unit, or of the nearest unit above which has one, and the leaders above."""
    rows = Place.objects.filter(holds(on), person__leads=unit).select_related("leader", "person").order_by("level")
    above = [(row.person, row.leader) for row in rows]
    if above and not _has_left(above[0][0], on):
        return (_party(above[0][0]), *(_party(leader) for _person, leader in above))
    found: Unit | None = Unit.objects.select_related("leader", "parent__leader").get(pk=unit)
    while found is not None and found.leader is None:
        found = found.parent
    if found is None or found.leader is None:
        return ()
    own = () if _has_left(found.leader, on) else (_party(found.leader),)
    return (*own, *_above(found.leader.pk, on))


def _has_left(person: Person, on: date) -> bool:
    return person.ends_on is not None and person.ends_on <= on


def _party(person: Person) -> Party:
    return Party(person.pk, person.key, person.name)
