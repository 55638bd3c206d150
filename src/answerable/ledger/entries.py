"""What is entered in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Something that happened, to be entered.

    Attributes:
        kind: what, as noun and deed: `duty.lapsed`.
        day: the day it happened on.
        actor: the key of the person who did it; `clock` for what follows from time alone.
        subject: the key of the person or unit it is about.
        body: what there is to say, as plain JSON values.
    """

    kind: str
    day: date
    actor: str
    subject: str
    body: Mapping[str, Any] = field(default_factory=dict)
