"""What somebody may be expected to attain after a move, with how far what will be measured may lie from it."""

from typing import Any

import polars as pl

from answerable.engine.attribution import Attribution

FORECAST_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "own": pl.Float64,
    "expected": pl.Float64,
    "sd": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
MONTHS = 6
# 90 % of a normal distribution lie within so many standard deviations.
REACH = 1.644854


def forecasts(attribution: Attribution, moves: pl.DataFrame | None = None) -> pl.DataFrame:
    """Forecast what people attain after a move.

    Expected is the level of a typical person in the role, what the person brings, what the unit adds and, where the new
    leaders are known, what those add; a leader of whom nothing is known is taken to be a typical one. What will be
    measured differs from that by what is not known of all these, by how far leaders lie apart where they are not
    known, by how well the two of them get on, and by the chance of so many results.

    Args:
        attribution: whose the company's performance is, on the day of the forecast.
        moves: a row a move: `person_id` and, where they are known, `manager_id`, `line_2_id` and so on and `unit_id`,
            and `results`, how many will be measured. By default everybody moves to a leader who is not known, in the
            unit they are in, for six results.

    Returns:
        A row a move, in its order, of people of whom something is known: what is `expected` on average of these results
        with the `sd` of what will be measured, its 90 % interval `low` to `high`, and `own`, the part of `expected`
        beyond a typical person in the role.

    Source:
        docs/methods/leaders.md.
    """
    everybody = attribution.places.select("person_id", "unit_id")
    asked = (everybody if moves is None else moves).with_row_index("move")
    if "results" not in asked.columns:
        asked = asked.with_columns(results=pl.lit(MONTHS))
    variance = dict(attribution.shares.select("component", "variance").iter_rows())
    found = asked.join(_people(attribution), on="person_id", how="inner")
    own, spread = [pl.col("person")], [pl.col("person_var")]
    for component, known in _known(attribution).items():
        if f"{component}_id" not in found.columns:
            found = found.with_columns(pl.lit(None, pl.String).alias(f"{component}_id"))
        found = found.join(known, on=f"{component}_id", how="left")
        own.append(pl.col(component).fill_null(0.0))
        spread.append(pl.col(f"{component}_var").fill_null(variance[component]))
    left = variance.get("match", 0.0) + variance["noise"] / pl.col("results")
    found = found.with_columns(own=pl.sum_horizontal(own), sd=(pl.sum_horizontal(spread) + left).sqrt())
    found = found.with_columns(expected=pl.col("level") + pl.col("own"))
    reach = REACH * pl.col("sd")
    found = found.with_columns(low=pl.col("expected") - reach, high=pl.col("expected") + reach)
    return found.sort("move").select(pl.col(name).cast(kind) for name, kind in FORECAST_SCHEMA.items())


def _people(attribution: Attribution) -> pl.DataFrame:
    """What everybody brings and how exactly it is known, and the level of a typical person in their role."""
    adds = [name for name in ("person", "unit") if name in attribution.places.columns]
    places = attribution.places.select(
        "person_id", "person", person_var=pl.col("person_sd") ** 2, adds=pl.sum_horizontal(adds)
    )
    people = places.join(attribution.people.select("person_id", "expected"), on="person_id", how="inner")
    return people.select("person_id", "person", "person_var", level=pl.col("expected") - pl.col("adds"))


def _known(attribution: Attribution) -> dict[str, pl.DataFrame]:
    """By component that a move may change, what is known of each leader or unit and how exactly."""
    known = {}
    for component in attribution.leaders["component"].unique(maintain_order=True).to_list():
        rows = attribution.leaders.filter(pl.col("component") == component)
        known[component] = rows.select(
            pl.col("leader_id").alias(f"{component}_id"),
            pl.col("estimate").alias(component),
            (pl.col("sd") ** 2).alias(f"{component}_var"),
        )
    if "unit" in attribution.places.columns:
        units = attribution.places.filter(pl.col("unit_id").is_not_null()).unique("unit_id", maintain_order=True)
        known["unit"] = units.select("unit_id", "unit", (pl.col("unit_sd") ** 2).alias("unit_var"))
    return known
