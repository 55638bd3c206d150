"""Where everything on the timeline is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from answerable.web.components.timeline.story import GapSpan, LeaderBand, Mark, Point

WIDTH, HEIGHT = 760, 330
LEFT, RIGHT, TOP, BOTTOM = 46, 746, 34, 262
MARK_LANE = 286
YEAR_LINE = 322
CHARACTER = 6.6
MOST_DOTS = 60


@dataclass(frozen=True, slots=True)
class Band:
    """A leader's time: a rectangle with the name, or initials where it is narrow."""

    x: float
    width: float
    label: str
    name: str
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """What was measured in a period."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that was done."""

    x: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch along the axis of time."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn.

    Attributes:
        bands: the leaders.
        certainty: the path of the certainty band, empty for a single period.
        level: the points of the level's line.
        standard: the points of the standard's line.
        shared: what the whole unit is short of: areas between the standard and what is left to the person.
        dots: the measurements.
        signs: what was done.
        spans: when a gap was open.
        percents: the horizontal grid.
        days: labels along the axis of time.
        last: the last level, for the eye to rest on; None without any period.
    """

    bands: tuple[Band, ...]
    certainty: str
    level: str
    standard: str
    shared: tuple[str, ...]
    dots: tuple[Dot, ...]
    signs: tuple[Sign, ...]
    spans: tuple[Span, ...]
    percents: tuple[Tick, ...]
    days: tuple[Tick, ...]
    last: Dot | None


@dataclass(frozen=True, slots=True)
class Scales:
    """How days and shares become places."""

    first: date
    days: int
    low: float
    high: float

    def x(self, day: date) -> float:
        """Where a day is, kept within the picture."""
        share = (day - self.first).days / self.days
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)

    def y(self, share: float) -> float:
        """Where a share is, kept within the picture."""
        place = (share - self.low) / (self.high - self.low)
        return round(BOTTOM - (BOTTOM - TOP) * min(max(place, 0.0), 1.0), 1)


def draw(
    points: tuple[Point, ...],
    leaders: tuple[LeaderBand, ...],
    marks: tuple[Mark, ...],
    gaps: tuple[GapSpan, ...],
    until: date,
) -> Picture:
    """Work out where everything is drawn.

    Args:
        points: the periods, in order.
        leaders: who led the person.
        marks: what was done.
        gaps: when a gap was open.
        until: the last day drawn.

    Returns:
        The picture, in the units of a view box of 760 by 330.
    """
    scales = scales_of(points, until)
    middles = _middles(points, until)
    return Picture(
        bands=tuple(_bands(leaders, scales, until)),
        certainty=_certainty(points, middles, scales),
        level=_line(((day, point.level) for day, point in zip(middles, points, strict=True)), scales),
        standard=_line(((day, point.standard) for day, point in zip(middles, points, strict=True)), scales),
        shared=tuple(_shared(points, middles, scales)),
        dots=tuple(_dots(points, middles, scales)),
        signs=tuple(
            Sign(scales.x(mark.on), mark.kind, mark.label) for mark in marks if scales.first <= mark.on <= until
        ),
        spans=tuple(_spans(gaps, scales, until)),
        percents=tuple(_percents(scales)),
        days=tuple(_days(scales, until)),
        last=Dot(scales.x(middles[-1]), scales.y(points[-1].level), points[-1].label) if points else None,
    )


def scales_of(points: tuple[Point, ...], until: date) -> Scales:
    """Choose scales in which everything measured has its place and one bad month does not flatten the rest.

    Args:
        points: the periods.
        until: the last day drawn.

    Returns:
        Scales from the first period to the last day, and over all shares, at most from 0 to 250 %.
    """
    first = points[0].period if points else until - timedelta(days=365)
    shares = [
        share for point in points for share in (point.low, point.high, point.own_standard, point.attainment or 1.0)
    ]
    low = max(min([*shares, 0.8]) - 0.05, 0.0)
    high = min(max([*shares, 1.1]) + 0.05, 2.5)
    return Scales(first, max((until - first).days, 1), low, high)


def _middles(points: tuple[Point, ...], until: date) -> list[date]:
    """A period is drawn in its middle."""
    starts = [point.period for point in points]
    ends = [*starts[1:], until] if starts else []
    return [start + min(end - start, timedelta(days=400)) / 2 for start, end in zip(starts, ends, strict=True)]


def _line(places: Iterable[tuple[date, float]], scales: Scales) -> str:
    return " ".join(f"{scales.x(day)},{scales.y(share)}" for day, share in places)


def _certainty(points: tuple[Point, ...], middles: list[date], scales: Scales) -> str:
    above = [(day, point.high) for day, point in zip(middles, points, strict=True)]
    below = [(day, point.low) for day, point in zip(middles, points, strict=True)]
    return _line([*above, *reversed(below)], scales) if len(points) > 1 else ""


def _shared(points: tuple[Point, ...], middles: list[date], scales: Scales) -> Iterable[str]:
    """One area for each run of periods in which the unit has a gap."""
    for short, run in groupby(zip(middles, points, strict=True), key=lambda one: one[1].shared > 0):
        if short:
            found = list(run)
            above = [(day, point.standard) for day, point in found]
            below = [(day, point.own_standard) for day, point in reversed(found)]
            if len(found) == 1:
                above.append((above[0][0] + timedelta(days=15), above[0][1]))
                below.insert(0, (below[0][0] + timedelta(days=15), below[0][1]))
            yield _line([*above, *below], scales)


def _dots(points: tuple[Point, ...], middles: list[date], scales: Scales) -> Iterable[Dot]:
    for day, point in zip(middles, points, strict=True):
        if point.attainment is not None:
            yield Dot(scales.x(day), scales.y(point.attainment), f"{point.label}: {point.attainment:.0%}")


def _bands(leaders: tuple[LeaderBand, ...], scales: Scales, until: date) -> Iterable[Band]:
    number = 0
    for leader in leaders:
        start, end = max(leader.starts_on, scales.first), min(leader.ends_on or until, until)
        if start < end:
            x, width = scales.x(start), round(scales.x(end) - scales.x(start), 1)
            yield Band(x, width, _label(leader.name, width), leader.name, number % 2 == 1)
            number += 1


def _label(name: str, width: float) -> str:
    if len(name) * CHARACTER + 8 <= width:
        return name
    initials = "".join(part[0] for part in name.split() if part)
    return initials if len(initials) * CHARACTER + 6 <= width else ""


def _spans(gaps: tuple[GapSpan, ...], scales: Scales, until: date) -> Iterable[Span]:
    for gap in gaps:
        start, end = max(gap.opened_on, scales.first), min(gap.closed_on or until, until)
        if start <= end:
            x = scales.x(start)
            yield Span(x, max(round(scales.x(end) - x, 1), 3.0))


def _percents(scales: Scales) -> Iterable[Tick]:
    step = next(step for step in (0.1, 0.2, 0.25, 0.5, 1.0) if (scales.high - scales.low) / step <= 8)
    number = int(scales.low / step) + 1
    while number * step < scales.high:
        yield Tick(scales.y(number * step), f"{number * step:.0%}")
        number += 1


def _days(scales: Scales, until: date) -> Iterable[Tick]:
    """Quarters where there is a year or more, else months."""
    every = 3 if scales.days > 200 else 1
    every = 12 if scales.days > 365 * 5 else every
    month = scales.first.year * 12 + scales.first.month - 1
    for number in range(month, until.year * 12 + until.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % every == 0 and scales.first <= day <= until:
            yield Tick(scales.x(day), f"{day:%b %Y}" if day.month <= every or every == 1 else f"{day:%b}")
