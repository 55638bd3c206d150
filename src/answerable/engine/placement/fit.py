"""Fit: what a role asks for, facet by facet, beside what was seen of a person. What is unknown stays unknown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.panel.company import Company

FIT_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "role_id": pl.String,
    "facet": pl.String,
    "item": pl.String,
    "required": pl.Float64,
    "seen": pl.Float64,
    "assessed_on": pl.Date,
    "evidence": pl.Boolean,
    "old": pl.Boolean,
    "missing": pl.Float64,
    "state": pl.String,
}
FACET_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "role_id": pl.String,
    "facet": pl.String,
    "met": pl.Int64,
    "short": pl.Int64,
    "unknown": pl.Int64,
}
MET, SHORT, UNKNOWN = "met", "short", "unknown"
# What somebody was seen to be able to do longer ago than this is shown as old.
FRESH = "1y"

_ITEM = ("facet", "item")


def fit(
    company: Company, people: Sequence[str] | None = None, roles: Sequence[str] | None = None, *, as_of: date
) -> pl.DataFrame:
    """Hold what people were seen to be like against what roles ask for, item by item.

    An item counts by its latest assessment. Where several were made on that day, their mean counts. What nobody has
    assessed is unknown: it counts neither for nor against anybody.

    Args:
        company: the canonical tables, wherever they live.
        people: whom to look at, by id; everybody when not given.
        roles: which roles, by id; every role that asks for something when not given.
        as_of: the day on which one looks; later assessments are not used.

    Returns:
        A row a person, role and item the role asks for, in that order: the level `required` and the level `seen` (1 to
        5), the day it was `assessed_on`, whether `evidence` was named for it, whether it is `old` (assessed a year ago
        or longer), how many levels are `missing` (0 where it is met), and the `state`: `met`, `short` or `unknown`.
        What is unknown is empty. Roles that ask for nothing have no row.
    """
    asked = company["facets"].select("role_id", *_ITEM, nw.col("level").alias("required"))
    of_whom = company["people"].select("person_id")
    if roles is not None:
        asked = asked.filter(nw.col("role_id").is_in(list(roles)))
    if people is not None:
        of_whom = of_whom.filter(nw.col("person_id").is_in(list(people)))
    rows = collect(of_whom).join(collect(asked), how="cross")
    seen = rows.join(_seen(company, as_of), on=["person_id", *_ITEM], how="left")
    missing = (pl.col("required") - pl.col("seen")).clip(lower_bound=0.0)
    state = (
        pl.when(missing.is_null()).then(pl.lit(UNKNOWN)).when(missing > 0).then(pl.lit(SHORT)).otherwise(pl.lit(MET))
    )
    old = pl.col("assessed_on").dt.offset_by(FRESH) <= as_of
    found = seen.with_columns(missing=missing, state=state, old=old)
    return found.sort("person_id", "role_id", *_ITEM).select(
        pl.col(name).cast(kind) for name, kind in FIT_SCHEMA.items()
    )


def by_facet(fitted: pl.DataFrame) -> pl.DataFrame:
    """Count by facet what is met, short and unknown.

    Args:
        fitted: as `fit` gives it.

    Returns:
        A row a person, role and facet that the role asks something in, in that order: how many items are `met`, `short`
        and `unknown`.
    """
    counts = {state: (pl.col("state") == state).sum() for state in (MET, SHORT, UNKNOWN)}
    found = fitted.group_by("person_id", "role_id", "facet").agg(**counts).sort("person_id", "role_id", "facet")
    return found.select(pl.col(name).cast(kind) for name, kind in FACET_SCHEMA.items())


def _seen(company: Company, as_of: date) -> pl.DataFrame:
    """The latest level of each item of each person."""
    columns = ("person_id", *_ITEM, "level", "assessed_on", "evidence")
    rows = collect(company["assessments"].select(*columns).filter(nw.col("assessed_on") <= as_of))
    latest = rows.filter(pl.col("assessed_on") == pl.col("assessed_on").max().over("person_id", *_ITEM))
    return latest.group_by("person_id", *_ITEM).agg(
        pl.col("level").mean().alias("seen"),
        pl.col("assessed_on").first(),
        pl.col("evidence").is_not_null().any(),
    )
