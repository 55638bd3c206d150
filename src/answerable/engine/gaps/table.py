"""Gaps as a table: one row for each that is open."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from answerable.engine.attainment import Block
from answerable.engine.gaps.episodes import NEVER, current_episodes
from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.shape import headroom_to_own_best, trend
from answerable.engine.gaps.signal import Judgement
from answerable.kernel.periods import Cadence, period_end, period_start

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GAP_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "unit_id": pl.String,
    "expectation_id": pl.String,
    "cadence": pl.String,
    "since": pl.Date,
    "opened_on": pl.Date,
    "periods": pl.Int64,
    "attainment": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "standard": pl.Float64,
    "probability": pl.Float64,
    "sustained_on": pl.Date,
    "consistent": pl.Boolean,
    "severity": pl.Float64,
    "trend": pl.Float64,
    "trend_low": pl.Float64,
    "trend_high": pl.Float64,
    "headroom_role": pl.Float64,
    "headroom_own": pl.Float64,
}


def gap_table(
    block: Block,
    judgement: Judgement,
    rows: Ints,
    *,
    ids: dict[str, pl.Series],
    headroom: Floats,
    settings: GapSettings,
) -> pl.DataFrame:
    """Describe the gaps open in a block's last period.

    Args:
        block: the expectation and its periods.
        judgement: what is said of the series, of people or of units.
        rows: the series to describe, all with an open gap, shape (gaps,).
        ids: `person_id` or `unit_id` of these rows.
        headroom: of these rows, how far they lie below the best tenth of the role, shape (gaps,).
        settings: when a gap is sustained.

    Returns:
        A row a gap, columns as `GAP_SCHEMA`.
    """
    y, levels = judgement.attainment[rows], judgement.levels
    episodes = current_episodes(judgement.is_open[rows], block.cadence, settings)
    level, sd, df = levels.mean[rows, -1], levels.sd[rows, -1], levels.df[rows]
    margin = stdtrit(np.minimum(df, 1e9), 0.95) * sd
    slope = trend(y, levels.noise_variance[rows], df, levels.dynamics, block.cadence)
    weight = block.expectation["weight"]
    columns: dict[str, Any] = {
        "since": _days(episodes.first, block, period_start),
        "opened_on": _days(episodes.first, block, period_end),
        "periods": episodes.periods,
        "attainment": level,
        "low": level - margin,
        "high": level + margin,
        "standard": judgement.standard[rows, -1],
        "probability": judgement.probability[rows, -1],
        "sustained_on": _days(episodes.sustained, block, period_end),
        "consistent": episodes.consistent,
        "severity": weight * (1 - level),
        "trend": slope.slope,
        "trend_low": slope.low,
        "trend_high": slope.high,
        "headroom_role": headroom,
        "headroom_own": headroom_to_own_best(y, level, block.cadence),
    }
    same = {"expectation_id": block.expectation["expectation_id"], "cadence": block.cadence.value}
    gaps = pl.DataFrame({name: pl.Series(values) for name, values in {**columns, **ids}.items()})
    absent = {name: None for name in ("person_id", "unit_id") if name not in ids}
    literals = [pl.lit(value, GAP_SCHEMA[name]).alias(name) for name, value in {**same, **absent}.items()]
    return gaps.with_columns(literals).select(pl.col(name).cast(kind) for name, kind in GAP_SCHEMA.items())


def _days(columns: Ints, block: Block, day_of: Callable[[int, Cadence], date]) -> list[date | None]:
    """The dates that belong to columns of the block; none where the column is `NEVER`."""
    last = block.attainment.shape[1]
    dates = [day_of(block.first_period + column, block.cadence) for column in range(last)]
    return [None if column == NEVER else dates[column] for column in columns.tolist()]
