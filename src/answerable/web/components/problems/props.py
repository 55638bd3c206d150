"""What the list of problems is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: where, what was found, what was expected."""

    file: str
    line: str
    column: str
    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with tables somebody brought; `total` may be more than are listed."""

    template: ClassVar[str] = "problems/problems.html"

    troubles: tuple[Trouble, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.total - len(self.troubles)
