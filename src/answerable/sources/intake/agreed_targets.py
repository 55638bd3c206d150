"""Targets that were agreed here beside those that were brought: tailored for one person, or held before a change."""

from datetime import date

import polars as pl

from answerable.facts.agreements import read as agreements
from answerable.facts.frames import frame_of
from answerable.facts.roles import read as roles

_SCHEMA = {
    "person_id": pl.String,
    "expectation_id": pl.String,
    "target": pl.Float64,
    "starts_on": pl.Date,
    "ends_on": pl.Date,
}
_LOOKUPS = {
    "person_id": "person__key",
    "expectation_id": "expectation",
    "target": "target",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
}
_KEY = ["person_id", "expectation_id", "period"]


def with_what_was_agreed(targets: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    """Add what was expected by agreement to the targets that were brought.

    What was brought for a person and period wins; then what was tailored for the person; then what the role expected
    before its target was changed here, since a change does not reach back. Only what was measured needs a target.

    Args:
        targets: person_id, expectation_id, period and target, as brought.
        measured: person_id, expectation_id and period of what was measured.

    Returns:
        As `targets`.
    """
    tailored = frame_of(agreements.tailored_targets().order_by("pk"), _LOOKUPS, _SCHEMA)
    for agreed, on in ((tailored, ["person_id", "expectation_id"]), (_past(), ["expectation_id"])):
        if agreed.height:
            more = _in_their_periods(agreed, measured, on).select(targets.columns)
            targets = pl.concat([targets, more.join(targets, on=_KEY, how="anti")])
    return targets


def _past() -> pl.DataFrame:
    rows = [(one.expectation, one.target, one.starts_on or date.min, one.ends_on) for one in roles.past_targets()]
    names = ("expectation_id", "target", "starts_on", "ends_on")
    return pl.DataFrame(rows, schema={name: _SCHEMA[name] for name in names}, orient="row")


def _in_their_periods(agreed: pl.DataFrame, measured: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """What was agreed, for every period that begins while it held; where two held, what began to hold later."""
    rows = measured.select(_KEY).join(agreed, on=on, how="inner")
    lasts = pl.col("ends_on").is_null() | (pl.col("period") < pl.col("ends_on"))
    holding = rows.filter((pl.col("starts_on") <= pl.col("period")) & lasts).sort("starts_on")
    return holding.unique(subset=_KEY, keep="last", maintain_order=True)
