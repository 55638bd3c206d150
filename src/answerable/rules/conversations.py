"""Conversations: who may do what to one, what a confirmation is worth after an edit, when the next one is due."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from answerable.rules.verdicts import Verdict
from answerable.rules.wording import spoken

LATEST_DAYS = 366


class TalkState(StrEnum):
    """How a conversation stands."""

    PLANNED = "planned"
    HELD = "held"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Deed(StrEnum):
    """What can be done to a conversation."""

    POSTPONE = "postpone"
    CANCEL = "cancel"
    HOLD = "hold"
    CONFIRM = "confirm"
    WRITE = "write"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, as far as the rules ask.

    Attributes:
        state: how it stands.
        day: the day it is or was on.
        leader_id: the leader.
        person_id: the person.
        led_on_day: whether the leader stands in the person's line on that day.
        confirmed_by: who has confirmed it as it reads now.
    """

    state: TalkState
    day: date
    leader_id: str
    person_id: str
    led_on_day: bool = True
    confirmed_by: frozenset[str] = frozenset()


_HELD = frozenset({TalkState.HELD, TalkState.CONFIRMED})
_AT = {
    Deed.POSTPONE: frozenset({TalkState.PLANNED}),
    Deed.CANCEL: frozenset({TalkState.PLANNED}),
    Deed.HOLD: frozenset({TalkState.PLANNED}),
    Deed.CONFIRM: _HELD,
    Deed.WRITE: _HELD | {TalkState.PLANNED},
    Deed.TAKE_BACK: _HELD,
}
_STANDS = {
    TalkState.PLANNED: "This conversation has not been held yet.",
    TalkState.HELD: "This conversation has been held.",
    TalkState.CONFIRMED: "This conversation has been held.",
    TalkState.POSTPONED: "This conversation was put off: go on in the one that came of it.",
    TalkState.CANCELLED: "This conversation was called off.",
}
_LEADER_S = {
    Deed.HOLD: "That it was held is put on record by the leader; the person confirms it.",
    Deed.TAKE_BACK: "Only the leader who put it on record can take it back.",
}


def may(deed: Deed, talk: Talk, by: str, on: date) -> Verdict:
    """Say whether somebody may do something to a conversation.

    Args:
        deed: what.
        talk: the conversation.
        by: who.
        on: today.

    Returns:
        The verdict; refused to anybody but the two who hold it.
    """
    reason = _not_theirs(deed, talk, by) or _not_now(deed, talk, by, on)
    return Verdict(allowed=True, reasons=()) if reason is None else _no(reason)


def _not_theirs(deed: Deed, talk: Talk, by: str) -> str | None:
    if by not in {talk.leader_id, talk.person_id}:
        return "Only the two who hold a conversation can do this."
    if talk.state not in _AT[deed]:
        return _STANDS[talk.state]
    return _LEADER_S.get(deed) if by != talk.leader_id else None


def _not_now(deed: Deed, talk: Talk, by: str, on: date) -> str | None:
    if deed is Deed.HOLD and talk.day > on:
        return f"It is planned for {spoken(talk.day)}. If you have talked already, log that instead."
    if deed is Deed.HOLD and not talk.led_on_day:
        return "On that day you were not in this person's line any more. Call it off instead."
    if deed is Deed.CONFIRM and by in talk.confirmed_by:
        return "You have confirmed this, and nothing has changed since."
    return None


def may_plan(day: date, on: date) -> Verdict:
    """Say whether a conversation can be planned for a day.

    Args:
        day: the day.
        on: today.

    Returns:
        Refused for days gone by, and for days more than a year ahead.
    """
    if day < on:
        return _no("This day is over. Log the conversation, if it took place.")
    if day > on + timedelta(days=LATEST_DAYS):
        return _no("This is more than a year ahead. Take a nearer day.")
    return Verdict(allowed=True, reasons=())


def confirmed(talk: Talk, by: str) -> Talk:
    """Let one of the two confirm a conversation that was held.

    Args:
        talk: the conversation.
        by: who confirms.

    Returns:
        The conversation: confirmed once both have.
    """
    both = talk.confirmed_by | {by}
    state = TalkState.CONFIRMED if both >= {talk.leader_id, talk.person_id} else talk.state
    return replace(talk, confirmed_by=both, state=state)


def edited(talk: Talk, by: str) -> Talk:
    """Take back what the other confirmed, since what they confirmed reads otherwise now.

    Args:
        talk: the conversation.
        by: who changed what both read.

    Returns:
        The conversation: held, where it had been confirmed by the other.
    """
    left = talk.confirmed_by & {by}
    state = TalkState.HELD if talk.state is TalkState.CONFIRMED else talk.state
    return replace(talk, confirmed_by=left, state=state)


def may_judge(by: str, pair: frozenset[str], led_by: str | None) -> Verdict:
    """Say whether somebody may say what became of a commitment.

    Args:
        by: who says so.
        pair: the two between whom it was made.
        led_by: the direct leader of the person today, with whom the commitment has travelled; None for nobody.

    Returns:
        The verdict; refused to anybody who is none of them.
    """
    if by in pair or by == led_by:
        return Verdict(allowed=True, reasons=())
    return _no("What became of a commitment is said by those between whom it was made.")


def next_day(last: date, every_days: int, on: date) -> date:
    """Propose the day of the next conversation.

    Args:
        last: the day of the last one.
        every_days: how often they are owed.
        on: today.

    Returns:
        The last working day within the cadence; the next working day where that is over.
    """
    day = last + timedelta(days=every_days)
    day -= timedelta(days=max(day.weekday() - 4, 0))
    if day > on:
        return day
    day = on + timedelta(days=1)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _no(reason: str) -> Verdict:
    return Verdict(allowed=False, reasons=(reason,))
