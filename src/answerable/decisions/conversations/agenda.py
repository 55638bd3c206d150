"""The shared agenda: both add to it, order it, tick off what was spoken of."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from answerable.decisions.conversations.models import AgendaItem, Conversation
from answerable.decisions.conversations.rows import ALLOWED, note_edit, row_for
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.rules.conversations import Deed
from answerable.rules.verdicts import Verdict

LONGEST = 500
NOTHING = Verdict(allowed=False, reasons=("Write what you want to speak of.",))
NO_ITEM = Verdict(allowed=False, reasons=("This is not on the agenda.",))
CLASH = Verdict(allowed=False, reasons=("The other one changed this while you were writing.",))
DEEDS = ("tick", "untick", "up", "down", "remove", "restore")


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a text that was sent.

    Attributes:
        verdict: whether it stands.
        theirs: what stands instead, where somebody else changed it in between; None otherwise.
        theirs_by: who wrote that.
        version: which version that is.
    """

    verdict: Verdict
    theirs: str | None = None
    theirs_by: str = ""
    version: int = 0


def add(who: Asker, *, number: int, text: str, prompt: str, at: datetime) -> Verdict:
    """Put something on the agenda, at its end.

    Args:
        who: one of the two.
        number: of the conversation.
        text: what to speak of.
        prompt: what proposed it, empty for nothing.
        at: when.

    Returns:
        The verdict; sent twice, it stands once.
    """
    text = " ".join(text.split())[:LONGEST]
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.WRITE)
        if row is None or not may.allowed or not text:
            return NOTHING if may.allowed else may
        items = AgendaItem.objects.filter(conversation=row, is_removed=False)
        if not items.filter(text=text, is_done=False).exists():
            last = items.aggregate(last=Max("place"))["last"] or 0
            AgendaItem.objects.create(
                conversation=row,
                text=text,
                place=last + 1,
                added_by_id=who.person or 0,
                changed_by_id=who.person or 0,
                prompt=prompt[:60],
            )
            note_edit(row, who, at)
    return may


def change(who: Asker, *, number: int, item: int, text: str, version: int, at: datetime) -> Written:
    """Word an item otherwise.

    Args:
        who: one of the two.
        number: of the conversation.
        item: of the item.
        text: as it shall read.
        version: the one that was changed.
        at: when.

    Returns:
        Whether it stands, or what the other one made of it in between.
    """
    text = " ".join(text.split())[:LONGEST]
    with transaction.atomic():
        ledger.lock()
        found = _item(who, number, item)
        if isinstance(found, Verdict):
            return Written(found)
        row, one = found
        if not text:
            return Written(NOTHING)
        if one.version != version and one.text != text:
            return Written(CLASH, one.text, one.changed_by.name, one.version)
        if one.text != text:
            one.text, one.changed_by_id, one.version = text, who.person or 0, one.version + 1
            one.save(update_fields=["text", "changed_by", "version"])
            note_edit(row, who, at)
    return Written(ALLOWED)


def act(who: Asker, *, number: int, item: int, deed: str, at: datetime) -> Verdict:
    """Tick an item off or back, move it, take it off the agenda or put it back.

    Args:
        who: one of the two.
        number: of the conversation.
        item: of the item.
        deed: one of `DEEDS`.
        at: when.

    Returns:
        The verdict.
    """
    with transaction.atomic():
        ledger.lock()
        found = _item(who, number, item)
        if isinstance(found, Verdict):
            return found
        row, one = found
        if deed in {"up", "down"}:
            _move(row, one, -1 if deed == "up" else 1)
        elif deed in {"tick", "untick"}:
            one.is_done = deed == "tick"
            one.save(update_fields=["is_done"])
        else:
            one.is_removed = deed == "remove"
            one.save(update_fields=["is_removed"])
            note_edit(row, who, at)
    return ALLOWED


def _item(who: Asker, number: int, item: int) -> tuple[Conversation, AgendaItem] | Verdict:
    row, may = row_for(who, number, Deed.WRITE)
    if row is None or not may.allowed:
        return may
    one = AgendaItem.objects.filter(conversation=row, pk=item).select_related("changed_by").first()
    return NO_ITEM if one is None else (row, one)


def _move(row: Conversation, one: AgendaItem, step: int) -> None:
    """Exchange an item with the one above or below it."""
    items = list(AgendaItem.objects.filter(conversation=row, is_removed=False))
    here = next((place for place, item in enumerate(items) if item.pk == one.pk), None)
    there = -1 if here is None else here + step
    if here is not None and 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    for place, item in enumerate(items, 1):
        AgendaItem.objects.filter(pk=item.pk).exclude(place=place).update(place=place)
