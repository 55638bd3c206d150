"""Questions about what waiting cost under leaders and in units: of those whose effects the asker may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from answerable.engine.inaction.erosion import FEWEST_LEADERS, FEWEST_PEOPLE
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Place, Unit
from answerable.findings.attributed import may_see_of
from answerable.findings.helped import Amount
from answerable.findings.helping import FEWEST_SHOWN
from answerable.findings.models import WaitedUnder, Waiting
from answerable.findings.waited import SO_FAR, WITH, WITHOUT, amount

__all__ = [
    "FEWEST_LEADERS",
    "FEWEST_PEOPLE",
    "FEWEST_SHOWN",
    "Change",
    "Look",
    "Money",
    "Under",
    "look",
    "units_in_line",
    "units_named",
    "waited_in_units",
    "waited_under",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to levels while nobody acts, in the whole company.

    Attributes:
        per_month: change of attainment in a month with its 95 % interval; None where it cannot be told.
        people: how many people it was seen in.
        leaders: under how many leaders.
    """

    per_month: Amount | None
    people: int
    leaders: int


@dataclass(frozen=True, slots=True)
class Look:
    """One look at what waiting costs.

    Attributes:
        as_of: its day.
        deepens: what happens to somebody with an open gap while nobody acts.
        spreads: what happens to the others under the same leader.
    """

    as_of: date
    deepens: Change
    spreads: Change


@dataclass(frozen=True, slots=True)
class Money:
    """What waiting cost in one currency, as far as it is known what one unit of an expectation is worth.

    Attributes:
        currency: its three letters.
        so_far: what it has cost; None where nothing was due.
        without: the next 13 weeks without action.
        acted: the same with action; None where it is not known what that adds.
    """

    currency: str
    so_far: Amount | None
    without: Amount | None
    acted: Amount | None


@dataclass(frozen=True, slots=True)
class Under:
    """What waiting cost under a leader, or in a unit.

    Attributes:
        number: of the leader, or of the unit.
        key: theirs.
        name: theirs.
        led_by: who leads the unit; empty of a leader.
        expectation: in what, empty for all of it together.
        gaps: how many gaps.
        weeks: how long they were left waiting, in all.
        weighted: what that cost, in weeks of one person's whole target.
        lost: the same in the expectation's own unit; None where that does not add up.
        without: the next 13 weeks without action, in weeks of target.
        acted: the same with action; None where it is not known what that adds.
        money: all of it in money, by currency.
    """

    number: int
    key: str
    name: str
    led_by: str
    expectation: str
    gaps: int
    weeks: float
    weighted: Amount | None
    lost: Amount | None
    without: Amount | None
    acted: Amount | None
    money: tuple[Money, ...]


def look(on: date) -> Look | None:
    """The latest look at what waiting costs up to a day; it names nobody. None where there was none."""
    row = Waiting.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()
    return None if row is None else Look(row.as_of, _change(row.erosion["deepens"]), _change(row.erosion["spreads"]))


def waited_under(who: Asker, whose: Q, *, skip: int = 0, limit: int) -> tuple[Under, ...]:
    """What waiting cost under some leaders while they led, by name, then by expectation.

    Args:
        who: who asks.
        whose: which leaders, by `findings.organisation.in_line` or `in_units`.
        skip: how many rows are left out at the start.
        limit: how many rows at most.

    Returns:
        Those of whom the asker may see what they add as a leader. What is the asker's own is of the latest look up to
        today, all else of the latest one before, so that each leader has a day to see theirs before anybody above.
    """
    rows = WaitedUnder.objects.filter(whose, may_see_of(who, "leader"), _told(who))
    rows = rows.select_related("leader").order_by("leader__name", "leader__key", "expectation")
    found = ((row, row.leader) for row in rows[skip : skip + limit])
    return tuple(_under(row, leader, "") for row, leader in found if leader is not None)


def waited_in_units(who: Asker, whose: Q, *, skip: int = 0, limit: int) -> tuple[Under, ...]:
    """What waiting cost in some units with all below them, by name.

    Args:
        who: who asks.
        whose: which units.
        skip: how many rows are left out at the start.
        limit: how many rows at most.

    Returns:
        Those of whose leader the asker may see what they add as a leader, of the latest look before today.
    """
    before = Subquery(_last(who.on - timedelta(days=1)))
    rows = WaitedUnder.objects.filter(whose, may_see_of(who, "unit__leader"), waiting=before)
    rows = rows.select_related("unit__leader").order_by("unit__name", "unit__key")
    found = ((row, row.unit) for row in rows[skip : skip + limit])
    return tuple(_under(row, unit, unit.leader.name) for row, unit in found if unit is not None and unit.leader)


def units_in_line(root: int, on: date) -> Q:
    """The units that a leader or anybody below leads; the caller has asked whether the asker may see that line."""
    below = Place.objects.filter(holds(on), leader=root).values("person")
    return Q(unit__leader=root) | Q(unit__leader__in=below)


def units_named(keys: Collection[str]) -> Q:
    """Some units; the caller has asked whether they are the asker's to see."""
    return Q(unit__key__in=keys)


def _told(who: Asker) -> Q:
    own, before = Q(leader=who.person or 0), who.on - timedelta(days=1)
    return own & Q(waiting=Subquery(_last(who.on))) | ~own & Q(waiting=Subquery(_last(before)))


def _last(on: date) -> QuerySet[Waiting, int]:
    return Waiting.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").values_list("pk", flat=True)[:1]


def _under(row: WaitedUnder, of_whom: Person | Unit, led_by: str) -> Under:
    told: dict[str, dict[str, Any]] = row.figures
    so_far = told.get(SO_FAR, {})
    return Under(
        number=of_whom.pk,
        key=of_whom.key,
        name=of_whom.name,
        led_by=led_by,
        expectation=row.expectation,
        gaps=so_far.get("gaps", 0),
        weeks=so_far.get("weeks", 0.0),
        weighted=amount(so_far, "weighted"),
        lost=amount(so_far, "lost"),
        without=amount(told.get(WITHOUT, {}), "weighted"),
        acted=amount(told.get(WITH, {}), "weighted"),
        money=_money(told),
    )


def _money(told: dict[str, dict[str, Any]]) -> tuple[Money, ...]:
    times = (SO_FAR, WITHOUT, WITH)
    found = {time: {row["currency"]: row for row in told.get(time, {}).get("in_money", ())} for time in times}
    currencies = sorted({currency for rows in found.values() for currency in rows})
    return tuple(
        Money(currency, *(amount(found[time].get(currency, {}), "money") for time in times)) for currency in currencies
    )


def _change(told: dict[str, Any]) -> Change:
    known = told["per_month"] is not None
    per_month = Amount(told["per_month"], told["low"], told["high"]) if known else None
    return Change(per_month, told["people"], told["leaders"])
