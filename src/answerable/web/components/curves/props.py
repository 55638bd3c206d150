"""What the curves are given."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from answerable.web.components.curves.geometry import Drawn, Tick, drawn, months, percents


@dataclass(frozen=True, slots=True)
class Point:
    """A share by a month.

    Attributes:
        month: how many months on.
        share: the share.
        low: lower end of its interval.
        high: upper end.
    """

    month: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A share as it grows.

    Attributes:
        label: of what.
        points: month by month, from the first on.
    """

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Curves:
    """Two shares side by side.

    Attributes:
        caption: what is shown.
        label: what it says, in words, for those who do not see it.
        legend: how to read it.
        first: the share that matters, drawn strongly.
        second: the one beside it.
        heads: what the columns of the table behind are of, beside the month.
        figures: the table behind: month and figures.
    """

    template: ClassVar[str] = "curves/curves.html"

    caption: str
    label: str
    legend: str
    first: Curve
    second: Curve
    heads: tuple[str, ...]
    figures: tuple[tuple[str, ...], ...]

    @cached_property
    def lines(self) -> tuple[tuple[str, Drawn], tuple[str, Drawn]]:
        """Where each is drawn, by how strongly; the one beside it lies below."""
        return ("second", drawn(self.second.points, self._last)), ("first", drawn(self.first.points, self._last))

    @property
    def months(self) -> tuple[Tick, ...]:
        """The scale beneath."""
        return months(self._last)

    @property
    def percents(self) -> tuple[Tick, ...]:
        """The scale at the side."""
        return percents()

    @property
    def _last(self) -> int:
        return max((point.month for curve in (self.first, self.second) for point in curve.points), default=1)
