"""What the sparkline is given."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

WIDTH, HEIGHT, EDGE = 96, 26, 3


@dataclass(frozen=True)
class Sparkline:
    """Levels of the last periods.

    Attributes:
        label: what it shows, in words, for those who do not see it.
        levels: the levels, in order.
        standard: what they are held against.
    """

    template: ClassVar[str] = "sparkline/sparkline.html"

    label: str
    levels: tuple[float, ...]
    standard: float

    @cached_property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Where the levels are drawn, in a box of 96 by 26."""
        step = (WIDTH - 2 * EDGE) / max(len(self.levels) - 1, 1)
        return tuple((round(EDGE + number * step, 1), self._y(level)) for number, level in enumerate(self.levels))

    @property
    def line(self) -> str:
        """The points of the line."""
        return " ".join(f"{x},{y}" for x, y in self.points)

    @property
    def last(self) -> tuple[float, float] | None:
        """Where the last level is drawn."""
        return self.points[-1] if self.points else None

    @property
    def standard_y(self) -> float:
        """How high the standard is drawn."""
        return self._y(self.standard)

    def _y(self, level: float) -> float:
        shares = [*self.levels, self.standard]
        low, high = min(shares), max(shares)
        place = (level - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * place, 1)
