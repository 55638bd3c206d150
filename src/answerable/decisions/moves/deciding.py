"""A named leader decides on a move, declines it, or takes a decision back before its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from answerable.decisions.duties import keeping
from answerable.decisions.moves import following
from answerable.decisions.moves.grounds import as_plain, forecasts, hearing_on, support_before
from answerable.decisions.moves.models import Decision, ExitPath, Forecast, Move, Opening
from answerable.decisions.moves.read import toward
from answerable.decisions.moves.shown import AS_PROPOSED, DECLINED, OTHERWISE, needed_level
from answerable.decisions.moves.write import GONE, LONGEST, YES, Wanted, enter, refused, resolve
from answerable.decisions.plans import write as plans
from answerable.facts.people.accounts import Asker
from answerable.facts.support import write as support
from answerable.ledger import write as ledger
from answerable.rules import moves as rules
from answerable.rules.clocks import DutyKind
from answerable.rules.moves import Decider, MoveDeed, MoveKind, MoveState, Proposal
from answerable.rules.plans import Outcome
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

_LEVERS = {
    MoveKind.ROLE: ("role_change", "Another role"),
    MoveKind.LEADER: ("manager_change", "Another leader"),
    MoveKind.LEAVING: ("role_change", "A role outside the company"),
}
_ENDS = {
    MoveKind.ROLE: Outcome.ROLE_CHANGE,
    MoveKind.LEADER: Outcome.LEADER_CHANGE,
    MoveKind.LEAVING: Outcome.LEFT,
}
_KEPT = (DutyKind.PLAN.value, DutyKind.DECISION.value)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A proposal that somebody decides on."""

    row: Move
    proposal: Proposal
    decider: Decider


def _asked(who: Asker, number: int) -> _Asked | None:
    rows = Move.objects.select_related("person", "case", "role", "leader", "unit", "opening", "from_role")
    row = rows.filter(pk=number).first()
    if row is None:
        return None
    proposal = Proposal(
        MoveKind(row.kind),
        MoveState(row.state),
        row.person.key,
        own_wish=row.own_wish,
        answerable_level=needed_level(row),
    )
    return _Asked(row, proposal, Decider(who.viewer.person_id, toward(who, row.person_id).level))


def decide(who: Asker, *, number: int, otherwise: Wanted | None, reason: str, policy: Policy, at: datetime) -> Verdict:
    """Decide that somebody moves; on its day it takes effect.

    Args:
        who: the leader who decides.
        number: of the move.
        otherwise: where to, where that is not as it was proposed.
        reason: why.
        policy: the times allowed.
        at: when.

    Returns:
        Refused with everything that is missing, as `rules.moves` has it.
    """
    with transaction.atomic():
        ledger.lock()
        asked = _asked(who, number)
        if asked is None or who.person is None:
            return refused(GONE)
        row = asked.row
        is_heard = rules.was_heard(row.told_on, row.answer_by, row.answered_on, who.on)
        hearing = hearing_on(row.case_id, who.on)
        given = support_before(row.person_id, row.case_id, who.on, hearing, is_heard=is_heard)
        verdict = rules.may_decide(asked.proposal, asked.decider, given, reason)
        if not verdict.allowed:
            return verdict
        found = resolve(otherwise or _as_proposed(row), row.person, who.on)
        if found.problem:
            return refused(found.problem)
        if otherwise is not None and _is_elsewhere(row, found.fields):
            other = rules.may_decide_otherwise(asked.proposal, MoveKind(found.fields["kind"]))
            if not other.allowed:
                return other
        decision = Decision.objects.create(
            move=row,
            outcome=AS_PROPOSED if _is_same(row, found.fields) else OTHERWISE,
            **found.fields,
            by_id=who.person,
            level=asked.decider.level,
            reason=reason.strip()[:LONGEST],
            support={} if row.own_wish else as_plain(given),
            grounds=list(verdict.reasons),
            decided_on=who.on,
            decided_at=at,
        )
        row.state = MoveState.DECIDED.value
        row.save(update_fields=["state"])
        _enter_decision(who, row, decision, at)
        _follow_up(who, row, decision, policy, at)
    return verdict


def _as_proposed(row: Move) -> Wanted:
    """What was proposed."""
    role, leader, unit = row.role, row.leader, row.unit
    return Wanted(
        MoveKind(row.kind),
        row.starts_on,
        role.key if role is not None else "",
        leader.key if leader is not None else "",
        unit.key if unit is not None else "",
    )


def _is_elsewhere(row: Move, fields: Mapping[str, Any]) -> bool:
    """Whether it is decided where to otherwise than proposed; a later day alone is no other place, nor an earlier one.

    But whoever asked to leave asked to be here until their day.
    """
    sooner = row.kind == MoveKind.LEAVING.value and fields["starts_on"] < row.starts_on and row.own_wish
    return sooner or any(getattr(row, name) != value for name, value in fields.items() if name != "starts_on")


def _is_same(row: Move, fields: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in fields.items())


def _enter_decision(who: Asker, row: Move, decision: Decision, at: datetime) -> None:
    body = {
        "to": decision.kind,
        "role": None if decision.role is None else decision.role.key,
        "leader": None if decision.leader is None else decision.leader.key,
        "from": None if decision.starts_on is None else str(decision.starts_on),
        "level": decision.level,
        "outcome": decision.outcome,
        "own_wish": row.own_wish,
        "why": list(decision.grounds),
    }
    enter("move.decided", who, row, at, body)


def _follow_up(who: Asker, row: Move, decision: Decision, policy: Policy, at: datetime) -> None:
    """What follows from a decision at once: the gap's duties, the plan, the forecast, the way out, the opening."""
    kind = MoveKind(decision.kind)
    _answer_the_gap(who, row, decision, policy, at)
    role = decision.role.key if decision.role is not None else ""
    Forecast.objects.bulk_create(
        Forecast(
            decision=decision,
            expectation=one.expectation,
            basis=one.basis,
            expected=one.expected,
            low=one.low,
            high=one.high,
        )
        for one in forecasts(who, row, kind, role)
    )
    if kind is MoveKind.LEAVING:
        ExitPath.objects.get_or_create(move=row, defaults={"notice_on": who.on})
    if row.opening is not None:
        _fill(row.opening)
    following.take_effect(on=who.on, at=at)


def _answer_the_gap(who: Asker, row: Move, decision: Decision, policy: Policy, at: datetime) -> None:
    if row.case is None or row.case.closed_on is not None:
        return
    owed = keeping.duty_rows(Q(case=row.case_id, kind__in=_KEPT, ended_on__isnull=True))
    kind = MoveKind(decision.kind)
    lever, name = _LEVERS[kind]
    decision.measure = support.begin_measure(
        leader=decision.by_id,
        person=row.person_id,
        unit=None,
        lever=lever,
        name=name,
        expectation=row.case.expectation,
        on=who.on,
        at=at,
    )
    keeping.enter(
        "measure.begun", who, row.person.key, {"case": row.case_id, "lever": lever, "measure": decision.measure}, at
    )
    plans.end(
        who, case=row.case_id or 0, outcome=_ENDS[kind].value, reason=decision.reason or name, policy=policy, at=at
    )
    still = keeping.duty_rows(Q(pk__in=[duty.pk for duty in owed], ended_on__isnull=True))
    keeping.keep_duties(still, who, who.on, None, at)
    decision.kept = [duty.pk for duty in owed]
    decision.save(update_fields=["measure", "kept"])


def _fill(opening: Opening) -> None:
    taken = Decision.objects.filter(move__opening=opening, taken_back_on__isnull=True).exclude(outcome=DECLINED)
    state = "filled" if taken.count() >= opening.places else "open"
    Opening.objects.filter(pk=opening.pk).exclude(state="withdrawn").update(state=state)


def decline(who: Asker, *, number: int, reason: str, at: datetime) -> Verdict:
    """Decide that somebody does not move.

    Args:
        who: the leader who decides.
        number: of the move.
        reason: why; the person reads it.
        at: when.

    Returns:
        Refused to anybody but the answerable leader or one above, and without a reason.
    """
    with transaction.atomic():
        ledger.lock()
        asked = _asked(who, number)
        if asked is None or who.person is None:
            return refused(GONE)
        verdict = rules.may_decline(asked.proposal, asked.decider)
        if not verdict.allowed:
            return verdict
        if not reason.strip():
            return refused("Say why: whoever proposed it reads it, and so does the person.")
        row = asked.row
        decision = Decision.objects.create(
            move=row,
            outcome=DECLINED,
            kind=row.kind,
            by_id=who.person,
            level=asked.decider.level,
            reason=reason.strip()[:LONGEST],
            decided_on=who.on,
            decided_at=at,
        )
        row.state = MoveState.DECLINED.value
        row.save(update_fields=["state"])
        _enter_decision(who, row, decision, at)
    return YES


def take_back(who: Asker, *, number: int, reason: str, at: datetime) -> Verdict:
    """Take a decision back before it has taken effect; what it had kept is owed again, a plan it ended stays ended.

    Args:
        who: a leader who could have decided it.
        number: of the move.
        reason: why.
        at: when.

    Returns:
        Refused to anybody else, once it has taken effect, and without a reason.
    """
    with transaction.atomic():
        ledger.lock()
        asked = _asked(who, number)
        decision = Decision.objects.filter(move=number, taken_back_on__isnull=True).first()
        if asked is None or decision is None or asked.decider.level < decision.level:
            return refused("The leader who decided it, or one above, takes it back.")
        verdict = rules.may_take_back(MoveState(asked.row.state), decision.starts_on or date.max, who.on, reason)
        if not verdict.allowed:
            return verdict
        if Move.objects.filter(person=asked.row.person_id, state__in=rules.UNDECIDED).exists():
            return refused("Another move of this person has been proposed since: decide or withdraw that one first.")
        _undo(who, asked.row, decision, reason, at)
    return verdict


def _undo(who: Asker, row: Move, decision: Decision, reason: str, at: datetime) -> None:
    decision.taken_back_on, decision.taken_back_by_id = who.on, who.account
    decision.taken_back_why = reason.strip()[:LONGEST]
    decision.save(update_fields=["taken_back_on", "taken_back_by", "taken_back_why"])
    row.state = (rules.after(MoveState(row.state), MoveDeed.TAKE_BACK) or MoveState.HEARD).value
    row.held_up = ""
    row.save(update_fields=["state", "held_up"])
    if decision.measure:
        support.take_back_measure(key=decision.measure, at=at)
        for duty in keeping.duty_rows(Q(pk__in=decision.kept, case__isnull=False, ended_on=decision.decided_on)):
            keeping.reopen(duty, who, at)
    if row.opening is not None:
        _fill(row.opening)
    enter("move.taken_back", who, row, at, {"decision": decision.pk})
