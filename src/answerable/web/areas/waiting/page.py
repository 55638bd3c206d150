"""What waiting has cost under each leader and in each unit, what comes, and whether gaps deepen and spread."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Spent, Subject
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import Expected
from answerable.findings.helped import Amount
from answerable.findings.organisation import in_line, in_units
from answerable.findings.waited_under import (
    Money,
    Under,
    look,
    units_in_line,
    units_named,
    waited_in_units,
    waited_under,
)
from answerable.rules.wording import spoken
from answerable.web.amounts import around, weeks
from answerable.web.areas.waiting.said import deepens, spreads
from answerable.web.components.breadcrumbs.props import Breadcrumbs
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.pager.props import Pager, pager_of
from answerable.web.lines import Tab, crumbs, partner_tabs, tabs

PAGE = 30


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """The page.

    Attributes:
        title: of what.
        crumbs: the way from the asker down to here.
        tabs: the pages about the same line.
        nothing: what stands there before the first look.
        leaders: what waiting cost under each leader; None where nobody waited.
        leaders_in_money: the same in money, a row a currency; None where no unit is worth anything.
        own_units: the same in each expectation's own unit.
        units: what it cost in each unit.
        units_in_money: the same in money.
        erodes: whether gaps deepen and spread while nobody acts, in the whole company.
        reckoned: of which day it is.
        pager: the other pages of the lists.
    """

    title: str
    crumbs: Breadcrumbs | None
    tabs: tuple[Tab, ...]
    nothing: Empty | None
    leaders: DataTable | None
    leaders_in_money: DataTable | None
    own_units: DataTable | None
    units: DataTable | None
    units_in_money: DataTable | None
    erodes: tuple[str, ...]
    reckoned: str
    pager: Pager | None


def waiting_page(who: Asker, root: Subject, above: tuple[Spent, ...], *, number: int) -> WaitingPage:
    """Put the page of a leader's line together.

    Args:
        who: who asks; the caller has asked whether they may see this line.
        root: the leader.
        above: the leaders above that one, the direct one first.
        number: which page of the lists, from 1 on.

    Returns:
        What the page shows.
    """
    is_mine = root.pk == who.person
    title = (
        _("What waiting costs in my line") if is_mine else _("What waiting costs under %(name)s") % {"name": root.name}
    )
    around_here = tabs(root.key, here="waiting")
    of_whom = in_line(root.pk, who.on), units_in_line(root.pk, who.on)
    return _page(who, title, crumbs(who, root, above, "waiting-of"), around_here, of_whom, number=number)


def partner_page(who: Asker, *, number: int) -> WaitingPage:
    """Put the page of a people partner's units together.

    Args:
        who: the people partner.
        number: which page of the lists, from 1 on.

    Returns:
        What the page shows.
    """
    units = who.viewer.partner_of
    of_whom = in_units(units, who.on), units_named(units)
    return _page(who, _("What waiting costs in my units"), None, partner_tabs(here="waiting"), of_whom, number=number)


def _page(
    who: Asker,
    title: str,
    way: Breadcrumbs | None,
    around_here: tuple[Tab, ...],
    of_whom: tuple[Q, Q],
    *,
    number: int,
) -> WaitingPage:
    seen = look(who.on)
    if seen is None:
        text = _("What waiting costs is reckoned once a week, at night, once there are gaps.")
        nothing = Empty(_("Not reckoned yet"), text)
        return WaitingPage(title, way, around_here, nothing, None, None, None, None, None, (), "", None)
    # One more than is shown, to know whether there are others.
    part = {"skip": (number - 1) * PAGE, "limit": PAGE + 1}
    leaders, units = waited_under(who, of_whom[0], **part), waited_in_units(who, of_whom[1], **part)
    more = max(len(leaders), len(units)) > PAGE
    leaders, units = leaders[:PAGE], units[:PAGE]
    names = roles.expectations({one.expectation for one in leaders if one.expectation})
    return WaitingPage(
        title=title,
        crumbs=way,
        tabs=around_here,
        nothing=None,
        leaders=_leaders(leaders, who),
        leaders_in_money=_leaders_in_money(leaders),
        own_units=_own_units(leaders, names),
        units=_units(units),
        units_in_money=_units_in_money(units),
        erodes=(deepens(seen.deepens), spreads(seen.spreads)),
        reckoned=_("Reckoned on %(day)s, with what was known then; 90 %% sure of what stands in brackets.")
        % {"day": spoken(seen.as_of)},
        pager=pager_of(number, more=more),
    )


def _leaders(found: tuple[Under, ...], who: Asker) -> DataTable | None:
    # The line below a leader is open to whoever leads it too; a people partner goes on to the leader's own page.
    further = "waiting-of" if who.leads else "person"
    rows = tuple(
        (Cell(one.name, "" if one.number == who.person else reverse(further, args=[one.key])), *_figures(one))
        for one in found
        if not one.expectation
    )
    return (
        DataTable(_("What waiting cost under each leader, by name"), (_("Leader"), *_heads()), rows) if rows else None
    )


def _units(found: tuple[Under, ...]) -> DataTable | None:
    rows = tuple((Cell(one.name), Cell(one.led_by), *_figures(one)) for one in found)
    headers = (_("Unit"), _("Led by"), *_heads())
    return DataTable(_("What waiting cost in each unit and those below it, by name"), headers, rows) if rows else None


def _figures(one: Under) -> tuple[Cell, ...]:
    return (
        Cell(str(one.gaps)),
        Cell(weeks(one.weeks)),
        *_amounts((one.weighted, one.without), one.acted),
    )


def _amounts(known: tuple[Amount | None, ...], acted: Amount | None, unit: str = "") -> tuple[Cell, ...]:
    return (
        *(Cell("–" if amount is None else around(amount, unit)) for amount in known),
        Cell(_("not known yet") if acted is None else around(acted, unit)),
    )


def _heads() -> tuple[str, ...]:
    return _("Gaps"), _("Left waiting, in all"), *_times()


def _times() -> tuple[str, ...]:
    return _("Lost so far"), _("The next 13 weeks without action"), _("With action")


def _leaders_in_money(found: tuple[Under, ...]) -> DataTable | None:
    whole = (one for one in found if not one.expectation)
    rows = tuple((Cell(one.name), *_in_money(money)) for one in whole for money in one.money)
    return (
        DataTable(_("What waiting cost under each leader, in money"), (_("Leader"), *_times()), rows) if rows else None
    )


def _units_in_money(found: tuple[Under, ...]) -> DataTable | None:
    rows = tuple((Cell(one.name), Cell(one.led_by), *_in_money(money)) for one in found for money in one.money)
    headers = (_("Unit"), _("Led by"), *_times())
    return DataTable(_("What waiting cost in each unit and those below it, in money"), headers, rows) if rows else None


def _in_money(money: Money) -> tuple[Cell, ...]:
    return _amounts((money.so_far, money.without), money.acted, money.currency)


def _own_units(found: tuple[Under, ...], names: Mapping[str, Expected]) -> DataTable | None:
    rows = tuple(
        (
            Cell(one.name),
            Cell(names[one.expectation].name),
            Cell("–" if one.lost is None else around(one.lost, names[one.expectation].unit)),
            Cell(_money_so_far(one)),
        )
        for one in found
        if one.expectation in names and (one.lost is not None or one.money)
    )
    headers = (_("Leader"), _("In"), _("Fell short by, so far"), _("In money"))
    return DataTable(_("What was lost, in each expectation's own unit"), headers, rows) if rows else None


def _money_so_far(one: Under) -> str:
    told = (around(money.so_far, money.currency) for money in one.money if money.so_far is not None)
    return "; ".join(told) or "–"
