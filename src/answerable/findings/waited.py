"""Questions about what waiting costs. What is of a leader's people together is told as what that leader adds is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Subquery

from answerable.findings.helped import Amount, Help, help_of
from answerable.findings.models import GapWaited, Waiting

SO_FAR, WITHOUT, WITH = "so_far", "without", "with"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the next 13 weeks will come to.

    Attributes:
        attainment: on average.
        lost: what is fallen short of, in the expectation's own unit; None where that says nothing.
        money: what that is worth; None where nobody says what one unit is.
    """

    attainment: Amount
    lost: Amount | None
    money: Amount | None


@dataclass(frozen=True, slots=True)
class GapWaiting:
    """What waiting has cost in one gap, and what comes.

    Attributes:
        as_of: the day looked at.
        signal_on: since when it could be known.
        first_action_on: the day of the first action, None while there is none.
        weeks: how long it was left waiting.
        adds_up: whether amounts add up over time; where not, `lost` is a mean.
        shortfall: how far below target, on average; None where nothing was due.
        lost: what that comes to, in the expectation's own unit.
        money: what that is worth; None where nobody says what one unit is.
        currency: of all amounts of money, empty where there are none.
        without: the next 13 weeks without action, None where they cannot be foreseen.
        acted: the same with action, None where it is not known what that adds.
        helped_by: the kind of lever that stands for action there, empty for none.
    """

    as_of: date
    signal_on: date
    first_action_on: date | None
    weeks: float
    adds_up: bool
    shortfall: Amount | None
    lost: Amount | None
    money: Amount | None
    currency: str
    without: Foreseen | None
    acted: Foreseen | None
    helped_by: str


@dataclass(frozen=True, slots=True)
class Waited:
    """What stands beside a gap.

    Attributes:
        gap: what waiting has cost in it; None where that was not reckoned.
        helps: what was known of levers by then, as a whole and by cause.
    """

    gap: GapWaiting | None
    helps: tuple[Help, ...]


NOTHING_KNOWN = Waited(None, ())


def along_with(*, person: int | None, unit: int | None, expectation: str, until: date) -> dict[str, Subquery]:
    """What waiting for a gap has cost, to be read along with something else of it; for `waited_from`.

    Args:
        person: whose gap it is, None for a unit's.
        unit: the unit that shares it, None for a person's.
        expectation: in what.
        until: the last day that may be looked at.

    Returns:
        Columns to annotate.
    """
    whose = Q(person=person) if person is not None else Q(unit=unit)
    gaps = GapWaited.objects.filter(whose, expectation=expectation, waiting__as_of__lte=until)
    looks = Waiting.objects.filter(as_of__lte=until).order_by("-as_of", "-pk")
    return {
        "waited": Subquery(gaps.order_by("-waiting__as_of", "-waiting").values("figures")[:1]),
        "helps": Subquery(looks.values("helps")[:1]),
    }


def waited_of(along: Mapping[str, Subquery], *, known: date, until: date) -> Waited:
    """Read it by itself, where there is nothing to read it along with.

    Args:
        along: as `along_with` tells it.
        known: the day the gap was taken up.
        until: the last day that may be looked at.

    Returns:
        What it says.
    """
    row = Waiting.objects.filter(as_of__lte=until).annotate(told=along["waited"]).values("helps", "told")
    found = row.order_by("-as_of", "-pk").first()
    return NOTHING_KNOWN if found is None else waited_from({**found, "waited": found["told"]}, known=known)


def waited_from(row: Mapping[str, Any], *, known: date) -> Waited:
    """Take what was read along.

    Args:
        row: with the columns of `along_with`.
        known: the day the gap was taken up; what is of before is of another gap.

    Returns:
        What it says.
    """
    figures = row["waited"]
    gap = None if figures is None or date.fromisoformat(figures["as_of"]) < known else _gap(figures)
    return Waited(gap, tuple(help_of(one) for one in row["helps"] or ()))


def _gap(figures: Mapping[str, Any]) -> GapWaiting:
    told, acted = figures[SO_FAR], figures["so_far"]["first_action_on"]
    return GapWaiting(
        as_of=date.fromisoformat(figures["as_of"]),
        signal_on=date.fromisoformat(told["signal_on"]),
        first_action_on=None if acted is None else date.fromisoformat(acted),
        weeks=told["weeks"],
        adds_up=told["adds_up"],
        shortfall=amount(told, "shortfall"),
        lost=amount(told, "lost"),
        money=amount(told, "money"),
        currency=told.get("currency") or "",
        without=_foreseen(figures.get(WITHOUT)),
        acted=_foreseen(figures.get(WITH)),
        helped_by=figures["helped_by"],
    )


def _foreseen(told: Mapping[str, Any] | None) -> Foreseen | None:
    attainment = None if told is None else amount(told, "attainment")
    if told is None or attainment is None:
        return None
    return Foreseen(attainment, amount(told, "lost"), amount(told, "money"))


def amount(told: Mapping[str, Any], name: str) -> Amount | None:
    """A stored figure with its interval; None where it is not known."""
    value, low, high = (told.get(f"{name}{end}") for end in ("", "_low", "_high"))
    return None if value is None or low is None or high is None else Amount(value, low, high)
