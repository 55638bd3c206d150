"""From spells to the cells of the model: one figure a person, leaders, unit and role."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from answerable.engine.attribution.cells import Cells, Ints
from answerable.engine.attribution.chance import Chance, measure_chance
from answerable.engine.attribution.market import Market, take_out_market
from answerable.engine.attribution.spells import Spells


@dataclass(frozen=True, slots=True)
class Composition:
    """A company's figures as the model takes them.

    Attributes:
        cells: what the model rests on; its groups are `person`, `manager`, `line_2` and so on, `unit` and `match`.
        keys: of each cell, `person_id`, `role_id`, `manager_id`, `line_2_id` and so on, `unit_id`, `first_on`,
            `last_on` and `n`, the results behind it.
        ids: by group, the id of each level; of `match` those of person and leader, parted by a blank line.
        roles: role ids in the order of the fixed columns.
        market: what was taken out before.
        chance: how noisy a period is.
    """

    cells: Cells
    keys: pl.DataFrame
    ids: dict[str, pl.Series]
    roles: pl.Series
    market: Market
    chance: Chance


def compose(spells: Spells, importance: pl.DataFrame, chain: int) -> Composition:
    """Take a person's expectations together by their weights, and say how much chance is left in each figure.

    Args:
        spells: the collapsed panel.
        importance: `expectation_id` and `weight`.
        chain: how many leaders up the line have an effect of their own.

    Returns:
        The cells and what they stand for.
    """
    market = take_out_market(spells)
    chance = measure_chance(spells.parts, market)
    n = spells.parts["n"].to_numpy()
    series = spells.parts.select(
        pl.exclude("total", "squares", "mask", "pairs", "products", "later", "earlier"),
        mean=pl.Series(spells.parts["total"].to_numpy() / n - market.shift),
        chance=pl.Series(chance.of_means(n, market.series)),
    )
    line = [f"line_{level}_id" for level in range(2, chain + 1)]
    keys = ["person_id", "role_id", "manager_id", *line, "unit_id"]
    within = series.group_by(*keys, "expectation_id").agg(
        mean=(pl.col("mean") / pl.col("chance")).sum() / (1 / pl.col("chance")).sum(),
        chance=1 / (1 / pl.col("chance")).sum(),
        n=pl.col("n").sum(),
        first_on=pl.col("first_on").min(),
        last_on=pl.col("last_on").max(),
    )
    weighted = within.join(importance, on="expectation_id", how="left").sort(*keys, "expectation_id")
    weight = pl.col("weight")
    rows = weighted.group_by(keys, maintain_order=True).agg(
        mean=(weight * pl.col("mean")).sum() / weight.sum(),
        chance=(weight**2 * pl.col("chance")).sum() / weight.sum() ** 2,
        n=pl.col("n").sum(),
        first_on=pl.col("first_on").min(),
        last_on=pl.col("last_on").max(),
    )
    return _composed(rows, line, market, chance)


def _composed(rows: pl.DataFrame, line: list[str], market: Market, chance: Chance) -> Composition:
    pair = pl.concat_str("person_id", pl.col("manager_id").fill_null(""), separator="\n")
    named = {"person": rows["person_id"], "manager": rows["manager_id"]}
    named |= {name.removesuffix("_id"): rows[name] for name in line}
    named |= {"unit": rows["unit_id"], "match": rows.select(pair.alias("match")).to_series()}
    coded = {name: _coded(ids) for name, ids in named.items() if ids.null_count() < len(ids)}
    roles, role = _coded(rows["role_id"])
    typical = float(np.average(chance.variance, weights=np.maximum(market.df, 1e-9)))
    groups = {name: code for name, (_, code) in coded.items()}
    cells = Cells(
        mean=rows["mean"].to_numpy(),
        weight=typical / rows["chance"].to_numpy(),
        fixed=np.eye(len(roles))[role],
        groups=groups,
        levels={name: len(ids) for name, (ids, _) in coded.items()},
        observations=len(rows) + chance.df,
        within=chance.df * typical,
        log_weight=float(np.sum(np.log(typical / rows["chance"].to_numpy()))),
    )
    return Composition(cells, rows, {name: ids for name, (ids, _) in coded.items()}, roles, market, chance)


def _coded(ids: pl.Series) -> tuple[pl.Series, Ints]:
    """The ids that occur, in order, and the place of each row's, -1 where it is empty."""
    known = ids.drop_nulls().unique().sort()
    code = known.search_sorted(ids.fill_null(known[0])).cast(pl.Int64).to_numpy()
    return known, np.where(ids.is_null().to_numpy(), -1, code)
