"""Amounts lost, taken together by leader, by unit and for the company."""

from typing import Any

import numpy as np
import polars as pl

from answerable.engine.gaps.shared import UnitTree
from answerable.engine.inaction.amounts import GAP
from answerable.engine.inaction.table import FIGURES

# 90 % of a normal distribution lie within so many standard deviations.
REACH = 1.644854
_WHOSE = ("whose", "id", "time")
OWN = ("lost", "lost_low", "lost_high")
TOTALS_SCHEMA: dict[str, Any] = {
    "whose": pl.String,
    "id": pl.String,
    "expectation_id": pl.String,
    "time": pl.String,
    "gaps": pl.Int64,
    "weeks": pl.Float64,
    **{f"{name}{end}": pl.Float64 for name in FIGURES for end in ("", "_low", "_high")},
}


def totals_of(shares: pl.DataFrame, units: pl.Series, tree: UnitTree) -> pl.DataFrame:
    """Take amounts together.

    What is not known of one gap has nothing to do with what is not known of another, but for three things: what their
    leader adds, how far everybody in the expectation has moved, and how fast gaps deepen or what an action adds.
    The errors of these go together and are added up before they are squared.

    Args:
        shares: amounts by gap, leader and unit, as `priced` tells them.
        units: unit ids, in order of code.
        tree: the units; what is lost in one counts for those around it.

    Returns:
        By leader, unit and company, for each expectation and (where that is empty) for all together, columns as
        `TOTALS_SCHEMA`. Amounts in the expectation's own unit are told where they add up; money where it is known of
        anything; those with action where the effect of one is known for every gap.
    """
    within = shares.join(_around(units, tree), on="in_unit_id", how="inner")
    placed = pl.concat(
        [
            shares.filter(pl.col("leader_id").is_not_null()).with_columns(whose=pl.lit("leader"), id="leader_id"),
            within.with_columns(whose=pl.lit("unit")),
            shares.with_columns(whose=pl.lit("company"), id=pl.lit(None, pl.String)),
        ],
        how="diagonal",
    )
    single = _together(placed, (*_WHOSE, "expectation_id"))
    every = _together(placed, _WHOSE).with_columns(pl.lit(None, pl.Float64).alias(name) for name in OWN)
    rows = pl.concat([single, every.with_columns(expectation_id=pl.lit(None, pl.String))], how="diagonal")
    rows = rows.sort(*_WHOSE[:2], "expectation_id", "time", nulls_last=True)
    return rows.select(pl.col(name).cast(kind) for name, kind in TOTALS_SCHEMA.items())


def _around(units: pl.Series, tree: UnitTree) -> pl.DataFrame:
    """Every unit with itself and all units around it."""
    inner, outer = [np.arange(len(units))], [np.arange(len(units))]
    while len(inner[-1]):
        above = tree.parent[outer[-1]]
        inner.append(inner[-1][above >= 0])
        outer.append(above[above >= 0])
    pairs = np.concatenate(inner).astype(np.int64), np.concatenate(outer).astype(np.int64)
    return pl.DataFrame({"in_unit_id": units.gather(pairs[0]), "id": units.gather(pairs[1])})


def _together(placed: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    found = placed.group_by(keys).agg(gaps=pl.struct(GAP).n_unique(), weeks=pl.col("weeks").sum())
    for name in FIGURES:
        told = placed.filter(_counts(name))
        mean = pl.col(f"{name}_mean")
        summed = told.group_by(keys).agg(pl.when(mean.is_not_null().all()).then(mean.sum()).alias(name))
        summed = summed.join(_sd(told, keys, name), on=keys, how="left", nulls_equal=True)
        margin = REACH * pl.col("sd")
        ends = {f"{name}_low": pl.col(name) - margin, f"{name}_high": pl.col(name) + margin}
        found = found.join(summed.with_columns(**ends).drop("sd"), on=keys, how="left", nulls_equal=True)
    return found


def _counts(name: str) -> pl.Expr:
    """Which rows have such an amount at all."""
    return {"lost": pl.col("adds_up"), "money": pl.col("value").is_not_null()}.get(name, pl.lit(value=True))


def _sd(told: pl.DataFrame, keys: tuple[str, ...], name: str) -> pl.DataFrame:
    """What is shared is added up among those who share it, then squared."""
    among = {"own": GAP, "leader": ("leader_id", "expectation_id"), "common": ("expectation_id",), "any": ()}
    squares = []
    for part, by in among.items():
        groups = told.group_by(list(dict.fromkeys((*keys, *by)))).agg(pl.col(f"{name}_{part}").sum().alias("sd"))
        squares.append(groups.select(*keys, "sd"))
    return pl.concat(squares).group_by(keys).agg((pl.col("sd") ** 2).sum().sqrt())
