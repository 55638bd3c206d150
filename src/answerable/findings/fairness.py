"""How decisions and rules fall on groups: counted, made safe to show, and stored. Nothing else reads a group."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from answerable import __version__
from answerable.engine.stats.impact import Count, GroupImpact, Told, adverse_impact
from answerable.facts.groups import read as groups
from answerable.facts.people.accounts import Asker
from answerable.findings.models import Fairness
from answerable.rules.fairness import (
    Cell,
    Cells,
    enough_to_show,
    groups_shown,
    may_see_fairness,
    may_show_instead,
)

__all__ = ["FairnessShown", "Happened", "TableShown", "Told", "fairness", "is_due", "weigh"]

# What has happened is counted anew once a month; and whenever groups are supplied, or somebody asks for it.
EVERY_DAYS = 31


@dataclass(frozen=True, slots=True)
class Happened:
    """A kind of decision, or a rule: on whom it could have fallen, and on whom it did.

    Attributes:
        kind: which.
        adverse: whether it is bad for those on whom it fell.
        could: the numbers of the people on whom it could have fallen.
        did: of these, on whom it did.
    """

    kind: str
    adverse: bool
    could: frozenset[int]
    did: frozenset[int]


@dataclass(frozen=True, slots=True)
class TableShown:
    """How one kind of decision fell on the groups of one respect.

    Attributes:
        kind: which kind.
        attribute: the respect in which people are told apart.
        as_of: the day it was counted.
        adverse: whether it is bad for those on whom it fell.
        best: the group that fared best; empty where there are too few people to show anything.
        p: exact probability of such a difference were there none; 1 where nothing is shown.
        told: what can be told.
        groups: each group; none where there are too few people to show anything. Of the group that fared best the
            ratio is None.
    """

    kind: str
    attribute: str
    as_of: date
    adverse: bool
    best: str
    p: float
    told: Told
    groups: tuple[GroupImpact, ...]

    @property
    def people(self) -> int:
        """How many people are in the groups shown."""
        return sum(one.people for one in self.groups)

    @property
    def cells(self) -> Cells:
        """The counts."""
        return {one.group: Cell(one.people, one.selected) for one in self.groups}


@dataclass(frozen=True, slots=True)
class FairnessShown:
    """What was found last.

    Attributes:
        as_of: the day it was looked at.
        tables: a table for each kind and respect.
    """

    as_of: date
    tables: tuple[TableShown, ...]


def weigh(happened: Iterable[Happened], *, on: date, at: datetime) -> bool:
    """Count how decisions fell on groups, and store what may be shown.

    Args:
        happened: the kinds of decisions and rules.
        on: the day.
        at: when this happens.

    Returns:
        Whether there was anything to count: groups have been supplied.
    """
    belonging = groups.groups_by_attribute()
    if not belonging:
        return False
    before = {(one.attribute, one.kind): one for one in _latest_tables()}
    tables = [
        _instead(before.get((attribute, one.kind)), _table(one, attribute, group_of, on))
        for one in happened
        for attribute, group_of in belonging.items()
    ]
    Fairness.objects.create(as_of=on, engine_version=__version__, tables=[_plain(one) for one in tables], made_at=at)
    return True


def is_due(on: date) -> bool:
    """Whether it was not looked at within the last month, and groups have been supplied."""
    latest = Fairness.objects.order_by("-pk").first()
    return (latest is None or (on - latest.as_of).days >= EVERY_DAYS) and groups.are_supplied()


def fairness(who: Asker) -> FairnessShown | None:
    """What was found last, for whoever may see it.

    Args:
        who: who asks.

    Returns:
        The tables; None before the first, where no groups are supplied any more, and for everybody else.
    """
    if not may_see_fairness(who.viewer, leads=who.leads).allowed or not groups.are_supplied():
        return None
    row = Fairness.objects.order_by("-pk").first()
    return None if row is None else FairnessShown(row.as_of, tuple(_shown(one) for one in row.tables))


def _latest_tables() -> tuple[TableShown, ...]:
    row = Fairness.objects.order_by("-pk").first()
    return () if row is None else tuple(_shown(one) for one in row.tables)


def _table(one: Happened, attribute: str, group_of: Mapping[int, str], on: date) -> TableShown:
    people: dict[str, list[bool]] = {}
    for number in one.could & group_of.keys():
        people.setdefault(group_of[number], []).append(number in one.did)
    unstated = len(one.could - group_of.keys())
    shown = groups_shown({group: len(each) for group, each in people.items()}, unstated)
    counts = [Count(group, len(people[group]), sum(people[group])) for group in sorted(shown)]
    if not enough_to_show([Cell(count.people, count.selected) for count in counts]):
        return TableShown(one.kind, attribute, on, one.adverse, "", 1.0, Told.TOO_FEW, ())
    found = adverse_impact(counts, adverse=one.adverse)
    return TableShown(one.kind, attribute, on, one.adverse, found.best, found.p, found.told, found.groups)


def _instead(before: TableShown | None, now: TableShown) -> TableShown:
    """The table of now, unless its difference from the one shown before would single somebody out."""
    return now if before is None or may_show_instead(before.cells, now.cells) else before


def _plain(table: TableShown) -> dict[str, Any]:
    found = asdict(table) | {"as_of": table.as_of.isoformat()}
    # An interval without an upper end has no number that JSON could hold.
    return found | {"groups": [one | {"high": _finite(one["high"])} for one in found["groups"]]}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _shown(row: Mapping[str, Any]) -> TableShown:
    return TableShown(
        **(
            dict(row)
            | {
                "as_of": date.fromisoformat(row["as_of"]),
                "told": Told(row["told"]),
                "groups": tuple(_group(one) for one in row["groups"]),
            }
        )
    )


def _group(row: Mapping[str, Any]) -> GroupImpact:
    high = math.inf if row["low"] is not None and row["high"] is None else row["high"]
    return GroupImpact(**(dict(row) | {"high": high, "told": None if row["told"] is None else Told(row["told"])}))
