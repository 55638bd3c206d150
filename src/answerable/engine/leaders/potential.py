"""Badly managed potential: who is short under their leader and would probably not be under a typical one."""

from typing import Any

import polars as pl
from scipy.special import ndtr

from answerable.engine.attribution import Attribution

POTENTIAL_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "leader_id": pl.String,
    "expectation_id": pl.String,
    "probability": pl.Float64,
    "expected": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}

# How sure it has to be that the gap is there today, that it would not be under a typical leader, and how unsure it may
# be that the leader takes away from results at all.
REAL, MEETS, WRONG_SIGN = 0.90, 0.80, 0.05
# 90 % of a normal distribution lie within so many standard deviations.
REACH = 1.644854
SMALLEST = 1e-12

_ONE = ("person_id", "expectation_id")


def badly_managed(
    attribution: Attribution, open_gaps: pl.DataFrame, expectations: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Name people who are credibly short under their leader and would probably meet the standard under a typical one.

    The level under a typical leader is that of a typical person in the role, over the periods of the gap, and what the
    unit and the person add; direct leader, line and match are taken to add nothing. A person is named when a gap is
    real today (a gap of their own with a probability of at least 0.90; or one of their whole unit, where their own
    level is below standard with that probability too), the standard would be met under a typical leader with a
    probability of at least 0.80, and the leader credibly takes away (local false sign rate of at most 0.05).

    Args:
        attribution: whose the company's performance is.
        open_gaps: the gaps open on the same day, columns as `engine.gaps.table.GAP_SCHEMA`.
        expectations: `expectation_id` and `tolerance`, which make the standard; by default the highest standard that
            any gap in an expectation is held against. (A person's own gap may be held against less: what the whole unit
            lacks is taken off there. It is lacking all the same.)

    Returns:
        A row a gap: the person, the leader they were measured under last, the expectation, the `probability` of meeting
        the standard under a typical leader, and the level `expected` then with its 90 % interval `low` to `high`. In
        order of person and expectation.

    Source:
        docs/methods/leaders.md.
    """
    standards = _standards(open_gaps, expectations)
    gaps = open_gaps.filter(pl.col("probability") >= REAL)
    places = _under_bad_leaders(attribution)
    own = gaps.filter(pl.col("person_id").is_not_null()).select(*_ONE, "since").join(places, on="person_id")
    shared = gaps.filter(pl.col("unit_id").is_not_null()).select("unit_id", "expectation_id", "since")
    roles = attribution.market.select("expectation_id", "role_id").unique()
    shared = shared.join(roles, on="expectation_id").join(places, on=["unit_id", "role_id"])
    # Who has come to lead others since is measured by what those do, and the place is one of long ago.
    found = pl.concat([own.select(*own.columns, shared=False), shared.select(*own.columns, shared=True)])
    found = found.filter(pl.col("last_on") >= pl.col("since")).unique(_ONE, keep="first", maintain_order=True)
    found = found.join(_market_levels(attribution.market, found), on=_ONE).join(standards, on="expectation_id")
    short = _chance_above(found["standard"] - found["market"] - found["all"], found["total_sd"])
    found = found.filter(~pl.col("shared") | (short >= REAL)).with_columns(expected=pl.col("market") + pl.col("own"))
    reach = REACH * pl.col("under_typical_sd")
    found = found.with_columns(
        probability=_chance_above(found["expected"] - found["standard"], found["under_typical_sd"]),
        low=pl.col("expected") - reach,
        high=pl.col("expected") + reach,
    )
    named = found.filter(pl.col("probability") >= MEETS).sort(_ONE)
    return named.select(pl.col(name).cast(kind) for name, kind in POTENTIAL_SCHEMA.items())


def _standards(open_gaps: pl.DataFrame, expectations: pl.DataFrame | None) -> pl.DataFrame:
    if expectations is None:
        return open_gaps.group_by("expectation_id").agg(pl.col("standard").max())
    return expectations.select("expectation_id", standard=1 - pl.col("tolerance"))


def _under_bad_leaders(attribution: Attribution) -> pl.DataFrame:
    """The places of people whose leader credibly takes away: what is their own there, and all that adds up."""
    takes_away = attribution.leaders.filter(
        pl.col("component") == "manager", pl.col("estimate") < 0, pl.col("lfsr") <= WRONG_SIGN
    ).select("leader_id")
    columns = attribution.places.columns
    line = [name for name in columns if name.startswith("line_") and not name.endswith(("_id", "_sd"))]
    own = [name for name in columns if name in {"person", "unit"}]
    around = [name for name in columns if name in {"manager", "match", *line}]
    places = attribution.places.select(
        "person_id",
        "unit_id",
        "role_id",
        "last_on",
        "under_typical_sd",
        "total_sd",
        leader_id=pl.col("manager_id"),
        own=pl.sum_horizontal(own),
        all=pl.sum_horizontal(own + around),
    )
    return places.join(takes_away, on="leader_id", how="semi")


def _market_levels(market: pl.DataFrame, gaps: pl.DataFrame) -> pl.DataFrame:
    """By gap, the mean level of a typical person over its periods."""
    levels = market.select("expectation_id", "period", "level")
    during = gaps.select(*_ONE, "since").join(levels, on="expectation_id").filter(pl.col("period") >= pl.col("since"))
    return during.group_by(_ONE).agg(market=pl.col("level").mean())


def _chance_above(by: pl.Series, sd: pl.Series) -> pl.Series:
    """The chance that something known with a standard deviation is above what it lies above by so much."""
    return pl.Series(ndtr((by / sd.clip(lower_bound=SMALLEST)).to_numpy()), dtype=pl.Float64)
