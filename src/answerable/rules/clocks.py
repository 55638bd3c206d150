"""Clocks: when a duty is due, kept, late, lapsed."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from answerable.rules.policy import Policy


class DutyKind(StrEnum):
    """What a leader owes a person."""

    EXPECTATIONS_AGREED = "expectations_agreed"
    CONVERSATION = "conversation"
    PLAN = "plan"
    REVIEW = "review"
    DECISION = "decision"
    ONE_ON_ONE = "one_on_one"
    LEADING_AGREED = "leading_agreed"
    PEOPLE_INTRODUCED = "people_introduced"
    LEADING_TRAINED = "leading_trained"
    LEADING_REVIEW = "leading_review"
    LEADER_SUPPORTED = "leader_supported"


class DutyState(StrEnum):
    """How a duty stands on a day."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed, with its clock.

    Attributes:
        kind: what is owed.
        arises_on: the day from which it is owed.
        due_on: the last day on which it is done in time.
        lapses_on: the first day on which, still undone, it has lapsed: the day after due day and grace.
        kept_on: the day it was done, None while it is not.
        recorded: whether the company keeps a record from which this could be known at all.
    """

    kind: DutyKind
    arises_on: date
    due_on: date
    lapses_on: date
    kept_on: date | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class Support:
    """What is on record of support since a gap's clock started, each in order; None where no record is kept.

    Attributes:
        conversations: days on which a leader talked with the person (or the unit's leader with the team).
        plans: days on which a measure against the gap began.
        decisions: days on which role, leader or expectation was changed.
    """

    conversations: tuple[date, ...] | None
    plans: tuple[date, ...] | None
    decisions: tuple[date, ...] | None


@dataclass(frozen=True, slots=True)
class Decided:
    """That something was decided on a gap which is no measure: it got more time, or a process was put right.

    Attributes:
        on: the day it was decided.
        again_by: the day by which it is to be decided again; None where nothing is left to be.
    """

    on: date
    again_by: date | None


def state(duty: Duty, on: date) -> DutyState:
    """Say how a duty stands on a day.

    Args:
        duty: the duty.
        on: the day; what was done later is not known yet.

    Returns:
        `NOT_RECORDED` where the company keeps no such record: that counts for nobody and against nobody.
    """
    if not duty.recorded:
        return DutyState.NOT_RECORDED
    if duty.kept_on is not None and duty.kept_on <= on:
        return DutyState.KEPT if duty.kept_on <= duty.due_on else DutyState.LATE
    if on >= duty.lapses_on:
        return DutyState.LAPSED
    return DutyState.OVERDUE if on > duty.due_on else DutyState.OPEN


def has_lapsed(duty: Duty, on: date) -> bool:
    """Say whether a duty had lapsed by a day. That stays true when it is done afterwards.

    Args:
        duty: the duty.
        on: the day.

    Returns:
        True from `lapses_on` when it had not been done before that day.
    """
    undone = duty.kept_on is None or duty.kept_on >= duty.lapses_on
    return duty.recorded and undone and on >= duty.lapses_on


def clock_start(opened_on: date, led_since: date) -> date:
    """Say when the clock of a gap's duties starts for the leader who leads the person now.

    Args:
        opened_on: the day the gap opened.
        led_since: the first day under the present leader.

    Returns:
        The later of the two: a new leader gets the full time.
    """
    return max(opened_on, led_since)


def expectations_duty(starts_on: date, agreed_on: date | None, policy: Policy) -> Duty:
    """State the duty to agree expectations with somebody new to a role.

    Args:
        starts_on: the first day in the role.
        agreed_on: the day expectations stood, None while they do not.
        policy: the time allowed.

    Returns:
        The duty.
    """
    return _duty(DutyKind.EXPECTATIONS_AGREED, starts_on, policy.expectations_agreed_days, agreed_on, policy)


def gap_duties(
    opened_on: date, support: Support, until: date, policy: Policy, decided: tuple[Decided, ...] = ()
) -> tuple[Duty, ...]:
    """State what an open gap asks of a leader: to talk, to agree a plan, to review it, to decide.

    Args:
        opened_on: the day the clock started.
        support: what was done since then.
        until: the day looked at.
        policy: the times allowed.
        decided: what was decided on the gap beside the measures of `support`, in order; what was decided before the
            clock started is not looked at: whoever leads now has the full time.

    Returns:
        The duties that have arisen by then: conversation, plan, the decisions in order, then the reviews in order.
    """
    talks, plans = support.conversations, support.plans
    plan_days = policy.conversation_days + policy.plan_days
    duties = [
        _duty(
            DutyKind.CONVERSATION,
            opened_on,
            policy.conversation_days,
            _first(talks),
            policy,
            recorded=talks is not None,
        ),
        _duty(DutyKind.PLAN, opened_on, plan_days, _first(plans), policy, recorded=plans is not None),
        *_decisions(opened_on, support.decisions, until, policy, decided),
    ]
    agreed_on = _first(plans)
    if agreed_on is not None and agreed_on <= until:
        duties += _recurring(DutyKind.REVIEW, (agreed_on, until), talks, policy.review_every_days, policy)
    return tuple(duties)


def one_on_one_duties(starts_on: date, until: date, held: tuple[date, ...] | None, policy: Policy) -> tuple[Duty, ...]:
    """State the one-on-ones owed to a person over a stretch of time.

    Args:
        starts_on: the first day of the stretch.
        until: the day looked at.
        held: the days on which one was held within it, in order; None where no record is kept.
        policy: how often they are owed.

    Returns:
        One duty for each that was or is due, in order.
    """
    return tuple(_recurring(DutyKind.ONE_ON_ONE, (starts_on, until), held, policy.one_on_one_every_days, policy))


def _recurring(
    kind: DutyKind, stretch: tuple[date, date], held: tuple[date, ...] | None, every_days: int, policy: Policy
) -> list[Duty]:
    """The next is due `every_days` after the last one done, or after the last due day when that was missed."""
    arises_on, until = stretch
    if held is None:
        return [_duty(kind, arises_on, every_days, None, policy, recorded=False)]
    duties = []
    while arises_on <= until:
        due_on = arises_on + timedelta(days=every_days)
        place = bisect_left(held, arises_on + timedelta(days=1))
        done_on = held[place] if place < len(held) else None
        missed = done_on is None or done_on > due_on + timedelta(days=every_days)
        duties.append(_duty(kind, arises_on, every_days, None if missed else done_on, policy))
        arises_on = due_on if missed or done_on is None else done_on
    return duties


def _decisions(
    opened_on: date, measures: tuple[date, ...] | None, until: date, policy: Policy, decided: tuple[Decided, ...]
) -> list[Duty]:
    """A decision is kept by the first measure or other decision from its first day on; more time asks for one again."""
    given = [one for one in decided if opened_on <= one.on <= until]
    recorded = measures is not None or bool(given)
    arises_on, due_on = opened_on, opened_on + timedelta(days=policy.decision_days)
    duties: list[Duty] = []
    while True:
        measure = next((day for day in measures or () if day >= arises_on), None)
        other = next(iter(given), None)
        days = [day for day in (measure, None if other is None else other.on) if day is not None]
        kept_on = min(days, default=None)
        lapses_on = due_on + timedelta(days=policy.grace_days + 1)
        duties.append(Duty(DutyKind.DECISION, arises_on, due_on, lapses_on, kept_on, recorded))
        if other is None or other.on != kept_on or other.again_by is None:
            return duties
        given = given[1:]
        arises_on, due_on = other.on, other.again_by


def _first(days: tuple[date, ...] | None) -> date | None:
    return days[0] if days else None


def _duty(
    kind: DutyKind, arises_on: date, within_days: int, kept_on: date | None, policy: Policy, *, recorded: bool = True
) -> Duty:
    due_on = arises_on + timedelta(days=within_days)
    return Duty(kind, arises_on, due_on, due_on + timedelta(days=policy.grace_days + 1), kept_on, recorded)
