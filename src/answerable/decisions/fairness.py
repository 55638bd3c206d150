"""On whom decisions and rules fell in the last year: counted by person, and handed to the look at fairness.

Nothing here knows of groups. A person counts once in each kind, however often it fell on them.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Model, Q, QuerySet

from answerable.decisions.cases.models import Answerability, Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.hearings.models import Hearing
from answerable.decisions.moves.models import Decision
from answerable.decisions.moves.shown import AS_PROPOSED, DECLINED
from answerable.decisions.plans.models import ENDED, Plan
from answerable.facts.people.models import Assignment
from answerable.facts.support.models import Measure
from answerable.findings import fairness
from answerable.findings.fairness import Happened
from answerable.findings.models import LevelFinding
from answerable.rules.clocks import DutyKind
from answerable.rules.hearing import Outcome as Heard
from answerable.rules.moves import MoveKind
from answerable.rules.plans import Outcome

DAYS = 365
# What every person is owed; the other duties follow from a gap.
OWED_TO_ALL = (DutyKind.EXPECTATIONS_AGREED, DutyKind.ONE_ON_ONE)
OWED_FOR_A_GAP = (DutyKind.CONVERSATION, DutyKind.PLAN, DutyKind.REVIEW, DutyKind.DECISION)
# How a plan can end, and whether that is bad for the person.
ENDS = {
    "plan_closed": ({Outcome.CLOSED}, False),
    "plan_elsewhere": ({Outcome.EXPECTATION_WRONG, Outcome.PROCESS_FIXED, Outcome.TOOL_FIXED}, False),
    "plan_moved": ({Outcome.ROLE_CHANGE, Outcome.LEADER_CHANGE}, True),
    "plan_left": ({Outcome.LEFT}, True),
}


def weigh(*, on: date, at: datetime) -> bool:
    """Look at how what was decided in the year up to a day fell on groups.

    Args:
        on: the day.
        at: when this happens.

    Returns:
        Whether there was anything to look at: groups have been supplied.
    """
    return fairness.weigh(tuple(happened(on)), on=on, at=at)


def weigh_when_due(*, on: date, at: datetime) -> bool:
    """As `weigh`, unless that was done within the last month."""
    return fairness.is_due(on) and weigh(on=on, at=at)


def happened(on: date) -> Iterator[Happened]:
    """Count on whom each kind of decision, and each rule, fell in the year up to a day.

    Args:
        on: the day.

    Yields:
        A kind, with those on whom it could have fallen and those on whom it did.
    """
    since = on - timedelta(days=DAYS)
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=since)
    present = _people(Assignment.standing.filter(lasts, starts_on__lte=on))
    with_gap = _people(Case.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=since), taken_up_on__lte=on))
    yield from _rules(present, with_gap, since, on)
    yield from _duties(present, since, on)
    yield from _support(with_gap, since, on)
    yield from _moves(present, since, on)


def _rules(present: frozenset[int], with_gap: frozenset[int], since: date, on: date) -> Iterator[Happened]:
    measured = _people(LevelFinding.objects.filter(period__gt=since, period__lte=on)) & present
    opened = _people(Case.objects.filter(taken_up_on__gt=since, taken_up_on__lte=on))
    climbed = Answerability.objects.filter(level__gt=1, recorded_on__gt=since, recorded_on__lte=on)
    yield _kind("gap_opened", measured, opened, adverse=True)
    yield _kind("gap_climbed", with_gap, _people(climbed, "case__person"), adverse=True)


def _duties(present: frozenset[int], since: date, on: date) -> Iterator[Happened]:
    """By rule that raises a duty: to whom it was raised; and of whom it was raised to, to whom it was kept."""
    arisen = Duty.objects.filter(arises_on__gt=since, arises_on__lte=on)
    kept = Q(kept_on__gt=since, kept_on__lte=on)
    over = Duty.objects.filter(kept | Q(lapsed_on__gt=since, lapsed_on__lte=on))
    lapsed = over.filter(lapsed_on__lte=on)
    for kind in (*OWED_TO_ALL, *OWED_FOR_A_GAP):
        raised = _people(arisen.filter(kind=kind))
        yield _kind(f"raised_{kind}", present, raised, adverse=kind in OWED_FOR_A_GAP)
        owed = _people(over.filter(kind=kind))
        yield _kind(f"kept_{kind}", owed, owed - _people(lapsed.filter(kind=kind)), adverse=False)


def _support(with_gap: frozenset[int], since: date, on: date) -> Iterator[Happened]:
    given = Measure.standing.filter(starts_on__gt=since, starts_on__lte=on)
    yield _kind("lever_given", with_gap, _people(given), adverse=False)
    plans = Plan.objects.filter(state=ENDED, ended_on__gt=since, ended_on__lte=on)
    ended = _people(plans, "case__person")
    for kind, (outcomes, adverse) in ENDS.items():
        fell = _people(plans.filter(outcome__in=[one.value for one in outcomes]), "case__person")
        yield _kind(kind, ended, fell, adverse=adverse)
    heard = Hearing.objects.filter(ended_on__gt=since, ended_on__lte=on)
    held = heard.filter(outcome=Heard.HOLDS.value)
    yield _kind("claim_held", _people(heard, "heard"), _people(held, "heard"), adverse=True)


def _moves(present: frozenset[int], since: date, on: date) -> Iterator[Happened]:
    stands = Decision.objects.filter(taken_back_on__isnull=True, decided_on__gt=since, decided_on__lte=on)
    decided = stands.exclude(outcome=DECLINED)
    unasked = decided.filter(move__own_wish=False, move__opening__isnull=True)
    wished = stands.filter(move__own_wish=True)
    granted = decided.filter(move__own_wish=True, outcome=AS_PROPOSED)
    mover = "move__person"
    yield _kind("wish_granted", _people(wished, mover), _people(granted, mover), adverse=False)
    into = _people(decided.filter(move__opening__isnull=False), mover)
    yield _kind("opening_filled", present, into, adverse=False)
    moved = _people(unasked.filter(kind__in=[MoveKind.ROLE, MoveKind.LEADER]), mover)
    yield _kind("moved_unasked", present, moved, adverse=True)
    yield _kind("left_unasked", present, _people(unasked.filter(kind=MoveKind.LEAVING), mover), adverse=True)


def _kind(kind: str, could: frozenset[int], did: frozenset[int], *, adverse: bool) -> Happened:
    return Happened(kind, adverse, could, did & could)


def _people(rows: "QuerySet[Model]", whose: str = "person") -> frozenset[int]:
    """Whose rows these are; what is a unit's is nobody's."""
    return frozenset(rows.order_by().values_list(whose, flat=True).distinct()) - {None}
