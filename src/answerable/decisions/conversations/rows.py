"""Conversations as rows: found for whoever changes them, and told to the rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from answerable.decisions.conversations.models import AgendaItem, Conversation
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Place
from answerable.ledger import write as ledger
from answerable.rules.conversations import Deed, Talk, TalkState, edited, may
from answerable.rules.verdicts import Verdict

NOT_THERE = Verdict(allowed=False, reasons=("There is no such conversation of yours.",))
ALLOWED = Verdict(allowed=True, reasons=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a deed.

    Attributes:
        verdict: whether it was allowed.
        number: of what it was done to, or of what came of it; None where nothing was done.
    """

    verdict: Verdict
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A leader and somebody in their line."""

    leader: Person
    person: Person


def pair_of(who: Asker, key: str) -> Pair | None:
    """The asker and another one, one of them in the other's line on the day; None where neither is."""
    ours = Q(leader=who.person, person__key=key) | Q(person=who.person, leader__key=key)
    place = Place.objects.filter(holds(who.on) & ours).select_related("leader", "person").first()
    return None if place is None or who.person is None else Pair(place.leader, place.person)


def row_for(who: Asker, number: int, deed: Deed) -> tuple[Conversation | None, Verdict]:
    """A conversation of the asker's and whether they may do something to it; the ledger is locked by the caller."""
    ours = Q(leader=who.person or 0) | Q(person=who.person or 0)
    row = Conversation.objects.filter(ours, pk=number).select_related("leader", "person").first()
    if row is None:
        return None, NOT_THERE
    return row, may(deed, talk_of(row), who.viewer.person_id, who.on)


def talk_of(row: Conversation) -> Talk:
    """A conversation as the rules look at it."""
    sides = ((row.leader.key, row.confirmed_by_leader_at), (row.person.key, row.confirmed_by_person_at))
    return Talk(
        state=TalkState(row.state),
        day=row.day,
        leader_id=row.leader.key,
        person_id=row.person.key,
        led_on_day=Place.objects.filter(holds(row.day), leader=row.leader, person=row.person).exists(),
        confirmed_by=frozenset(key for key, moment in sides if moment is not None),
    )


def take_over(row: Conversation, talk: Talk, at: datetime) -> None:
    """Let a row stand as the rules say; whoever had confirmed before keeps their moment."""
    row.state = talk.state.value
    by_leader, by_person = talk.leader_id in talk.confirmed_by, talk.person_id in talk.confirmed_by
    row.confirmed_by_leader_at = (row.confirmed_by_leader_at or at) if by_leader else None
    row.confirmed_by_person_at = (row.confirmed_by_person_at or at) if by_person else None


def note_edit(row: Conversation, who: Asker, at: datetime) -> None:
    """What both read has been changed: the other, if they had confirmed it, confirms it again."""
    before = talk_of(row)
    after = edited(before, who.viewer.person_id)
    take_over(row, after, at)
    row.save(update_fields=["state", "confirmed_by_leader_at", "confirmed_by_person_at"])
    if after.confirmed_by != before.confirmed_by:
        enter("conversation.edited", who, row, {"side": side_of(who, row)}, at)


def carry_over(to: Conversation) -> None:
    """Let everything the two have not come to yet stand on the agenda of a conversation to come, in its order."""
    left = AgendaItem.objects.filter(
        conversation__leader=to.leader, conversation__person=to.person, is_done=False, is_removed=False, went_on=False
    ).exclude(conversation=to)
    items = list(left.order_by("conversation__day", "conversation", "place", "pk"))
    AgendaItem.objects.filter(pk__in=[item.pk for item in items]).update(went_on=True)
    for place, item in enumerate(items, 1):
        AgendaItem.objects.create(
            conversation=to,
            text=item.text,
            place=place,
            added_by_id=item.added_by_id,
            changed_by_id=item.changed_by_id,
            prompt=item.prompt,
            carried=item.carried + 1,
        )


def side_of(who: Asker, row: Conversation) -> str:
    """Which of the two somebody is."""
    return "leader" if who.person == row.leader_id else "person"


def enter(kind: str, who: Asker, row: Conversation, body: dict[str, Any], at: datetime) -> None:
    """Enter a deed in the ledger, with the number of its conversation and no word of what was said."""
    said = {"conversation": row.pk, **body}
    ledger.append(kind=kind, at=at, day=who.on, actor=who.viewer.person_id, subject=row.person.key, body=said)
