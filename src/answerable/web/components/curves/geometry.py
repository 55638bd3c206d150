"""Where shares that grow month by month are drawn: from nothing at the left, between none and all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

WIDTH, HEIGHT = 560, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 548, 12, 208
STEPS = 4


class Share(Protocol):
    """A share by a month, with its interval."""

    @property
    def month(self) -> int:
        """How many months on."""

    @property
    def share(self) -> float:
        """The share."""

    @property
    def low(self) -> float:
        """Lower end of its interval."""

    @property
    def high(self) -> float:
        """Upper end."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve.

    Attributes:
        line: the points of the line.
        band: the points around where it may lie.
    """

    line: str
    band: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of a scale."""

    at: float
    label: str


def drawn(points: Sequence[Share], last: int) -> Drawn:
    """Place a curve.

    Args:
        points: month by month.
        last: the last month of the scale.

    Returns:
        Line and band, in a view box of 560 by 240; both begin at nothing.
    """
    line = [(0, 0.0), *((point.month, point.share) for point in points)]
    above = [(0, 0.0), *((point.month, point.high) for point in points)]
    below = [(point.month, point.low) for point in reversed(points)]
    return Drawn(_placed(line, last), _placed([*above, *below], last))


def months(last: int) -> tuple[Tick, ...]:
    """The marks beneath: every third month, or each where there are few."""
    step = 3 if last > 2 * STEPS - 2 else 1
    return tuple(Tick(_x(month, last), str(month)) for month in range(0, last + 1, step))


def percents() -> tuple[Tick, ...]:
    """The marks at the side."""
    return tuple(Tick(_y(number / STEPS), f"{number / STEPS:.0%}") for number in range(STEPS + 1))


def _placed(places: Sequence[tuple[int, float]], last: int) -> str:
    return " ".join(f"{_x(month, last)},{_y(share)}" for month, share in places)


def _x(month: int, last: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * month / last, 1)


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)
