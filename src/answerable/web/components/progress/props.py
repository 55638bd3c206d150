"""What the progress is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work in the background is; asks again every second where there is an address to ask."""

    template: ClassVar[str] = "progress/progress.html"

    step: str
    done: int
    total: int
    url: str
