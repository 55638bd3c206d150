"""What the timeline is given."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from answerable.web.components.timeline.geometry import Picture, draw
from answerable.web.components.timeline.story import GapSpan, LeaderBand, Mark, Point


@dataclass(frozen=True)
class Timeline:
    """One expectation of one person over time.

    Attributes:
        person: whose.
        expectation: in what.
        points: the periods, in order.
        leaders: who led the person, in order.
        marks: what was done, in order.
        gaps: when a gap was open.
        until: the last day drawn.
    """

    template: ClassVar[str] = "timeline/timeline.html"

    person: str
    expectation: str
    points: tuple[Point, ...]
    leaders: tuple[LeaderBand, ...]
    marks: tuple[Mark, ...]
    gaps: tuple[GapSpan, ...]
    until: date

    @cached_property
    def picture(self) -> Picture:
        """Where everything is drawn."""
        return draw(self.points, self.leaders, self.marks, self.gaps, self.until)

    @property
    def kinds(self) -> set[str]:
        """The kinds of signs that are drawn, for the legend to explain these and no others."""
        return {sign.kind for sign in self.picture.signs}
