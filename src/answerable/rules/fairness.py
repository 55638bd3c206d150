"""Who may see how decisions fall on groups, and which figures of it single nobody out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from answerable.rules.seeing import Viewer
from answerable.rules.verdicts import Verdict

# A group of fewer people is not shown; nor is a table that differs by fewer from the one shown before.
FEWEST_SHOWN = 5

ADMINISTRATOR = Verdict(allowed=True, reasons=("You look after the system and lead nobody.",))
PARTNER = Verdict(allowed=True, reasons=("You are people partner of every unit and lead nobody.",))
LEADER = Verdict(allowed=False, reasons=("Whoever leads people does not see how decisions fall on groups.",))
OUTSIDE = Verdict(
    allowed=False, reasons=("Only administrators and people partners of the whole company see how decisions fall.",)
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in a table.

    Attributes:
        people: how many could have been decided on.
        selected: how many of them were.
    """

    people: int
    selected: int


Cells = Mapping[str, Cell]


def may_see_fairness(viewer: Viewer, *, leads: bool) -> Verdict:
    """Say whether somebody may see how decisions fall on groups.

    Args:
        viewer: who asks.
        leads: whether anybody reports to them.

    Returns:
        The verdict with its reason; refused where no rule allows it, and to everybody who leads.
    """
    if leads:
        return LEADER
    if viewer.is_administrator:
        return ADMINISTRATOR
    return PARTNER if viewer.is_partner_of_all else OUTSIDE


def groups_shown(people: Mapping[str, int], unstated: int) -> frozenset[str]:
    """Say which groups of a table are shown.

    A group of fewer than five people is not. Where what is left out could be worked out from a total, because it is
    one group, or fewer than five people together, the next smallest is left out as well. Those of whom no group is on
    record are left out in any case, and blur the rest.

    Args:
        people: by group, how many could have been decided on.
        unstated: how many could have been of whom no group is on record.

    Returns:
        The groups that are shown: two or more, or none.
    """
    by_size = sorted((group for group in people if people[group]), key=lambda group: (people[group], group))
    shown = [group for group in by_size if people[group] >= FEWEST_SHOWN]
    hidden = [people[group] for group in by_size if people[group] < FEWEST_SHOWN]
    # Without a small group there is nothing to work out.
    hidden += [unstated] if hidden and unstated else []
    while hidden and shown and (len(hidden) == 1 or sum(hidden) < FEWEST_SHOWN):
        hidden.append(people[shown.pop(0)])
    return frozenset(shown) if len(shown) > 1 else frozenset()


def may_show_instead(before: Cells, now: Cells) -> bool:
    """Say whether a table may take the place of the one shown before: their difference singles nobody out.

    Args:
        before: the table shown before, by group; empty for none.
        now: the new one.

    Returns:
        Whether it is the first, is the same, or differs by five people or more.
    """
    if not before or before == now:
        return True
    nobody = Cell(0, 0)
    return sum(_differs(before.get(group, nobody), now.get(group, nobody)) for group in {*before, *now}) >= FEWEST_SHOWN


def _differs(before: Cell, now: Cell) -> int:
    """By how many people a group differs at least, counted by whether they were selected."""
    others = abs((now.people - now.selected) - (before.people - before.selected))
    return max(abs(now.people - before.people), abs(now.selected - before.selected), others)


def enough_to_show(cells: Collection[Cell]) -> bool:
    """Say whether a table has enough people on both sides: five who were selected, and five who were not.

    Args:
        cells: its groups.

    Returns:
        Whether it may be shown.
    """
    selected = sum(cell.selected for cell in cells)
    return selected >= FEWEST_SHOWN and sum(cell.people for cell in cells) - selected >= FEWEST_SHOWN
