"""What the bars are given."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from answerable.web.components.interval_bars.geometry import Drawn, Tick, drawn, ticks


@dataclass(frozen=True, slots=True)
class Bar:
    """One estimate.

    Attributes:
        label: of what.
        estimate: as a share: 0.05 is five points.
        low: lower end of its interval.
        high: upper end; the same as the lower where it has none.
        said: the estimate in words.
        url: where the label leads to, empty for nowhere.
        is_sure: whether its interval keeps to one side of zero; drawn fainter where not.
    """

    label: str
    estimate: float
    low: float
    high: float
    said: str
    url: str = ""
    is_sure: bool = True


@dataclass(frozen=True)
class IntervalBars:
    """Estimates on one scale.

    Attributes:
        caption: what is shown.
        what: what an estimate is of, as the head of the table behind.
        legend: how to read it.
        bars: the estimates.
    """

    template: ClassVar[str] = "interval_bars/interval_bars.html"

    caption: str
    what: str
    legend: str
    bars: tuple[Bar, ...]

    @cached_property
    def rows(self) -> tuple[tuple[Bar, Drawn], ...]:
        """Every estimate with where it is drawn."""
        return tuple((bar, drawn(bar.estimate, bar.low, bar.high, self._span)) for bar in self.bars)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The scale beneath."""
        return ticks(self._span)

    @property
    def figures(self) -> tuple[tuple[str, str, str, str], ...]:
        """The same as a table, in points with one digit."""
        return tuple((bar.label, _points(bar.estimate), _points(bar.low), _points(bar.high)) for bar in self.bars)

    @property
    def _span(self) -> tuple[float, float]:
        ends = [0.0, *(end for bar in self.bars for end in (bar.estimate, bar.low, bar.high))]
        return min(ends), max(ends)


def _points(share: float) -> str:
    text = f"{100 * share:.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", "−")
