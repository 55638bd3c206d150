"""A lever of the library is set to work; where a gap lasts, that takes a plan with a commitment of a leader's own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties.planned import keep_plan, owe_plan_again
from answerable.decisions.plans import read as plans
from answerable.facts.levers import read as levers
from answerable.facts.levers.read import LeverShown
from answerable.facts.people import choosing
from answerable.facts.people.accounts import Asker
from answerable.facts.people.choosing import Led, LedUnit
from answerable.facts.support import progress, running
from answerable.facts.support import write as support
from answerable.facts.support.running import MeasureShown
from answerable.facts.support.write import FromLibrary
from answerable.findings import in_force
from answerable.ledger import write as ledger
from answerable.rules.plans import NO_LEADER, NO_UNIT_LEADER, GapFacing, ProposedPlan, Side, acceptable, agreed_cause
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

EARLIEST_DAYS, LATEST_DAYS, LONGEST_DAYS = 60, 180, 730
MOST_PEOPLE = 200

ALLOWED = Verdict(allowed=True, reasons=())
RUNS_ALREADY = "It runs already."
NOT_IN_LINE = "This is nobody of your line now."


def _refused(reason: str) -> Verdict:
    return Verdict(allowed=False, reasons=(reason,))


NO_LEVER = _refused("This lever is not in the library, or was retired.")
FOR_NOBODY = _refused("Choose for whom: people of your line, or a unit of it.")
FOR_BOTH = _refused("Choose people or a unit, not both.")
TOO_MANY = _refused(f"Expected at most {MOST_PEOPLE} people at once.")
NOT_THIS_UNIT = _refused("This unit is not in your line.")
NOT_YOURS = _refused("Only whoever set it to work takes it back, on the same day.")
BEGUN = _refused("Something was said of it already. Say that it was stopped, and why.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody for whom a lever was not set to work.

    Attributes:
        name: of the person or the unit; empty for somebody the asker may not know of.
        reason: why not.
        case: the number of the gap that takes a plan first, None where that is not why.
    """

    name: str
    reason: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """What came of setting a lever to work.

    Attributes:
        verdict: whether that was possible for anybody at all.
        measures: the keys of what runs now.
        names: for whom, in the same order.
        left_out: for whom not, and why.
        kept: how many duties it kept.
    """

    verdict: Verdict
    measures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be started: which lever, for what, from when to when, by which policy."""

    lever: LeverShown
    expectation: str | None
    day: date
    until: date | None
    policy: Policy
    at: datetime


def start(
    who: Asker,
    *,
    lever: int,
    people: Sequence[str],
    unit: str | None,
    expectation: str | None,
    day: date,
    at: datetime,
    until: date | None = None,
) -> Started:
    """Set a lever of the library to work for people of the asker's line, or for a unit of it.

    Args:
        who: the leader.
        lever: the number of the lever.
        people: the keys of the people; none for a unit.
        unit: the key of the unit; None for people.
        expectation: the key of what it is meant for, None for all of it.
        day: its first day.
        at: when this is put on record.
        until: the last day it is meant to take, None where that is open.

    Returns:
        For whom it was started and for whom not, with the reasons.
    """
    shown = levers.lever(who, lever)
    verdict = _possible(who, shown, whom=(people, unit), first=day, last=until)
    if not verdict.allowed or shown is None:
        return Started(verdict)
    order = _Order(shown, expectation or None, day, until, in_force.policy(), at)
    with transaction.atomic():
        ledger.lock()
        return _for_people(who, order, people) if unit is None else _for_unit(who, order, unit)


def _possible(
    who: Asker, lever: LeverShown | None, *, whom: tuple[Sequence[str], str | None], first: date, last: date | None
) -> Verdict:
    people, unit = whom
    if lever is None or lever.retired_on is not None:
        return NO_LEVER
    found = (
        (not who.leads, _refused("Only leaders set a lever to work.")),
        (not people and unit is None, FOR_NOBODY),
        (bool(people) and unit is not None, FOR_BOTH),
        (len(set(people)) > MOST_PEOPLE, TOO_MANY),
        (
            first < who.on - timedelta(days=EARLIEST_DAYS),
            _refused(f"This was more than {EARLIEST_DAYS} days ago. Bring older records with an import."),
        ),
        (
            first > who.on + timedelta(days=LATEST_DAYS),
            _refused(f"This is more than {LATEST_DAYS} days ahead. Start it nearer to its day."),
        ),
        (last is not None and last < first, _refused("It cannot be planned to end before it begins.")),
        (
            last is not None and last > first + timedelta(days=LONGEST_DAYS),
            _refused(f"Expected a planned end within {LONGEST_DAYS} days of its first day."),
        ),
    )
    return next((verdict for is_so, verdict in found if is_so), ALLOWED)


def _for_people(who: Asker, order: _Order, keys: Sequence[str]) -> Started:
    """Each by themself: what stands against one does not keep it from the others."""
    found = choosing.chosen(who, keys)
    left_out = [LeftOut("", NOT_IN_LINE)] * (len(set(keys)) - len(found))
    at_work = running.at_work(order.lever.number, [one.number for one in found], who.on)
    gaps = defaultdict(list)
    for case in cases.of_people([one.number for one in found]):
        gaps[case.subject_number].append(case)
    causes = plans.agreed_causes([case.number for own in gaps.values() for case in own], on=order.day)
    measures, names, kept = [], [], 0
    for one in found:
        open_ = _meant(gaps[one.number], order.expectation)
        against = LeftOut(one.name, RUNS_ALREADY) if one.number in at_work else _takes_a_plan(one, open_, order, who.on)
        if against is not None:
            left_out.append(against)
            continue
        measures.append(_begin(who, order, one, _cause(open_, causes)))
        names.append(one.name)
        kept += _keep(who, order, open_)
    verdict = ALLOWED if measures else Verdict(allowed=False, reasons=tuple(dict.fromkeys(_said(left_out))))
    return Started(verdict, tuple(measures), tuple(names), tuple(left_out), kept)


def _for_unit(who: Asker, order: _Order, key: str) -> Started:
    unit = choosing.unit_led(who, key)
    if unit is None:
        return Started(NOT_THIS_UNIT)
    open_ = _meant(cases.of_unit(unit.number), order.expectation)
    at_work = running.is_at_work_for(order.lever.number, unit.number, who.on)
    against = LeftOut(unit.name, RUNS_ALREADY) if at_work else _takes_a_plan(unit, open_, order, who.on)
    if against is not None:
        return Started(_refused(against.reason), left_out=(against,))
    cause = _cause(open_, plans.agreed_causes([case.number for case in open_], on=order.day))
    return Started(ALLOWED, (_begin(who, order, unit, cause),), (unit.name,), (), _keep(who, order, open_))


def _said(left_out: Sequence[LeftOut]) -> list[str]:
    return [one.reason for one in left_out]


def _meant(found: Sequence[CaseShown], expectation: str | None) -> list[CaseShown]:
    """The open cases that a lever is meant for: one meant for no expectation in particular is meant for all."""
    return [one for one in found if one.closed_on is None and expectation in {None, one.expectation}]


def _takes_a_plan(one: Led | LedUnit, open_: Sequence[CaseShown], order: _Order, on: date) -> LeftOut | None:
    """What lasts is never closed by addressing only the person: a plan with a leader's own commitment comes first."""
    for case in open_:
        if case.sustained_on is None:
            continue
        missing = _missing(case, order.lever.text.kind, on)
        if missing:
            return LeftOut(one.name, missing, case.number)
    return None


def _missing(case: CaseShown, kind: str, on: date) -> str:
    plan = plans.plan_of(case.number, until=None)
    is_agreed = plan is not None and plan.state == plans.RUNNING
    proposed = plan.proposed() if plan is not None and is_agreed else ProposedPlan((kind,), (), (), None)
    leaders = frozenset(one.by for one in proposed.commitments if one.side is Side.LEADER)
    reasons = acceptable(
        proposed, GapFacing(case.is_unit, is_sustained=True, leaders=leaders, decide_by=on), on
    ).reasons
    return next((reason for reason in reasons if reason in {NO_LEADER, NO_UNIT_LEADER}), "")


def _cause(open_: Sequence[CaseShown], causes: Mapping[int, str]) -> str | None:
    """What the gaps it is meant for come from, as far as it is one thing."""
    return agreed_cause([causes[case.number]] for case in open_ if case.number in causes)


def _begin(who: Asker, order: _Order, one: Led | LedUnit, cause: str | None) -> str:
    text = order.lever.text
    key = support.begin_measure(
        leader=who.person or 0,
        person=one.number if isinstance(one, Led) else None,
        unit=one.number if isinstance(one, LedUnit) else None,
        lever=text.kind,
        name=text.name,
        expectation=order.expectation,
        on=order.day,
        at=order.at,
        cause=cause,
        library=FromLibrary(order.lever.number, order.until),
    )
    said = {"lever": text.kind, "name": text.name, "measure": key, "from": order.day.isoformat()}
    ledger.append(kind="measure.begun", at=order.at, day=who.on, actor=who.actor, subject=one.key, body=said)
    return key


def _keep(who: Asker, order: _Order, open_: Sequence[CaseShown]) -> int:
    """What only begins later keeps a duty once it has begun; the clock sees to that."""
    if order.day > who.on:
        return 0
    lasting_not = [case for case in open_ if case.sustained_on is None]
    return sum(
        keep_plan(who, case=case.number, day=order.day, policy=order.policy, at=order.at) for case in lasting_not
    )


def take_back(who: Asker, *, key: str, at: datetime) -> Verdict:
    """Take back what was set to work by mistake, on the same day; the plan it was is owed again.

    Args:
        who: the leader who set it to work.
        key: of the measure.
        at: when.

    Returns:
        Whether it was taken back.
    """
    with transaction.atomic():
        ledger.lock()
        shown = running.measure(who, key)
        verdict = may_take_back(who, shown)
        if not verdict.allowed or shown is None:
            return verdict
        progress.take_back(who, shown, at=at)
        found = cases.of_unit(shown.subject) if shown.unit else cases.of_people([shown.subject])
        for case in _meant(found, shown.expectation or None):
            if not running.is_given(shown, case.expectation, who.on):
                owe_plan_again(who, case=case.number, at=at)
    return ALLOWED


def may_take_back(who: Asker, shown: MeasureShown | None) -> Verdict:
    """Say whether somebody may take a measure back.

    Args:
        who: who asks.
        shown: the measure; None for one that is not theirs to see.

    Returns:
        Whether they may.
    """
    if shown is None or shown.starter != who.person or shown.recorded_on != who.on or shown.library is None:
        return NOT_YOURS
    return ALLOWED if shown.progress is None and not shown.is_over(who.on) else BEGUN
