"""Questions about where people may be expected to meet the standard in another role, narrowed to whoever may ask."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Subquery

from answerable.engine.placement.place import BETTER, WORSE
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Subject
from answerable.findings.attributed import may_see_of
from answerable.findings.attributing import EVERY_DAYS
from answerable.findings.models import Prospect, Prospecting

# Not one figure for all: a share of the target, the ends of its 90 % interval.
Figures = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at where people may be expected to meet the standard.

    Attributes:
        as_of: its day.
        next_by: the day by which the next one is made.
        caveats: what limits it, as sentences.
    """

    as_of: date
    next_by: date
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProspectShown:
    """What may be expected of a person in another role.

    Attributes:
        number: of what was stored.
        person: the number of the person.
        key: theirs.
        name: theirs.
        role: the title of the other role.
        role_key: its key.
        from_role: the title of the role they were measured in last.
        there: what may be expected in the other role, with its interval.
        here: what may be expected where they are.
        difference: how much more, or less, their level would be there.
        is_more: whether it can be told that it is more.
        is_less: whether it can be told that it is less.
        standard: what is enough in the other role.
        based_on: how many people have held both roles; None where this person has held the other one themselves.
        results: how many results of the person it rests on.
        conditions: what would have to be true, as sentences.
        looked: the look it is of.
    """

    number: int
    person: int
    key: str
    name: str
    role: str
    role_key: str
    from_role: str
    there: Figures
    here: Figures
    difference: Figures
    is_more: bool
    is_less: bool
    standard: float
    based_on: int | None
    results: int
    conditions: tuple[str, ...]
    looked: Looked

    @property
    def meets(self) -> bool:
        """Whether they are expected to meet the standard there."""
        return self.there[0] >= self.standard


def looked(who: Asker, *, is_own: bool = False) -> Looked | None:
    """The look that is shown to somebody; None before the first.

    Args:
        who: who asks.
        is_own: whether it is asked for what is said of themself, which they see a day before anybody else.

    Returns:
        Its day, and what limits it.
    """
    row = Prospecting.objects.filter(pk=_latest(who, is_own=is_own)).values_list("as_of", "caveats").first()
    return None if row is None else _look(*row)


def of_person(who: Asker, person: Subject) -> tuple[ProspectShown, ...]:
    """In which other roles a person may be expected to meet the standard, as far as the asker may see it.

    Args:
        who: the person; or, from the day after, a leader in whose line they are, or the people partner of their unit.
        person: the person.

    Returns:
        One a role, by its title; nothing for anybody else.
    """
    is_own = who.person == person.pk
    rows = Prospect.objects.filter(may_see_of(who, "person"), prospecting=_latest(who, is_own=is_own), person=person.pk)
    return _shown(rows.order_by("role__title", "role__key"))


@dataclass(frozen=True, slots=True)
class InRole:
    """People who may be expected to meet the standard in a role.

    Attributes:
        prospects: those of this page, by name.
        has_more: whether there are further ones.
    """

    prospects: tuple[ProspectShown, ...]
    has_more: bool


def in_role(who: Asker, role: str, *, but: Collection[int], skip: int = 0, limit: int = 20) -> InRole:
    """Who of the asker's own people may be expected to meet the standard in a role, by name and never by merit.

    Args:
        who: who asks.
        role: the key of the role.
        but: the numbers of people who are left out.
        skip: how many are left out at the start.
        limit: at most so many.

    Returns:
        Those of their line, and of the units they are people partner of; not the asker themself.
    """
    rows = Prospect.objects.filter(may_see_of(who, "person"), prospecting=_latest(who, is_own=False), role__key=role)
    rows = rows.exclude(person__in=[*but, who.person or 0]).order_by("person__name", "person__key")
    found = _shown(rows[skip : skip + limit + 1])
    return InRole(found[:limit], len(found) > limit)


def asked_for(who: Asker, role: str, people: Collection[int]) -> dict[int, ProspectShown]:
    """What was reckoned of some people in a role, by person.

    Args:
        who: who asks.
        role: the key of the role.
        people: their numbers.

    Returns:
        Of those of whom the asker may see it.
    """
    rows = Prospect.objects.filter(_shown_to(who), may_see_of(who, "person"), role__key=role, person__in=people)
    return {one.person: one for one in _shown(rows)}


def numbered(who: Asker, number: int) -> ProspectShown | None:
    """What was reckoned under a number; None where the asker may not see it, or it was reckoned anew since."""
    rows = Prospect.objects.filter(_shown_to(who), may_see_of(who, "person"), pk=number)
    return next(iter(_shown(rows)), None)


def _shown_to(who: Asker) -> Q:
    """What was reckoned last, of others and of the asker themself."""
    own = Q(person=who.person or 0)
    last, last_of_own = Q(prospecting=_latest(who, is_own=False)), Q(prospecting=_latest(who, is_own=True))
    return (~own & last) | (own & last_of_own)


def _latest(who: Asker, *, is_own: bool) -> Subquery:
    """Whoever something is said of has a day to see it before anybody else."""
    until = who.on if is_own else who.on - timedelta(days=1)
    return Subquery(Prospecting.objects.filter(as_of__lte=until).order_by("-as_of", "-pk").values("pk")[:1])


def _shown(rows: QuerySet[Prospect]) -> tuple[ProspectShown, ...]:
    return tuple(
        ProspectShown(
            row.pk,
            row.person_id,
            row.person.key,
            row.person.name,
            row.role.title,
            row.role.key,
            row.from_role.title,
            (row.expected, row.low, row.high),
            (row.here_expected, row.here_low, row.here_high),
            (row.difference, row.difference_low, row.difference_high),
            row.told == BETTER,
            row.told == WORSE,
            row.standard,
            row.based_on,
            row.results,
            tuple(row.conditions),
            _look(row.prospecting.as_of, row.prospecting.caveats),
        )
        for row in rows.select_related("person", "role", "from_role", "prospecting")
    )


def _look(as_of: date, caveats: Iterable[str]) -> Looked:
    return Looked(as_of, as_of + timedelta(days=EVERY_DAYS), tuple(caveats))
