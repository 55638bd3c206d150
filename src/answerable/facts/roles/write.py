"""Roles change: every save is one version, with who made it, when and why, and one entry in the ledger."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from answerable.facts.roles.models import Expectation, FacetItem, Role, RoleVersion
from answerable.facts.roles.profiles import expectation_of, kept, profiles_of
from answerable.ledger import write as ledger
from answerable.rules import profiles
from answerable.rules.profiles import EXPECTATION_FIELDS, Fault, Profile

LONGEST_KEY = 150
IMPORT = "import"
TOO_EARLY = "A change does not reach back: expected today or a later day."


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a version, and why.

    Attributes:
        key: of the person, or the address of an account.
        name: what they are called.
        note: what they say of it.
        holds_from: the day from which its targets hold.
    """

    key: str
    name: str
    note: str
    holds_from: date


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save.

    Attributes:
        number: of the version that stands now; None where nothing was saved.
        faults: what is wrong with what was sent.
        overtaken: whether somebody else has made a version in the meantime.
        is_new: whether this save made a version; not so where it changed nothing.
    """

    number: int | None
    faults: tuple[Fault, ...] = ()
    overtaken: bool = False
    is_new: bool = False


def create_role(*, profile: Profile, author: Author, on: date, at: datetime) -> tuple[str, Saved]:
    """Describe a new role; the caller has asked who may.

    Args:
        profile: what performance means in it.
        author: who describes it.
        on: today.
        at: the moment.

    Returns:
        Its key, empty where it was refused, and what came of it.
    """
    faults = _faults(profile, None, author, on)
    if faults:
        return "", Saved(None, faults)
    with transaction.atomic():
        ledger.lock()
        role = Role.objects.create(key=_free_key(profile.title, Role.objects.values_list("key", flat=True)))
        _take_over(role, profile, author, on, at)
        return role.key, _version(role, author, on, at)


def change_role(*, role: str, profile: Profile, shown: int, author: Author, on: date, at: datetime) -> Saved:
    """Change a role; the caller has asked who may.

    Args:
        role: its key.
        profile: as it is meant to stand.
        shown: the number of the version that was changed.
        author: who changes it.
        on: today.
        at: the moment.

    Returns:
        What came of it: all of it was saved as one version, or nothing.
    """
    with transaction.atomic():
        ledger.lock()
        row = Role.objects.get(key=role)
        before = profiles_of([row], on)[row.pk]
        standing = _began(row, before, on, at)
        if standing.number != shown:
            return Saved(None, overtaken=True)
        faults = _faults(profile, before, author, on)
        if faults:
            return Saved(None, faults)
        _take_over(row, profile, author, on, at)
        if profiles_of([row], on)[row.pk] == before:
            return Saved(standing.number)
        return _version(row, author, on, at)


def _faults(profile: Profile, before: Profile | None, author: Author, on: date) -> tuple[Fault, ...]:
    early = (Fault("holds_from", TOO_EARLY),) if author.holds_from < on else ()
    return (*profiles.faults(profile, before), *early)


def _take_over(role: Role, profile: Profile, author: Author, on: date, at: datetime) -> None:
    role.title, role.leads_people = profile.title.strip(), profile.leads_people
    role.ramp_periods = profile.ramp_periods
    role.save(update_fields=["title", "leads_people", "ramp_periods"])
    _expect(role, profile, author.holds_from, on, at)
    _require(role, profile, at)


def _expect(role: Role, profile: Profile, holds_from: date, on: date, at: datetime) -> None:
    standing = {row.key: row for row in Expectation.standing.filter(role=role)}
    wanted = {one.key for one in profile.expectations}
    for row in standing.values():
        # What was measured stays, so an expectation that is taken out ends, and is not forgotten.
        if row.key not in wanted and (row.ends_on is None or row.ends_on > on):
            _replace(row, expectation_of(row), on, at)
    taken = set(Expectation.objects.values_list("key", flat=True))
    for one in profile.expectations:
        known = standing.get(one.key)
        if known is None:
            fresh = replace(one, name=one.name.strip(), starts_on=one.starts_on or holds_from)
            key = _free_key(f"{role.key}-{one.name}", taken)
            taken.add(key)
            _write(role, replace(fresh, key=key), None, at)
        elif expectation_of(known) != one or (known.ends_on is not None and known.ends_on <= on):
            _replace(known, one, None if known.ends_on is None or known.ends_on <= on else known.ends_on, at)


def _replace(row: Expectation, one: profiles.Expectation, ends_on: date | None, at: datetime) -> None:
    row.replaced_at = at
    row.save(update_fields=["replaced_at"])
    _write(row.role, one, ends_on, at)


def _write(role: Role, one: profiles.Expectation, ends_on: date | None, at: datetime) -> None:
    values = {name: getattr(one, name) for name in EXPECTATION_FIELDS} | {
        "unit": one.unit or None,
        "currency": one.currency or None,
    }
    Expectation.objects.create(role=role, key=one.key, ends_on=ends_on, recorded_at=at, **values)


def _require(role: Role, profile: Profile, at: datetime) -> None:
    standing = {(row.facet, row.item): row for row in FacetItem.standing.filter(role=role)}
    wanted = {(one.facet, one.item.strip()): one for one in profile.facets}
    for key, row in standing.items():
        one = wanted.get(key)
        if one is None or (one.level, one.weight) != (row.level, row.weight):
            row.replaced_at = at
            row.save(update_fields=["replaced_at"])
        else:
            wanted.pop(key)
    FacetItem.objects.bulk_create(
        FacetItem(role=role, facet=facet, item=item, level=one.level, weight=one.weight, recorded_at=at)
        for (facet, item), one in wanted.items()
    )


def _began(role: Role, profile: Profile, on: date, at: datetime) -> RoleVersion:
    """The version that stands; what was brought before any was kept becomes the first."""
    last = RoleVersion.objects.filter(role=role).order_by("-number").first()
    if last is not None:
        return last
    return RoleVersion.objects.create(
        role=role, number=1, at=at, day=on, author=IMPORT, author_name="", profile=kept(profile)
    )


def _version(role: Role, author: Author, on: date, at: datetime) -> Saved:
    last = RoleVersion.objects.filter(role=role).order_by("-number").first()
    before = last.profile if last is not None else None
    profile = kept(profiles_of([role], on)[role.pk])
    number = 1 if last is None else last.number + 1
    RoleVersion.objects.create(
        role=role,
        number=number,
        at=at,
        day=on,
        author=author.key,
        author_name=author.name,
        note=author.note,
        holds_from=None if last is None else author.holds_from,
        profile=profile,
    )
    was = {one["key"]: one for one in (before or {}).get("expectations", ())}
    now = {one["key"]: one for one in profile["expectations"]}
    body = {
        "role": role.key,
        "version": number,
        "from": author.holds_from.isoformat(),
        "added": sorted(now.keys() - was.keys()),
        "ended": sorted(was.keys() - now.keys()),
        "changed": sorted(key for key in now.keys() & was.keys() if now[key] != was[key]),
    }
    ledger.append(kind="role.changed", at=at, day=on, actor=author.key, subject=f"role:{role.key}", body=body)
    return Saved(number, is_new=True)


def take_brought(*, on: date, at: datetime) -> tuple[str, ...]:
    """Keep a version of every role that an import has just described otherwise than it stood, in its transaction.

    Args:
        on: the day.
        at: the moment.

    Returns:
        The keys of the roles whose versions are new and had one before.
    """
    roles = list(Role.objects.all())
    latest: dict[int, RoleVersion] = {row.role_id: row for row in RoleVersion.objects.order_by("number")}
    found, fresh = [], []
    for number, profile in profiles_of(roles, on).items():
        last, values = latest.get(number), kept(profile)
        if last is None or last.profile != values:
            count = 1 if last is None else last.number + 1
            fresh.append(
                RoleVersion(role_id=number, number=count, at=at, day=on, author=IMPORT, author_name="", profile=values)
            )
            if last is not None:
                found.append(number)
    RoleVersion.objects.bulk_create(fresh, batch_size=500)
    return tuple(role.key for role in roles if role.pk in set(found))


def _free_key(text: str, taken: Collection[str]) -> str:
    """A key that says what it is of, and is nobody else's."""
    wanted = slugify(text)[:LONGEST_KEY] or "role"
    used, number = set(taken), 2
    key = wanted
    while key in used:
        key, number = f"{wanted}-{number}", number + 1
    return key
