"""What happened, as the timeline shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """One period.

    Attributes:
        period: its first day.
        label: as people say it.
        attainment: what was measured, as a share; None where nothing was.
        level: where the person stood, as far as can be told.
        low: lower end of its interval.
        high: upper end.
        standard: the lowest share that the role takes for enough.
        shared: how much of what is missing the whole unit misses.
    """

    period: date
    label: str
    attainment: float | None
    level: float
    low: float
    high: float
    standard: float
    shared: float = 0.0

    @property
    def own_standard(self) -> float:
        """Below this lies a gap of the person's own."""
        return self.standard - self.shared


@dataclass(frozen=True, slots=True)
class LeaderBand:
    """Who led the person, from a day to a day (the first no longer; None while it lasts)."""

    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was done on a day; `kind` is talk, measure, role or agreement."""

    kind: str
    on: date
    label: str


@dataclass(frozen=True, slots=True)
class GapSpan:
    """When a gap was open, from a day to a day (None while it is)."""

    opened_on: date
    closed_on: date | None
