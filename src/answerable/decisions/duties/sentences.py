"""How duties speak: what somebody needs, by when, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from answerable.decisions.duties.read import DutyShown
from answerable.rules.clocks import DutyKind
from answerable.rules.wording import counted, spoken

_NEEDS = {
    DutyKind.ONE_ON_ONE: "{name} needs a one-on-one with you by {day}",
    DutyKind.EXPECTATIONS_AGREED: "{name} needs to agree with you what is expected, by {day}",
    DutyKind.CONVERSATION: "{name} needs to talk with you about {expectation} by {day}",
    DutyKind.PLAN: "{name} needs a plan for {expectation} by {day}",
    DutyKind.REVIEW: "The plan of {name} for {expectation} needs to be looked at again by {day}",
    DutyKind.DECISION: "{name} needs your decision on {expectation} by {day}",
    DutyKind.LEADING_AGREED: "{name}, new to leading, needs to agree with you what leading well means here, by {day}",
    DutyKind.PEOPLE_INTRODUCED: "{name}, new to leading, needs an introduction to each person's record by {day}",
    DutyKind.LEADING_TRAINED: "{name}, new to leading, needs a training or a mentor by {day}",
    DutyKind.LEADING_REVIEW: "{name}, new to leading, needs to look back with you at how leading goes, by {day}",
    DutyKind.LEADER_SUPPORTED: "{name} needs to hear from you what would help them lead, by {day}",
}
_OWED = {
    DutyKind.ONE_ON_ONE: "a one-on-one",
    DutyKind.EXPECTATIONS_AGREED: "an agreement on what is expected",
    DutyKind.CONVERSATION: "a conversation about {expectation}",
    DutyKind.PLAN: "a plan for {expectation}",
    DutyKind.REVIEW: "a look at the plan for {expectation}",
    DutyKind.DECISION: "a decision on {expectation}",
    DutyKind.LEADING_AGREED: "an agreement on what leading well means here",
    DutyKind.PEOPLE_INTRODUCED: "an introduction to each person's record",
    DutyKind.LEADING_TRAINED: "a training in leading, or a mentor",
    DutyKind.LEADING_REVIEW: "a look back at how leading goes",
    DutyKind.LEADER_SUPPORTED: "a talk about what would help to lead",
}


def needed(duty: DutyShown, expectation: str) -> str:
    """Say what somebody needs from their leader.

    Args:
        duty: what is owed.
        expectation: what the gap is in; empty where there is none.

    Returns:
        A sentence without its full stop.
    """
    return _NEEDS[duty.kind].format(name=duty.subject, expectation=expectation, day=spoken_day(duty.due_on))


def owed(kind: DutyKind, expectation: str) -> str:
    """Name what is owed, to whoever it is owed to.

    Args:
        kind: what is owed.
        expectation: what the gap is in; empty where there is none.

    Returns:
        A noun phrase.
    """
    return _OWED[kind].format(expectation=expectation)


def spoken_day(day: date) -> str:
    """Write a day with its weekday, as people say it.

    Args:
        day: any day.

    Returns:
        Such as "Friday 27 November".
    """
    return f"{day:%A} {day.day} {day:%B}"


def time_left(due_on: date, on: date) -> str:
    """Say how a due day stands.

    Args:
        due_on: the last day in time.
        on: today.

    Returns:
        Such as "due today" or "3 days over".
    """
    days = (due_on - on).days
    if days < 0:
        return f"{counted(-days, 'day')} over"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {counted(days, 'day')}")


def because(facts: Mapping[str, Any], probability_words: str) -> str:
    """Say in one sentence why there is a gap.

    Args:
        facts: the engine's figures of the latest finding.
        probability_words: how sure it is.

    Returns:
        Such as "Below standard since June 2026; 97 % sure that it is not chance."
    """
    since = date.fromisoformat(facts["since"])
    return f"Below standard since {since:%B %Y}; {probability_words} sure that it is not chance."


def last_talk(day: date | None) -> str:
    """Say when two people last talked.

    Args:
        day: when, None for never on record.

    Returns:
        A sentence.
    """
    return "No conversation is on record." if day is None else f"You last talked on {spoken(day)}."


def standing(duty: DutyShown, on: date) -> str:
    """Say in a word or two how a duty stands.

    Args:
        duty: any duty.
        on: today.

    Returns:
        Such as "kept", "kept late", "lapsed on 3 June 2026" or the time left.
    """
    if duty.kept_on is not None:
        return "kept" if duty.kept_on <= duty.due_on else "kept late"
    if duty.lapsed_on is not None:
        return f"lapsed on {spoken(duty.lapsed_on)}"
    return "no longer owed" if duty.ended_on is not None else time_left(duty.due_on, on)
