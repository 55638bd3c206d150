"""Openings: places to be filled. They say nothing of anybody, so everybody may read them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from answerable.decisions.moves.models import Opening
from answerable.decisions.moves.shown import DECLINED, account_name
from answerable.decisions.moves.write import YES, person_called, refused
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Person, Place, Unit
from answerable.facts.roles.models import Role
from answerable.ledger import write as ledger
from answerable.rules.verdicts import Verdict

OPEN, FILLED, WITHDRAWN = "open", "filled", "withdrawn"
STATES = (OPEN, FILLED, WITHDRAWN)
MOST_PLACES = 99
LONGEST_NOTE = 2_000
AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpeningShown:
    """An opening.

    Attributes:
        number: of the opening.
        role: the title of the role.
        role_key: its key.
        unit: the name of the unit.
        unit_key: its key.
        leader: the name of the leader.
        leader_key: theirs.
        starts_on: from when on.
        places: how many.
        taken: how many of these are decided already.
        note: what there is to say besides.
        state: open, filled or withdrawn.
        opened_by: who opened it.
        version: which version of it this is.
    """

    number: int
    role: str
    role_key: str
    unit: str
    unit_key: str
    leader: str
    leader_key: str
    starts_on: date
    places: int
    taken: int
    note: str
    state: str
    opened_by: str
    version: int


def listed(*, state: str, words: str = "", skip: int = 0, limit: int = 50) -> tuple[tuple[OpeningShown, ...], bool]:
    """Openings, the earliest first; anybody who has signed in may see them.

    Args:
        state: open, filled or withdrawn; empty for all.
        words: parts of the role, the unit or the leader, all of which are there.
        skip: how many are left out at the start.
        limit: at most so many.

    Returns:
        The openings, and whether there are further ones.
    """
    rows = Opening.objects.filter(state=state) if state else Opening.objects.all()
    for word in words.split():
        rows = rows.filter(
            Q(role__title__icontains=word) | Q(unit__name__icontains=word) | Q(leader__name__icontains=word)
        )
    found = _shown(rows, skip, limit + 1)
    return found[:limit], len(found) > limit


def numbered(number: int) -> OpeningShown | None:
    """One opening; None where there is none."""
    return next(iter(_shown(Opening.objects.filter(pk=number))), None)


def _shown(rows: QuerySet[Opening], skip: int = 0, limit: int = 1) -> tuple[OpeningShown, ...]:
    decided = Q(moves__decisions__taken_back_on__isnull=True, moves__decisions__isnull=False)
    taken = Count("moves", filter=decided & ~Q(moves__decisions__outcome=DECLINED), distinct=True)
    found = rows.select_related("role", "unit", "leader", "opened_by__person").annotate(taken=taken)
    return tuple(
        OpeningShown(
            row.pk,
            row.role.title,
            row.role.key,
            row.unit.name,
            row.unit.key,
            row.leader.name,
            row.leader.key,
            row.starts_on,
            row.places,
            row.taken,
            row.note,
            row.state,
            account_name(row.opened_by),
            row.version,
        )
        for row in found.order_by("starts_on", "pk")[skip : skip + limit]
    )


def may_keep(who: Asker, opening: OpeningShown) -> bool:
    """Whether somebody may change an opening: its leader and those above, and the people partner of its unit."""
    if opening.unit_key in who.viewer.partner_of or opening.leader_key == who.viewer.person_id:
        return True
    places = Place.objects.filter(holds(who.on), leader=who.person or 0, person__key=opening.leader_key)
    return places.exists()


@dataclass(frozen=True, slots=True)
class Draft:
    """An opening as it was written: keys, figures and a note."""

    role: str
    unit: str
    leader: str
    starts_on: date
    places: int
    note: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of a deed: whether it was allowed, and the number of the opening."""

    verdict: Verdict
    number: int | None = None


def save(who: Asker, draft: Draft, *, number: int | None, version: int, at: datetime) -> Opened:
    """Open a place to be filled, or change one.

    Args:
        who: a leader of the line it is in, or the people partner of its unit.
        draft: what is written.
        number: of the opening that is changed; None for a new one.
        version: the version that was changed; one that somebody else has changed since is refused.
        at: when.

    Returns:
        What came of it.
    """
    role = Role.objects.filter(key=draft.role).first()
    unit = Unit.objects.filter(key=draft.unit).first()
    leader = person_called(draft.leader, who.on)
    if role is None or unit is None or leader is None:
        return Opened(refused("Name a role, a unit and a leader that there are."))
    if not _is_theirs(who, unit, leader):
        return Opened(refused("A leader opens places in their own line, a people partner those of their units."))
    if not 1 <= draft.places <= MOST_PLACES:
        return Opened(refused(f"Expected from 1 to {MOST_PLACES} places."))
    with transaction.atomic():
        ledger.lock()
        twice = _opened_before(who, draft, (role, unit, leader), at) if number is None else None
        if twice is not None:
            return Opened(YES, twice)
        row = _to_change(who, number, version)
        if isinstance(row, Verdict):
            return Opened(row)
        row = row or Opening(opened_by_id=who.account, opened_at=at, version=0)
        row.role, row.unit, row.leader = role, unit, leader
        row.starts_on, row.places, row.note = draft.starts_on, draft.places, draft.note.strip()[:LONGEST_NOTE]
        row.version += 1
        row.save()
        _enter("opening.made" if number is None else "opening.changed", who, row, at)
    return Opened(YES, row.pk)


def _to_change(who: Asker, number: int | None, version: int) -> Opening | Verdict | None:
    """The opening that is to be changed; why it may not be; or None for a new one."""
    if number is None:
        return None
    found, shown = Opening.objects.filter(pk=number).first(), numbered(number)
    if found is None or shown is None or not may_keep(who, shown):
        return refused("This opening is not yours to change.")
    if found.version != version:
        return refused("Somebody changed this opening while you were writing. Look at it as it stands now.")
    return found


def _opened_before(who: Asker, draft: Draft, where: tuple[Role, Unit, Person], at: datetime) -> int | None:
    """A form sent twice is one opening: the number of the same one of theirs, of the last hour."""
    role, unit, leader = where
    rows = Opening.objects.filter(role=role, unit=unit, leader=leader, starts_on=draft.starts_on, places=draft.places)
    note = draft.note.strip()[:LONGEST_NOTE]
    same = rows.filter(note=note, state=OPEN, version=1, opened_by=who.account, opened_at__gt=at - AGAIN)
    return same.values_list("pk", flat=True).first()


def _is_theirs(who: Asker, unit: Unit, leader: Person) -> bool:
    if unit.key in who.viewer.partner_of or (who.person == leader.pk and who.leads):
        return Assignment.standing.filter(holds(who.on), person=leader).exists()
    return Place.objects.filter(holds(who.on), leader=who.person or 0, person=leader).exists()


def end(who: Asker, *, number: int, state: str, at: datetime) -> Verdict:
    """Say that an opening is filled, withdrawn, or open again.

    Args:
        who: whoever may change it.
        number: of the opening.
        state: how it is from now on.
        at: when.

    Returns:
        Refused to anybody else.
    """
    with transaction.atomic():
        ledger.lock()
        shown, row = numbered(number), Opening.objects.filter(pk=number).first()
        if shown is None or row is None or state not in STATES or not may_keep(who, shown):
            return refused("This opening is not yours to change.")
        if row.state != state:
            row.state, row.version = state, row.version + 1
            row.save(update_fields=["state", "version"])
            _enter(f"opening.{state}", who, row, at)
    return YES


def _enter(kind: str, who: Asker, row: Opening, at: datetime) -> None:
    body = {"opening": row.pk, "role": row.role.key, "leader": row.leader.key, "places": row.places}
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=row.unit.key, body=body)
