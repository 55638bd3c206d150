"""What a plan that both sides agreed to, and a decision that was taken or put off, keep of what is owed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from answerable.decisions.duties import keeping, planned
from answerable.decisions.duties.models import Duty
from answerable.facts.people.accounts import Asker
from answerable.facts.support import write as support
from answerable.rules.clocks import DutyKind
from answerable.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """A plan that both sides have agreed to.

    Attributes:
        case: the number of its case.
        leader: the number of the leader who agreed to it.
        person: the number of whose gap it is, None for a unit.
        unit: the number of the unit, None for a person.
        subject: the key of either.
        expectation: the key of what is short.
        levers: kind and name of what is set to work and was not before.
        cause: what the gap is taken to come from, None where that is not agreed.
    """

    case: int
    leader: int
    person: int | None
    unit: int | None
    subject: str
    expectation: str
    levers: tuple[tuple[str, str], ...]
    cause: str | None


def begin_plan(who: Asker, *, plan: AgreedPlan, policy: Policy, at: datetime) -> None:
    """Set the levers of an agreed plan to work, and keep the duties that this keeps.

    Args:
        who: whoever agreed last.
        plan: the plan; the caller has locked the ledger and asked the rules.
        policy: when it is to be looked at again.
        at: when.
    """
    for lever, name in plan.levers:
        key = support.begin_measure(
            leader=plan.leader,
            person=plan.person,
            unit=plan.unit,
            lever=lever,
            name=name,
            expectation=plan.expectation,
            on=who.on,
            at=at,
            cause=plan.cause,
        )
        said = {"case": plan.case, "lever": lever, "measure": key}
        keeping.enter("measure.begun", who, plan.subject, said, at)
    planned.keep_plan(who, case=plan.case, day=who.on, policy=policy, at=at)


def keep_decision(who: Asker, *, case: int, again_by: date | None, policy: Policy, at: datetime) -> None:
    """Keep what was owed of a decision on a case, and owe it again where it only got more time.

    Args:
        who: the leader who decided; the caller has locked the ledger and asked the rules.
        case: the number of the case.
        again_by: the day by which it is due again, None for never.
        policy: the days of grace.
        at: when.
    """
    owed = keeping.duty_rows(Q(case=case, kind=DutyKind.DECISION.value))
    keeping.keep_duties([duty for duty in owed if duty.ended_on is None], who, who.on, None, at)
    asked_first = [duty for duty in owed if duty.came_from_id is None]
    if again_by is None or not asked_first:
        return
    latest = max(asked_first, key=lambda duty: (duty.arises_on, duty.pk))
    row = Duty.objects.create(
        leader=latest.leader,
        case=case,
        kind=DutyKind.DECISION.value,
        arises_on=who.on,
        person=latest.person,
        unit=latest.unit,
        due_on=again_by,
        lapses_on=again_by + timedelta(days=policy.grace_days + 1),
    )
    keeping.enter("duty.raised", who, keeping.subject_of(row), keeping.described(row), at)
