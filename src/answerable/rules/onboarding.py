"""The first 90 days of whoever begins to lead: what their own leader owes them, and what follows where it is not kept.

Nobody is born a leader. So a new one is owed four things: to hear what leading well means here, to be introduced to
each of their people, to be taught, and to look back at it three times. They are owed by the leader above. The first of
these that a leader lets lapse opens support for that leader; every further one falls to the next leader above, and so
on to the top.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.rules.clocks import Duty, DutyKind, has_lapsed
from answerable.rules.policy import Policy

# Whoever came to lead the new leader later has at least so many days for each duty.
AT_LEAST_DAYS = 7
# From this day on nobody is new any more: what is still open then is owed no more.
OVER_ON_DAY = 120


@dataclass(frozen=True, slots=True)
class _Step:
    """What is owed between two days of somebody's leading."""

    kind: DutyKind
    by_day: int
    from_day: int = 0


STEPS = (
    _Step(DutyKind.LEADING_AGREED, 7),
    _Step(DutyKind.PEOPLE_INTRODUCED, 14),
    _Step(DutyKind.LEADING_TRAINED, 30),
    _Step(DutyKind.LEADING_REVIEW, 30),
    _Step(DutyKind.LEADING_REVIEW, 60, from_day=30),
    _Step(DutyKind.LEADING_REVIEW, 90, from_day=60),
)
FIRST_DAYS = tuple(dict.fromkeys(step.kind for step in STEPS))


Key = tuple[str, DutyKind, date]


@dataclass(frozen=True, slots=True)
class Beginner:
    """Somebody who has begun to lead.

    Attributes:
        leader_id: who.
        began_on: the first day on which somebody reported to them, or on which they held a role that leads people.
        led_since: the first day under the leader above them; whoever came later has at least a week for each duty.
        above: the leaders above them, the direct one first.
        kept: by who owed it, kind and the day it arose, the day on which such a duty was kept towards them.
    """

    leader_id: str
    began_on: date
    led_since: date
    above: tuple[str, ...]
    kept: Mapping[Key, date]


@dataclass(frozen=True, slots=True)
class OwedToLeader:
    """A duty towards a new leader, or towards a leader who needs support in it.

    Attributes:
        duty: what is owed, with its clock.
        leader_id: by whom.
        subject_id: to whom.
        came_from: the leader below who let it lapse; None for the one who owed it first.
        stays: whether it stays owed by this leader although it has lapsed.
    """

    duty: Duty
    leader_id: str
    subject_id: str
    came_from: str | None
    stays: bool


def is_beginner(began_on: date, record_since: date, on: date) -> bool:
    """Say whether somebody is new to leading.

    Args:
        began_on: the first day on which they led.
        record_since: the first day of which the record can say who led whom: whoever led then is not new.
        on: the day looked at.

    Returns:
        True from the first day of their leading until the first days are over.
    """
    return record_since < began_on <= on < began_on + timedelta(days=OVER_ON_DAY)


def steps(beginner: Beginner, on: date, policy: Policy) -> tuple[Duty, ...]:
    """State what a new leader is owed in their first 90 days.

    Args:
        beginner: the new leader.
        on: the day looked at; a look back arises once the one before it was due.
        policy: the grace allowed.

    Returns:
        The duties that have arisen by then: what is done once, then the looks back in order.
    """
    arisen = (step for step in STEPS if beginner.began_on + timedelta(days=step.from_day) <= on)
    duties = (_duty(beginner, step, policy) for step in arisen)
    # Of two looks back that a leader who came later would owe from the same day, the later one is enough.
    return tuple({(duty.kind, duty.arises_on): duty for duty in duties}.values())


def owed_to_beginner(
    beginner: Beginner, talks: Mapping[tuple[str, str], tuple[date, ...]], on: date, policy: Policy
) -> tuple[OwedToLeader, ...]:
    """Say who owes what to somebody who is new to leading.

    Args:
        beginner: the new leader.
        talks: by leader and person, the days on which they talked, in order: support is given by talking.
        on: the day looked at.
        policy: the times allowed.

    Returns:
        Every duty with who owes it: the leader above all of them; the next one the support of a leader who let one
        lapse, and what lapsed after that; and so on. At the top everything stays. Nothing where nobody is above.
    """
    owed: list[OwedToLeader] = []
    duties, below = steps(beginner, on, policy), None
    for level, leader in enumerate(beginner.above):
        is_top = level + 1 == len(beginner.above)
        lapsed = () if is_top else _in_order_of_lapse(duties, on)
        # The order is that of all lapses, done or not: what opened support once does so for good.
        gone = tuple(duty for duty in lapsed[1:] if not _done(duty, on))
        owed += [
            OwedToLeader(duty, leader, beginner.leader_id, below, stays=duty not in gone and not _done(duty, on))
            for duty in duties
        ]
        if not lapsed:
            break
        above = beginner.above[level + 1]
        support = _support(lapsed[0], talks.get((above, leader), ()), policy)
        owed.append(OwedToLeader(support, above, leader, None, stays=not _done(support, on)))
        duties, below = tuple(_passed_on(duty, above, beginner, policy) for duty in gone), leader
    return tuple(owed)


def _in_order_of_lapse(duties: tuple[Duty, ...], on: date) -> tuple[Duty, ...]:
    return tuple(sorted((duty for duty in duties if has_lapsed(duty, on)), key=lambda duty: duty.lapses_on))


def _support(lapsed: Duty, talks: tuple[date, ...], policy: Policy) -> Duty:
    arises_on = lapsed.lapses_on
    kept_on = next((day for day in talks if day >= arises_on), None)
    due_on = arises_on + timedelta(days=policy.conversation_days)
    return _owed(DutyKind.LEADER_SUPPORTED, arises_on, due_on, kept_on, policy)


def _passed_on(lapsed: Duty, leader: str, beginner: Beginner, policy: Policy) -> Duty:
    """What lapsed below is owed above within the days a first conversation has."""
    arises_on = lapsed.lapses_on
    due_on = arises_on + timedelta(days=policy.conversation_days)
    return _owed(lapsed.kind, arises_on, due_on, beginner.kept.get((leader, lapsed.kind, arises_on)), policy)


def _done(duty: Duty, on: date) -> bool:
    return duty.kept_on is not None and duty.kept_on <= on


def _duty(beginner: Beginner, step: _Step, policy: Policy) -> Duty:
    began_on, led_since = beginner.began_on, beginner.led_since
    arises_on = max(began_on + timedelta(days=step.from_day), led_since)
    due_on = max(began_on + timedelta(days=step.by_day), led_since + timedelta(days=AT_LEAST_DAYS))
    return _owed(step.kind, arises_on, due_on, _kept(beginner, step, arises_on), policy)


def _kept(beginner: Beginner, step: _Step, arises_on: date) -> date | None:
    """What a leader before the present one has done is done."""
    natural = beginner.began_on + timedelta(days=step.from_day)
    days = (
        day
        for (leader, kind, arose_on), day in beginner.kept.items()
        if kind is step.kind and (arose_on == natural or (beginner.above[:1] == (leader,) and arose_on == arises_on))
    )
    return min(days, default=None)


def _owed(kind: DutyKind, arises_on: date, due_on: date, kept_on: date | None, policy: Policy) -> Duty:
    return Duty(kind, arises_on, due_on, due_on + timedelta(days=policy.grace_days + 1), kept_on, recorded=True)
