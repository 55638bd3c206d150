"""What the list of facts is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values."""

    template: ClassVar[str] = "facts/facts.html"

    rows: tuple[tuple[str, str], ...]
