"""Role and market: what happens to everybody in a role in one period, told from within spells."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from answerable.engine.attribution.cells import Floats, Ints, Sparse
from answerable.engine.attribution.spells import BLOCK, Spells


@dataclass(frozen=True, slots=True)
class Series:
    """One expectation, as its spells tell of its periods. Sums of squares and products are over results.

    Attributes:
        rows: its parts, shape (n,).
        columns: its periods among all periods, shape (m,).
        measured: True where a part was measured in a period, shape (n, m).
        normal: what changes within spells tell of the periods, as X' X, shape (m, m).
        right: the same as X' y, shape (m,).
        inside: sum of squares within parts.
        df: degrees of freedom within parts, those of the periods taken off.
        left: sum of squares left once the periods are taken out.
        effect: what each period adds by changes within spells alone, shape (m,); zero on average.
    """

    rows: Ints
    columns: Ints
    measured: Sparse
    normal: Floats
    right: Floats
    inside: float
    df: float
    left: float
    effect: Floats


def read_series(spells: Spells) -> list[Series]:
    """Tell what each period does to an expectation's figures from how they change within spells.

    People come and go, so the mean of a period also moves with who is there. Within a spell nobody does: least
    squares with an effect for each spell and each period tells the two apart. Which periods a spell was measured in
    and its sums are all it takes; nothing is lost by the collapse.

    Args:
        spells: the collapsed panel.

    Returns:
        One entry an expectation, in order of id.
    """
    names = spells.parts["expectation_id"].unique().sort()
    code = names.search_sorted(spells.parts["expectation_id"]).to_numpy()
    of_period = spells.periods["expectation_id"].to_numpy()
    return [
        _series(spells, np.flatnonzero(code == at), np.flatnonzero(of_period == name)) for at, name in enumerate(names)
    ]


def _series(spells: Spells, rows: Ints, columns: Ints) -> Series:
    parts, numbers = spells.parts[rows], spells.periods["number"].to_numpy()[columns]
    n = parts["n"].to_numpy().astype(np.float64)
    mean = parts["total"].to_numpy() / n
    bit = numbers[None, :] - (parts["block"].to_numpy() * BLOCK)[:, None]
    within = (bit >= 0) & (bit < BLOCK)
    there = within & ((parts["mask"].to_numpy()[:, None] >> np.clip(bit, 0, BLOCK - 1)) & 1).astype(bool)
    measured = sparse.csr_array(there.astype(np.float64))
    normal = np.diag(there.sum(axis=0)) - (measured.T @ (measured.multiply(1 / n[:, None]).tocsr())).toarray()
    right = -(measured.T @ mean)
    effect, _, rank, _ = np.linalg.lstsq(normal, right, rcond=1e-9)
    inside = max(float(np.sum(parts["squares"].to_numpy() - n * mean**2)), 0.0)
    left = max(inside - float(effect @ right), 0.0)
    df = max(float(np.sum(n - 1)) - float(rank), 0.0)
    return Series(rows, columns, measured, normal, right, inside, df, left, effect)


def series_of(parts: pl.DataFrame, series: list[Series]) -> Ints:
    """Which series each part belongs to.

    Args:
        parts: the collapsed panel.
        series: as `read_series` gives them.

    Returns:
        Places in the list, shape (parts,).
    """
    found = np.zeros(len(parts), dtype=np.int64)
    for place, each in enumerate(series):
        found[each.rows] = place
    return found
