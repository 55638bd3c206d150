"""What a company's tables would change: rows added, rows corrected, rows the same."""

from dataclasses import dataclass
from datetime import date

import polars as pl

ROW = "row_id"
COPY = "copy_number"


@dataclass(frozen=True, slots=True)
class Changes:
    """What one table would change.

    Attributes:
        added: rows nobody has brought before, canonical columns.
        corrected: rows whose key is known and whose values differ: canonical columns, and `row_id` of the standing row.
        same: how many rows change nothing.
        withdrawn: `row_id` of standing rows that contradict what was brought.
    """

    added: pl.DataFrame
    corrected: pl.DataFrame
    same: int
    withdrawn: tuple[int, ...] = ()


def changes(brought: pl.DataFrame, standing: pl.DataFrame, key: tuple[str, ...]) -> Changes:
    """Compare a table with what stands.

    Args:
        brought: the new rows, canonical columns.
        standing: the rows that stand, the same columns and `row_id`.
        key: the columns that name a row; without any, rows are alike only when all of them is, and two alike rows are
            two facts.

    Returns:
        The changes. What was not brought stays as it is.
    """
    columns = brought.columns
    if not key:
        numbered = pl.int_range(pl.len()).over(columns).alias(COPY)
        brought, standing = brought.with_columns(numbered), standing.with_columns(numbered)
        key = (*columns, COPY)
    values = [name for name in columns if name not in key]
    theirs = standing.select(*key, ROW, *(pl.col(name).alias(f"{name}__standing") for name in values))
    matched = brought.join(theirs, on=key, how="left", nulls_equal=True, maintain_order="left")
    known = pl.col(ROW).is_not_null()
    differs = pl.any_horizontal(pl.lit(value=False), *(~_alike(name) for name in values))
    added = matched.filter(~known).select(columns)
    corrected = matched.filter(known & differs).select(*columns, ROW)
    return Changes(added, corrected, matched.height - added.height - corrected.height)


def contradicted(brought: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """Find the standing assignments that cannot be true beside those brought: the same person, at the same time.

    Args:
        brought: assignments, canonical columns.
        standing: the same, and `row_id`.

    Returns:
        The standing rows that begin on another day than any brought one of the person, and overlap with one.
    """
    others = standing.join(brought, on=["person_id", "starts_on"], how="anti")
    pairs = others.join(brought.select("person_id", "starts_on", "ends_on"), on="person_id", suffix="_brought")
    begins_before = pl.col("starts_on") < pl.col("ends_on_brought").fill_null(date.max)
    ends_after = pl.col("ends_on").fill_null(date.max) > pl.col("starts_on_brought")
    found = pairs.filter(begins_before & ends_after).select(ROW).unique()
    return standing.join(found, on=ROW, how="semi")


def _alike(name: str) -> pl.Expr:
    return pl.col(name).eq_missing(pl.col(f"{name}__standing"))
