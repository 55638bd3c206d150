"""What is lost, as tables: so far and ahead, each amount with what is not known of it."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import polars as pl
from scipy.special import stdtrit

from answerable.engine.attainment.coding import Ints
from answerable.engine.attainment.totals import adds_up
from answerable.engine.inaction.erosion import Change
from answerable.engine.inaction.lines import Judged, Lines
from answerable.engine.inaction.span import MONTHS_PER_PERIOD
from answerable.engine.inaction.sums import MEASURES, Coming, Sums, lost_ahead, lost_so_far
from answerable.engine.inaction.waited import Waited, named
from answerable.engine.stats.kalman import Floats

EFFECTS_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "unit_id": pl.String,
    "expectation_id": pl.String,
    "effect": pl.Float64,
    "sd": pl.Float64,
}
GAP = ("person_id", "unit_id", "expectation_id", "since")
SO_FAR, WITHOUT, WITH = "so far", "without", "with"
PARTS = tuple(field.name.removesuffix("_sd") for field in fields(Sums))


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is lost.

    Attributes:
        gaps: a row a gap, and for open ones two more: what has been lost so far, and what will be without and with
            action (`time`); of each measure the `mean` and the standard deviations of its parts.
        shares: the same as it falls to those who led the person in the meantime, and to the units they were in.
    """

    gaps: pl.DataFrame
    shares: pl.DataFrame


def amounts(judged: Judged, lines: Lines, found: Waited, deepens: Change, effects: pl.DataFrame | None) -> Amounts:
    """Say what is lost by the gaps of some series.

    Args:
        judged: the company.
        lines: the series.
        found: their gaps.
        deepens: what happens to a level while nobody acts; nothing where that cannot be told.
        effects: what an action is known to add, columns as `EFFECTS_SCHEMA`.

    Returns:
        The amounts.
    """
    episodes, whole = found.episodes, len(found.episodes.row)
    gap, leader, unit, shares = _shares(lines, found)
    rows = np.concatenate([episodes.row, episodes.row[gap]])
    sums = lost_so_far(lines, rows, np.concatenate([found.shares, shares]))
    same = _same(lines)
    keys = found.gaps.with_columns(
        reach=pl.Series(stdtrit(np.minimum(lines.levels.df[episodes.row], 1e9), 0.95), dtype=pl.Float64), **same
    )
    spent = keys.with_columns(time=pl.lit(SO_FAR), periods=_counted(lines, episodes.row, found.shares))
    pieces = keys[gap].with_columns(
        time=pl.lit(SO_FAR),
        periods=_counted(lines, episodes.row[gap], shares),
        weeks=pl.Series(shares @ lines.span.weeks[: shares.shape[1]], dtype=pl.Float64),
        **named(judged, leader, unit),
    )
    ahead = _ahead(lines, keys.filter(pl.Series(episodes.lasts)), episodes.row[episodes.lasts], deepens, effects)
    here = _beside(spent, _part(sums, slice(0, whole)))
    there = _beside(pieces, _part(sums, slice(whole, len(rows))))
    return Amounts(pl.concat([here, ahead]), pl.concat([there, ahead]))


def _same(lines: Lines) -> dict[str, pl.Expr]:
    """Whether amounts in the expectation's own unit add up over time and people, and what one unit is worth."""
    expectation = lines.expectation
    return {
        "adds_up": pl.lit(adds_up({**expectation, "direction": "higher"})),
        "cadence": pl.lit(lines.span.cadence.value),
        "value": pl.lit(expectation["value_per_unit"], pl.Float64),
        "currency": pl.lit(expectation["currency"], pl.String),
    }


def _shares(lines: Lines, found: Waited) -> tuple[Ints, Ints, Ints, Floats]:
    """Each gap's waiting time, split by who led the person and the unit they were in."""
    gap, column = np.nonzero(found.shares)
    row = found.episodes.row[gap]
    cells = np.column_stack([gap, lines.leader[row, column], lines.unit[row, column]])
    pieces, place = np.unique(cells, axis=0, return_inverse=True)
    shares = np.zeros((len(pieces), found.shares.shape[1]))
    shares[place.ravel(), column] = found.shares[gap, column]
    return pieces[:, 0], pieces[:, 1], pieces[:, 2], shares


def _counted(lines: Lines, rows: Ints, shares: Floats) -> pl.Series:
    """How many periods of people count: those in which something was due."""
    columns = slice(0, shares.shape[1])
    due = np.where(np.isnan(lines.scale[rows, columns]), 0.0, lines.people[rows, columns])
    return pl.Series(np.sum(shares * due, axis=1), dtype=pl.Float64)


def _ahead(lines: Lines, keys: pl.DataFrame, rows: Ints, deepens: Change, effects: pl.DataFrame | None) -> pl.DataFrame:
    coming = lost_ahead(lines, rows)
    ahead = np.concatenate([np.zeros((len(rows), lines.span.over)), np.tile(lines.span.ahead, (len(rows), 1))], axis=1)
    keys = keys.with_columns(weeks=pl.lit(13.0), periods=_counted(lines, rows, ahead))
    without = coming.sums if lines.of_units else _deepened(coming, deepens, MONTHS_PER_PERIOD[lines.span.cadence])
    helped = _effects(keys, effects)
    effect, sd = (helped[name].cast(pl.Float64).to_numpy()[:, None] for name in ("effect", "sd"))
    every = np.sqrt(without.any_sd**2 + (sd * coming.lifted) ** 2)
    acted = Sums(without.mean - effect * coming.lifted, without.own_sd, without.leader_sd, without.common_sd, every)
    return pl.concat(
        [
            _beside(keys.with_columns(time=pl.lit(WITHOUT)), without),
            _beside(keys.with_columns(time=pl.lit(WITH)), acted),
        ]
    )


def _deepened(coming: Coming, deepens: Change, months: float) -> Sums:
    sums = coming.sums
    if deepens.per_month is None or deepens.sd is None:
        return sums
    falls = -months * deepens.per_month * coming.moved
    return Sums(
        sums.mean + falls, sums.own_sd, sums.leader_sd, sums.common_sd, np.abs(months * deepens.sd * coming.moved)
    )


def _effects(keys: pl.DataFrame, effects: pl.DataFrame | None) -> pl.DataFrame:
    known = pl.DataFrame(schema=EFFECTS_SCHEMA) if effects is None else effects
    gap = ["person_id", "unit_id", "expectation_id"]
    return keys.select(gap).join(known, on=gap, how="left", nulls_equal=True, maintain_order="left")


def _part(sums: Sums, part: slice) -> Sums:
    return Sums(*(getattr(sums, field.name)[part] for field in fields(Sums)))


def _beside(keys: pl.DataFrame, sums: Sums) -> pl.DataFrame:
    """Keys with the amounts beside them; NaN becomes nothing."""
    columns = {
        f"{measure}_{part}": pl.Series(getattr(sums, field.name)[:, place], dtype=pl.Float64)
        for part, field in zip(PARTS, fields(Sums), strict=True)
        for place, measure in enumerate(MEASURES)
    }
    told = keys.with_columns(**columns).with_columns(pl.col(*columns).fill_nan(None))
    return told.select(*sorted(told.columns))
