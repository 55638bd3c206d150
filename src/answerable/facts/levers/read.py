"""Questions about the library: anybody who is a person of the company, or a people partner, reads it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from answerable.facts.levers.models import Edition, Lever
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.rules.levers import Keeper, LeverText

OURS, COMPANY = "ours", "company"


@dataclass(frozen=True, slots=True)
class LeverShown:
    """A lever, with one of its editions.

    Attributes:
        number: of the lever.
        source: "ours" where it came with the product, else "company".
        retired_on: the day it was taken out of the library, None while it is in.
        version: of the edition.
        text: what it says.
        owner: who looks after it, empty for nobody.
        owner_key: their key.
        owner_number: their number, None for nobody.
        written_by: who wrote this edition, empty where it came with the product.
        written_on: when.
    """

    number: int
    source: str
    retired_on: date | None
    version: int
    text: LeverText
    owner: str
    owner_key: str
    owner_number: int | None = field(repr=False)
    written_by: str
    written_on: date


def may_read(who: Asker) -> bool:
    """Whether somebody may read the library."""
    return who.person is not None or bool(who.viewer.partner_of)


def library(
    who: Asker, *, kind: str = "", cause: str = "", words: str = "", retired: bool = False
) -> tuple[LeverShown, ...]:
    """The levers of the library, by kind and name.

    Args:
        who: who asks.
        kind: of this kind only; empty for all.
        cause: for this cause only; empty for all.
        words: parts of what it is called or what it is, all of which have to be there.
        retired: whether those that were taken out are asked for, instead of those that are in.

    Returns:
        The levers.
    """
    if not may_read(who):
        return ()
    rows = Edition.standing.filter(lever__retired_on__isnull=not retired)
    rows = rows.filter(kind=kind) if kind else rows
    if cause:
        # Both databases find a word in what they wrote of a list; only one of them looks into the list itself.
        rows = rows.annotate(said=Cast("causes", TextField())).filter(said__contains=f'"{cause}"')
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(summary__icontains=word))
    return tuple(_shown(row) for row in _with_people(rows).order_by("kind", "name", "lever"))


def lever(who: Asker, number: int) -> LeverShown | None:
    """A lever as it stands; None where there is none, or where the asker reads no library."""
    row = _with_people(Edition.standing.filter(lever=number)).first() if may_read(who) else None
    return None if row is None else _shown(row)


def editions(who: Asker, number: int) -> tuple[LeverShown, ...]:
    """All that a lever ever said, the latest first."""
    rows = Edition.objects.filter(lever=number) if may_read(who) else Edition.objects.none()
    return tuple(_shown(row) for row in _with_people(rows).order_by("-version"))


def in_library() -> int:
    """How many levers are in the library."""
    return Lever.objects.filter(retired_on__isnull=True).count()


def keeper(who: Asker, shown: LeverShown | None = None) -> Keeper:
    """Who somebody is to the library, and to one of its levers.

    Args:
        who: who asks.
        shown: the lever; None for the library alone.

    Returns:
        What the rules ask for.
    """
    owner = None if shown is None else shown.owner_number
    return Keeper(
        leads=who.leads,
        is_partner=bool(who.viewer.partner_of),
        is_owner=owner is not None and owner == who.person,
        leads_owner=owner is not None and who.leads and people.is_in_line(who, owner),
        has_owner=owner is not None,
    )


def _with_people(rows: "QuerySet[Edition]") -> "QuerySet[Edition]":
    return rows.select_related("lever", "owner", "written_by")


def _shown(row: Edition) -> LeverShown:
    return LeverShown(
        number=row.lever_id,
        source=row.lever.source,
        retired_on=row.lever.retired_on,
        version=row.version,
        text=text_of(row),
        owner="" if row.owner is None else row.owner.name,
        owner_key="" if row.owner is None else row.owner.key,
        owner_number=row.owner_id,
        written_by="" if row.written_by is None else row.written_by.name,
        written_on=timezone.localtime(row.recorded_at).date(),
    )


def text_of(row: Edition) -> LeverText:
    """What an edition says."""
    return LeverText(
        kind=row.kind,
        name=row.name,
        causes=tuple(row.causes),
        facets=tuple(row.facets),
        expectation_kinds=tuple(row.expectation_kinds),
        summary=row.summary,
        steps=row.steps,
        days=row.days,
        cost=row.cost,
        currency=row.currency,
        cost_per=row.cost_per,
    )
