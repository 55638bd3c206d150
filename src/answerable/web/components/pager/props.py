"""What the pager is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages of a long list; an empty address where there is no such page."""

    template: ClassVar[str] = "pager/pager.html"

    newer_url: str
    older_url: str
    shown: str
