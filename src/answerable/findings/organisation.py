"""Questions about how the company is built, narrowed to the leaders whom somebody may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from answerable.engine.organisation import Estimate, Fall, Point, Relation
from answerable.engine.organisation.relation import FEWEST_LEADERS
from answerable.engine.organisation.teams import LITTLE_MINUTES
from answerable.facts.dated import holds
from answerable.facts.people.models import Assignment, Place
from answerable.findings.models import Organisation, TeamLed

__all__ = [
    "FEWEST_LEADERS",
    "LITTLE_MINUTES",
    "Built",
    "Estimate",
    "Fall",
    "Layer",
    "Point",
    "Relation",
    "TeamShown",
    "built_on",
    "how_known",
    "in_line",
    "in_units",
    "standing_out",
]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the company.

    Attributes:
        layer: 1 at the top.
        people: how many people are in it.
        leaders: how many of these lead others.
        span: how many people report to each of these on average; None without leaders.
        smallest: to whoever leads fewest.
        largest: to whoever leads most.
    """

    layer: int
    people: int
    leaders: int
    span: float | None
    smallest: int | None
    largest: int | None


@dataclass(frozen=True, slots=True)
class Built:
    """How the company is built.

    Attributes:
        number: of the reckoning.
        as_of: its day.
        since: the first day on which what leaders did counts.
        every_days: days between the one-on-ones that were owed.
        layers: from the top.
        relations: how things that leaders do go with the size of their teams.
    """

    number: int
    as_of: date
    since: date
    every_days: int
    layers: tuple[Layer, ...]
    relations: tuple[Relation, ...]

    @property
    def fall(self) -> Fall | None:
        """What the first of the relations says of which something can be said."""
        return next((one.fall for one in self.relations if one.fall is not None), None)


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A leader's team.

    Attributes:
        number: of the leader.
        key: theirs.
        name: theirs.
        reports: how many people reported to them on the day.
        span: how many did on average.
        minutes: with each of them in four weeks, None where that is not known.
        kept: the share of the one-on-ones owed, likewise.
        has_time: whether they had time for each, likewise.
    """

    number: int
    key: str
    name: str
    reports: int
    span: float | None
    minutes: float | None
    kept: float | None
    has_time: bool | None


def built_on(on: date) -> Built | None:
    """How the company is built by the latest reckoning up to a day; it names nobody.

    Args:
        on: the day.

    Returns:
        Layers and relations; None before the first reckoning.
    """
    row = Organisation.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()
    if row is None:
        return None
    layers = tuple(Layer(**one) for one in row.layers)
    return Built(row.pk, row.as_of, row.since, row.every_days, layers, tuple(_relation(one) for one in row.relations))


def in_line(root: int, on: date) -> Q:
    """The teams of a leader and of everybody below; the caller has asked whether the asker may see that line."""
    return Q(leader=root) | Q(leader__in=Place.objects.filter(holds(on), leader=root).values("person"))


def in_units(units: Collection[str], on: date) -> Q:
    """The teams of leaders in some units; the caller has asked whether they are the asker's to see."""
    return Q(leader__in=Assignment.standing.filter(holds(on), unit__key__in=units).values("person"))


def how_known(built: Built, whose: Q) -> dict[str, int]:
    """By `told`, `new` and `silent`, how many leaders there are of whom it is known, or not, how much time they had.

    Args:
        built: the reckoning.
        whose: which teams, by `in_line` or `in_units`.

    Returns:
        Counts; none of zero.
    """
    rows = TeamLed.objects.filter(whose, organisation=built.number)
    return dict(rows.values_list("record").annotate(Count("pk")))


def standing_out(built: Built, whose: Q, *, beyond: float | None, limit: int) -> tuple[TeamShown, ...]:
    """Leaders who had little time for each of their people, or lead more of them than leaders here serve as well.

    Args:
        built: the reckoning.
        whose: which teams, by `in_line` or `in_units`.
        beyond: teams larger than this are among them; None for none.
        limit: how many at most.

    Returns:
        By name.
    """
    stands_out = Q(has_time=False) if beyond is None else Q(has_time=False) | Q(reports__gt=beyond)
    rows = TeamLed.objects.filter(whose, stands_out, organisation=built.number).order_by("leader__name", "leader__key")
    return tuple(TeamShown(*row) for row in rows.values_list(*_SHOWN)[:limit])


_SHOWN = ("leader", "leader__key", "leader__name", "reports", "span", "minutes", "kept", "has_time")


def _relation(row: dict[str, Any]) -> Relation:
    slope, fall = row["slope"], row["fall"]
    return Relation(
        **row
        | {
            "slope": None if slope is None else Estimate(**slope),
            "fall": None if fall is None else _fall(fall),
        }
    )


def _fall(row: dict[str, Any]) -> Fall:
    estimates = {name: Estimate(**row[name]) for name in ("serves", "level", "loss")}
    return Fall(**row | estimates | {"curve": tuple(Point(**point) for point in row["curve"])})
