"""Questions about conversations: their words for the two alone, that they took place for whoever sees the account."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from answerable.decisions.conversations.models import OPEN, AgendaItem, Commitment, Conversation, PrivateNote
from answerable.facts.dated import known_by
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Subject
from answerable.facts.support.models import Activity
from answerable.facts.support.read import WITH_PERSON
from answerable.rules import seeing
from answerable.rules.conversations import TalkState

LATELY_DAYS = 90


@dataclass(frozen=True, slots=True)
class ConversationShown:
    """That a conversation is planned, was held, put off or called off; none of its words.

    Attributes:
        number: of the conversation; None for one that only the calendar tells of.
        state: how it stands.
        kind: one-on-one or coaching.
        day: when it is or was.
        begins: at which time, None where that is open.
        minutes: how long.
        leader: the leader.
        person: the person.
        confirmed_by: the keys of those who have confirmed it as it reads now.
        is_mine: whether the asker is one of the two.
    """

    number: int | None
    state: TalkState
    kind: str
    day: date
    begins: time | None
    minutes: int
    leader: Subject
    person: Subject
    confirmed_by: frozenset[str]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ItemShown:
    """Something on the agenda: see `AgendaItem`."""

    number: int
    text: str
    added_by: str
    version: int
    prompt: str
    carried: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class CommitmentShown:
    """What somebody will do by when.

    Attributes:
        number: of the commitment.
        conversation: in which it was made.
        person: whose account it belongs to.
        leader: the leader it was made with.
        by: who made it.
        text: what.
        due_on: by when.
        made_on: since when.
        state: open, kept, not_kept or dropped.
        said_by: who said what became of it, empty for nobody.
        said_on: when.
    """

    number: int
    conversation: int
    person: Subject
    leader: Subject
    by: Subject
    text: str
    due_on: date
    made_on: date
    state: str
    said_by: str
    said_on: date | None

    def is_over(self, on: date) -> bool:
        """Whether it is still open although its day is over."""
        return self.state == OPEN and self.due_on < on


@dataclass(frozen=True, slots=True)
class Words:
    """What only the two of a conversation read.

    Attributes:
        uid: of the invitation.
        sequence: how often it was changed.
        reason: why it was put off or called off.
        changed_by: who did so, or put it on record that it was held.
        record: what it can be taken back by, None before it was held.
        notes: what both read.
        notes_version: which version of it.
        notes_by: who wrote that last.
        mine: the asker's own note, which nobody else reads.
        mine_version: which version of it.
        items: the agenda, in order.
        went_on_to: the number of the conversation that came of it when it was put off, None otherwise.
    """

    uid: UUID
    sequence: int
    reason: str
    changed_by: str
    record: int | None
    notes: str
    notes_version: int
    notes_by: str
    mine: str
    mine_version: int
    items: tuple[ItemShown, ...]
    went_on_to: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation as one of the two opens it.

    Attributes:
        shown: what is on record.
        words: what only the two read; None where the asker is none of them.
        is_led: whether the leader stands in the person's line today.
        around: the line that was read to say so.
    """

    shown: ConversationShown
    words: Words | None
    is_led: bool
    around: people.Surroundings


def opened(who: Asker, number: int) -> Opened | None:
    """A conversation, and its words for the two who hold it; None where there is no such conversation."""
    row = _rows(Conversation.objects.filter(pk=number)).first()
    if row is None:
        return None
    around = people.surroundings({row.person_id, who.person or row.person_id}, who.on)
    both = frozenset({row.leader.key, row.person.key})
    matter = seeing.Matter.CONVERSATION_TEXT
    thing = seeing.Thing(matter, row.person.key, row.day, around.units.get(row.person.key), both)
    verdict = seeing.may_see(who.viewer, thing, around.line, who.on)
    is_led = row.leader.key in around.line.chain(row.person.key, who.on, {}).leaders
    return Opened(_shown(row, who), _words(row, who) if verdict.allowed else None, is_led, around)


def _words(row: Conversation, who: Asker) -> Words:
    mine = PrivateNote.objects.filter(conversation=row, author=who.person).first()
    after = Conversation.objects.filter(came_from=row) if row.state == TalkState.POSTPONED else None
    items = AgendaItem.objects.filter(conversation=row, is_removed=False).select_related("added_by")
    return Words(
        uid=row.uid,
        sequence=row.sequence,
        reason=row.reason,
        changed_by=row.changed_by.name,
        record=row.record,
        notes=row.notes,
        notes_version=row.notes_version,
        notes_by=row.notes_by.name if row.notes_by is not None else "",
        mine=mine.text if mine is not None else "",
        mine_version=mine.version if mine is not None else 0,
        items=tuple(_item(item) for item in items),
        went_on_to=None if after is None else after.values_list("pk", flat=True).first(),
    )


def _item(row: AgendaItem) -> ItemShown:
    return ItemShown(row.pk, row.text, row.added_by.name, row.version, row.prompt, row.carried, row.is_done)


def with_person(who: Asker, person: Subject, sight: Sight | None, *, limit: int) -> tuple[ConversationShown, ...]:
    """Conversations of the asker with somebody and, as far as they may see their account, of their leaders with them.

    Args:
        who: who asks.
        person: somebody else.
        sight: what the asker may see of their account; None for nothing.
        limit: at most so many, the latest first.

    Returns:
        The conversations, those that only the calendar tells of among them.
    """
    ours = Q(leader=who.person or 0, person=person.pk) | Q(leader=person.pk, person=who.person or 0)
    theirs = Q() if sight is None else Q(person=person.pk)
    if sight is not None and sight.until is not None:
        theirs &= Q(day__lte=sight.until)
    rows = _rows(Conversation.objects.filter(ours if sight is None else ours | theirs))
    until = None if sight is None else sight.until
    found = [_as_known(_shown(row, who), until) for row in rows.order_by("-day", "-pk")[:limit]]
    told = _told_by_calendar(ours, person, sight)
    found += [_calendar(row, who) for row in told.order_by("-at", "-pk")[:limit]]
    return _latest_first(found)[:limit]


def _told_by_calendar(ours: Q, person: Subject, sight: Sight | None) -> QuerySet[Activity]:
    theirs = Q() if sight is None else Q(person=person.pk)
    if sight is not None and sight.until is not None:
        theirs &= Q(at__lt=_begins(sight.until + timedelta(days=1)))
    here = Conversation.objects.filter(record__isnull=False).values("record")
    rows: QuerySet[Activity] = Activity.standing.filter(ours if sight is None else ours | theirs)
    return rows.filter(kind__in=WITH_PERSON).exclude(pk__in=here).select_related("leader", "person")


def mine(who: Asker, *, limit: int) -> tuple[ConversationShown, ...]:
    """The asker's own conversations with everybody that are not still to come, the latest first."""
    ours = Q(leader=who.person or 0) | Q(person=who.person or 0)
    rows = _rows(Conversation.objects.filter(ours).exclude(state=TalkState.PLANNED))
    found = [_shown(row, who) for row in rows.order_by("-day", "-pk")[:limit]]
    here = Conversation.objects.filter(record__isnull=False).values("record")
    told = Activity.standing.filter(ours, kind__in=WITH_PERSON, person__isnull=False).exclude(pk__in=here)
    in_order = told.select_related("leader", "person").order_by("-at", "-pk")[:limit]
    return _latest_first([*found, *(_calendar(row, who) for row in in_order)])[:limit]


def planned(who: Asker) -> tuple[ConversationShown, ...]:
    """What the asker has planned with anybody, the next first; on a day what has no hour comes before what has one."""
    ours = Q(leader=who.person or 0) | Q(person=who.person or 0)
    rows = _rows(Conversation.objects.filter(ours, state=TalkState.PLANNED))
    rows = rows.order_by("day", F("time").asc(nulls_first=True), "pk")
    return tuple(_shown(row, who) for row in rows)


def planned_between(leader: int, person: int) -> int | None:
    """The number of the conversation two have planned; None without one. The caller has asked who may see it."""
    rows = Conversation.objects.filter(leader=leader, person=person, state=TalkState.PLANNED)
    return rows.values_list("pk", flat=True).first()


def number_of(record: int) -> int | None:
    """The number of the conversation that was put on record with a number; None without one."""
    return Conversation.objects.filter(record=record).values_list("pk", flat=True).first()


def to_confirm(who: Asker, *, limit: int) -> tuple[ConversationShown, ...]:
    """What was held and waits for the asker's confirmation, the latest first."""
    waits = Q(leader=who.person or 0, confirmed_by_leader_at=None)
    waits |= Q(person=who.person or 0, confirmed_by_person_at=None)
    rows = _rows(Conversation.objects.filter(waits, state=TalkState.HELD)).order_by("-day", "-pk")
    return tuple(_shown(row, who) for row in rows[:limit])


def held_with(leader: int, person: int, since: date) -> tuple[date, ...]:
    """The days since a day on which two are on record to have talked, in order; the caller has asked who may see it."""
    rows = Activity.standing.filter(leader=leader, person=person, kind__in=WITH_PERSON, at__gte=_begins(since))
    return tuple(sorted({moment.date() for moment in rows.values_list("at", flat=True)}))


def commitments_of(who: Asker) -> tuple[CommitmentShown, ...]:
    """What the asker has promised in conversations and not done yet, the first due first."""
    return _promised(Commitment.objects.filter(by=who.person or 0, state=OPEN))


def commitments_around(person: int, *, since: date, until: date | None = None) -> tuple[CommitmentShown, ...]:
    """What a person and their leaders have promised each other: what is open, and what became of the rest since a day.

    Args:
        person: whose account; the caller has asked who may see it.
        since: commitments judged before that day are left out.
        until: for leaders of then, the last day known.

    Returns:
        The commitments, the first due first; whatever leader they were made with.
    """
    rows = Commitment.objects.filter(Q(state=OPEN) | Q(said_on__gte=since), person=person)
    if until is None:
        return _promised(rows)
    found = _promised(Commitment.objects.filter(person=person, made_on__lte=until))
    return tuple(
        one if known_by(one.said_on, until) else replace(one, state=OPEN, said_by="", said_on=None) for one in found
    )


def _promised(rows: QuerySet[Commitment]) -> tuple[CommitmentShown, ...]:
    found = rows.select_related("person", "leader", "by", "said_by").order_by("due_on", "pk")
    return tuple(
        CommitmentShown(
            number=row.pk,
            conversation=row.conversation_id,
            person=Subject(row.person.pk, row.person.key, row.person.name),
            leader=Subject(row.leader.pk, row.leader.key, row.leader.name),
            by=Subject(row.by.pk, row.by.key, row.by.name),
            text=row.text,
            due_on=row.due_on,
            made_on=row.made_on,
            state=row.state,
            said_by=row.said_by.name if row.said_by is not None else "",
            said_on=row.said_on,
        )
        for row in found
    )


def _rows(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return rows.select_related("leader", "person", "changed_by", "notes_by")


def _shown(row: Conversation, who: Asker) -> ConversationShown:
    sides = ((row.leader.key, row.confirmed_by_leader_at), (row.person.key, row.confirmed_by_person_at))
    return ConversationShown(
        number=row.pk,
        state=TalkState(row.state),
        kind=row.kind,
        day=row.day,
        begins=row.time,
        minutes=row.minutes,
        leader=Subject(row.leader.pk, row.leader.key, row.leader.name),
        person=Subject(row.person.pk, row.person.key, row.person.name),
        confirmed_by=frozenset(key for key, moment in sides if moment is not None),
        is_mine=who.person in {row.leader_id, row.person_id},
    )


def _calendar(row: Activity, who: Asker) -> ConversationShown:
    person = row.person or row.leader
    return ConversationShown(
        number=None,
        state=TalkState.HELD,
        kind=row.kind,
        day=row.at.date(),
        begins=None,
        minutes=round(row.minutes),
        leader=Subject(row.leader.pk, row.leader.key, row.leader.name),
        person=Subject(person.pk, person.key, person.name),
        confirmed_by=frozenset(),
        is_mine=who.person in {row.leader_id, row.person_id},
    )


def _as_known(one: ConversationShown, until: date | None) -> ConversationShown:
    """For a leader of then: what both made of it afterwards is not theirs to see."""
    return one if until is None or one.is_mine else replace(one, confirmed_by=frozenset())


def _latest_first(found: Iterable[ConversationShown]) -> tuple[ConversationShown, ...]:
    return tuple(sorted(found, key=lambda one: (one.day, one.number or 0), reverse=True))


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
