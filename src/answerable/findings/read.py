"""Questions about what was found. What may be seen of it is decided by whoever shows it to somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

from answerable.engine.gaps.table import GAP_SCHEMA
from answerable.findings.models import GapFinding, LevelFinding

LEVEL_FIELDS = ("period", "attainment", "level", "low", "high", "standard", "shared", "probability")


def gaps_of(evaluation_id: int) -> pl.DataFrame:
    """The gaps an evaluation found.

    Args:
        evaluation_id: which.

    Returns:
        As the engine gave them, columns of `GAP_SCHEMA`, and `finding`, the number of the stored row.
    """
    rows = GapFinding.objects.filter(evaluation=evaluation_id).order_by("pk").values_list("pk", "facts")
    found = [facts | {"finding": number} for number, facts in rows]
    text = {name: pl.String if kind == pl.Date else kind for name, kind in GAP_SCHEMA.items()}
    frame = pl.DataFrame(found, schema=text | {"finding": pl.Int64}, orient="row")
    days = [pl.col(name).str.to_date() for name, kind in GAP_SCHEMA.items() if kind == pl.Date]
    # JSON knows no NaN: what could not be told is stored as null.
    figures = [pl.col(name).fill_null(float("nan")) for name, kind in GAP_SCHEMA.items() if kind == pl.Float64]
    return frame.with_columns(*days, *figures)


@dataclass(frozen=True, slots=True)
class Level:
    """Where a person stood in one period, as believed when it was known.

    Attributes:
        period: its first day.
        attainment: what was measured, as a share of what was expected.
        level: where they truly stood, as far as can be told.
        low: lower end of its 90 % interval.
        high: upper end.
        standard: the lowest share that the role takes for enough.
        shared: how much of what is missing the whole unit misses; 0 where the unit has no gap.
        probability: how sure it is that the level lies below the standard by more than that.
    """

    period: date
    attainment: float | None
    level: float
    low: float
    high: float
    standard: float
    shared: float
    probability: float


def levels_of(
    people: Collection[int], *, since: date, until: date | None = None
) -> dict[tuple[int, str], tuple[Level, ...]]:
    """Where some people stood, by person and expectation, in order of period; the caller has asked who may see it.

    Args:
        people: their numbers.
        since: periods that begin earlier are left out.
        until: what was found later is left out; None for all.

    Returns:
        For each series, of each period what was said of it last.
    """
    return _levels("person", people, since=since, until=until)


def levels_of_unit(unit: int, *, since: date, until: date | None = None) -> dict[str, tuple[Level, ...]]:
    """Where a unit stood, its people taken together, by expectation; the caller has asked who may see it."""
    return {key: found for (_unit, key), found in _levels("unit", [unit], since=since, until=until).items()}


def _levels(
    of: str, numbers: Collection[int], *, since: date, until: date | None
) -> dict[tuple[int, str], tuple[Level, ...]]:
    rows = LevelFinding.objects.filter(**{f"{of}__in": numbers}, period__gte=since).order_by("period", "pk")
    if until is not None:
        rows = rows.filter(evaluation__as_of__lte=until)
    found: dict[tuple[int, str], dict[date, Level]] = {}
    for number, expectation, *figures in rows.values_list(of, "expectation", *LEVEL_FIELDS):
        found.setdefault((number, expectation), {})[figures[0]] = Level(*figures)
    return {series: tuple(levels.values()) for series, levels in found.items()}
