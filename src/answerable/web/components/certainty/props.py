"""What the certainty is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure something is, between 0 and 1, in words and as a bar."""

    template: ClassVar[str] = "certainty/certainty.html"

    probability: float

    @property
    def words(self) -> str:
        """Never claimed to be certain."""
        return "more than 99 % sure" if self.probability > 0.99 else f"{self.probability:.0%} sure".replace("%", " %")

    @property
    def width(self) -> float:
        """How long the bar is, of 60."""
        return round(60 * min(self.probability, 0.995), 1)
