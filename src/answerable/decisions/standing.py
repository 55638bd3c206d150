"""How leaders stand: the people in their line, the gaps among them, the duties kept and over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from answerable.decisions.cases.models import Below, Case
from answerable.decisions.duties.models import Duty

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
        By number; four queries however many leaders there are.
    """
    below = {row.leader_id: (row.people, row.gaps, row.sustained) for row in Below.objects.filter(leader__in=leaders)}
    answers = _count(Case.objects.filter(closed_on__isnull=True, answerable__in=leaders), "answerable")
    lately = Duty.objects.filter(leader__in=leaders, due_on__gt=on - timedelta(days=RECORD_DAYS), due_on__lt=on)
    lately = lately.exclude(kept_on__isnull=True, ended_on__lte=F("due_on"))
    rows = lately.values_list("leader").annotate(due=Count("pk"), kept=Count("pk", filter=Q(kept_on__lte=F("due_on"))))
    record = {leader: (due, kept) for leader, due, kept in rows}
    over = _count(Duty.objects.filter(leader__in=leaders, ended_on__isnull=True, due_on__lt=on), "leader")
    return {
        leader: Standing(
            *below.get(leader, (0, 0, 0)),
            answers.get(leader, 0),
            *record.get(leader, (0, 0)),
            over.get(leader, 0),
        )
        for leader in leaders
    }


def _count(rows: "QuerySet[Case] | QuerySet[Duty]", field: str) -> dict[int, int]:
    return dict(rows.values_list(field).annotate(Count("pk")))
