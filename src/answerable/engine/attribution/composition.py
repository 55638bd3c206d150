"""From spells to the cells of the model: one figure a person, leaders, unit and role."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from answerable.engine.attribution.cells import Cells, Floats, Ints, Sparse
from answerable.engine.attribution.chance import Chance, measure_chance
from answerable.engine.attribution.elimination import scaled
from answerable.engine.attribution.market import Series, read_series, series_of
from answerable.engine.attribution.spells import Spells

# With more figures than this, what a period does to a role is known so well from within spells that it is taken as
# known; with fewer, it is estimated together with everything else.
FIGURES_JOINTLY = 60_000
# What is told of something, next to what is told of most, is less than this where only rounding tells it.
NOTHING_TOLD = 1e-10


@dataclass(frozen=True, slots=True)
class Composition:
    """A company's figures as the model takes them.

    Attributes:
        cells: what the model rests on; its groups are `person`, `manager`, `line_2` and so on, `unit` and `match`.
        keys: of each cell, `person_id`, `role_id`, `manager_id`, `line_2_id` and so on, `unit_id`, `first_on`,
            `last_on` and `n`, the results behind it.
        ids: by group, the id of each level; of `match` those of person and leader, parted by a line break.
        periods: as `Spells.periods`.
        mixed: how much of each period is in each cell, shape (cells, periods).
        adds: what each period adds to the mean of everybody in it, as far as it is taken as known, shape (periods,).
        by_period: from fixed coefficients to periods, shape (periods, fixed columns).
        chance: how noisy a period is.
    """

    cells: Cells
    keys: pl.DataFrame
    ids: dict[str, pl.Series]
    periods: pl.DataFrame
    mixed: Sparse
    adds: Floats
    by_period: Sparse
    chance: Chance

    def levels(self, coefficients: Floats) -> Floats:
        """The attainment of a typical person in each period.

        Args:
            coefficients: of the fixed part, shape (fixed columns,).

        Returns:
            Shape (periods,).
        """
        return np.asarray(self.periods["mean"].to_numpy() + self.adds + self.by_period @ coefficients)


def compose(spells: Spells, importance: pl.DataFrame, chain: int) -> Composition:
    """Take a person's expectations together by their weights, and say how much chance is left in each figure.

    Args:
        spells: the collapsed panel.
        importance: `expectation_id` and `weight`.
        chain: how many leaders up the line have an effect of their own.

    Returns:
        The cells and what they stand for.
    """
    series = read_series(spells)
    chance = measure_chance(spells.parts, series)
    line = [f"line_{level}_id" for level in range(2, chain + 1)]
    parts = _weighed(spells.parts, importance, ["person_id", "role_id", "manager_id", *line, "unit_id"], series, chance)
    share, cell = parts["share"].to_numpy(), parts["cell"].to_numpy().astype(np.int64)
    keys = (
        parts.sort("cell", maintain_order=True)
        .group_by("cell", "person_id", "role_id", "manager_id", *line, "unit_id", maintain_order=True)
        .agg(pl.col("first_on").min(), pl.col("last_on").max(), pl.col("n").sum())
    )
    mean = np.bincount(cell, share * (parts["total"] / parts["n"]).to_numpy()).astype(np.float64)
    noise = np.bincount(cell, share**2 * parts["chance"].to_numpy()).astype(np.float64)
    mixed = _mixed(series, share / parts["n"].to_numpy(), cell, (len(keys), len(spells.periods)))
    return _composed(keys.drop("cell"), mean, noise, mixed, series=series, spells=spells, chance=chance, line=line)


def _weighed(
    parts: pl.DataFrame, importance: pl.DataFrame, keys: list[str], series: list[Series], chance: Chance
) -> pl.DataFrame:
    """Parts with the `cell` they belong to, their `chance`, and their `share` in the cell's figure."""
    noise = chance.of_means(parts["n"].to_numpy(), series_of(parts, series))
    surer = 1 / pl.col("chance")
    parts = parts.with_columns(
        cell=pl.struct(keys).rank("dense") - 1,
        chance=pl.Series(noise),
    ).join(importance, on="expectation_id", how="left", maintain_order="left")
    own = surer / surer.sum().over("cell", "expectation_id")
    all_of_them = (pl.col("weight") / pl.len().over("cell", "expectation_id")).sum().over("cell")
    return parts.with_columns(share=own * pl.col("weight") / all_of_them)


def _mixed(series: list[Series], each: Floats, cell: Ints, shape: tuple[int, int]) -> Sparse:
    rows, columns, values = [], [], []
    for one in series:
        there = one.measured.tocoo()
        rows.append(cell[one.rows[there.row]])
        columns.append(one.columns[there.col])
        values.append(each[one.rows[there.row]])
    where = (np.concatenate(rows), np.concatenate(columns))
    return sparse.coo_array((np.concatenate(values), where), shape=shape).tocsr()


def _composed(
    keys: pl.DataFrame,
    mean: Floats,
    noise: Floats,
    mixed: Sparse,
    *,
    series: list[Series],
    spells: Spells,
    chance: Chance,
    line: list[str],
) -> Composition:
    typical = float(np.average(chance.variance, weights=[each.df + 1e-9 for each in series]))
    worth = typical / chance.variance * chance.fewer
    inside = float(sum(ratio * each.inside for ratio, each in zip(worth, series, strict=True)))
    adds = np.zeros(len(spells.periods))
    known, right = _known(series, worth, len(adds))
    untold = _untold(known + mixed.T @ scaled(mixed, typical / noise), spells.periods["role_id"].to_numpy())
    known = known + untold
    by_period = sparse.eye_array(len(adds), format="csr")
    # What the periods take of the results within spells is theirs in full: those left over count for fewer, not these.
    left_over = sum(each.df for each in series)
    taken = float(np.sum(spells.parts["n"].to_numpy() - 1)) - left_over + float(untold.trace())
    if len(mean) > FIGURES_JOINTLY:
        for ratio, each in zip(worth, series, strict=True):
            adds[each.columns] = each.effect
            inside -= ratio * (each.inside - each.left)
        by_period = _by_role(spells.periods)
        known, right = sparse.csr_array((by_period.shape[1],) * 2), np.zeros(by_period.shape[1])
        taken = 0.0
    named = {"person": keys["person_id"], "manager": keys["manager_id"]}
    named |= {name.removesuffix("_id"): keys[name] for name in line} | {"unit": keys["unit_id"], "match": _pairs(keys)}
    coded = {name: _coded(ids) for name, ids in named.items() if ids.null_count() < len(ids)}
    cells = Cells(
        mean=mean - mixed @ adds,
        weight=typical / noise,
        fixed=(mixed @ by_period).tocsr(),
        known=known,
        known_right=right,
        groups={name: code for name, (_, code) in coded.items()},
        levels={name: len(ids) for name, (ids, _) in coded.items()},
        observations=len(mean) + chance.fewer * left_over + taken,
        within=inside,
        log_weight=float(np.sum(np.log(typical / noise))),
    )
    ids = {name: ids for name, (ids, _) in coded.items()}
    return Composition(cells, keys, ids, spells.periods, mixed, adds, by_period, chance)


def _known(series: list[Series], worth: Floats, periods: int) -> tuple[Sparse, Floats]:
    """What changes within spells tell of the periods."""
    known, right = sparse.lil_array((periods, periods)), np.zeros(periods)
    for ratio, each in zip(worth, series, strict=True):
        known[np.ix_(each.columns, each.columns)] = ratio * each.normal
        right[each.columns] = ratio * each.right
    return known.tocsr(), right


def _untold(told: Sparse, roles: NDArray[np.str_]) -> Sparse:
    """What no figure tells of the periods, held at zero as if one result had told it.

    Where everybody in a role is measured by the same expectations, such are their levels next to each other.
    """
    found = sparse.lil_array(told.shape)
    for role in np.unique(roles):
        columns = np.flatnonzero(roles == role)
        values, vectors = np.linalg.eigh(told[columns][:, columns].toarray())
        none = vectors[:, values < NOTHING_TOLD * values[-1]]
        found[np.ix_(columns, columns)] = none @ none.T
    return found.tocsr()


def _by_role(periods: pl.DataFrame) -> Sparse:
    roles = periods["role_id"].unique().sort()
    role = roles.search_sorted(periods["role_id"]).to_numpy()
    return sparse.csr_array((np.ones(len(role)), (np.arange(len(role)), role)), shape=(len(role), len(roles)))


def _pairs(keys: pl.DataFrame) -> pl.Series:
    return keys.select(pl.concat_str("person_id", pl.col("manager_id").fill_null(""), separator="\n")).to_series()


def _coded(ids: pl.Series) -> tuple[pl.Series, Ints]:
    """The ids that occur, in order, and the place of each row's, -1 where it is empty."""
    known = ids.drop_nulls().unique().sort()
    code = known.search_sorted(ids.fill_null(known[0])).cast(pl.Int64).to_numpy()
    return known, np.where(ids.is_null().to_numpy(), -1, code)
