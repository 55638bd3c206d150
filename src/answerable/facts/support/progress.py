"""How far a lever at work is, that it is done or was stopped: said by those it concerns, and never overwritten."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from answerable.facts.people.accounts import Asker
from answerable.facts.support import running
from answerable.facts.support.models import Measure, Progress
from answerable.facts.support.running import DONE, STOPPED, MeasureShown
from answerable.kernel.money import NO_CURRENCY, is_currency
from answerable.ledger import write as ledger
from answerable.rules.verdicts import Verdict

ALLOWED = Verdict(allowed=True, reasons=())
LONGEST_NOTE = 2_000
MOST_COST = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a measure ends.

    Attributes:
        ended_as: `done` or `stopped`.
        day: its last day.
        reason: why it was stopped; empty where it is done.
        cost: what it cost, None where nobody says.
        currency: three letters, empty without a cost.
    """

    ended_as: str
    day: date
    reason: str = ""
    cost: Decimal | None = None
    currency: str = ""


def _refused(reason: str) -> Verdict:
    return Verdict(allowed=False, reasons=(reason,))


NOT_THEIRS = _refused("Only the person it is for and their leaders say how far it is.")
NOT_THEIRS_TO_END = _refused("Only a leader of whom it is for says that it is done or stopped.")
OVER = _refused("It has ended. What comes of it now is a new start.")


def report(who: Asker, *, key: str, share: int, note: str, at: datetime) -> Verdict:
    """Say how far a measure is.

    Args:
        who: the person it is for, or one of their leaders.
        key: of the measure.
        share: in percent.
        note: what there is to say, empty for nothing.
        at: when.

    Returns:
        Whether it is on record.
    """
    if not 0 <= share <= 100:
        return _refused("Expected 0 to 100 percent.")
    if len(note) > LONGEST_NOTE:
        return _refused(f"Expected a note of at most {LONGEST_NOTE} characters.")
    with transaction.atomic():
        ledger.lock()
        shown = running.measure(who, key)
        if shown is None or who.person is None or not running.may_report(who, shown):
            return NOT_THEIRS
        if shown.is_over(who.on):
            return OVER
        if who.on < shown.starts_on:
            return _refused("It has not begun yet.")
        row = Measure.standing.get(key=key)
        last = Progress.objects.filter(measure__key=key).order_by("-at", "-pk").first()
        said = (share, note, who.person, who.on)
        # A form sent twice is one report.
        if last is None or (last.share, last.note, last.said_by_id, last.on) != said:
            Progress.objects.create(measure=row, share=share, note=note, said_by_id=who.person, on=who.on, at=at)
            _enter("measure.progressed", who, shown, {"share": share}, at)
    return ALLOWED


def end(who: Asker, *, key: str, ending: Ending, at: datetime) -> Verdict:
    """Say that a measure is done, or that it was stopped and why.

    Args:
        who: a leader of whom it is for.
        key: of the measure.
        ending: how it ends.
        at: when.

    Returns:
        Whether it is on record.
    """
    with transaction.atomic():
        ledger.lock()
        shown = running.measure(who, key)
        if shown is None or not running.may_end(who, shown):
            return NOT_THEIRS_TO_END
        if shown.is_over(who.on):
            return OVER
        problem = _problem(shown, ending, who.on)
        if problem:
            return _refused(problem)
        row = Measure.standing.get(key=key)
        Measure.standing.filter(pk=row.pk).update(replaced_at=at)
        # The day after its last is the first on which it runs no longer.
        row.pk, row.recorded_at, row.ends_on = None, at, ending.day + timedelta(days=1)
        row.ended_as, row.stopped_reason = ending.ended_as, ending.reason.strip()
        row.cost, row.currency = ending.cost, ending.currency if ending.cost is not None else ""
        row.save()
        kind = "measure.finished" if ending.ended_as == DONE else "measure.stopped"
        _enter(kind, who, shown, {"last_day": ending.day.isoformat()}, at)
    return ALLOWED


def _problem(shown: MeasureShown, ending: Ending, on: date) -> str:
    lacks_currency = ending.cost is not None and not is_currency(ending.currency)
    found = (
        (ending.ended_as not in {DONE, STOPPED}, "Say whether it is done or was stopped."),
        (ending.day > on, "This day is still to come. Say so once it has ended."),
        (ending.day < shown.starts_on, "It cannot have ended before it began."),
        (ending.ended_as == STOPPED and not ending.reason.strip(), "Say in a few words why it was stopped."),
        (len(ending.reason) > LONGEST_NOTE, f"Expected a reason of at most {LONGEST_NOTE} characters."),
        (ending.cost is not None and not 0 <= ending.cost <= MOST_COST, "Expected a cost from 0 on, or none."),
        (lacks_currency, NO_CURRENCY),
    )
    return next((sentence for is_so, sentence in found if is_so), "")


def take_back(who: Asker, shown: MeasureShown, *, at: datetime) -> None:
    """Take a measure off the record that stands, in the transaction of whoever has asked whether that may be."""
    Measure.standing.filter(key=shown.key).update(replaced_at=at)
    _enter("measure.taken_back", who, shown, {}, at)


def _enter(kind: str, who: Asker, shown: MeasureShown, body: dict[str, Any], at: datetime) -> None:
    # What a lever of the library is called says nothing of anybody; what somebody called a measure of theirs may.
    name = {} if shown.library is None else {"name": shown.name}
    said = {"measure": shown.key, "lever": shown.kind, **name, **body}
    subject = shown.person_key or shown.unit_key
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=subject, body=said)
