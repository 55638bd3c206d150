"""What is on record of support before a move, of the hearing, and what can be forecast of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Min, Q

from answerable.decisions.duties import read as duties
from answerable.decisions.hearings.models import Hearing
from answerable.decisions.moves.models import Move
from answerable.decisions.plans.models import Plan
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.facts.support import read as support
from answerable.findings import attributed
from answerable.findings import read as findings
from answerable.rules import moves as rules
from answerable.rules.hearing import was_heard
from answerable.rules.moves import MoveKind, SupportGiven
from answerable.rules.plans import Side

# Moving somebody is no support; that is what it takes support for.
DECISIONS = ("role_change", "manager_change", "expectation_change")
SUPPORT_DAYS = 365
LEVEL_DAYS = 400


@dataclass(frozen=True, slots=True)
class Heard:
    """How the latest hearing of somebody on their gap stands, as `rules.hearing` asks about it.

    Attributes:
        asked_on: the day they were asked.
        answer_by: the last day on which an answer is in time.
        ended_on: the day the outcome was put on record; None while it is open.
        answered_on: the day of the first answer; None where there is none.
        review_until: not looked at here.
    """

    asked_on: date
    answer_by: date
    ended_on: date | None
    answered_on: date | None = None
    review_until: date | None = None


def hearing_on(case: int | None, on: date) -> Heard | None:
    """How the hearing on a gap stands; None without a gap, and where no hearing was asked for.

    Args:
        case: the number of the gap.
        on: the day looked at.

    Returns:
        The latest one of the person whose gap it is.
    """
    if case is None:
        return None
    rows = Hearing.objects.filter(case=case, heard=F("case__person"), asked_on__lte=on).order_by("-pk")
    found = rows.annotate(answered=Min("answers__on")).values_list("asked_on", "answer_by", "ended_on", "answered")
    row = found.first()
    return None if row is None else Heard(*row)


def support_before(person: int, case: int | None, on: date, hearing: Heard | None, *, is_heard: bool) -> SupportGiven:
    """Put together what is on record of support for somebody who may be moved, and whether they were heard.

    Args:
        person: the number of the person; the caller has asked who may see it.
        case: the number of the gap the move comes from; None for none.
        on: the day looked at.
        hearing: how the hearing on that gap stands.
        is_heard: whether they were told of the move and heard on it.

    Returns:
        The support of the last year, and of the plan for the gap that was agreed last.
    """
    since = on - timedelta(days=SUPPORT_DAYS)
    owed = duties.of_person(person, until=on, since=since)
    given = support.given_to(person, since=since, until=on)
    kept = _kept_by_leaders(case, on)
    return SupportGiven(
        owed=len(owed),
        kept=sum(one.kept_on is not None for one in owed),
        lapsed=sum(one.lapsed_on is not None and one.kept_on is None for one in owed),
        conversations=sum(one.minutes is not None for one in given),
        measures=sum(_ran(one, on) for one in given),
        plan_agreed=kept is not None,
        leader_commitments_kept=kept or 0,
        heard=is_heard and (hearing is None or was_heard(hearing).allowed),
    )


def _ran(one: support.Given, on: date) -> bool:
    """Whether it is something set to work that had its time."""
    days = (min(one.ends_on or on, on) - one.on).days
    return one.minutes is None and one.kind not in DECISIONS and days >= rules.LEAST_MEASURE_DAYS


def _kept_by_leaders(case: int | None, on: date) -> int | None:
    """How many commitments of leaders were kept in the plan agreed last; None where none was agreed.

    As in `decisions.plans`, one is kept where somebody says so and nobody says otherwise; asked here in one question.
    """
    if case is None:
        return None
    said = Q(commitments__person_says=True) | Q(commitments__leader_says=True)
    denied = Q(commitments__person_says=False) | Q(commitments__leader_says=False)
    theirs = Q(commitments__side=Side.LEADER.value)
    denials = Count("commitments", filter=theirs & said & denied)
    rows = Plan.objects.filter(case=case, agreed_on__lte=on).order_by("-agreed_on", "-pk")
    row = rows.annotate(said=Count("commitments", filter=theirs & said), denied=denials).values_list("said", "denied")
    found = row.first()
    return None if found is None else found[0] - found[1]


def as_plain(given: SupportGiven) -> dict[str, int | bool]:
    """Support as it is stored beside the decision it was shown for."""
    return asdict(given)


def from_plain(stored: Mapping[str, int | bool]) -> SupportGiven | None:
    """Support as it was stored; None where none was."""
    if not stored:
        return None
    return SupportGiven(
        owed=int(stored["owed"]),
        kept=int(stored["kept"]),
        lapsed=int(stored["lapsed"]),
        conversations=int(stored["conversations"]),
        measures=int(stored["measures"]),
        plan_agreed=bool(stored["plan_agreed"]),
        leader_commitments_kept=int(stored["leader_commitments_kept"]),
        heard=bool(stored["heard"]),
    )


TYPICAL_LEADER, LEVEL_NOW, NONE = "typical_leader", "level_now", "none"
NOT_MEASURED, OTHER_MEASURES, LEAVES = "not_measured", "other_measures", "leaves"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be expected after a move, in one expectation.

    Attributes:
        expectation: its key; empty where no forecast can be made.
        basis: what it rests on; where there is none, why.
        expected: the level.
        low: lower end of its 90 % interval.
        high: upper end.
    """

    expectation: str
    basis: str
    expected: float | None = None
    low: float | None = None
    high: float | None = None


def forecasts(who: Asker, move: Move, kind: MoveKind, role: str) -> tuple[Expected, ...]:
    """Forecast what somebody will attain after a move.

    Args:
        who: whoever decides it.
        move: the move.
        kind: where to, as it is decided.
        role: the key of the role they will hold.

    Returns:
        Under another leader, what is to be expected under a typical one where that can be said; else that they stay at
        the level they are at now; one entry that says why where nothing can be said.
    """
    if kind is MoveKind.LEAVING:
        return (Expected("", LEAVES),)
    since = who.on - timedelta(days=LEVEL_DAYS)
    levels = findings.levels_of([move.person_id], since=since, until=who.on)
    if not levels:
        return (Expected("", NOT_MEASURED),)
    wanted = roles.expected_in(role)
    typical = _typical(who, move) if kind is MoveKind.LEADER else {}
    found = tuple(
        typical.get(key) or Expected(key, LEVEL_NOW, series[-1].level, series[-1].low, series[-1].high)
        for (_person, key), series in sorted(levels.items())
        if key in wanted
    )
    return found or (Expected("", OTHER_MEASURES),)


def _typical(who: Asker, move: Move) -> dict[str, Expected]:
    rows = attributed.potential_under(who, [move.from_leader_id] if move.from_leader_id is not None else [])
    return {
        one.expectation: Expected(one.expectation, TYPICAL_LEADER, one.expected, one.low, one.high)
        for one in rows
        if one.key == move.person.key
    }
