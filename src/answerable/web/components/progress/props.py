"""What the progress is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work in the background is; asks again by itself every second."""

    template: ClassVar[str] = "progress/progress.html"

    step: str
    done: int
    total: int
    url: str
