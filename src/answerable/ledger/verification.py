"""Is the ledger whole? The chain is walked from its first entry to its head."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from answerable.ledger.chain import FIRST, Link, body_hash, link_hash
from answerable.ledger.models import Entry, Head

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of walking the chain.

    Attributes:
        whole: whether everything is as it was entered.
        entries: how many entries were looked at.
        head: the fingerprint of the last sound one.
        first_broken: the number of the first entry that is not as it was entered, None where all are.
        reason: what is wrong with it.
    """

    whole: bool
    entries: int
    head: str
    first_broken: int | None
    reason: str


def verify(progress: Callable[[int], None] = lambda _: None) -> Verified:
    """Walk the chain.

    Args:
        progress: is told how many entries were looked at.

    Returns:
        Whether it is whole, or the first entry that is not.
    """
    with transaction.atomic():
        end = Head.objects.get(pk=1)
        number, head = 0, FIRST
        missing: dict[int, str] = {}
        erased: set[int] = set()
        for entry in Entry.objects.select_related("body").order_by("number").iterator(chunk_size=CHUNK):
            reason = _fault(entry, number + 1, head)
            if reason:
                return Verified(whole=False, entries=number, head=head, first_broken=number + 1, reason=reason)
            number, head = entry.number, entry.hash
            body = getattr(entry, "body", None)
            if body is None:
                missing[number] = "What it said is gone, and no entry says that it was erased."
            elif entry.kind == "body.erased":
                erased.update(json.loads(body.text)["body"]["entries"])
            if number % CHUNK == 0:
                progress(number)
    return _ended(number, head, end, dict(_unexplained(missing, erased)))


def _unexplained(missing: dict[int, str], erased: set[int]) -> Iterator[tuple[int, str]]:
    return ((number, reason) for number, reason in missing.items() if number not in erased)


def _fault(entry: Entry, number: int, previous: str) -> str:
    if entry.number != number:
        return f"It is gone; the next one on record is {entry.number}."
    if entry.previous_hash != previous:
        return "It does not follow from the entry before."
    if link_hash(Link(entry.number, entry.kind, entry.at, entry.body_hash, entry.previous_hash)) != entry.hash:
        return "Its kind, moment or fingerprint was changed."
    body = getattr(entry, "body", None)
    if body is not None and body_hash(body.salt, body.text) != entry.body_hash:
        return "What it says was changed."
    return ""


def _ended(number: int, head: str, end: Head, unexplained: dict[int, str]) -> Verified:
    if unexplained:
        first = min(unexplained)
        return Verified(whole=False, entries=number, head=head, first_broken=first, reason=unexplained[first])
    if (end.number, end.hash) != (number, head):
        reason = f"The chain ends before it, while {end.number} entries were made: later ones are gone."
        return Verified(whole=False, entries=number, head=head, first_broken=number + 1, reason=reason)
    return Verified(whole=True, entries=number, head=head, first_broken=None, reason="")
