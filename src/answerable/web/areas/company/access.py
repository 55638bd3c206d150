"""People and access: who may sign in, and who is people partner of what."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.people import accounts
from answerable.facts.people import read as people
from answerable.facts.people.accounts import AccountShown, Asker
from answerable.web.components.pager.props import Pager, pager_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """An account.

    Attributes:
        account: the account.
        besides: what its owner is besides a person of the company.
        close_url: where to close it; empty for one's own and for one that is closed.
    """

    account: AccountShown
    besides: str
    close_url: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    """The page.

    Attributes:
        rows: the accounts of this page of the list.
        query: what was looked for.
        units: the units somebody can be people partner of, key and name.
        pager: the other pages of the list, None where there are none.
    """

    rows: tuple[Row, ...]
    query: str
    units: tuple[tuple[str, str], ...]
    pager: Pager | None


def access_page(who: Asker, query: str, number: int) -> AccessPage:
    """Put the page together.

    Args:
        who: an administrator.
        query: part of an address or a name; empty for everybody.
        number: which page of the list, from 1 on.

    Returns:
        What the page shows.
    """
    found = accounts.accounts(who, query, skip=(number - 1) * PAGE, limit=PAGE + 1)
    return AccessPage(
        rows=tuple(_row(one, who) for one in found[:PAGE]),
        query=query,
        units=people.unit_keys(),
        pager=pager_of(number, more=len(found) > PAGE, q=query),
    )


def _row(one: AccountShown, who: Asker) -> Row:
    units = _("people partner of %(units)s") % {"units": ", ".join(one.units)} if one.units else ""
    besides = ", ".join(filter(None, (_("administrator") if one.is_administrator else "", units)))
    may_close = one.is_active and one.number != who.account
    return Row(one, besides, reverse("close-account", args=[one.number]) if may_close else "")
