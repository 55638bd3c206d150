"""How far two have agreed on what is expected: what each of them said, and what follows from both."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answerable.rules.verdicts import Verdict


class Side(StrEnum):
    """Who of the two says it."""

    PERSON = "person"
    LEADER = "leader"


class Outcome(StrEnum):
    """What one of them says."""

    ACKNOWLEDGED = "acknowledged"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    STANDS = "stands"


class Agreement(StrEnum):
    """What follows from what both said."""

    OPEN = "open"
    WAITS_FOR_PERSON = "waits_for_person"
    WAITS_FOR_LEADER = "waits_for_leader"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    STANDS = "stands"


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said.

    Attributes:
        side: which.
        outcome: what.
    """

    side: Side
    outcome: Outcome


SETTLED = frozenset({Agreement.AGREED, Agreement.STANDS})


def agreement(said: Sequence[Said]) -> Agreement:
    """Say how far two have agreed.

    Args:
        said: what they said of one version, in order. That one has read it is not that one agrees.

    Returns:
        How it stands. A person's disagreement stays open until the leader has answered it: by changing what is
        expected, which begins anew, or by standing by it with a reason, which answers that one and no later one.
    """
    person: Outcome | None = None
    leader: Outcome | None = None
    for one in said:
        if one.outcome is Outcome.ACKNOWLEDGED:
            continue
        if one.side is Side.LEADER:
            leader = one.outcome
        else:
            person = one.outcome
            leader = Outcome.AGREED if leader is Outcome.STANDS else leader
    if Outcome.DISAGREED in {person, leader}:
        return Agreement.STANDS if leader is Outcome.STANDS else Agreement.DISAGREED
    if person is None:
        return Agreement.OPEN if leader is None else Agreement.WAITS_FOR_PERSON
    return Agreement.WAITS_FOR_LEADER if leader is None else Agreement.AGREED


def may_say(said: Said, comment: str, before: Agreement) -> Verdict:
    """Say whether one of two can say this now.

    Args:
        said: what they want to say.
        comment: what they wrote beside it.
        before: how it stands.

    Returns:
        Refused where a disagreement or an answer comes without words, and where there is nothing to answer.
    """
    if said.outcome is Outcome.DISAGREED and not comment.strip():
        return Verdict(allowed=False, reasons=("Say what you do not agree with: without that nobody can answer it.",))
    if said.outcome is not Outcome.STANDS:
        return Verdict(allowed=True, reasons=())
    if said.side is Side.PERSON or before is not Agreement.DISAGREED:
        return Verdict(allowed=False, reasons=("There is no disagreement that you could answer.",))
    if not comment.strip():
        return Verdict(allowed=False, reasons=("Give the reason for which you stand by it.",))
    return Verdict(allowed=True, reasons=())
