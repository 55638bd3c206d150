"""Amounts lost, with their 90 % intervals, as they are handed out."""

from typing import Any

import polars as pl

from answerable.engine.inaction.amounts import SO_FAR, WITH, WITHOUT

FIGURES = ("lost", "weighted", "money")
PARTS = ("own", "leader", "common", "any")
_NAMES: dict[str, Any] = {
    "person_id": pl.String,
    "unit_id": pl.String,
    "expectation_id": pl.String,
    "leader_id": pl.String,
    "in_unit_id": pl.String,
}


def _with_ends(names: tuple[str, ...]) -> dict[str, Any]:
    return {f"{name}{end}": pl.Float64 for name in names for end in ("", "_low", "_high")}


GAPS_SCHEMA: dict[str, Any] = {
    **_NAMES,
    **dict.fromkeys(("since", "signal_on", "ended_on", "first_action_on"), pl.Date),
    "weeks": pl.Float64,
    "adds_up": pl.Boolean,
    "currency": pl.String,
    **_with_ends(("shortfall", *FIGURES)),
}
AHEAD_SCHEMA: dict[str, Any] = {
    **_NAMES,
    "action": pl.String,
    "adds_up": pl.Boolean,
    "currency": pl.String,
    **_with_ends(("attainment", *FIGURES)),
}


def priced(amounts: pl.DataFrame) -> pl.DataFrame:
    """Add what is lost in money, and take means of what does not add up.

    Args:
        amounts: as `amounts.amounts` tells them.

    Returns:
        The same with `money`, where it is known what one unit is worth, and with `lost` as a mean over the periods
        where units are such that sums say nothing.
    """
    over = pl.when("adds_up").then(1.0).otherwise("periods")
    parts = ("mean", *PARTS)
    rows = amounts.with_columns((pl.col(f"lost_{part}") * pl.col("value")).alias(f"money_{part}") for part in parts)
    return rows.with_columns(
        pl.when(over > 0).then(pl.col(f"lost_{part}") / over).alias(f"lost_{part}") for part in parts
    )


def gaps_table(gaps: pl.DataFrame) -> pl.DataFrame:
    """Say what waiting has cost, gap by gap.

    Args:
        gaps: as `priced` tells them.

    Returns:
        A row a gap, columns as `GAPS_SCHEMA`, in order of person, unit, expectation and time.
    """
    rows = _between(gaps.filter(pl.col("time") == SO_FAR), ("shortfall", *FIGURES), pl.col("reach"))
    rows = rows.sort("person_id", "unit_id", "expectation_id", "since", nulls_last=True)
    return rows.select(pl.col(name).cast(kind) for name, kind in GAPS_SCHEMA.items())


def ahead_table(gaps: pl.DataFrame) -> pl.DataFrame:
    """Say what will be measured in the next 13 weeks, gap by gap.

    Args:
        gaps: as `priced` tells them.

    Returns:
        Two rows an open gap, without and with action, columns as `AHEAD_SCHEMA`.
    """
    rows = _between(gaps.filter(pl.col("time").is_in([WITHOUT, WITH])), ("shortfall", *FIGURES), pl.col("reach"))
    ends = {"attainment": "shortfall", "attainment_low": "shortfall_high", "attainment_high": "shortfall_low"}
    rows = rows.with_columns((1 - pl.col(short)).alias(name) for name, short in ends.items())
    rows = rows.with_columns(action="time").sort(
        "person_id", "unit_id", "expectation_id", pl.col("time") == WITH, nulls_last=True
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in AHEAD_SCHEMA.items())


def _between(rows: pl.DataFrame, names: tuple[str, ...], reach: pl.Expr) -> pl.DataFrame:
    """Means with the ends of their 90 % intervals."""
    columns = []
    for name in names:
        margin = reach * pl.sum_horizontal((pl.col(f"{name}_{part}") ** 2 for part in PARTS), ignore_nulls=False).sqrt()
        mean = pl.col(f"{name}_mean")
        columns += [mean.alias(name), (mean - margin).alias(f"{name}_low"), (mean + margin).alias(f"{name}_high")]
    return rows.with_columns(columns)
