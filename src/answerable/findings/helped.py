"""Questions about what levers add in the whole company: whoever reads the library reads it; it names nobody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Subquery

from answerable.engine.levers.comparison import FEWEST_EPISODES
from answerable.facts.levers.read import may_read
from answerable.facts.people.accounts import Asker
from answerable.findings.models import LeverEffect, LeversWeighed

__all__ = ["FEWEST_EPISODES", "Amount", "CurvePoint", "Help", "fitting", "help_of", "helps"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What share of gaps had come to an end by a month.

    Attributes:
        supported: with the lever, or like those but without.
        end: `closed`, `moved` or `left`.
        months: since when they are followed.
        share: how many had come to that end.
        low: lower end of its 95 % interval.
        high: upper end.
    """

    supported: bool
    end: str
    months: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Help:
    """What a lever adds, as far as that is known.

    Attributes:
        lever: its kind.
        name: of the program, empty for the lever as a whole.
        cause: where this was the cause, empty for all.
        unit_wide: whether it was set to work for whole units.
        episodes: how many times somebody short had it.
        closed: how many of these gaps closed within 90 days.
        more: how many more than would have closed by themselves; None where nothing could be compared.
        more_known: whether that is surely more, or fewer, than none.
        effect: what it adds to attainment, likewise.
        chosen: how far those who had it stood apart before it could act.
        before_after: what a plain comparison says.
        known: whether it surely adds, or takes away.
        reason: why that is not known: `few`, `no_comparison`, `chosen` or `spans_zero`.
        as_of: the day looked at; None where it stands beside something else of that day.
        curves: how gaps ended, month by month.
    """

    lever: str
    name: str
    cause: str
    unit_wide: bool
    episodes: int
    closed: int
    more: Amount | None
    more_known: bool
    effect: Amount | None
    chosen: Amount | None
    before_after: float | None
    known: bool
    reason: str | None
    as_of: date | None = None
    curves: tuple[CurvePoint, ...] = ()

    @property
    def is_telling(self) -> bool:
        """Whether anything of it is surely known."""
        return self.known or self.more_known


def helps(who: Asker, *, kinds: Collection[str], names: Collection[str] = ()) -> tuple[Help, ...]:
    """What the latest look said of some levers.

    Args:
        who: who asks.
        kinds: of which kinds.
        names: of which programs besides the kind as a whole and its causes.

    Returns:
        By lever; the whole first, then programs, then causes. Nothing before the first look, and of what fewer than
        five people had.
    """
    if not may_read(who):
        return ()
    latest = LeversWeighed.objects.filter(as_of__lte=who.on).order_by("-as_of", "-pk").values("pk")[:1]
    rows = LeverEffect.objects.filter(Q(name="") | Q(name__in=names), weighed=Subquery(latest), lever__in=kinds)
    rows = rows.select_related("weighed").order_by("lever", "unit_wide", "cause", "name")
    return tuple(_shown(row) for row in rows)


def fitting(found: Sequence[Help], cause: str | None) -> tuple[Help, ...]:
    """Choose what to say of each lever where a gap has a cause.

    Args:
        found: what is known of levers, as a whole and by cause.
        cause: what the gap comes from, None where that is not known.

    Returns:
        Of each lever what it added where this was the cause, if that is known; else as a whole.
    """
    told = {(one.lever, one.unit_wide): one for one in found if one.cause == cause and one.is_telling}
    return tuple(told.get((one.lever, one.unit_wide), one) for one in found if not one.cause)


def help_of(row: Mapping[str, Any]) -> Help:
    """Read what was stored of a lever.

    Args:
        row: `lever`, `unit_wide` and the figures of `engine.levers.LEVER_SCHEMA`.

    Returns:
        What it adds.
    """
    return Help(
        lever=row["lever"],
        name=row.get("name", ""),
        cause=row.get("cause", ""),
        unit_wide=row["unit_wide"],
        episodes=row["episodes"],
        closed=row["closed"],
        more=_amount(row, "more_closed", "more"),
        more_known=row["more_known"],
        effect=_amount(row, "effect", "effect"),
        chosen=_amount(row, "chosen", "chosen"),
        before_after=row["before_after"],
        known=row["known"],
        reason=row["reason"],
        as_of=row.get("as_of"),
        curves=tuple(CurvePoint(**point) for point in row.get("curves", ())),
    )


def _shown(row: LeverEffect) -> Help:
    names = ("lever", "name", "cause", "unit_wide", "curves")
    own = {name: getattr(row, name) for name in names} | {"as_of": row.weighed.as_of}
    return help_of({**row.figures, **own})


def _amount(row: Mapping[str, Any], name: str, ends: str) -> Amount | None:
    if row[name] is None:
        return None
    return Amount(row[name], row[f"{ends}_low"], row[f"{ends}_high"])
