"""Was there real support before somebody is moved, were they heard, and who may decide so.

Nobody is moved unheard. A move that somebody did not ask for needs real support before it: a plan both agreed to in
which a leader kept a commitment of their own, or conversations and a measure that had time to work. Where there was
none, only the next leader, or one above, can decide it all the same, and says why.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from answerable.rules.verdicts import Verdict
from answerable.rules.wording import counted, spoken

LEAST_CONVERSATIONS = 2
LEAST_MEASURES = 1
LEAST_MEASURE_DAYS = 30
LEAST_ANSWER_DAYS = 3
LATEST_DAYS_AHEAD = 366
MARKS = (30, 90, 180)


class MoveKind(StrEnum):
    """Where to somebody is moved."""

    ROLE = "role"
    LEADER = "leader"
    LEAVING = "leaving"


class MoveState(StrEnum):
    """How far a proposal is."""

    PROPOSED = "proposed"
    TOLD = "told"
    HEARD = "heard"
    DECIDED = "decided"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class MoveDeed(StrEnum):
    """What can be done about a proposal."""

    TELL = "tell"
    ANSWER = "answer"
    DECIDE = "decide"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take_back"


UNDECIDED = frozenset({MoveState.PROPOSED, MoveState.TOLD, MoveState.HEARD})

_STEPS: dict[MoveDeed, dict[MoveState, MoveState]] = {
    MoveDeed.TELL: {MoveState.PROPOSED: MoveState.TOLD},
    MoveDeed.ANSWER: {MoveState.TOLD: MoveState.HEARD, MoveState.HEARD: MoveState.HEARD},
    MoveDeed.DECIDE: {MoveState.TOLD: MoveState.DECIDED, MoveState.HEARD: MoveState.DECIDED},
    MoveDeed.DECLINE: dict.fromkeys(UNDECIDED, MoveState.DECLINED),
    MoveDeed.WITHDRAW: dict.fromkeys(UNDECIDED, MoveState.WITHDRAWN),
    MoveDeed.TAKE_BACK: {MoveState.DECIDED: MoveState.HEARD},
}


@dataclass(frozen=True, slots=True)
class SupportGiven:
    """What is on record of support before a move.

    Attributes:
        owed: how many duties were owed to the person.
        kept: how many of these were kept.
        lapsed: how many lapsed.
        conversations: how many conversations were held with them.
        measures: how many measures were set to work for them, or agreed with them, and ran for `LEAST_MEASURE_DAYS`.
        plan_agreed: whether a plan stood that both had agreed to.
        leader_commitments_kept: how many commitments of a leader's own in it were kept.
        heard: whether the person was told and heard.
    """

    owed: int
    kept: int
    lapsed: int
    conversations: int
    measures: int
    plan_agreed: bool
    leader_commitments_kept: int
    heard: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rule has to know of a proposal.

    Attributes:
        kind: where to.
        state: how far it is.
        person_id: who would move.
        own_wish: whether the person asked for it themself.
        answerable_level: the level of whoever is answerable for the gap it comes from; 1 without one.
    """

    kind: MoveKind
    state: MoveState
    person_id: str
    own_wish: bool
    answerable_level: int


@dataclass(frozen=True, slots=True)
class Decider:
    """Who would decide.

    Attributes:
        person_id: who; a named human.
        level: how far above the person they lead, 1 being the direct leader; 0 for anybody else.
    """

    person_id: str
    level: int


def after(state: MoveState, deed: MoveDeed) -> MoveState | None:
    """Say how far a proposal is after something was done about it.

    Args:
        state: how far it is.
        deed: what would be done.

    Returns:
        The state after it; None where that cannot be done now.
    """
    return _STEPS[deed].get(state)


def may_move(kind: MoveKind, support: SupportGiven, decided_by_level: int, reason: str) -> Verdict:
    """Say whether somebody who did not ask for it may be moved.

    Args:
        kind: where to.
        support: what is on record of support, and whether they were heard.
        decided_by_level: how far above the person whoever decides leads.
        reason: why it is decided, as whoever decides says.

    Returns:
        Refused where they were not heard; refused without real support, unless the next leader or one above decides so
        with a reason. The reasons say exactly what is missing.
    """
    if not support.heard:
        return Verdict(allowed=False, reasons=(f"{_WHAT[kind]} is decided once the person was told and heard.",))
    missing = missing_support(support)
    if not missing:
        return Verdict(allowed=True, reasons=("Real support is on record.",))
    if decided_by_level < 2:
        above = f"{_WHAT[kind]} without it can be decided by the next leader or one above, with a reason."
        return Verdict(allowed=False, reasons=(*missing, above))
    if not reason.strip():
        return Verdict(allowed=False, reasons=(*missing, "The next leader can decide so all the same: say why."))
    return Verdict(allowed=True, reasons=(*missing, "Decided all the same by a leader above the direct one."))


_WHAT = {
    MoveKind.ROLE: "A move to another role",
    MoveKind.LEADER: "A move to another leader",
    MoveKind.LEAVING: "A move out of the company",
}


def missing_support(support: SupportGiven) -> tuple[str, ...]:
    """Say what real support lacks.

    Args:
        support: what is on record.

    Returns:
        Sentences on both ways to real support; none where either was gone.
    """
    planned = support.plan_agreed and support.leader_commitments_kept > 0
    helped = support.conversations >= LEAST_CONVERSATIONS and support.measures >= LEAST_MEASURES
    if planned or helped:
        return ()
    plan = "has no commitment of a leader's own that was kept" if support.plan_agreed else "was not agreed"
    talks, measures = counted(support.conversations, "conversation"), counted(support.measures, "measure")
    asked = f"Or at least {LEAST_CONVERSATIONS} conversations and a measure that ran for {LEAST_MEASURE_DAYS} days:"
    return (
        "No real support is on record yet.",
        f"Either an agreed plan in which a leader kept a commitment of their own: a plan {plan}.",
        f"{asked} on record are {talks} and {measures} of that length.",
    )


def may_decide(proposal: Proposal, decider: Decider, support: SupportGiven, reason: str) -> Verdict:
    """Say whether somebody may decide that a person moves.

    Args:
        proposal: the proposal.
        decider: who would decide.
        support: what is on record of support, and whether the person was heard.
        reason: why it is decided.

    Returns:
        Refused to anybody but the answerable leader or one above. What the person asked for needs no proof of support.
    """
    place = may_decline(proposal, decider)
    if not place.allowed:
        return place
    if after(proposal.state, MoveDeed.DECIDE) is None:
        untold = "The person has not been told yet. Tell them first, and by when they can answer."
        return Verdict(allowed=False, reasons=(untold,))
    if proposal.own_wish:
        return Verdict(allowed=True, reasons=("The person asked for it themself.",))
    return may_move(proposal.kind, support, decider.level, reason)


def may_decide_otherwise(proposal: Proposal, kind: MoveKind) -> Verdict:
    """Say whether something else may be decided than was proposed; asked besides `may_decide`.

    Args:
        proposal: the proposal.
        kind: where to, as it would be decided.

    Returns:
        Refused where nobody has heard the person on it: what they asked for proves nothing for something else, and that
        somebody leaves is never what becomes of another proposal.
    """
    if proposal.own_wish:
        asked = "The person asked for something else. Decline that and say why; propose this, and hear them on it."
        return Verdict(allowed=False, reasons=(asked,))
    if kind is MoveKind.LEAVING and proposal.kind is not MoveKind.LEAVING:
        unheard = "That they leave was not proposed, so nobody has heard them on it. Propose that, and hear them first."
        return Verdict(allowed=False, reasons=(unheard,))
    return Verdict(allowed=True, reasons=())


def may_decline(proposal: Proposal, decider: Decider) -> Verdict:
    """Say whether somebody may decide that a person does not move.

    Args:
        proposal: the proposal.
        decider: who would decide.

    Returns:
        Refused to anybody but the answerable leader or one above, and where it is over.
    """
    if proposal.state not in UNDECIDED:
        return Verdict(allowed=False, reasons=("This proposal is decided or withdrawn already.",))
    if decider.person_id == proposal.person_id or decider.level < 1:
        return Verdict(allowed=False, reasons=("A leader in whose line the person is decides on this.",))
    if decider.level < proposal.answerable_level:
        higher = f"The gap it comes from has climbed to level {proposal.answerable_level}: that leader, or one above,"
        return Verdict(allowed=False, reasons=(f"{higher} decides.",))
    return Verdict(allowed=True, reasons=())


def may_tell(answer_by: date, on: date) -> Verdict:
    """Say whether a day gives somebody time to answer.

    Args:
        answer_by: the day by which they can answer.
        on: the day they are told.

    Returns:
        Refused where that is less than `LEAST_ANSWER_DAYS` days.
    """
    least = on + timedelta(days=LEAST_ANSWER_DAYS)
    if answer_by < least:
        return Verdict(allowed=False, reasons=(f"Give them until {spoken(least)} at least to answer.",))
    return Verdict(allowed=True, reasons=())


def was_heard(told_on: date | None, answer_by: date | None, answered_on: date | None, on: date) -> bool:
    """Say whether somebody was told and heard.

    Args:
        told_on: the day they were told, None while they were not.
        answer_by: by when they can answer.
        answered_on: the day they answered.
        on: the day looked at.

    Returns:
        True once they answered, or had their time to: silence is no veto.
    """
    if told_on is None or answer_by is None:
        return False
    return answered_on is not None or on > answer_by


def may_begin(starts_on: date, on: date) -> Verdict:
    """Say whether a move can be decided for a day.

    Args:
        starts_on: the first day of what is new; of leaving, the first day after the last one.
        on: today.

    Returns:
        Refused for days that are over, and for more than a year ahead.
    """
    if starts_on < on:
        return Verdict(allowed=False, reasons=("This day is over: a move begins today or later.",))
    if starts_on > on + timedelta(days=LATEST_DAYS_AHEAD):
        return Verdict(allowed=False, reasons=("This is more than a year ahead.",))
    return Verdict(allowed=True, reasons=())


def may_take_back(state: MoveState, starts_on: date, on: date, reason: str) -> Verdict:
    """Say whether a decision may be taken back.

    Args:
        state: how far the proposal is.
        starts_on: the day the move takes effect.
        on: today.
        reason: why.

    Returns:
        Refused once it has taken effect, and without a reason.
    """
    if after(state, MoveDeed.TAKE_BACK) is None:
        return Verdict(allowed=False, reasons=("Nothing is decided that could be taken back.",))
    if on >= starts_on:
        since = f"It took effect on {spoken(starts_on)}: what is wrong with it is put right by another move."
        return Verdict(allowed=False, reasons=(since,))
    if not reason.strip():
        return Verdict(allowed=False, reasons=("Say why it is taken back.",))
    return Verdict(allowed=True, reasons=())


def marks_due(starts_on: date, on: date) -> tuple[int, ...]:
    """Say which looks at what became of a move are due.

    Args:
        starts_on: the day it took effect.
        on: the day looked at.

    Returns:
        Of 30, 90 and 180 days those that are over.
    """
    return tuple(mark for mark in MARKS if on >= starts_on + timedelta(days=mark))
