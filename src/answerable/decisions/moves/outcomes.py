"""What became of a move: where the person stands against what was forecast, and what both sides say of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.decisions.moves.grounds import TYPICAL_LEADER
from answerable.decisions.moves.models import Forecast, Going, Move, Outcome
from answerable.decisions.moves.shown import MoveShown
from answerable.decisions.moves.write import YES, enter, refused
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Place
from answerable.ledger import write as ledger
from answerable.rules.moves import MARKS, MoveKind, marks_due
from answerable.rules.verdicts import Verdict

LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """Where the person stood at a mark.

    Attributes:
        mark: how many days after the move.
        expectation: the key of what is looked at; empty where nothing was measured.
        recorded_on: the day it was looked at.
        level: where they stood; None where nothing was measured since.
        low: lower end of its 90 % interval.
        high: upper end.
        is_within: whether the level lies within what was forecast; None where nothing was.
    """

    mark: int
    expectation: str
    recorded_on: date
    level: float | None
    low: float | None
    high: float | None
    is_within: bool | None


@dataclass(frozen=True, slots=True)
class ForecastShown:
    """What was forecast, and what came.

    Attributes:
        expectation: its key; empty where no forecast could be made.
        basis: what it rests on, or why there is none.
        figures: expected, low and high; None where there are none, or the asker may not see them.
        outcomes: what came, in order of mark.
    """

    expectation: str
    basis: str
    figures: tuple[float, float, float] | None
    outcomes: tuple[OutcomeShown, ...]


def forecasts_of(who: Asker, move: MoveShown) -> tuple[ForecastShown, ...]:
    """What was forecast for a move that stands, with what came; the caller has asked who may see the move.

    Args:
        who: who asks.
        move: the move.

    Returns:
        A forecast under a typical leader says what the leader before takes away: its figures are for those who may see
        that of the leader.
    """
    if move.decision is None:
        return ()
    rows = list(Forecast.objects.filter(decision=move.decision.number).order_by("pk"))
    came: dict[int, list[OutcomeShown]] = {}
    for one in Outcome.objects.filter(forecast__in=rows).order_by("mark", "expectation", "pk"):
        shown = OutcomeShown(one.mark, one.expectation, one.recorded_on, one.level, one.low, one.high, one.is_within)
        came.setdefault(one.forecast_id, []).append(shown)
    told = any(row.basis == TYPICAL_LEADER for row in rows) and _sees_effect(who, move.from_leader)
    return tuple(
        _forecast(row, tuple(came.get(row.pk, ())), is_told=told or row.basis != TYPICAL_LEADER) for row in rows
    )


def _sees_effect(who: Asker, leader: int | None) -> bool:
    return leader is not None and (who.person == leader or people.is_in_line(who, leader))


def _forecast(row: Forecast, came: tuple[OutcomeShown, ...], *, is_told: bool) -> ForecastShown:
    figures = None
    if is_told and row.expected is not None and row.low is not None and row.high is not None:
        figures = (row.expected, row.low, row.high)
    return ForecastShown(row.expectation, row.basis, figures, came)


def within(moves: tuple[MoveShown, ...]) -> dict[int, tuple[tuple[int, bool | None], ...]]:
    """By move, at which marks what came was within what was forecast, for a list of moves that may be seen.

    Args:
        moves: the moves.

    Returns:
        Pairs of mark and whether all of it was; None where that cannot be said.
    """
    numbers = [move.decision.number for move in moves if move.decision is not None]
    found: dict[int, dict[int, list[bool | None]]] = {}
    rows = Outcome.objects.filter(forecast__decision__in=numbers).order_by("mark", "pk")
    for move, mark, is_within in rows.values_list("forecast__decision__move", "mark", "is_within"):
        found.setdefault(move, {}).setdefault(mark, []).append(is_within)
    return {
        move: tuple((mark, None if None in all_ else all(all_)) for mark, all_ in marks.items())
        for move, marks in found.items()
    }


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said of how it is going: the mark, the side, the line, by whom."""

    mark: int
    side: str
    text: str


def goings_of(move: int) -> tuple[Said, ...]:
    """What both sides said of how it is going; the caller has asked who may see it."""
    rows = Going.objects.filter(move=move).order_by("mark", "side")
    return tuple(Said(row.mark, row.side, row.text) for row in rows)


def mark_to_say(move: MoveShown, on: date) -> int | None:
    """The latest mark at which both sides are asked how it is going; None before the first."""
    if move.took_effect_on is None or move.terms.kind is MoveKind.LEAVING:
        return None
    due = marks_due(move.took_effect_on, on)
    return due[-1] if due else None


def say(who: Asker, *, number: int, mark: int, text: str, at: datetime) -> Verdict:
    """Say how it is going, in one line; until the next mark it can be said otherwise.

    Args:
        who: the person, or the leader they now have.
        number: of the move.
        mark: 30, 90 or 180 days.
        text: the line.
        at: when.

    Returns:
        Refused to anybody else, and for a mark that is still to come.
    """
    line = " ".join(text.split())[:LONGEST_LINE]
    if not line:
        return refused("Write a line first.")
    with transaction.atomic():
        ledger.lock()
        row = Move.objects.select_related("person").filter(pk=number, took_effect_on__isnull=False).first()
        side = "" if row is None else _side(who, row)
        if row is None or not side:
            return refused("The person and the leader they now have say how it is going.")
        if mark not in MARKS or mark not in marks_due(row.took_effect_on or date.max, who.on):
            return refused("This is asked once the days are over.")
        Going.objects.update_or_create(
            move=row, mark=mark, side=side, defaults={"account_id": who.account, "text": line, "at": at}
        )
        enter("move.going", who, row, at, {"mark": mark, "side": side})
    return YES


def _side(who: Asker, row: Move) -> str:
    leaves = row.decisions.filter(taken_back_on__isnull=True, kind=MoveKind.LEAVING.value)
    if who.person is None or leaves.exists():
        return ""
    if who.person == row.person_id:
        return "person"
    leads = Place.objects.filter(person=row.person_id, leader=who.person, level=1, starts_on__lte=who.on)
    return "leader" if any(one.ends_on is None or one.ends_on > who.on for one in leads) else ""
