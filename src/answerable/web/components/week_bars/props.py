"""What the weeks are given."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

STEP, WIDTH, HEIGHT, TOP = 40, 14, 90, 6


@dataclass(frozen=True, slots=True)
class Split:
    """Hours of a week: with people, on reports, with customers, on other things."""

    people: float = 0.0
    reports: float = 0.0
    customers: float = 0.0
    other: float = 0.0

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """The parts as they are drawn, from below."""
        return (("people", self.people), ("paper", self.reports), ("customers", self.customers), ("other", self.other))

    @property
    def total(self) -> float:
        """All hours."""
        return sum(hours for _kind, hours in self.parts)


@dataclass(frozen=True, slots=True)
class Week:
    """One week.

    Attributes:
        label: which, in words.
        recorded: what is on record.
        estimate: what the leader says, None where they said nothing.
    """

    label: str
    recorded: Split
    estimate: Split | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a bar as it is drawn."""

    kind: str
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class WeekBars:
    """Weeks beside each other; of each, on the left what is on record, on the right what was estimated."""

    template: ClassVar[str] = "week_bars/week_bars.html"

    caption: str
    weeks: tuple[Week, ...]

    @property
    def width(self) -> int:
        """How wide the picture is."""
        return STEP * len(self.weeks)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Everything that is drawn."""
        splits = [split for week in self.weeks for split in (week.recorded, week.estimate) if split is not None]
        most = max((split.total for split in splits), default=0.0)
        found: list[Block] = []
        for number, week in enumerate(self.weeks):
            for place, split in enumerate((week.recorded, week.estimate)):
                found += _stack(split, STEP * number + 4 + (WIDTH + 2) * place, most)
        return tuple(found)

    @property
    def figures(self) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
        """The same as a table: of each week the four hours on record, and the four estimated."""
        return tuple(
            (week.label, _hours(week.recorded), ("–",) * 4 if week.estimate is None else _hours(week.estimate))
            for week in self.weeks
        )


def _stack(split: Split | None, x: int, most: float) -> list[Block]:
    blocks: list[Block] = []
    if split is None or most <= 0:
        return blocks
    below = float(TOP + HEIGHT)
    for kind, hours in split.parts:
        height = round(HEIGHT * hours / most, 1)
        if height > 0:
            below = round(below - height, 1)
            blocks.append(Block(kind, x, below, height))
    return blocks


def _hours(split: Split) -> tuple[str, ...]:
    return tuple(f"{hours:.1f}".removesuffix(".0") for _kind, hours in split.parts)
