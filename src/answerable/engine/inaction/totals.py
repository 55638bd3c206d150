"""Amounts lost, taken together by leader, by unit and for the company."""

from typing import Any

import numpy as np
import polars as pl

from answerable.engine.gaps.shared import UnitTree
from answerable.engine.inaction.amounts import GAP

# 90 % of a normal distribution lie within so many standard deviations.
REACH = 1.644854
_WHOSE = ("whose", "id", "time")
FIGURES = ("lost", "weighted")
OWN = ("lost", "lost_low", "lost_high")
ENDS = ("", "_low", "_high")
_OF: dict[str, Any] = dict.fromkeys(("whose", "id", "expectation_id", "time"), pl.String)
TOTALS_SCHEMA: dict[str, Any] = {
    **_OF,
    "gaps": pl.Int64,
    "weeks": pl.Float64,
    **{f"{name}{end}": pl.Float64 for name in FIGURES for end in ENDS},
}
MONEY_SCHEMA: dict[str, Any] = {**_OF, "currency": pl.String, **{f"money{end}": pl.Float64 for end in ENDS}}


def falls_to(shares: pl.DataFrame, units: pl.Series, tree: UnitTree) -> pl.DataFrame:
    """Say to whom amounts fall: to those who led, to the units they fell in and those around them, to the company.

    Args:
        shares: amounts by gap, leader and unit, as `priced` tells them.
        units: unit ids, in order of code.
        tree: the units; what is lost in one counts for those around it.

    Returns:
        The same for each of them, with `whose` and `id`.
    """
    within = shares.join(_around(units, tree), on="in_unit_id", how="inner")
    return pl.concat(
        [
            shares.filter(pl.col("leader_id").is_not_null()).with_columns(whose=pl.lit("leader"), id="leader_id"),
            within.with_columns(whose=pl.lit("unit")),
            shares.with_columns(whose=pl.lit("company"), id=pl.lit(None, pl.String)),
        ],
        how="diagonal",
    )


def totals_of(placed: pl.DataFrame) -> pl.DataFrame:
    """Take amounts together.

    What is not known of one gap has nothing to do with what is not known of another, but for three things: what their
    leader adds, how far everybody in the expectation has moved, and how fast gaps deepen or what an action adds.
    The errors of these go together and are added up before they are squared.

    Args:
        placed: as `falls_to` tells them.

    Returns:
        By leader, unit and company, for each expectation and (where that is empty) for all together, columns as
        `TOTALS_SCHEMA`. Amounts in the expectation's own unit are told where they add up; those with action where the
        effect of one is known for every gap.
    """
    single, every = (_summed(placed, keys) for keys in ((*_WHOSE, "expectation_id"), _WHOSE))
    every = every.with_columns(pl.lit(None, pl.Float64).alias(name) for name in OWN)
    return _in_order([single, every], TOTALS_SCHEMA)


def money_of(placed: pl.DataFrame) -> pl.DataFrame:
    """Take losses in money together, each currency by itself: no rate is known, and none is asked for.

    Args:
        placed: as `falls_to` tells them.

    Returns:
        By leader, unit, company and currency, for each expectation and (where that is empty) for all together, columns
        as `MONEY_SCHEMA`; of gaps in expectations of which it is known what one unit is worth.
    """
    told = placed.filter(pl.col("value").is_not_null())
    keys = (*_WHOSE, "currency")
    return _in_order([_amount(told, (*keys, "expectation_id"), "money"), _amount(told, keys, "money")], MONEY_SCHEMA)


def _in_order(rows: list[pl.DataFrame], schema: dict[str, Any]) -> pl.DataFrame:
    every = rows[1].with_columns(expectation_id=pl.lit(None, pl.String))
    found = pl.concat([rows[0], every], how="diagonal")
    names = [name for name in (*_OF, "currency") if name in schema]
    return found.sort(names, nulls_last=True).select(pl.col(name).cast(kind) for name, kind in schema.items())


def _around(units: pl.Series, tree: UnitTree) -> pl.DataFrame:
    """Every unit with itself and all units around it."""
    inner, outer = [np.arange(len(units))], [np.arange(len(units))]
    while len(inner[-1]):
        above = tree.parent[outer[-1]]
        inner.append(inner[-1][above >= 0])
        outer.append(above[above >= 0])
    pairs = np.concatenate(inner).astype(np.int64), np.concatenate(outer).astype(np.int64)
    return pl.DataFrame({"in_unit_id": units.gather(pairs[0]), "id": units.gather(pairs[1])})


def _summed(placed: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    found = placed.group_by(keys).agg(gaps=pl.struct(GAP).n_unique(), weeks=pl.col("weeks").sum())
    for told, name in ((placed.filter("adds_up"), "lost"), (placed, "weighted")):
        found = found.join(_amount(told, keys, name), on=keys, how="left", nulls_equal=True)
    return found


def _amount(told: pl.DataFrame, keys: tuple[str, ...], name: str) -> pl.DataFrame:
    """A sum with its interval."""
    mean, margin = pl.col(f"{name}_mean"), REACH * pl.col("sd")
    summed = told.group_by(keys).agg(pl.when(mean.is_not_null().all()).then(mean.sum()).alias(name))
    summed = summed.join(_sd(told, keys, name), on=keys, how="left", nulls_equal=True)
    ends = {f"{name}_low": pl.col(name) - margin, f"{name}_high": pl.col(name) + margin}
    return summed.with_columns(**ends).drop("sd")


def _sd(told: pl.DataFrame, keys: tuple[str, ...], name: str) -> pl.DataFrame:
    """What is shared is added up among those who share it, then squared."""
    among = {"own": GAP, "leader": ("leader_id", "expectation_id"), "common": ("expectation_id",), "any": ()}
    squares = []
    for part, by in among.items():
        groups = told.group_by(list(dict.fromkeys((*keys, *by)))).agg(pl.col(f"{name}_{part}").sum().alias("sd"))
        squares.append(groups.select(*keys, "sd"))
    return pl.concat(squares).group_by(keys).agg((pl.col("sd") ** 2).sum().sqrt())
