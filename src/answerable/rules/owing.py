"""Who owes what an open gap asks: the direct leader at first, and what lapsed falls to whoever answers now."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from answerable.rules.chain import Chain
from answerable.rules.clocks import Duty, has_lapsed
from answerable.rules.escalation import Answer
from answerable.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty and who owes it.

    Attributes:
        duty: what is owed, with its clock.
        leader_id: by whom.
        came_from: the leader below who let it lapse; None for the one who owed it first.
    """

    duty: Duty
    leader_id: str
    came_from: str | None


def owed_for_gap(duties: tuple[Duty, ...], answer: Answer, chain: Chain, on: date, policy: Policy) -> tuple[Owed, ...]:
    """Say who owes each duty of an open gap on a day.

    What has not lapsed is owed by the direct leader. What has lapsed and is still undone is owed, beside their record
    of it, by the leader who is answerable now, within the days a first conversation has; of several of a kind, the
    latest.

    Args:
        duties: what the gap asked of the leaders, in the order it arose.
        answer: who is answerable now.
        chain: the leaders above, the direct one first.
        on: the day looked at.
        policy: the times allowed.

    Returns:
        The duties of which the company keeps a record, each with who owes it.
    """
    if not chain.leaders:
        return ()
    owed = [Owed(duty, chain.leaders[0], None) for duty in duties if duty.recorded]
    if answer.level < 2 or answer.leader_id is None:
        return tuple(owed)
    below = chain.leaders[answer.level - 2]
    undone = {duty.kind: duty for duty in duties if has_lapsed(duty, on) and not _done(duty, on)}
    return (*owed, *(Owed(_passed_on(duty, answer, policy), answer.leader_id, below) for duty in undone.values()))


def _done(duty: Duty, on: date) -> bool:
    return duty.kept_on is not None and duty.kept_on <= on


def _passed_on(duty: Duty, answer: Answer, policy: Policy) -> Duty:
    arises_on = max(answer.since, duty.lapses_on)
    due_on = arises_on + timedelta(days=policy.conversation_days)
    return replace(
        duty, arises_on=arises_on, due_on=due_on, lapses_on=due_on + timedelta(days=policy.grace_days + 1), kept_on=None
    )
