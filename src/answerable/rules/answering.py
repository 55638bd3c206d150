"""What the next leader can choose when a gap comes to them, and which of its duties that keeps."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answerable.rules.clocks import DutyKind
from answerable.rules.verdicts import Verdict
from answerable.rules.wording import spoken


class Choice(StrEnum):
    """What the next leader does about a gap that came to them."""

    HELP = "help"
    EXTEND = "extend"
    CHANGE_ROLE = "change_role"
    EXIT = "exit"
    EXPECTATION_WRONG = "expectation_wrong"


# These are about one person; a unit holds no role and does not leave.
OF_A_PERSON = (Choice.CHANGE_ROLE, Choice.EXIT)
LONGEST_HELP_DAYS = 180


@dataclass(frozen=True, slots=True)
class CameUp:
    """A gap that came to a leader from below.

    Attributes:
        answerable: the key of who must act on it now, None for nobody.
        level: their place in the chain, 1 being the direct leader.
        is_open: whether the gap is.
        is_unit: whether it is a unit's.
    """

    answerable: str | None
    level: int
    is_open: bool
    is_unit: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a leader chooses.

    Attributes:
        by: the key of the leader.
        choice: what.
        reason: why.
        commitment: what they will do themselves; only help has one.
        due_on: by when they will have done that, or until when there is more time; None where neither is said.
    """

    by: str
    choice: Choice
    reason: str
    commitment: str = ""
    due_on: date | None = None


def may_choose(chosen: Chosen, gap: CameUp, on: date) -> Verdict:
    """Say whether a leader may choose so.

    Args:
        chosen: what they choose.
        gap: what came to them.
        on: today.

    Returns:
        Refused with all that stands against it.
    """
    if not gap.is_open:
        return _refused("The gap has closed: nothing is left to be chosen.")
    if chosen.by != gap.answerable or gap.level < 2:
        return _refused("Only the leader to whom a gap has come from below chooses what comes of it.")
    against = []
    if not chosen.reason.strip():
        against.append("Say why: the person, and the leaders below, are owed a reason.")
    if gap.is_unit and chosen.choice in OF_A_PERSON:
        against.append("This is a unit's gap: a change for one person does not end it.")
    against += _help(chosen, on) if chosen.choice is Choice.HELP else ()
    if chosen.choice is Choice.EXTEND and chosen.due_on is None:
        against.append("Say until when there is more time.")
    return Verdict(allowed=not against, reasons=tuple(against))


def _help(chosen: Chosen, on: date) -> tuple[str, ...]:
    if not chosen.commitment.strip():
        return () if chosen.due_on is None else ("Say what you will do by that day.",)
    if chosen.due_on is None:
        return ("Say by when you will have done that: a promise without a day is none.",)
    if chosen.due_on < on:
        return (f"{spoken(chosen.due_on)} is over: name a day still to come.",)
    if (chosen.due_on - on).days > LONGEST_HELP_DAYS:
        return (f"Help that takes more than {LONGEST_HELP_DAYS} days is none: name a nearer day.",)
    return ()


def keeps(chosen: Chosen, *, carried_out: bool) -> frozenset[DutyKind]:
    """Say which duties of the gap a choice keeps for the leader it came to.

    Args:
        chosen: what they chose.
        carried_out: whether what was chosen has been done, not only said.

    Returns:
        Help keeps the conversation and the plan once it is a commitment with a day; more time keeps the decision; a
        change of role, an exit or a wrong expectation keep the decision once they are carried out.
    """
    if chosen.choice is Choice.HELP:
        is_commitment = bool(chosen.commitment.strip()) and chosen.due_on is not None
        return frozenset({DutyKind.CONVERSATION, DutyKind.PLAN} if is_commitment else ())
    if chosen.choice is Choice.EXTEND:
        return frozenset({DutyKind.DECISION})
    return frozenset({DutyKind.DECISION} if carried_out else ())


def _refused(reason: str) -> Verdict:
    return Verdict(allowed=False, reasons=(reason,))
