"""The list of roles: who holds them, what is expected, and how far that is agreed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.facts.agreements import read as agreements
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import RoleShown
from answerable.rules.roles import RoleStanding, may_create, may_read
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.pager.props import Pager, pager_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class RolesPage:
    """The page.

    Attributes:
        table: the roles of this page of the list.
        total: how many roles the asker may read.
        query: what was looked for.
        pager: the other pages of the list.
        nothing: what stands there where no role is shown.
        new_url: where to describe a new one; empty where the asker may not.
        leads: whether the table says how far roles are agreed.
    """

    table: DataTable | None
    total: int
    query: str
    pager: Pager | None
    nothing: Empty | None
    new_url: str
    leads: bool


def roles_page(who: Asker, query: str, number: int) -> RolesPage:
    """Put the page together.

    Args:
        who: who asks.
        query: parts of a title, all of which it has; empty for every role.
        number: which page of the list, from 1 on.

    Returns:
        What the page shows: the roles the asker may read, by title.
    """
    held, expected = agreements.standings(who), roles.how_many_expected(who.on)
    nobody = (agreements.standing(who), 0, 0)
    mine = [(one, *held.get(one.number, nobody)) for one in roles.roles()]
    readable = [row for row in mine if may_read(row[1]).allowed]
    found = [row for row in readable if all(word in row[0].title.casefold() for word in query.casefold().split())]
    shown = found[(number - 1) * PAGE : number * PAGE]
    may_add = may_create(agreements.standing(who)).allowed
    return RolesPage(
        table=_table(shown, expected),
        total=len(readable),
        query=query,
        pager=pager_of(number, more=len(found) > number * PAGE, q=query),
        nothing=None if shown else _nothing(query, may_add=may_add),
        new_url=reverse("role-new") if may_add else "",
        leads=who.leads or bool(who.viewer.partner_of),
    )


def _table(shown: list[tuple[RoleShown, RoleStanding, int, int]], expected: dict[int, int]) -> DataTable | None:
    rows = tuple(
        (
            Cell(one.title, reverse("role", args=[one.key])),
            Cell(_held(standing)),
            Cell(_expected(expected.get(one.number, 0))),
            Cell(_("version %(number)d") % {"number": one.version}),
            Cell(coverage(agreed, seen)),
        )
        for one, standing, seen, agreed in shown
    )
    headers = (_("Role"), _("Held by"), _("Expected"), _("Stands as"), _("Agreed, of those I lead or look after"))
    return DataTable(_("Roles, by title"), headers, rows) if rows else None


def _held(standing: RoleStanding) -> str:
    if not standing.held_by:
        return _("nobody")
    return ngettext("%(n)d person", "%(n)d people", standing.held_by) % {"n": standing.held_by}


def _expected(count: int) -> str:
    return ngettext("%(n)d expectation", "%(n)d expectations", count) % {"n": count} if count else _("nothing yet")


def coverage(agreed: int, seen: int) -> str:
    """Say how many have agreed.

    Args:
        agreed: how many have.
        seen: of how many.

    Returns:
        Such as "3 of 12"; a dash where there is nobody.
    """
    return _("%(agreed)d of %(seen)d") % {"agreed": agreed, "seen": seen} if seen else "–"


def _nothing(query: str, *, may_add: bool) -> Empty:
    if query:
        return Empty(_("No role fits"), _("No role that you may read is called so. Look for something else."))
    if may_add:
        text = _("Say what performance means in a role: start from a template, and change what is otherwise here.")
        return Empty(_("No role yet"), text, _("Describe a role"), reverse("role-new"))
    return Empty(_("No role yet"), _("You hold no role on record. Your leader sees to that."))
