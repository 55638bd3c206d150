"""The roll-up unit by unit: of a leader's line, or of the units somebody is people partner of."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import counts
from answerable.decisions.standing import Standing, standings
from answerable.facts.people import line
from answerable.facts.people.accounts import Asker
from answerable.facts.people.line import UnitPlace
from answerable.facts.people.read import Spent, Subject
from answerable.facts.roles import read as roles
from answerable.findings import totals
from answerable.web.areas.rollup.page import RollupPage
from answerable.web.areas.rollup.reached import in_short
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.lines import crumbs, partner_tabs, tabs

MOST_UNITS = 200


def units_page(who: Asker, root: Subject, above: tuple[Spent, ...]) -> RollupPage:
    """Put the page of the units under a leader together.

    Args:
        who: who asks; the caller has asked whether they may see this line.
        root: the leader.
        above: the leaders above that one, the direct one first.

    Returns:
        What the page shows: the units the leader answers for, those right below, and those of leaders directly below.
    """
    places = line.unit_places()
    levels = line.levels_below(root.pk, {unit.leader for unit in places.values() if unit.leader is not None}, who.on)
    levels[root.pk] = 0
    shown = [unit for unit in places.values() if _is_near(unit, levels, places)][:MOST_UNITS]
    is_mine = root.pk == who.person
    nothing = Empty(_("No unit here"), _("Neither this leader nor one directly below leads a unit."))
    return RollupPage(
        title=_("Roll-up of my line") if is_mine else _("Roll-up under %(name)s") % {"name": root.name},
        crumbs=crumbs(who, root, above, "rollup-of"),
        tabs=tabs(root.key, here="units"),
        answers="",
        reached=(),
        leaders=None,
        units=_table(who, shown, places, levels),
        people=None,
        may_take=is_mine,
        nothing=None if shown else nothing,
    )


def partner_page(who: Asker) -> RollupPage:
    """Put the page of a people partner's units together.

    Args:
        who: the people partner.

    Returns:
        What the page shows.
    """
    places = line.unit_places()
    shown = [unit for unit in places.values() if unit.key in who.viewer.partner_of][:MOST_UNITS]
    seen = line.in_units_of(who, {unit.leader for unit in shown if unit.leader is not None})
    return RollupPage(
        title=_("Roll-up of my units"),
        crumbs=None,
        tabs=partner_tabs(here="rollup"),
        answers="",
        reached=(),
        leaders=None,
        units=_table(who, shown, places, seen),
        people=None,
        may_take=True,
        nothing=None,
    )


def _is_near(unit: UnitPlace, levels: Mapping[int, int], places: Mapping[int, UnitPlace]) -> bool:
    """Whether a unit is the leader's, right below one that is, or the uppermost of a leader directly below.

    Whoever leads it is in the line, so that nothing is told of a unit that only hangs below one of the line's.
    """
    above = places.get(unit.parent or 0)
    level = levels.get(unit.leader or 0)
    if level is None:
        return False
    is_right_below = above is not None and levels.get(above.leader or 0) == 0
    return level == 0 or is_right_below or (level == 1 and (above is None or above.leader != unit.leader))


def _table(
    who: Asker, shown: list[UnitPlace], places: Mapping[int, UnitPlace], leaders: Collection[int]
) -> DataTable | None:
    together = totals.of_units([unit.number for unit in shown], who.on)
    names = roles.expectations({key for series in together.values() for key in series})
    heads, (gaps, sustained) = line.headcounts(who.on), counts.open_by_unit(who.on)
    standing = standings(frozenset(leaders) & {unit.leader or 0 for unit in shown}, who.on)
    rows = []
    for unit in shown:
        below = line.below(unit.number, places)
        numbers = tuple(str(_sum(counted, below)) for counted in (heads, gaps, sustained))
        rows.append(_row(who, unit, numbers, in_short(together.get(unit.number, {}), names), standing))
    headers = (
        _("Unit"),
        _("Who answers"),
        _("People"),
        _("Reach together"),
        _("Open gaps"),
        _("Sustained"),
        _("Duties kept, 90 days"),
        _("Over their day"),
    )
    return DataTable(_("Units, by name; what is below a unit counts in it"), headers, tuple(rows)) if rows else None


def _row(
    who: Asker, unit: UnitPlace, numbers: tuple[str, ...], reach: str, standing: Mapping[int, Standing]
) -> tuple[Cell, ...]:
    people_, gaps, sustained = numbers
    own = standing.get(unit.leader or 0)
    kept = "–" if own is None else _("%(kept)d of %(due)d") % {"kept": own.kept, "due": own.due}
    url = f"{reverse('rollup-of', args=[unit.leader_key])}?by=unit" if _is_further(who, unit, own) else ""
    return (
        Cell(unit.name),
        Cell(unit.leader_name or _("nobody"), url),
        Cell(people_),
        Cell(reach),
        Cell(gaps),
        Cell(sustained),
        Cell(kept),
        Cell("–" if own is None else str(own.over)),
    )


def _is_further(who: Asker, unit: UnitPlace, own: Standing | None) -> bool:
    """Whoever leads the line can go on to the one who answers; a people partner has no line to go down."""
    return who.leads and own is not None and bool(unit.leader_key)


def _sum(counted: Mapping[int, int] | Counter[int], numbers: Iterable[int]) -> int:
    return sum(counted.get(number, 0) for number in numbers)
