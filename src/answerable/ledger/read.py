"""Questions to the ledger."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from answerable.ledger.models import Body, Head


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the ledger.

    Attributes:
        number: its place in the chain.
        kind: what happened.
        at: when it was entered.
        day: the day it happened on.
        actor: the key of who did it; `clock` for what follows from time alone.
        subject: the key of the person or unit it is about.
        body: what it says.
    """

    number: int
    kind: str
    at: datetime
    day: date
    actor: str
    subject: str
    body: dict[str, Any]


def history(
    subjects: Sequence[str], *, until: date | None, limit: int, before: int | None = None
) -> tuple[Recorded, ...]:
    """The entries about some people or units, the latest first.

    Args:
        subjects: their keys.
        until: the last day of which entries may be seen; None for all.
        limit: at most so many.
        before: only entries with a smaller number.

    Returns:
        The entries.
    """
    rows = Body.objects.filter(subject__in=subjects).select_related("entry").order_by("-entry")
    if until is not None:
        rows = rows.filter(day__lte=until)
    if before is not None:
        rows = rows.filter(entry__lt=before)
    return tuple(
        Recorded(
            row.entry_id, row.entry.kind, row.entry.at, row.day, row.actor, row.subject, json.loads(row.text)["body"]
        )
        for row in rows[:limit]
    )


def head() -> tuple[int, str]:
    """The number and the fingerprint of the last entry."""
    end = Head.objects.get(pk=1)
    return end.number, end.hash
