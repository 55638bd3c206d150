"""Questions about roles and what is expected in them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from answerable.facts.roles.models import Expectation, FacetItem


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
    )


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
