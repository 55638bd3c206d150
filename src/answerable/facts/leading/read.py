"""Questions about how leaders see their leading, how they spend their time, and how they mean to grow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from answerable.facts.dated import holds
from answerable.facts.leading.models import Aim, AimNote, PulseAnswer, SelfView, WeekEstimate
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Place
from answerable.facts.people.read import Subject, Surroundings
from answerable.facts.support.models import Activity
from answerable.facts.support.read import PAPER_TIME, PEOPLE_TIME
from answerable.rules import seeing
from answerable.rules.mirror import SIX, quarter_of, week_of

WEEKS = 13
MOST_VIEWS = 12
CUSTOMER_TIME = ("customer",)


@dataclass(frozen=True, slots=True)
class Before:
    """What somebody may see of how a leader leads.

    Attributes:
        allowed: whether anything at all.
        is_own: whether it is their own.
        is_direct: whether it is that of somebody who reports to them directly.
        around: the line that was read to say so.
    """

    allowed: bool
    is_own: bool
    is_direct: bool
    around: Surroundings = field(compare=False, repr=False)


def place_of(who: Asker, leader: Subject) -> Before:
    """Say what somebody may see of how a leader leads: their own, that of leaders under them or in their units.

    Args:
        who: who asks.
        leader: the leader.

    Returns:
        Whether the mirror may be seen, by their place today; who led this leader once sees it no more.
    """
    around = people.surroundings({leader.pk, who.person or leader.pk}, who.on)
    is_own = who.person == leader.pk
    chain = around.line.chain(leader.key, who.on, {}).leaders
    thing = seeing.Thing(seeing.Matter.LEADER_EFFECT, leader.key, who.on, around.units.get(leader.key))
    allowed = seeing.may_see(who.viewer, thing, around.line, who.on).allowed
    is_direct = who.person is not None and chain[:1] == (who.viewer.person_id,)
    return Before(allowed, is_own, is_direct, around)


@dataclass(frozen=True, slots=True)
class Led:
    """A leader, and how many people report to them.

    Attributes:
        subject: the leader.
        reports: how many.
        above: the name of who leads the leader, empty where nobody does.
    """

    subject: Subject
    reports: int
    above: str


def leader(key: str, on: date) -> Led | None:
    """The person of a key with how many report to them on a day and who leads them; None where there is no such."""
    lasts = Q(line__ends_on__isnull=True) | Q(line__ends_on__gt=on)
    direct = Q(lasts, line__level=1, line__starts_on__lte=on)
    led_by = Place.objects.filter(holds(on), person=OuterRef("pk"), level=1).values("leader__name")[:1]
    rows = Person.objects.filter(key=key).annotate(reports=Count("line", filter=direct), above=Subquery(led_by))
    row = rows.values_list("pk", "key", "name", "reports", "above").first()
    return None if row is None else Led(Subject(*row[:3]), row[3], row[4] or "")


def reports_to(leader: int, on: date) -> int:
    """How many people report to somebody on a day."""
    return Place.objects.filter(holds(on), leader=leader, level=1).count()


@dataclass(frozen=True, slots=True)
class SelfViewShown:
    """How a leader saw their leading.

    Attributes:
        number: of the view.
        on: the day.
        scores: by duty, from 1 to 5.
        lines: by duty, a line to it, empty for none.
        shared_on: since when the leaders above may read it, None where they may not.
    """

    number: int
    on: date
    scores: dict[str, int]
    lines: dict[str, str]
    shared_on: date | None


def self_views(leader: int, *, is_own: bool) -> tuple[SelfViewShown, ...]:
    """How a leader saw their leading, the latest first; the caller has asked who may see it.

    Args:
        leader: the number of the leader.
        is_own: whether it is the leader who asks; anybody else gets what was shared.

    Returns:
        At most twelve.
    """
    rows = SelfView.standing.filter(leader=leader).order_by("-on", "-pk")
    rows = rows if is_own else rows.filter(shared_at__isnull=False)
    return tuple(_self_view(row) for row in rows[:MOST_VIEWS])


def _self_view(row: SelfView) -> SelfViewShown:
    # PostgreSQL keeps no order of what an answer is to.
    answered = [kind.value for kind in SIX if kind.value in row.answers]
    return SelfViewShown(
        row.pk,
        row.on,
        {kind: row.answers[kind][0] for kind in answered},
        {kind: row.answers[kind][1] for kind in answered},
        None if row.shared_at is None else timezone.localtime(row.shared_at).date(),
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a week: with people, on reports and what is above, with customers, on other things."""

    people: float = 0.0
    reports: float = 0.0
    customers: float = 0.0
    other: float = 0.0

    @property
    def total(self) -> float:
        """All of them."""
        return self.people + self.reports + self.customers + self.other


@dataclass(frozen=True, slots=True)
class WeekShown:
    """How a week of a leader went.

    Attributes:
        week: the Monday.
        recorded: what the calendar and logged conversations hold.
        estimate: what the leader says, None where they said nothing.
    """

    week: date
    recorded: Hours
    estimate: Hours | None


def weeks_of(leader: int, on: date) -> tuple[WeekShown, ...]:
    """How the last thirteen weeks of a leader went, this one last; the caller has asked who may see it."""
    first = week_of(on) - timedelta(weeks=WEEKS - 1)
    begins = datetime(first.year, first.month, first.day, tzinfo=UTC)
    ends = datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(days=1)
    rows = Activity.standing.filter(leader=leader, at__gte=begins, at__lt=ends)
    # Moments on record are UTC, wherever this runs.
    days = rows.annotate(day=TruncDate("at", tzinfo=UTC)).values_list("day", "kind").annotate(Sum("minutes"))
    recorded: dict[date, dict[str, float]] = {}
    for day, kind, minutes in days:
        own = recorded.setdefault(week_of(day), {})
        own[kind] = own.get(kind, 0.0) + minutes / 60
    said = WeekEstimate.standing.filter(leader=leader, week__gte=first)
    estimates = {row.week: Hours(row.people, row.reports, row.customers, row.other) for row in said}
    weeks = (first + timedelta(weeks=number) for number in range(WEEKS))
    return tuple(WeekShown(week, _hours(recorded.get(week, {})), estimates.get(week)) for week in weeks)


def _hours(kinds: dict[str, float]) -> Hours:
    def together(names: Iterable[str]) -> float:
        return sum(kinds.get(name, 0.0) for name in names)

    people_, reports, customers = together(PEOPLE_TIME), together(PAPER_TIME), together(CUSTOMER_TIME)
    return Hours(people_, reports, customers, sum(kinds.values()) - people_ - reports - customers)


@dataclass(frozen=True, slots=True)
class Pulse:
    """What somebody is asked about their leader this quarter.

    Attributes:
        leader: the number of their leader, None where nobody leads them.
        leader_name: the name.
        reports: how many people report to that leader.
        quarter: the first day of the quarter.
        given_on: the day they answered, None where they have not.
        about: whom they answered about.
        answers: what they said, by statement; None for "cannot say".
    """

    leader: int | None
    leader_name: str
    reports: int
    quarter: date
    given_on: date | None
    about: str
    answers: dict[str, int | None]


def pulse_of(who: Asker) -> Pulse:
    """What the asker is asked about their leader, and what they said: it is shown to nobody else."""
    quarter = quarter_of(who.on)
    place = Place.objects.filter(holds(who.on), person=who.person or 0, level=1).select_related("leader").first()
    rows = list(PulseAnswer.standing.filter(person=who.person or 0, quarter=quarter).select_related("leader"))
    return Pulse(
        leader=None if place is None else place.leader_id,
        leader_name="" if place is None else place.leader.name,
        reports=0 if place is None else reports_to(place.leader_id, who.on),
        quarter=quarter,
        given_on=rows[0].given_on if rows else None,
        about=rows[0].leader.name if rows else "",
        answers={row.statement: row.score for row in rows},
    )


@dataclass(frozen=True, slots=True)
class Note:
    """How an aim goes: who said what, when."""

    by: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class AimShown:
    """One thing a leader wants to do better.

    Attributes:
        number: of the aim.
        leader: the number of the leader.
        leader_key: theirs.
        leader_name: theirs.
        text: what.
        lever: by what means.
        by: by when.
        state: open, reached or dropped.
        ended_on: the day it was, None while it is open.
        version: of the text.
        promise: what their own leader promises to it, empty for nothing yet.
        promised_by: who promised, empty for nobody.
        promised_on: when.
        promise_version: of the promise.
        notes: how it goes, in order.
    """

    number: int
    leader: int
    leader_key: str
    leader_name: str
    text: str
    lever: str
    by: date
    state: str
    ended_on: date | None
    version: int
    promise: str
    promised_by: str
    promised_on: date | None
    promise_version: int
    notes: tuple[Note, ...]


def aims_of(leader: int) -> tuple[AimShown, ...]:
    """What a leader wants to do better, open ones first; the caller has asked who may see it."""
    rows = list(Aim.objects.filter(leader=leader).select_related("leader", "promised_by").order_by("by", "pk"))
    return tuple(sorted(_with_notes(rows), key=lambda one: one.state != "open"))


def aim(number: int) -> AimShown | None:
    """One aim; the caller asks who may see it."""
    rows = Aim.objects.filter(pk=number).select_related("leader", "promised_by")
    return next(iter(_with_notes(list(rows))), None)


def how_many_aims(leader: int) -> int:
    """How many things a leader means to do better; for the leaders above, who do not read them."""
    return Aim.objects.filter(leader=leader, state="open").count()


def _with_notes(rows: list[Aim]) -> list[AimShown]:
    notes: dict[int, list[Note]] = {}
    for row in AimNote.objects.filter(aim__in=rows).select_related("said_by").order_by("pk"):
        notes.setdefault(row.aim_id, []).append(Note(row.said_by.name, row.on, row.text))
    return [
        AimShown(
            number=row.pk,
            leader=row.leader_id,
            leader_key=row.leader.key,
            leader_name=row.leader.name,
            text=row.text,
            lever=row.lever,
            by=row.by,
            state=row.state,
            ended_on=row.ended_on,
            version=row.version,
            promise=row.promise,
            promised_by=row.promised_by.name if row.promised_by is not None else "",
            promised_on=row.promised_on,
            promise_version=row.promise_version,
            notes=tuple(notes.get(row.pk, ())),
        )
        for row in rows
    ]


def is_led_by(leader: int, above: int | None, on: date) -> bool:
    """Whether a leader reports to somebody on a day."""
    return Place.objects.filter(holds(on), person=leader, leader=above or 0, level=1).exists()
