"""What the empty state is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where there is nothing to show: why, and what to do next."""

    template: ClassVar[str] = "empty/empty.html"

    heading: str
    sentence: str
    link_label: str = ""
    link_url: str = ""
