"""Where everybody stands now, and what each component adds there."""

import numpy as np
import polars as pl
from scipy import sparse

from answerable.engine.attribution.cells import Floats, Ints, Sparse
from answerable.engine.attribution.composition import Composition
from answerable.engine.attribution.elimination import Design, cross_totals, scaled
from answerable.engine.attribution.posterior import Mixture
from answerable.engine.attribution.reml import Solved


def latest_cells(keys: pl.DataFrame) -> Ints:
    """Find the cell each person was measured in last.

    Args:
        keys: as `Composition.keys`.

    Returns:
        A row number a person, in order of person id.
    """
    last = pl.struct("last_on", "first_on")
    chosen = keys.with_row_index("cell").sort("person_id", last, "cell").group_by("person_id", maintain_order=True)
    return chosen.agg(pl.col("cell").last())["cell"].to_numpy().astype(np.int64)


def own_columns(design: Design) -> Sparse:
    """Say what the levels that cells are of add to them, and nothing of what other levels add there besides.

    Args:
        design: the equations' layout.

    Returns:
        Fixed part and kept groups, shape (cells, kept).
    """
    groups, levels = design.cells.groups, design.cells.levels
    parts = [design.cells.fixed]
    for name in design.kept:
        there = np.flatnonzero(groups[name] >= 0)
        where = (there, groups[name][there])
        parts.append(sparse.csr_array((np.ones(len(there)), where), shape=(len(groups[name]), levels[name])))
    return sparse.hstack(parts, format="csr")


def sums_sd(design: Design, solved: Solved, rows: Ints, names: list[str], columns: Sparse) -> Floats:
    """Standard deviation of the fixed part and some groups' effects together, given the variances of the groups.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.
        rows: cells, shape (n,).
        names: the groups.
        columns: how much of the fixed part and of each level of the kept groups is summed, shape (cells, kept).

    Returns:
        Shape (n,).
    """
    wanted = np.zeros(design.size)
    wanted[: design.fixed] = 1.0
    for name in names:
        if name in design.kept:
            wanted[design.kept[name]] = 1.0
    seen: Sparse = columns[rows].multiply(wanted[None, :]).tocsr()
    inside = [place for place, group in enumerate(design.eliminated) if group.name in names]
    for place in inside:
        level = design.eliminated[place].code[rows]
        seen = (seen - solved.levels[place].gamma * solved.seen[place][:, : design.size].tocsr()[level]).tocsr()
    own = sum((solved.levels[place].gamma for place in inside), 0.0) - cross_totals(design, solved.levels, inside, rows)
    known = solved.solver.forms(scaled(seen.T.tocsr(), solved.scale).T.tocsr())
    return np.asarray(np.sqrt(solved.noise * np.maximum(own + known, 0.0)))


def lay_places(made: Composition, design: Design, solved: Solved, mixture: Mixture) -> pl.DataFrame:
    """Say what each component adds where everybody was measured last.

    Args:
        made: the company's figures.
        design: the equations' layout.
        solved: the equations at the likeliest variances.
        mixture: what is known of all effects.

    Returns:
        A row a person: ids, `n`, `last_on`, by component its addition and `..._sd`; `total_sd` of all together,
        `under_typical` and `under_typical_sd` the level under a typical leader, and `role` that of a typical person.
    """
    rows = latest_cells(made.keys)
    keys = made.keys[rows]
    columns: dict[str, pl.Series] = {"match_id": keys["person_id"]}
    for name, code in made.cells.groups.items():
        level = code[rows]
        columns[name] = pl.Series(np.append(mixture.estimate(name), 0.0)[level])
        columns[f"{name}_sd"] = pl.Series(np.append(mixture.spread(name), 0.0)[level])
    own: list[str] = [name for name in made.cells.groups if name in {"person", "unit"}]
    fixed = made.mixed[rows] @ made.levels(solved.kept[: design.fixed])
    columns["role"] = pl.Series(fixed)
    whole = design.columns[:, : design.size].tocsr()
    columns["total_sd"] = pl.Series(sums_sd(design, solved, rows, list(design.cells.groups), whole))
    columns["under_typical"] = pl.Series(fixed) + sum((columns[name] for name in own), pl.Series(np.zeros(len(rows))))
    columns["under_typical_sd"] = pl.Series(sums_sd(design, solved, rows, own, own_columns(design)))
    return keys.with_columns(**columns)
