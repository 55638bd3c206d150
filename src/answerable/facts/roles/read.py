"""Questions about roles and what is expected in them. Who may read a role is decided by whoever shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from answerable.facts.roles.models import Expectation, FacetItem, Role, RoleVersion
from answerable.facts.roles.profiles import brought_back, lasts, profiles_of
from answerable.rules.profiles import Profile


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing performance means in a role.

    Attributes:
        key: of the expectation.
        name: what it is called.
        role_key: the role's key.
        direction: whether more is better, less, or a band.
        cadence: how often it is measured.
        unit: in what, empty where it has no unit.
        target: what is expected of everybody in the role, None where it differs from person to person.
        target_high: the upper end of a band.
        tolerance: the share of the target by which one may fall short.
        ends_on: the first day from which it is expected no more, None while it is.
    """

    key: str
    name: str
    role_key: str
    direction: str
    cadence: str
    unit: str
    target: float | None
    target_high: float | None
    tolerance: float
    ends_on: date | None = None

    def lasts(self, on: date) -> bool:
        """Whether it is expected on a day."""
        return self.ends_on is None or on < self.ends_on


def expectations(keys: Collection[str]) -> dict[str, Expected]:
    """Expectations by key."""
    return {one.key: one for one in _shown(Expectation.standing.filter(key__in=keys))}


def expected_in(role_key: str, besides: Collection[str] = ()) -> dict[str, Expected]:
    """What is expected in a role, by name, and some expectations besides; by key."""
    wanted = Q(role__key=role_key) | Q(key__in=besides)
    return {one.key: one for one in _shown(Expectation.standing.filter(wanted).order_by("name", "key"))}


def _shown(rows: QuerySet[Expectation]) -> list[Expected]:
    return [_expected(row) for row in rows.select_related("role")]


def _expected(row: Expectation) -> Expected:
    return Expected(
        key=row.key,
        name=row.name,
        role_key=row.role.key,
        direction=row.direction,
        cadence=row.cadence,
        unit=row.unit or "",
        target=row.target,
        target_high=row.target_high,
        tolerance=row.tolerance,
        ends_on=row.ends_on,
    )


def expected(row: Expectation) -> Expected:
    """An expectation on record, as pages show it."""
    return _expected(row)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing a role takes.

    Attributes:
        facet: skill, ability, commitment, behaviour or drive.
        item: which.
        level: the proficiency it takes, 1 to 5.
    """

    facet: str
    item: str
    level: float


def facets(role_key: str) -> tuple[Facet, ...]:
    """What a role takes."""
    rows = FacetItem.standing.filter(role__key=role_key).order_by("facet", "item")
    return tuple(Facet(row.facet, row.item, row.level) for row in rows)


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role.

    Attributes:
        number: of the role.
        key: its key.
        title: what it is called.
        leads_people: whether whoever holds it leads others.
        version: the number of the version that stands.
    """

    number: int
    key: str
    title: str
    leads_people: bool
    version: int


def role(key: str) -> RoleShown | None:
    """The role of a key; None where there is none."""
    return next(iter(_roles(Role.objects.filter(key=key))), None)


def roles() -> tuple[RoleShown, ...]:
    """All roles, by title."""
    return _roles(Role.objects.all())


def _roles(rows: QuerySet[Role]) -> tuple[RoleShown, ...]:
    # What was brought before any version was kept is the first.
    found = rows.annotate(last=Max("versions__number")).order_by("title", "key")
    return tuple(RoleShown(row.pk, row.key, row.title, row.leads_people, row.last or 1) for row in found)


def how_many_expected(on: date) -> dict[int, int]:
    """By number of the role, how many expectations it has on a day."""
    rows = Expectation.standing.filter(lasts(on)).order_by().values_list("role").annotate(Count("pk"))
    return dict(rows)


def profile(number: int, on: date) -> Profile:
    """The profile of a role as it stands."""
    row = Role.objects.get(pk=number)
    return profiles_of([row], on)[number]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version of a role.

    Attributes:
        number: counted from 1.
        day: when it was made.
        author: who made it; empty for an import.
        note: what they said of it.
        holds_from: the day from which its targets hold; None for what always held.
    """

    number: int
    day: date
    author: str
    note: str
    holds_from: date | None


def versions(number: int) -> tuple[VersionShown, ...]:
    """The versions of a role that were kept, the latest first."""
    rows = RoleVersion.objects.filter(role=number).defer("profile").order_by("-number")
    return tuple(VersionShown(row.number, row.day, row.author_name, row.note, row.holds_from) for row in rows)


def profiles_at(number: int, wanted: Collection[int]) -> dict[int, tuple[VersionShown, Profile]]:
    """Some versions of a role with what they said, by their numbers."""
    rows = RoleVersion.objects.filter(role=number, number__in=wanted)
    return {
        row.number: (
            VersionShown(row.number, row.day, row.author_name, row.note, row.holds_from),
            brought_back(row.profile),
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class PastTarget:
    """What was expected in a role before its target changed.

    Attributes:
        expectation: the key of the expectation.
        starts_on: the first day on which this held, None from the beginning.
        ends_on: the first day on which it held no longer.
        target: what was expected.
    """

    expectation: str
    starts_on: date | None
    ends_on: date
    target: float


def past_targets() -> tuple[PastTarget, ...]:
    """What was expected before targets were changed here: a change does not reach back.

    What an import corrects was never so, and holds from where the version before it held.
    """
    by_role: dict[int, list[tuple[date | None, dict[str, float | None]]]] = {}
    if not RoleVersion.objects.filter(holds_from__isnull=False).exists():
        return ()
    changed = RoleVersion.objects.filter(holds_from__isnull=False).values("role")
    rows = RoleVersion.objects.filter(role__in=changed).order_by("role", "number")
    for number, holds_from, values in rows.values_list("role", "holds_from", "profile"):
        _lay_over(by_role.setdefault(number, []), holds_from, _targets(values))
    return tuple(one for stretches in by_role.values() for one in _past(stretches))


def _targets(values: dict[str, Any]) -> dict[str, float | None]:
    return {one["key"]: one["target"] for one in values["expectations"]}


def _lay_over(
    stretches: list[tuple[date | None, dict[str, float | None]]], start: date | None, targets: dict[str, float | None]
) -> None:
    """A version takes the place of all that would have begun to hold when it does, or later."""
    first = start if start is not None or not stretches else stretches[-1][0]
    while stretches and first is not None and (stretches[-1][0] or date.min) >= first:
        stretches.pop()
    if first is None:
        stretches.clear()
    stretches.append((first, targets))


def _past(stretches: list[tuple[date | None, dict[str, float | None]]]) -> list[PastTarget]:
    now = stretches[-1][1]
    found = []
    for (start, targets), (end, _after) in pairwise(stretches):
        for key, target in targets.items():
            if end is not None and target is not None and key in now and now[key] != target:
                found.append(PastTarget(key, start, end, target))
    return found
