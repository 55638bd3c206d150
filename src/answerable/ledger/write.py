"""Entries are appended to the chain, each in the transaction of the deed it tells of."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from answerable.ledger.chain import Link, body_hash, canonical, link_hash
from answerable.ledger.entries import NewEntry
from answerable.ledger.models import Body, Entry, Head

__all__ = ["NewEntry", "append", "append_all", "erase", "lock"]

BATCH = 2_000


def lock() -> None:
    """Let nobody else append until this transaction ends. Whoever changes facts or decisions takes this lock first.

    Raises:
        RuntimeError: there is no transaction.
    """
    _head()


def append(*, kind: str, at: datetime, day: date, actor: str, subject: str, body: Mapping[str, Any]) -> int:
    """Append one entry.

    Args:
        kind: what happened, as noun and deed: `duty.lapsed`.
        at: when it is entered.
        day: the day it happened on.
        actor: the key of the person who did it; `clock` for what follows from time alone.
        subject: the key of the person or unit it is about.
        body: what there is to say, as plain JSON values.

    Returns:
        The number of the entry.

    Raises:
        RuntimeError: there is no transaction.
    """
    return append_all([NewEntry(kind, day, actor, subject, body)], at)


def append_all(entries: Sequence[NewEntry], at: datetime) -> int:
    """Append entries, one after the other.

    Args:
        entries: what happened.
        at: when it is entered.

    Returns:
        The number of the last entry of the chain.

    Raises:
        RuntimeError: there is no transaction.
    """
    head = _head()
    rows, bodies = [], []
    for new in entries:
        salt = secrets.token_hex(16)
        text = canonical({"day": new.day.isoformat(), "actor": new.actor, "subject": new.subject, "body": new.body})
        link = Link(head.number + 1, new.kind, at, body_hash(salt, text), head.hash)
        head.number, head.hash = link.number, link_hash(link)
        rows.append(
            Entry(
                number=link.number,
                kind=link.kind,
                at=at,
                body_hash=link.body_hash,
                previous_hash=link.previous_hash,
                hash=head.hash,
            )
        )
        bodies.append(
            Body(entry_id=link.number, salt=salt, text=text, day=new.day, actor=new.actor, subject=new.subject)
        )
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    Body.objects.bulk_create(bodies, batch_size=BATCH)
    head.save()
    return head.number


def erase(*, subject: str, actor: str, reason: str, at: datetime) -> int:
    """Erase what entries say of somebody, as the law may ask; that they were made, and that they were erased, stays.

    Args:
        subject: the key of the person.
        actor: who erases.
        reason: why, without naming the person.
        at: when.

    Returns:
        How many entries lost their bodies.
    """
    with transaction.atomic():
        lock()
        bodies = Body.objects.filter(subject=subject)
        numbers = list(bodies.order_by("entry").values_list("entry", flat=True))
        bodies.delete()
        body = {"entries": numbers, "reason": reason}
        append(kind="body.erased", at=at, day=at.date(), actor=actor, subject="ledger", body=body)
    return len(numbers)


def _head() -> Head:
    if not connection.in_atomic_block:
        raise RuntimeError("The ledger is written in the transaction of the deed: open one around both.")
    return Head.objects.select_for_update().get(pk=1)
