"""How leaders stand: the people in their line, the gaps among them, the duties kept and over."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Place

RECORD_DAYS = 90


@dataclass(frozen=True, slots=True)
class Standing:
    """How a leader stands.

    Attributes:
        people: how many people are in their line.
        gaps: open gaps of these and of their units.
        sustained: how many of the gaps are sustained.
        answers_for: how many gaps they must act on now.
        due: duties that fell due in the last 90 days; what nobody had to do any more by then did not.
        kept: how many of these were kept by their day.
        over: duties that are over their day and still owed.
    """

    people: int
    gaps: int
    sustained: int
    answers_for: int
    due: int
    kept: int
    over: int


def standings(leaders: Collection[int], on: date) -> dict[int, Standing]:
    """Say how some leaders stand; the caller has asked who may see it.

    Args:
        leaders: their numbers.
        on: the day.

    Returns:
        By number; seven queries however many leaders there are.
    """
    line = Place.objects.filter(leader__in=leaders, ends_on__isnull=True)
    people = dict(line.values_list("leader").annotate(Count("pk")))
    gaps, sustained = _gaps(leaders)
    answers = _count(Case.objects.filter(closed_on__isnull=True, answerable__in=leaders), "answerable")
    lately = Duty.objects.filter(leader__in=leaders, due_on__gt=on - timedelta(days=RECORD_DAYS), due_on__lt=on)
    lately = lately.exclude(kept_on__isnull=True, ended_on__lte=F("due_on"))
    rows = lately.values_list("leader").annotate(due=Count("pk"), kept=Count("pk", filter=Q(kept_on__lte=F("due_on"))))
    record = {leader: (due, kept) for leader, due, kept in rows}
    over = _count(Duty.objects.filter(leader__in=leaders, ended_on__isnull=True, due_on__lt=on), "leader")
    return {
        leader: Standing(
            people.get(leader, 0),
            gaps[leader],
            sustained[leader],
            answers.get(leader, 0),
            *record.get(leader, (0, 0)),
            over.get(leader, 0),
        )
        for leader in leaders
    }


def _count(rows: "QuerySet[Case] | QuerySet[Duty]", field: str) -> dict[int, int]:
    return dict(rows.values_list(field).annotate(Count("pk")))


def _gaps(leaders: Collection[int]) -> tuple[Counter[int], Counter[int]]:
    """Gaps of people in the line; gaps of units led by the leader or by somebody in the line."""
    gaps: Counter[int] = Counter()
    sustained: Counter[int] = Counter()
    for who in ("person__places__leader", "unit__leader__places__leader"):
        standing = Q(**{f"{who}__in": leaders, f"{who.removesuffix('__leader')}__ends_on__isnull": True})
        _add(Case.objects.filter(standing, closed_on__isnull=True), who, gaps, sustained)
    led = Case.objects.filter(unit__leader__in=leaders, closed_on__isnull=True)
    _add(led, "unit__leader", gaps, sustained)
    return gaps, sustained


def _add(rows: QuerySet[Case], who: str, gaps: Counter[int], sustained: Counter[int]) -> None:
    counted = rows.values_list(who).annotate(
        found=Count("pk"), lasting=Count("pk", filter=Q(sustained_on__isnull=False))
    )
    for leader, all_of_them, lasting in counted:
        gaps[leader] += all_of_them
        sustained[leader] += lasting
