"""Plans are written, agreed to and ended, decisions put off; each with its entry in the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties import by_plan
from answerable.decisions.duties import read as duties
from answerable.decisions.plans import read
from answerable.decisions.plans.models import (
    DRAFT,
    ENDED,
    PROPOSED,
    RUNNING,
    Commitment,
    Extension,
    Plan,
    Signature,
)
from answerable.decisions.plans.parties import Parties, parties_of
from answerable.decisions.plans.shown import PlanShown
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.rules import plans as rules
from answerable.rules.plans import Outcome, Side
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

NOBODY = "a leader"
LONGEST = 2_000
MOST_ROWS = 20

ALLOWED = Verdict(allowed=True, reasons=())
NOT_YOURS = Verdict(
    allowed=False, reasons=("Only the person and the leaders who answer for the gap write its plan and agree to it.",)
)
CLOSED = Verdict(allowed=False, reasons=("The gap has closed: there is nothing left to plan.",))
NOTHING_HERE = Verdict(allowed=False, reasons=("There is no such plan any more. Look at how it stands now.",))
CHANGED = Verdict(allowed=False, reasons=("The plan was changed while you were reading. Look at it as it stands now.",))


@dataclass(frozen=True, slots=True)
class CommitmentText:
    """A commitment as it is written: the key of who makes it, what, by when."""

    by: str
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it is written.

    Attributes:
        levers: kind and name of what is set to work.
        commitments: what the two sides will do.
        milestones: what one sees it by, and by when.
        reviews: the days on which it is looked at again.
        decide_on: the day by which it is decided what comes of it; None while that is open.
    """

    levers: tuple[tuple[str, str], ...]
    commitments: tuple[CommitmentText, ...]
    milestones: tuple[tuple[str, date], ...]
    reviews: tuple[date, ...]
    decide_on: date | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a wish to change a plan.

    Attributes:
        verdict: whether it was allowed.
        version: of the plan as it is now written, 0 where it was not allowed.
        is_stale: whether it had been changed meanwhile.
    """

    verdict: Verdict
    version: int = 0
    is_stale: bool = False


def save_plan(who: Asker, *, case: int, text: PlanText, version: int, at: datetime) -> Saved:
    """Write the plan of a case; whoever had agreed to what it was before is asked again.

    Args:
        who: the person, or a leader who acts on the gap.
        case: the number of the case.
        text: the plan.
        version: of the plan that was changed, 0 for none.
        at: when.

    Returns:
        Refused to anybody else; stale where it was changed since that version.
    """
    with transaction.atomic():
        ledger.lock()
        shown = cases.numbered([case])[case]
        parties = parties_of(shown, who.on)
        refused = _may_write(who, shown, parties)
        if refused is not None:
            return Saved(refused)
        row = Plan.objects.filter(case=case, state__in=(DRAFT, PROPOSED)).first()
        if (0 if row is None else row.version) != version:
            return Saved(CHANGED, is_stale=True)
        if row is not None and _is_same(row, text):
            return Saved(ALLOWED, row.version)
        row = _write_down(who, case, row, text, at)
        _commit(row, text, parties)
        enter("plan.written", who, shown, {"plan": row.pk, "version": row.version}, at)
    return Saved(ALLOWED, row.version)


def _may_write(who: Asker, case: CaseShown, parties: Parties) -> Verdict | None:
    if who.person is None or not parties.may_write(who.viewer.person_id):
        return NOT_YOURS
    return CLOSED if case.closed_on is not None else None


def _is_same(row: Plan, text: PlanText) -> bool:
    said = tuple(CommitmentText(one.by.key, one.text, one.due_on) for one in row.commitments.order_by("pk"))
    stands = (row.levers, row.milestones, row.review_on, row.decide_on, said)
    return stands == (_levers(text), _milestones(text), _days(text), text.decide_on, text.commitments)


def _levers(text: PlanText) -> list[dict[str, str]]:
    return [{"lever": lever, "name": name[:300]} for lever, name in text.levers[:MOST_ROWS]]


def _milestones(text: PlanText) -> list[dict[str, str | None]]:
    return [
        {"text": mark[:LONGEST], "due_on": due_on.isoformat(), "reached_on": None, "said_by": ""}
        for mark, due_on in text.milestones[:MOST_ROWS]
    ]


def _days(text: PlanText) -> list[str]:
    return [day.isoformat() for day in sorted(set(text.reviews))[:MOST_ROWS]]


def _write_down(who: Asker, case: int, row: Plan | None, text: PlanText, at: datetime) -> Plan:
    if row is None:
        row = Plan(case_id=case, version=0, began_on=who.on)
    row.version += 1
    row.state, row.proposed_on = DRAFT, None
    row.levers, row.milestones = _levers(text), _milestones(text)
    row.review_on, row.decide_on = _days(text), text.decide_on
    row.changed_by_id, row.changed_at = who.person or 0, at
    row.save()
    row.commitments.all().delete()
    return row


def _commit(row: Plan, text: PlanText, parties: Parties) -> None:
    for one in text.commitments[:MOST_ROWS]:
        party, side = parties.party(one.by), parties.side_of(one.by)
        if party is not None and side is not None:
            Commitment.objects.create(
                plan=row, side=side.value, by_id=party.number, text=one.text[:LONGEST], due_on=one.due_on
            )


def agree(who: Asker, *, case: int, version: int, policy: Policy, at: datetime) -> Verdict:
    """Agree to the plan of a case as it stands. Who agrees first puts it forward; once all have, it runs.

    Args:
        who: the person, a leader who acts on the gap, or one who committed to something.
        case: the number of the case.
        version: of the plan they read.
        policy: the days a decision has.
        at: when.

    Returns:
        Refused with everything the plan lacks, and where it was changed meanwhile.
    """
    with transaction.atomic():
        ledger.lock()
        shown = cases.numbered([case])[case]
        parties = parties_of(shown, who.on)
        plan = next((one for one in read.plans_of(case, until=None) if one.state in {DRAFT, PROPOSED}), None)
        if plan is None:
            return NOTHING_HERE
        key = who.viewer.person_id
        if shown.closed_on is not None or key not in signers(plan, parties):
            return CLOSED if shown.closed_on is not None else NOT_YOURS
        if plan.version != version:
            return CHANGED
        asked = duties.of_case(case, until=None)
        decide_by = read.deciding(shown, asked, who.on, policy.decision_days).decide_by
        verdict = rules.acceptable(plan.proposed(), read.facing(shown, parties, decide_by), who.on)
        if verdict.allowed and not plan.has_signed(key):
            _sign(_Agreeing(who, shown, parties, policy, at), plan)
    return verdict


def signers(plan: PlanShown, parties: Parties) -> frozenset[str]:
    """The keys of all who may agree to a plan: the person, the leaders who act, and who else committed to something."""
    person = frozenset() if parties.person is None else frozenset({parties.person.key})
    return person | parties.acting | _committed(plan)


def _committed(plan: PlanShown) -> frozenset[str]:
    return frozenset(one.by_key for one in plan.commitments if one.side is Side.LEADER)


def missing(plan: PlanShown, parties: Parties) -> tuple[str, ...]:
    """Who has yet to agree to a plan: the person, a leader who acts, and every leader who committed to something.

    Args:
        plan: the plan as it stands.
        parties: whom it concerns.

    Returns:
        Their names; of several leaders who may, the first.
    """
    signed = {one.key for one in plan.signed if not one.is_acknowledged}
    names = [] if parties.person is None or parties.person.key in signed else [parties.person.name]
    owing = _committed(plan) - signed
    if not parties.acting & signed and not parties.acting & owing:
        names.append(NOBODY if parties.direct is None else parties.direct.name)
    named = {one.by_key: one.by for one in plan.commitments}
    return (*names, *(name for key, name in named.items() if key in owing))


@dataclass(frozen=True, slots=True)
class _Agreeing:
    """Somebody agreeing to the plan of a case."""

    who: Asker
    case: CaseShown
    parties: Parties
    policy: Policy
    at: datetime

    def enter(self, kind: str, body: dict[str, Any]) -> None:
        """Enter it in the ledger."""
        enter(kind, self.who, self.case, body, self.at)


def _sign(by: _Agreeing, plan: PlanShown) -> None:
    who = by.who
    Signature.objects.create(
        plan_id=plan.number, person_id=who.person or 0, version=plan.version, signed_on=who.on, at=by.at
    )
    side = by.parties.side_of(who.viewer.person_id) or Side.LEADER
    said = {"plan": plan.number, "side": side.value, "version": plan.version}
    by.enter("plan.agreed" if plan.state == PROPOSED else "plan.proposed", said)
    if plan.state == DRAFT:
        Plan.objects.filter(pk=plan.number).update(state=PROPOSED, proposed_on=who.on)
    now = next(one for one in read.plans_of(by.case.number, until=None) if one.number == plan.number)
    if not missing(now, by.parties):
        _begin(by, now)


def _begin(by: _Agreeing, plan: PlanShown) -> None:
    who, case = by.who, by.case
    before = Plan.objects.filter(case=case.number, state=RUNNING).first()
    known = [] if before is None else [(one["lever"], one["name"]) for one in before.levers]
    if before is not None:
        before.state, before.ended_on = ENDED, who.on
        before.save(update_fields=["state", "ended_on"])
    Plan.objects.filter(pk=plan.number).update(state=RUNNING, agreed_on=who.on)
    said = {
        "plan": plan.number,
        "levers": [kind for kind, _name in plan.levers],
        "commitments": {side.value: sum(one.side is side for one in plan.commitments) for side in Side},
        "reviews": [day.isoformat() for day in plan.reviews],
        "decide_on": str(plan.decide_on),
        "instead_of": None if before is None else before.pk,
    }
    by.enter("plan.begun", said)
    signed = {one.key for one in plan.signed if not one.is_acknowledged}
    leader = next(party for party in by.parties.leaders if party.key in signed)
    number = case.subject_number
    agreed = by_plan.AgreedPlan(
        case=case.number,
        leader=leader.number,
        person=None if case.is_unit else number,
        unit=number if case.is_unit else None,
        subject=case.subject_key,
        expectation=case.expectation,
        levers=tuple(lever for lever in plan.levers if lever not in known),
        cause=read.agreed_causes([case.number], on=who.on).get(case.number),
    )
    by_plan.begin_plan(who, plan=agreed, policy=by.policy, at=by.at)


def acknowledge(who: Asker, *, case: int, at: datetime) -> Verdict:
    """Let a leader above put on record that they know the plan of a unit.

    Args:
        who: a leader above the one who leads the unit.
        case: the number of the case.
        at: when.

    Returns:
        Refused to anybody else, and where no plan runs or is put forward.
    """
    with transaction.atomic():
        ledger.lock()
        shown = cases.numbered([case])[case]
        if not shown.is_unit or who.viewer.person_id not in parties_of(shown, who.on).above:
            return NOT_YOURS
        row = Plan.objects.filter(case=case, state__in=(PROPOSED, RUNNING)).order_by("pk").last()
        if row is None:
            return NOTHING_HERE
        _signature, is_new = Signature.objects.get_or_create(
            plan=row,
            person_id=who.person or 0,
            version=row.version,
            is_acknowledged=True,
            defaults={"signed_on": who.on, "at": at},
        )
        if is_new:
            enter("plan.acknowledged", who, shown, {"plan": row.pk, "version": row.version}, at)
    return ALLOWED


def extend(who: Asker, *, case: int, until: date, reason: str, policy: Policy, at: datetime) -> Verdict:
    """Give the decision on a case more time.

    Args:
        who: the leader who answers for it, never the direct one.
        case: the number of the case.
        until: the day by which it is due then.
        reason: why.
        policy: the days of grace, and how many a decision has.
        at: when.

    Returns:
        Refused with everything that stands against it.
    """
    with transaction.atomic():
        ledger.lock()
        shown = cases.numbered([case])[case]
        now = read.deciding(shown, duties.of_case(case, until=None), who.on, policy.decision_days)
        wish = rules.MoreTime(who.viewer.person_id, until, reason)
        verdict = rules.may_extend(wish, now, who.on)
        if not verdict.allowed or who.person is None:
            return verdict
        row = Extension.objects.create(
            case_id=case,
            by_id=who.person,
            level=shown.level,
            given_on=who.on,
            until=until,
            reason=reason.strip()[:LONGEST],
            at=at,
        )
        said = {"extension": row.pk, "level": shown.level, "until": str(until), "was_due_on": str(now.decide_by)}
        enter("decision.extended", who, shown, said, at)
        by_plan.keep_decision(who, case=case, again_by=until, policy=policy, at=at)
    return verdict


def end(who: Asker, *, case: int, outcome: str, reason: str, policy: Policy, at: datetime) -> Verdict:
    """End the plan that runs, and say what came of it: that is a decision on the gap.

    Args:
        who: a leader whose gap it is to close.
        case: the number of the case.
        outcome: one of `rules.plans.Outcome`.
        reason: why.
        policy: the days of grace.
        at: when.

    Returns:
        Refused with everything that stands against it, and where no plan runs.
    """
    if outcome not in {one.value for one in Outcome}:
        return NOTHING_HERE
    with transaction.atomic():
        ledger.lock()
        row = Plan.objects.filter(case=case, state=RUNNING).first()
        if row is None:
            return NOTHING_HERE
        shown = cases.numbered([case])[case]
        gap = read.facing(shown, parties_of(shown, who.on), who.on)
        verdict = rules.may_end(Outcome(outcome), gap, who.viewer.person_id, reason, shown.closed_on)
        if not verdict.allowed or who.person is None:
            return verdict
        row.state, row.ended_on, row.ended_by_id = ENDED, who.on, who.person
        row.outcome, row.reason = outcome, reason.strip()[:LONGEST]
        row.save()
        enter("plan.ended", who, shown, {"plan": row.pk, "outcome": outcome}, at)
        by_plan.keep_decision(who, case=case, again_by=None, policy=policy, at=at)
    return verdict


def enter(kind: str, who: Asker, case: CaseShown, body: dict[str, Any], at: datetime) -> None:
    """Enter a deed about a case in the ledger."""
    said = {"case": case.number, **body}
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=case.subject_key, body=said)
