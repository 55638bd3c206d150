"""What the record shows of how a leader leads: duties kept, how soon was acted, gaps closed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Place
from answerable.rules.mirror import Typical, quarter_of, typical

RECORD_DAYS = 90
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Tally:
    """How duties went.

    Attributes:
        kept: in time.
        late: done, but late.
        missing: not done and over their day.
    """

    kept: int = 0
    late: int = 0
    missing: int = 0

    @property
    def due(self) -> int:
        """All of them."""
        return self.kept + self.late + self.missing

    def __add__(self, more: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.kept + more.kept, self.late + more.late, self.missing + more.missing)


@dataclass(frozen=True, slots=True)
class Towards:
    """How a leader kept what they owed one person, or one unit.

    Attributes:
        key: of the person; of a unit, theirs.
        name: theirs.
        is_unit: whether it is a unit.
        tally: how it went.
    """

    key: str
    name: str
    is_unit: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a leader's record.

    Attributes:
        begins_on: its first day.
        tally: how the duties went that fell due in it.
        closed: how many gaps of their people closed in it.
    """

    begins_on: date
    tally: Tally = field(default_factory=Tally)
    closed: int = 0


@dataclass(frozen=True, slots=True)
class LeaderRecord:
    """What is on record of how a leader leads.

    Attributes:
        by_kind: by kind of duty, how those of the last 90 days went.
        by_person: the same by person and unit, by name.
        quarters: the quarters of the last year, the earliest first.
        first_action: how long it took from a gap being taken up to the leader's first action, over a year.
        closed: how many gaps of their people closed in 90 days.
        open_now: how many are open.
    """

    by_kind: dict[str, Tally]
    by_person: tuple[Towards, ...]
    quarters: tuple[Quarter, ...]
    first_action: Typical
    closed: int
    open_now: int

    @property
    def whole(self) -> Tally:
        """All duties of the last 90 days."""
        return sum(self.by_kind.values(), Tally())


def record_of(leader: int, on: date) -> LeaderRecord:
    """Read what is on record of a leader; the caller has asked who may see it.

    Args:
        leader: the number of the leader.
        on: the day.

    Returns:
        The record. Duties count by the day they fell due; what nobody had to do any more by then counts for nobody.
    """
    first = quarter_of(on - timedelta(days=YEAR_DAYS))
    duties = _fallen_due(leader, first, on)
    lately = on - timedelta(days=RECORD_DAYS)
    by_kind: dict[str, Tally] = defaultdict(Tally)
    by_person: dict[tuple[str, str, bool], Tally] = defaultdict(Tally)
    by_quarter: dict[date, Tally] = defaultdict(Tally)
    for kind, key, name, is_unit, due_on, kept_on in duties:
        one = _tally(due_on, kept_on)
        by_quarter[quarter_of(due_on)] += one
        if due_on > lately:
            by_kind[kind] += one
            by_person[key, name, is_unit] += one
    days, waiting, closed_on, open_now = _cases(leader, first, on)
    closed = Counter(quarter_of(day) for day in closed_on)
    return LeaderRecord(
        by_kind=dict(by_kind),
        by_person=tuple(
            Towards(*whom, tally)
            for whom, tally in sorted(by_person.items(), key=lambda one: (one[0][1].casefold(), one[0]))
        ),
        quarters=tuple(Quarter(day, by_quarter[day], closed[day]) for day in _quarters(first, on)),
        first_action=typical([*days, *[None] * waiting]),
        closed=sum(day > lately for day in closed_on),
        open_now=open_now,
    )


def _fallen_due(leader: int, first: date, on: date) -> list[tuple[str, str, str, bool, date, date | None]]:
    rows = Duty.objects.filter(leader=leader, due_on__gte=first, due_on__lt=on)
    rows = rows.exclude(kept_on__isnull=True, ended_on__lte=F("due_on"))
    named = rows.annotate(
        key=Coalesce("person__key", "unit__key"), called=Coalesce("person__name", "unit__name")
    ).order_by("pk")
    return [
        (kind, key, called, unit is not None, due_on, kept_on)
        for kind, key, called, unit, due_on, kept_on in named.values_list(
            "kind", "key", "called", "unit", "due_on", "kept_on"
        )
    ]


def _tally(due_on: date, kept_on: date | None) -> Tally:
    if kept_on is None:
        return Tally(missing=1)
    return Tally(kept=1) if kept_on <= due_on else Tally(late=1)


def _cases(leader: int, first: date, on: date) -> tuple[list[int], int, list[date], int]:
    """Of the gaps of a leader's own people: days until first action, how many wait, days closed, how many are open."""
    days, waiting, closed, open_now = [], 0, [], 0
    since = on - timedelta(days=YEAR_DAYS)
    for taken_up_on, closed_on, led_since, acted_on in _of_own_people(leader, first, on):
        if closed_on is None or closed_on > on:
            open_now += 1
        elif closed_on >= first:
            closed.append(closed_on)
        # Whoever came to lead later is asked from then on.
        signal = max(taken_up_on, led_since)
        if signal < since:
            continue
        if acted_on is not None:
            days.append(max((acted_on - signal).days, 0))
        elif closed_on is None:
            waiting += 1
    return days, waiting, closed, open_now


def _of_own_people(leader: int, first: date, on: date) -> "QuerySet[Case, tuple[date, date | None, date, date | None]]":
    """Gaps of those who report to a leader now or did when the gap closed, with the leader's first action on each."""
    day = Coalesce(OuterRef("closed_on"), Value(on))
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    under = Place.objects.filter(lasts, leader=leader, level=1, person=OuterRef("person"), starts_on__lte=day)
    acted = Duty.objects.filter(case=OuterRef("pk"), leader=leader, kept_on__isnull=False).order_by()
    rows = Case.objects.filter(Exists(under)).exclude(closed_on__lt=first)
    rows = rows.annotate(
        led_since=Subquery(under.order_by("-starts_on").values("starts_on")[:1]),
        acted_on=Subquery(acted.values("case").annotate(day=Min("kept_on")).values("day")),
    )
    return rows.values_list("taken_up_on", "closed_on", "led_since", "acted_on")


def _quarters(first: date, on: date) -> list[date]:
    days, day = [], first
    while day <= on:
        days.append(day)
        day = quarter_of(day + timedelta(days=95))
    return days
