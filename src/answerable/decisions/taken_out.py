"""That figures were taken out of the system, and by whom: in the ledger, and for everybody whose figures they are."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger


def note_table(who: Asker, *, table: str, people: Collection[int], at: datetime) -> None:
    """Put on record that somebody took a table of their line, or of their units, along.

    Args:
        who: who took it.
        table: which, such as `rollup` or `gaps`.
        people: the numbers of the people whose figures are in it; each of them sees that it was taken.
        at: when.
    """
    body = {"table": table, "people": len(people), "as_of": str(who.on)}
    subject = who.viewer.person_id or "company"
    with transaction.atomic():
        ledger.lock()
        ledger.append(kind="rollup.exported", at=at, day=who.on, actor=who.actor, subject=subject, body=body)
        others = [number for number in people if number != who.person]
        people_write.note_readings(reader=who.account, people=others, page="table", at=at, on=who.on)


def note_packet(who: Asker, *, case: int, subject: str, person: int | None, at: datetime) -> None:
    """Put on record that somebody took the packet of a case along.

    Args:
        who: who took it.
        case: the number of the case.
        subject: the key of the person or unit it is about.
        person: the number of the person, who sees that it was taken; None for a unit.
        at: when.
    """
    with transaction.atomic():
        ledger.lock()
        ledger.append(kind="case.exported", at=at, day=who.on, actor=who.actor, subject=subject, body={"case": case})
        others = [person] if person is not None and person != who.person else []
        people_write.note_readings(reader=who.account, people=others, page="packet", at=at, on=who.on)
