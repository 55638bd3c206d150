"""Conversations of the cast, in tests: planned, prepared and held with few words."""

from datetime import date, time, timedelta

from answerable.decisions.conversations import agenda, commitments, notes, write
from answerable.decisions.conversations.models import AgendaItem, Commitment, Conversation, PrivateNote
from answerable.decisions.conversations.rows import Outcome
from answerable.decisions.duties.models import Duty
from answerable.facts.support.models import Activity
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY

TEN = time(10)
SOON = TODAY + timedelta(days=3)


def plan(name: str = "leader", other: str = "seller-2", day: date = TODAY, begins: time | None = TEN) -> int:
    """Plan a conversation; its number."""
    done = write.plan(asker(name), other_key=other, day=day, begins=begins, minutes=30, kind="one_on_one", at=AT)
    assert done.number is not None
    assert done.verdict.allowed, done.verdict.reasons
    return done.number


def prepared() -> Conversation:
    """The conversation that leader and peer have planned for today, with an item and a promise; planned if need be."""
    found = Conversation.objects.filter(leader__key="leader", person__key="seller-2", state="planned").first()
    if found is None:
        number = plan()
        add("leader", number, "Calls")
        promise("peer", number, "Call both accounts")
        found = Conversation.objects.get(pk=number)
    return found


def postpone(name: str, number: int, day: date = SOON, reason: str = "I am ill") -> Outcome:
    """Put a conversation off."""
    return write.postpone(asker(name), number=number, day=day, begins=TEN, reason=reason, at=AT)


def hold(name: str, number: int, minutes: int = 45) -> write.Done:
    """Put on record that a conversation was held."""
    return write.hold(asker(name), number=number, minutes=minutes, policy=default_policy(), at=AT)


def held(name: str = "leader", other: str = "seller-2") -> int:
    """A conversation that was held; its number."""
    number = plan(name, other)
    assert hold(name, number).verdict.allowed
    return number


def add(name: str, number: int, text: str, prompt: str = "") -> int:
    """Put something on the agenda; its number."""
    assert agenda.add(asker(name), number=number, text=text, prompt=prompt, at=AT).allowed
    return AgendaItem.objects.get(conversation=number, text=text).pk


def share(name: str, number: int, text: str, version: int = 0) -> agenda.Written:
    """Write the shared notes."""
    return notes.share(asker(name), number=number, text=text, version=version, at=AT)


def promise(name: str, number: int, text: str, *, by_asker: bool = True, due_on: date = SOON) -> int:
    """Put a commitment on record; its number."""
    done = commitments.make(asker(name), number=number, by_asker=by_asker, text=text, due_on=due_on, at=AT)
    assert done.number is not None
    return done.number


def on_agenda(number: int) -> list[tuple[str, int]]:
    """What stands on an agenda, and how often each was carried over."""
    rows = AgendaItem.objects.filter(conversation=number, is_removed=False)
    return [(item.text, item.carried) for item in rows]


def everything() -> list[object]:
    """All that a deed of conversations could change."""
    rows = [
        list(model.objects.order_by("pk").values()) for model in (Conversation, AgendaItem, Commitment, PrivateNote)
    ]
    duties = list(Duty.objects.order_by("pk").values())
    return [*rows, duties, Activity.objects.count(), Activity.standing.count(), ledger.head()]
