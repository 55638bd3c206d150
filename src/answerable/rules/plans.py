"""Is a plan acceptable, may its decision be put off, may it end so: a lasting gap takes something of a leader's own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answerable.rules.levers import KINDS
from answerable.rules.verdicts import Verdict
from answerable.rules.wording import spoken


class Side(StrEnum):
    """Who commits to something."""

    PERSON = "person"
    LEADER = "leader"


class Outcome(StrEnum):
    """How a plan ends."""

    CLOSED = "closed"
    EXPECTATION_WRONG = "expectation_wrong"
    PROCESS_FIXED = "process_fixed"
    TOOL_FIXED = "tool_fixed"
    ROLE_CHANGE = "role_change"
    LEADER_CHANGE = "leader_change"
    LEFT = "left"


# What can be decided about one person cannot be decided about a unit.
OF_A_PERSON = (Outcome.ROLE_CHANGE, Outcome.LEFT)


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody will do.

    Attributes:
        side: the person's or a leader's.
        by: the key of who will do it.
        text: what.
        due_on: by when.
    """

    side: Side
    by: str
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """A plan, as it is put forward.

    Attributes:
        levers: the kinds of what is set to work, of `rules.levers.KINDS`.
        commitments: of both sides.
        review_on: the days on which it is looked at again.
        decide_on: the day by which it is decided what comes of it; None where that was left out.
    """

    levers: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    review_on: tuple[date, ...]
    decide_on: date | None


@dataclass(frozen=True, slots=True)
class GapFacing:
    """The gap that a plan is to close.

    Attributes:
        is_unit: whether it is a unit's.
        is_sustained: whether it counts as sustained.
        leaders: the keys of the leaders above, the direct one and those above them; of a unit, its own among them.
        decide_by: the last day on which the decision on it is due.
    """

    is_unit: bool
    is_sustained: bool
    leaders: frozenset[str]
    decide_by: date


def agreed_cause(views: Iterable[Collection[str]]) -> str | None:
    """Say what a gap is taken to come from: the one cause that everybody who has said something names.

    Args:
        views: the causes each of them names.

    Returns:
        The cause; None where they share none or several, and where nobody has said anything.
    """
    named = [set(causes) for causes in views]
    shared = set.intersection(*named) if named else set()
    return shared.pop() if len(shared) == 1 else None


NO_LEVER = "The plan sets nothing to work: name coaching, a training, a new process, a program or a tool."
NO_PERSON = "The person has committed to nothing: a plan says what they will do, too."
NO_LEADER = (
    "No leader has committed to anything. A gap that lasts is management's: it is never closed by addressing only the "
    "person. Say what you yourself will do, and by when."
)
NO_UNIT_LEADER = "No leader has committed to anything: what a whole unit misses is closed by whoever leads it."
EMPTY = "A commitment says nothing: say what will be done."
NO_DECISION = "There is no decision date: say now by when it is decided what comes of this."
DECISION_PAST = "The decision date is over: name one that is still to come."
NO_REVIEW = "There is no review: name at least one day before the decision on which you look at it together."
REVIEW_PAST = "A review lies in the past: name days still to come."


def acceptable(plan: ProposedPlan, gap: GapFacing, on: date) -> Verdict:
    """Say whether a plan can be agreed.

    Args:
        plan: the plan.
        gap: what it is to close.
        on: today.

    Returns:
        Refused with everything that is missing, in the order of the form.
    """
    reasons = (*_levers(plan), *_commitments(plan, gap), *_dates(plan, gap, on))
    return Verdict(allowed=not reasons, reasons=reasons)


def _levers(plan: ProposedPlan) -> tuple[str, ...]:
    if not plan.levers:
        return (NO_LEVER,)
    unknown = sorted(set(plan.levers) - set(KINDS))
    return tuple(f"“{name}” is no lever of a plan: {', '.join(KINDS)} are." for name in unknown)


def _commitments(plan: ProposedPlan, gap: GapFacing) -> tuple[str, ...]:
    said = [one for one in plan.commitments if one.text.strip()]
    by_person = any(one.side is Side.PERSON for one in said)
    by_leader = any(one.side is Side.LEADER and one.by in gap.leaders for one in said)
    reasons = []
    if len(said) < len(plan.commitments):
        reasons.append(EMPTY)
    if not gap.is_unit and not by_person:
        reasons.append(NO_PERSON)
    if gap.is_unit and not by_leader:
        reasons.append(NO_UNIT_LEADER)
    elif gap.is_sustained and not by_leader:
        reasons.append(NO_LEADER)
    return tuple(reasons)


def _dates(plan: ProposedPlan, gap: GapFacing, on: date) -> tuple[str, ...]:
    last = plan.decide_on
    reasons = [*_decision(last, gap, on)]
    if any(one.due_on < on for one in plan.commitments):
        reasons.append("A commitment is due in the past: name days still to come.")
    if last is not None and any(one.due_on > last for one in plan.commitments):
        reasons.append(f"A commitment is due after the decision on {spoken(last)}: it would come too late to count.")
    if not plan.review_on:
        reasons.append(NO_REVIEW)
    elif min(plan.review_on) < on:
        reasons.append(REVIEW_PAST)
    if last is not None and any(day > last for day in plan.review_on):
        reasons.append(f"A review lies after the decision on {spoken(last)}: look at it together before you decide.")
    return tuple(reasons)


def _decision(last: date | None, gap: GapFacing, on: date) -> tuple[str, ...]:
    if gap.decide_by < on:
        late = (
            f"The decision was due on {spoken(gap.decide_by)}. Before there can be a plan, the next leader who answers "
            "has to give it more time, with a reason, or decide."
        )
        return (late,)
    if last is None:
        return (NO_DECISION,)
    if last < on:
        return (DECISION_PAST,)
    if last > gap.decide_by:
        beyond = (
            f"The decision is due by {spoken(gap.decide_by)}, and the plan's lies after it. Only the next leader who "
            "answers can give it more time, with a reason."
        )
        return (beyond,)
    return ()


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A wish to put off a decision.

    Attributes:
        asked_by: the key of the leader who would put it off.
        until: the day by which it would be due.
        reason: why.
    """

    asked_by: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """How the decision on a gap stands.

    Attributes:
        answerable: the key of who must act on the gap now, None for nobody.
        level: their place in the chain, 1 being the direct leader.
        is_open: whether the gap is.
        decide_by: the last day on which the decision is due.
        asked_on: the day from which it is owed as it stands; None where it is not.
    """

    answerable: str | None
    level: int
    is_open: bool
    decide_by: date
    asked_on: date | None


LONGEST_EXTENSION_DAYS = 180


def may_extend(wish: MoreTime, deciding: Deciding, on: date) -> Verdict:
    """Say whether a decision can be put off: only by the next leader who answers, and with a reason.

    Args:
        wish: who would put it off, to when, why.
        deciding: how the decision stands.
        on: today.

    Returns:
        Refused with everything that stands against it.
    """
    if not deciding.is_open:
        return Verdict(allowed=False, reasons=("The gap has closed: nothing is left to be decided.",))
    if wish.asked_by != deciding.answerable or deciding.level < 2:
        only_next = (
            "Only the next leader, once answerable for the gap, can give its decision more time; the direct one cannot."
        )
        return Verdict(allowed=False, reasons=(only_next,))
    reasons = []
    if not wish.reason.strip():
        reasons.append("More time takes a reason: say what will be different by then.")
    if wish.until <= max(on, deciding.decide_by):
        later = spoken(max(on, deciding.decide_by))
        reasons.append(f"This is no more time: name a day after {later}.")
    if (wish.until - on).days > LONGEST_EXTENSION_DAYS:
        reasons.append(f"At most {LONGEST_EXTENSION_DAYS} days at a time: a decision put off for long is none.")
    if deciding.asked_on is None:
        reasons.append("No decision is owed on this gap now: there is nothing to put off.")
    elif deciding.asked_on >= on:
        reasons.append("The time for this decision has begun only today: it can be given more from tomorrow on.")
    return Verdict(allowed=not reasons, reasons=tuple(reasons))


def may_end(outcome: Outcome, gap: GapFacing, by: str, reason: str, closed_on: date | None) -> Verdict:
    """Say whether a plan can end so.

    Args:
        outcome: how it would end.
        gap: what it was to close.
        by: the key of who says so.
        reason: why.
        closed_on: the day the gap closed by its figures, None while it is open.

    Returns:
        Refused with everything that stands against it.
    """
    if by not in gap.leaders:
        return Verdict(allowed=False, reasons=("Only a leader whose gap it is to close can say how the plan ended.",))
    reasons = []
    if outcome is Outcome.CLOSED and closed_on is None:
        reasons.append("By its figures the gap is still open: it closes once they say so.")
    if gap.is_unit and outcome in OF_A_PERSON:
        reasons.append("This is a unit's gap: a change for one person does not end it.")
    if not reason.strip():
        reasons.append("Say in a sentence why: whoever reads the record has to understand it.")
    return Verdict(allowed=not reasons, reasons=tuple(reasons))
