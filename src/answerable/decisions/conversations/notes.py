"""Notes of a conversation: those both read, and those of one alone."""

from datetime import datetime

from django.db import transaction

from answerable.decisions.conversations.agenda import CLASH, Written
from answerable.decisions.conversations.models import PrivateNote
from answerable.decisions.conversations.rows import ALLOWED, note_edit, row_for
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.rules.conversations import Deed

LONGEST = 20_000


def share(who: Asker, *, number: int, text: str, version: int, at: datetime) -> Written:
    """Write the notes both read.

    Args:
        who: one of the two.
        number: of the conversation.
        text: as they shall read.
        version: the one that was changed.
        at: when.

    Returns:
        Whether they stand, or what the other one made of them in between.
    """
    text = _as_sent(text)
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.WRITE)
        if row is None or not may.allowed:
            return Written(may)
        if row.notes_version != version and row.notes != text:
            by = row.notes_by.name if row.notes_by is not None else ""
            return Written(CLASH, row.notes, by, row.notes_version)
        if row.notes != text:
            row.notes, row.notes_version, row.notes_by_id = text, row.notes_version + 1, who.person
            row.save(update_fields=["notes", "notes_version", "notes_by"])
            note_edit(row, who, at)
    return Written(ALLOWED)


def note_privately(who: Asker, *, number: int, text: str, version: int) -> Written:
    """Write notes for oneself.

    Args:
        who: one of the two.
        number: of the conversation.
        text: as they shall read.
        version: the one that was changed.

    Returns:
        Whether they stand, or what one wrote in another window in between.
    """
    text = _as_sent(text)
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.WRITE)
        if row is None or not may.allowed or who.person is None:
            return Written(may)
        note, _is_new = PrivateNote.objects.get_or_create(conversation=row, author_id=who.person)
        if note.version != version and note.text != text:
            return Written(CLASH, note.text, who.name, note.version)
        if note.text != text:
            note.text, note.version = text, note.version + 1
            note.save(update_fields=["text", "version"])
    return Written(ALLOWED)


def _as_sent(text: str) -> str:
    """Browsers send lines with the ends of another age."""
    return text.replace("\r\n", "\n").strip()[:LONGEST]
