"""Attainment rolled up: of everybody in a line or a unit taken together, period by period."""

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

# Units of which a sum says nothing: twice 90 percent are not 180 percent of anything.
SHARES = frozenset(
    {"percent", "percentage", "share", "rate", "ratio", "score", "index", "point", "points", "level", "per"}
)


def adds_up(expectation: Mapping[str, Any]) -> bool:
    """Say whether what several people reach in an expectation can be added up.

    Args:
        expectation: a row of the expectations table, by column.

    Returns:
        Whether it is a result of which more is better, counted in a unit that is no share of anything.
    """
    unit = expectation["unit"] or ""
    is_share = "%" in unit or "/" in unit or not SHARES.isdisjoint(re.findall(r"[a-z]+", unit.lower()))
    is_result = (expectation.get("kind") or "result") == "result"
    return bool(unit) and is_result and not is_share and expectation["direction"] == "higher"


def totals(cells: pl.DataFrame, places: pl.DataFrame, *, way: str) -> pl.DataFrame:
    """Take together what everybody in a line or a unit reached in one expectation.

    Args:
        cells: one row for each person who held the role through a period: `person`, `period` and `last_on` (its first
            and last day), `attainment` (null where not measured), `level`, `low`, `high` (the 90 % interval of the
            level), `actual`, `target`.
        places: who was in whose line, or in which unit: `person`, `whose`, `starts_on`, `ends_on` (the first day no
            longer, null while it lasts).
        way: `sum` adds actuals and targets up; `mean` takes the mean over people.

    Returns:
        One row for each of `whose` and period, in order: `held` (people in the role), `people` (of these measured),
        `actual` and `target` (null for a mean), `attainment`, `level`, `low`, `high` (null where nobody was measured).
        The interval is that of a weighted sum of levels that are independent of each other. Whoever stood there on
        the last day of the period counts for the whole of it.
    """
    during = (pl.col("starts_on") <= pl.col("last_on")) & (
        pl.col("ends_on").is_null() | (pl.col("ends_on") > pl.col("last_on"))
    )
    rows = cells.join(places, on="person").filter(during)
    keys = ["whose", "period"]
    is_measured = pl.col("attainment").is_not_null()
    weight = pl.when(is_measured).then(pl.col("target") if way == "sum" else pl.lit(1.0))
    weighted = rows.with_columns(weight=weight / weight.sum().over(keys))
    spread = pl.col("weight") * (pl.col("high") - pl.col("low")) / 2
    found = weighted.group_by(keys).agg(
        held=pl.len(),
        people=is_measured.sum(),
        actual=pl.col("actual").filter(is_measured).sum(),
        target=pl.col("target").filter(is_measured).sum(),
        attainment=(pl.col("weight") * pl.col("attainment")).sum(),
        level=(pl.col("weight") * pl.col("level")).sum(),
        reach=(spread**2).sum().sqrt(),
    )
    none, reach = pl.col("people") == 0, pl.col("reach")
    found = found.with_columns(low=pl.col("level") - reach, high=pl.col("level") + reach)
    figures = ("attainment", "level", "low", "high")
    found = found.with_columns(pl.when(~none).then(pl.col(name)).alias(name) for name in figures)
    summed = ~none & pl.lit(way == "sum")
    found = found.with_columns(pl.when(summed).then(pl.col(name)).alias(name) for name in ("actual", "target"))
    return found.select(*keys, "held", "people", "actual", "target", *figures).sort(keys)
