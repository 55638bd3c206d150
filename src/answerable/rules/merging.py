"""Two people changed the same profile at once: what both meant, in one, and where they meant two things."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from answerable.rules.profiles import (
    EXPECTATION_FIELDS,
    FACET_FIELDS,
    NAMES,
    ROLE_FIELDS,
    Expectation,
    FacetItem,
    Profile,
    by_item,
    name_of,
    said,
)

Part = TypeVar("Part", Expectation, FacetItem)
Whole = Profile | Expectation | FacetItem
GONE = "taken out"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where two meant two things.

    Attributes:
        what: the name of what it is about.
        field: which of its fields; empty where one took out what the other changed.
        theirs: what stands now.
        mine: what was typed.
    """

    what: str
    field: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Both in one.

    Attributes:
        profile: what either changed alone, and of what both changed, mine; what either of us kept, stays.
        conflicts: where both changed the same to two things.
    """

    profile: Profile
    conflicts: tuple[Conflict, ...]


def merged(base: Profile, theirs: Profile, mine: Profile) -> Merged:
    """Bring together what two made of the same profile.

    Args:
        base: what both began with.
        theirs: what stands now.
        mine: what was typed.

    Returns:
        A profile in which nothing that either typed is lost, and what is to be looked at.
    """
    conflicts: list[Conflict] = []
    role = _fields((base, theirs, mine), ROLE_FIELDS, "The role", conflicts)
    expectations = _parts(
        {one.key: one for one in base.expectations},
        {one.key: one for one in theirs.expectations},
        {one.key: one for one in mine.expectations if one.key},
        EXPECTATION_FIELDS,
        conflicts,
    )
    facets = _parts(by_item(base.facets), by_item(theirs.facets), by_item(mine.facets), FACET_FIELDS, conflicts)
    fresh = _fresh(mine.expectations, expectations)
    profile = replace(theirs, **role, expectations=(*expectations, *fresh), facets=tuple(facets))
    return Merged(profile, tuple(conflicts))


def _fresh(mine: Sequence[Expectation], kept: Sequence[Expectation]) -> Iterator[Expectation]:
    """What I added; what both of us added in the very same words stands once."""
    known = {replace(one, key="", starts_on=None) for one in kept}
    return (one for one in mine if not one.key and replace(one, starts_on=None) not in known)


def _parts(
    base: Mapping[str, Part],
    theirs: Mapping[str, Part],
    mine: Mapping[str, Part],
    names: Sequence[str],
    conflicts: list[Conflict],
) -> list[Part]:
    found: list[Part] = []
    for key in (*theirs, *(key for key in mine if key not in theirs)):
        one, other, began = theirs.get(key), mine.get(key), base.get(key)
        if one is None or other is None:
            present = other if one is None else one
            if present is not None and _stays(present, began, is_mine=one is None, conflicts=conflicts):
                found.append(present)
            continue
        start = began if began is not None else one
        found.append(replace(one, **_fields((start, one, other), names, name_of(one), conflicts)))
    return found


def _stays(present: Part, began: Part | None, *, is_mine: bool, conflicts: list[Conflict]) -> bool:
    """Whether what only one of us has stays: it does where it is new, or was changed while the other took it out."""
    if began is None:
        return True
    if present == began:
        return False
    changed = _changed(began, present)
    theirs, mine = (GONE, changed) if is_mine else (changed, GONE)
    conflicts.append(Conflict(name_of(present), "", theirs, mine))
    return True


def _changed(before: Expectation | FacetItem, after: Expectation | FacetItem) -> str:
    names = EXPECTATION_FIELDS if isinstance(after, Expectation) else FACET_FIELDS
    return ", ".join(
        f"{NAMES[name]} {said(after, name)}" for name in names if getattr(before, name) != getattr(after, name)
    )


def _fields(
    three: tuple[Whole, Whole, Whole], names: Sequence[str], what: str, conflicts: list[Conflict]
) -> dict[str, Any]:
    base, theirs, mine = three
    found: dict[str, Any] = {}
    for name in names:
        began, now, typed = getattr(base, name), getattr(theirs, name), getattr(mine, name)
        found[name] = now if typed == began else typed
        if typed not in (began, now) and now != began:
            conflicts.append(Conflict(what, NAMES[name], said(theirs, name), said(mine, name)))
    return found
