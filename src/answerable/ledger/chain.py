"""How entries are chained: fingerprints over what they say and over the entry before."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What an entry's own fingerprint is taken of.

    Attributes:
        number: its place, from 1 on.
        kind: what happened.
        at: when it was entered.
        body_hash: the fingerprint of what it says.
        previous_hash: the fingerprint of the entry before; `FIRST` for the first.
    """

    number: int
    kind: str
    at: datetime
    body_hash: str
    previous_hash: str


def canonical(value: object) -> str:
    """Write a JSON value in the one way that all writers agree on.

    Args:
        value: dicts with text keys, lists, text, numbers, truths, None.

    Returns:
        JSON with sorted keys and no blanks.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def body_hash(salt: str, text: str) -> str:
    """Take the fingerprint of what an entry says.

    Args:
        salt: the entry's own, so that what was said cannot be guessed from the fingerprint once it is erased.
        text: its canonical JSON.

    Returns:
        SHA-256 in hexadecimal.
    """
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def link_hash(link: Link) -> str:
    """Take the fingerprint of an entry.

    Args:
        link: what it is taken of.

    Returns:
        SHA-256 in hexadecimal over number, kind, moment (ISO, UTC, microseconds), body and the entry before.
    """
    moment = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = canonical([link.number, link.kind, moment, link.body_hash, link.previous_hash])
    return hashlib.sha256(parts.encode()).hexdigest()
