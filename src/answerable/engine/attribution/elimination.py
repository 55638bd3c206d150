"""The mixed-model equations with their largest nested groups eliminated on paper.

V = W^-1 + sum over groups of gamma_g Z_g Z_g', all variances relative to the noise's. Groups nested in each other, such
as pairs of person and leader within persons, have diagonal blocks one after the other, so their effects can be taken
out exactly; what is left is a small system in the other groups and the fixed part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy import sparse

from answerable.engine.attribution.cells import Cells, Floats, Ints, Sparse

NOTHING_MORE: Mapping[str, Sparse] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Nested:
    """One eliminated group.

    Attributes:
        name: the group.
        code: its level of each cell, shape (cells,).
        size: how many levels.
        parent: of each level, the level of the next eliminated group, shape (size,); empty for the last one.
        share: gathers this group's levels into the next group's, shape (levels of the next, size); None for the last.
    """

    name: str
    code: Ints
    size: int
    parent: Ints
    share: Sparse | None


@dataclass(frozen=True, slots=True)
class Design:
    """How the equations are laid out, whatever the variances.

    Attributes:
        cells: the observations.
        eliminated: nested groups, the finest first.
        kept: columns of each other group, as a slice of the kept columns, behind the fixed ones.
        fixed: number of fixed columns, the first of the kept ones.
        columns: fixed part and kept groups, and the observations as the last column, shape (cells, kept + 1).
        weighted: columns' W columns, shape (kept + 1, kept + 1).
        finest: Z' W columns of the finest eliminated group, shape (its levels, kept + 1).
    """

    cells: Cells
    eliminated: tuple[Nested, ...]
    kept: dict[str, slice]
    fixed: int
    columns: Sparse
    weighted: Sparse
    finest: Sparse

    @property
    def size(self) -> int:
        """How many columns are kept, the observations' not counted."""
        return int(self.columns.shape[1]) - 1


@dataclass(frozen=True, slots=True)
class Level:
    """An eliminated group at given variances; each of shape (levels,) unless said otherwise.

    Attributes:
        gamma: variance relative to the noise's.
        total: z' V^-1 z with the groups before it in V.
        left: 1 / (1 + gamma * total).
        seen: Z' V^-1 columns with the groups before it in V, shape (levels, kept + 1).
    """

    gamma: float
    total: Floats
    left: Floats
    seen: Sparse


def lay_out(cells: Cells, more: Mapping[str, Sparse] = NOTHING_MORE) -> Design:
    """Choose what to eliminate, and lay the equations out.

    Args:
        cells: the observations.
        more: by group, what each level adds to each cell beyond those it is the level of, shape (cells, levels).

    Returns:
        The design: the group with most levels is eliminated, and every group it is nested in, one in the other.
    """
    names = sorted(cells.groups, key=lambda name: -cells.levels[name])
    chosen: list[str] = []
    for name in names:
        code = cells.groups[name]
        if (
            name not in more
            and (code >= 0).all()
            and (not chosen or _nested(cells.groups[chosen[-1]], cells.levels[chosen[-1]], code))
        ):
            chosen.append(name)
    kept, place = {}, cells.fixed.shape[1]
    for name in (name for name in cells.groups if name not in chosen):
        kept[name] = slice(place, place + cells.levels[name])
        place += cells.levels[name]
    columns = _columns(cells, kept, more)
    weighted = (columns.T @ scaled(columns, cells.weight) + _known(cells, place)).tocsr()
    eliminated = tuple(_nest(cells, name, after) for name, after in zip(chosen, [*chosen, None][1:], strict=True))
    finest = (
        _gather(eliminated[0].code, eliminated[0].size, cells.weight) @ columns
        if eliminated
        else sparse.csr_array((0, place + 1))
    )
    return Design(cells, eliminated, kept, cells.fixed.shape[1], columns, weighted, finest.tocsr())


def _nested(fine: Ints, levels: int, coarse: Ints) -> bool:
    first = np.full(levels, -1, dtype=np.int64)
    first[fine] = coarse
    return bool((first[fine] == coarse).all())


def _nest(cells: Cells, name: str, after: str | None) -> Nested:
    code, size = cells.groups[name], cells.levels[name]
    if after is None:
        return Nested(name, code, size, np.zeros(0, dtype=np.int64), None)
    parent = np.zeros(size, dtype=np.int64)
    parent[code] = cells.groups[after]
    return Nested(name, code, size, parent, _gather(parent, cells.levels[after], np.ones(size)))


def _gather(code: Ints, levels: int, weight: Floats) -> Sparse:
    """The matrix that adds up weighted entries by code, shape (levels, entries)."""
    return sparse.csc_array((weight, code, np.arange(len(code) + 1)), shape=(levels, len(code))).tocsr()


def _known(cells: Cells, kept: int) -> Sparse:
    """What is known of the fixed part beforehand, in the place of the kept columns and the observations."""
    own = cells.known.tocoo()
    there = np.flatnonzero(cells.known_right)
    beside = np.full(len(there), kept)
    data = np.concatenate([own.data, cells.known_right[there], cells.known_right[there]])
    rows, columns = np.concatenate([own.row, there, beside]), np.concatenate([own.col, beside, there])
    return sparse.coo_array((data, (rows, columns)), shape=(kept + 1, kept + 1)).tocsr()


def _columns(cells: Cells, kept: dict[str, slice], more: Mapping[str, Sparse]) -> Sparse:
    parts = [cells.fixed]
    for name in kept:
        there = np.flatnonzero(cells.groups[name] >= 0)
        where = (there, cells.groups[name][there])
        own = sparse.coo_array((np.ones(len(there)), where), shape=(len(cells.mean), cells.levels[name])).tocsr()
        parts.append(own + more[name] if name in more else own)
    parts.append(sparse.csr_array(cells.mean[:, None]))
    return sparse.hstack(parts, format="csr")


def eliminate(design: Design, gamma: dict[str, float]) -> tuple[list[Level], Sparse]:
    """Take the nested groups out of the equations.

    Args:
        design: the equations' layout.
        gamma: by group, variance relative to the noise's.

    Returns:
        The eliminated groups, the finest first, and columns' V^-1 columns with only these groups in V, shape
        (kept + 1, kept + 1).
    """
    left_over = design.weighted
    levels: list[Level] = []
    if not design.eliminated:
        return levels, left_over
    finest = design.eliminated[0]
    total: Floats = np.bincount(finest.code, design.cells.weight, finest.size).astype(np.float64)
    seen = design.finest
    for group in design.eliminated:
        ratio = gamma[group.name]
        left = 1 / (1 + ratio * total)
        levels.append(Level(ratio, total, left, seen))
        left_over = left_over - (seen.T @ scaled(seen, ratio * left)).tocsr()
        if group.share is not None:
            seen = (group.share @ scaled(seen, left)).tocsr()
            total = group.share @ (left * total)
    return levels, left_over


def scaled(rows: Sparse, by: Floats) -> Sparse:
    """Multiply every row of a sparse matrix by a number of its own.

    Args:
        rows: shape (n, m).
        by: shape (n,).

    Returns:
        A new matrix with the same places filled.
    """
    data = rows.data * np.repeat(by, np.diff(rows.indptr))
    return sparse.csr_array((data, rows.indices, rows.indptr), shape=rows.shape)


def columns_scaled(rows: Sparse, by: Floats) -> Sparse:
    """Multiply every column of a sparse matrix by a number of its own.

    Args:
        rows: shape (n, m).
        by: shape (m,).

    Returns:
        A new matrix with the same places filled.
    """
    return sparse.csr_array((rows.data * by[rows.indices], rows.indices, rows.indptr), shape=rows.shape)


def seen_by_all(design: Design, levels: list[Level]) -> list[Sparse]:
    """Work out Z' V^-1 columns of every eliminated group, with all of them in V.

    Args:
        design: the equations' layout.
        levels: the eliminated groups.

    Returns:
        A matrix a group, the finest first, shape (levels, kept + 1).
    """
    found: list[Sparse] = []
    above: Sparse | None = None
    for group, level in zip(reversed(design.eliminated), reversed(levels), strict=True):
        own = scaled(level.seen, level.left)
        if above is not None:
            above = above[group.parent]
            own = (own - scaled(above, level.left * level.total)).tocsr()
        found.insert(0, own)
        below = scaled(own, np.full(group.size, level.gamma))
        above = below if above is None else (above + below).tocsr()
    return found


def own_totals(design: Design, levels: list[Level]) -> list[Floats]:
    """Work out z' V^-1 z of every level of every eliminated group, with all of them in V.

    Args:
        design: the equations' layout.
        levels: the eliminated groups.

    Returns:
        An array a group, the finest first, shape (levels,).
    """
    return [_shared(design, levels, place)[0] for place in range(len(levels))]


def _shared(design: Design, levels: list[Level], place: int) -> list[Floats]:
    """z_j' V^-1 z_k of each level of the group at `place` (k) with itself and with its ancestors (j), in that order."""
    inner = [levels[place].left * levels[place].total]
    where = [np.arange(design.eliminated[place].size)]
    for above in range(place + 1, len(levels)):
        where.append(design.eliminated[above - 1].parent[where[-1]])
        inner.append(levels[above].left[where[-1]] * inner[-1])
    found: list[Floats] = []
    above_sum = np.zeros(len(inner[0]))
    for step in range(len(inner) - 1, -1, -1):
        level = levels[place + step]
        own = inner[step] - (level.left * level.total)[where[step]] * above_sum
        found.insert(0, own)
        above_sum = above_sum + level.gamma * own
    return found


def applied(design: Design, levels: list[Level], values: Floats) -> Floats:
    """Multiply by V^-1 with the eliminated groups in V.

    Args:
        design: the equations' layout.
        levels: the eliminated groups.
        values: shape (cells, columns).

    Returns:
        The products, same shape.
    """
    weight = design.cells.weight
    result, reach = weight[:, None] * values, weight
    for group, level in zip(design.eliminated, levels, strict=True):
        sums = np.stack([np.bincount(group.code, column, group.size) for column in result.T], axis=1)
        result = result - reach[:, None] * (level.gamma * level.left[:, None] * sums)[group.code]
        reach = reach * level.left[group.code]
    return result


def cross_totals(design: Design, levels: list[Level], places: list[int], rows: Ints) -> Floats:
    """What the data tell of the sum of some eliminated groups' effects, the kept columns being known.

    Args:
        design: the equations' layout.
        levels: the eliminated groups.
        places: which of them, the finest first.
        rows: cells, shape (n,).

    Returns:
        The variance explained, relative to the noise's, shape (n,).
    """
    found = np.zeros(len(rows))
    for place in places:
        together = _shared(design, levels, place)
        level = design.eliminated[place].code[rows]
        for above in (other for other in places if other >= place):
            twice = 1.0 if above == place else 2.0
            found += twice * levels[place].gamma * levels[above].gamma * together[above - place][level]
    return found
