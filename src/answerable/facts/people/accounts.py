"""Questions about accounts: who asks, what their place lets them ask, and who else may sign in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from answerable.facts.dated import holds
from answerable.facts.people.models import Account, Grant, Installation, Partnership, Place, Reading, Unit
from answerable.rules import seeing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Standing(TypedDict):
        """What is read of an account along with it."""

        leads_somebody: bool
        is_partner: bool
        in_demo: bool | None
        stands_on: date | None

    Signed = WithAnnotations[Account, Standing]

NOBODY = ""
# How many units there are, asked for along with something else.
_UNITS = Subquery(Unit.objects.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n"))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and what their place lets them ask.

    Attributes:
        account: the number of their account.
        person: the number of the person they are, None for somebody who only looks after the system.
        name: what they are called.
        leads: whether anybody reports to them.
        viewer: who they are to the rules of seeing.
        on: the day they ask.
    """

    account: int
    person: int | None
    name: str
    leads: bool
    viewer: seeing.Viewer
    on: date

    @property
    def actor(self) -> str:
        """As whom the ledger names them: by the key of their person, else by the address of their account."""
        return self.viewer.person_id or self.name


def account(account_id: int) -> "Signed | None":
    """The account of a session, with its person, whether that leads anybody, and which day it is; none once closed."""
    return _accounts().filter(pk=account_id, is_active=True).first()


def _accounts() -> "QuerySet[Signed]":
    # An end that is known ahead, of a contract say, has not come yet.
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=timezone.localdate())
    leads = Place.objects.filter(lasts, leader=OuterRef("person"), level=1)
    partner = Partnership.objects.filter(account=OuterRef("pk"))
    here = Installation.objects.filter(pk=1)
    rows = Account.objects.annotate(
        leads_somebody=Exists(leads),
        is_partner=Exists(partner),
        in_demo=Subquery(here.values("is_demo")),
        stands_on=Subquery(here.values("stands_on")),
    )
    return rows.select_related("person")


def has_accounts() -> bool:
    """Whether anybody can sign in yet."""
    return Account.objects.exists()


def installation() -> Installation | None:
    """This installation; none before it has begun."""
    return Installation.objects.filter(pk=1).first()


def asker(of: "Signed", on: date) -> Asker:
    """Work out who asks.

    Args:
        of: the account signed in.
        on: the day.

    Returns:
        The asker with their standing on that day.
    """
    named = Partnership.objects.filter(holds(on), account=of) if of.is_partner else Partnership.objects.none()
    rows = named.annotate(units=_UNITS).values_list("unit__key", "units")
    units, every = {key for key, _all in rows}, max((number for _key, number in rows), default=0)
    grants = Grant.objects.filter(account=of, ends_on__gt=on) if of.is_administrator else Grant.objects.none()
    viewer = seeing.Viewer(
        person_id=of.person.key if of.person is not None else NOBODY,
        partner_of=frozenset(units),
        is_partner_of_all=bool(units) and len(units) == every,
        is_administrator=of.is_administrator,
        grants=tuple(
            seeing.Grant(seeing.Matter(grant.matter), grant.person.key, grant.starts_on, grant.ends_on)
            for grant in grants.select_related("person")
        ),
    )
    name = of.person.name if of.person is not None else of.email
    return Asker(of.pk, of.person_id, name, of.leads_somebody, viewer, on)


def demo_accounts() -> list[Account]:
    """The accounts anybody may look round as; none outside the demo company."""
    if not Installation.objects.filter(pk=1, is_demo=True).exists():
        return []
    return list(Account.objects.exclude(persona="").filter(is_active=True).select_related("person").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Read:
    """That somebody looked at a person's page."""

    reader: str
    page: str
    on: date


def readings_of(who: Asker, *, since: date) -> tuple[Read, ...]:
    """Who looked at the asker's own pages, the latest first."""
    rows = Reading.objects.filter(person=who.person, on__gte=since).select_related("reader__person").order_by("-at")
    return tuple(
        Read(row.reader.person.name if row.reader.person is not None else row.reader.email, row.page, row.on)
        for row in rows
    )


def accounts_to_tell() -> "QuerySet[Signed]":
    """The accounts of people, as `account` reads them, for whoever sends them something."""
    return _accounts().filter(is_active=True, persona="", person__isnull=False).order_by("pk")


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account, as an administrator sees it."""

    number: int
    email: str
    person: str
    is_administrator: bool
    is_active: bool
    units: tuple[str, ...]


def accounts(who: Asker, words: str = "", *, skip: int = 0, limit: int = 50) -> tuple[AccountShown, ...]:
    """Accounts by e-mail address, for an administrator.

    Args:
        who: who asks.
        words: parts of an address or a name, all of which an account has; empty for all.
        skip: how many are left out at the start.
        limit: at most so many.

    Returns:
        The accounts; none for anybody else.
    """
    if not who.viewer.is_administrator:
        return ()
    named = Q(*(Q(email__icontains=word) | Q(person__name__icontains=word) for word in words.split()))
    rows = list(Account.objects.filter(named).select_related("person").order_by("email")[skip : skip + limit])
    units: dict[int, list[str]] = {}
    held = Partnership.objects.filter(holds(who.on), account__in=rows)
    for number, name in held.values_list("account", "unit__name"):
        units.setdefault(number, []).append(name)
    return tuple(
        AccountShown(
            row.pk,
            row.email,
            row.person.name if row.person is not None else "",
            row.is_administrator,
            row.is_active,
            tuple(sorted(units.get(row.pk, ()))),
        )
        for row in rows
    )


def accounts_open(who: Asker) -> int:
    """How many accounts can sign in, for an administrator."""
    return Account.objects.filter(is_active=True).count() if who.viewer.is_administrator else 0


def is_taken(email: str, key: str) -> bool:
    """Whether there is an account of this address, or of the person of this key."""
    same = Q(email__iexact=email) | (Q(person__key=key) if key else Q(pk__in=[]))
    return Account.objects.filter(same).exists()


def letters(who: Asker) -> tuple[bool, bool]:
    """Whether the asker gets the Monday digest, and notices."""
    return Account.objects.values_list("wants_digest", "wants_notices").get(pk=who.account)
