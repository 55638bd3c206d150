"""What a mixed model rests on: observations that share their groups and their fixed part, taken together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from answerable.kernel.problems import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# SciPy says nothing of its types; what is meant is a matrix of compressed rows.
Sparse: TypeAlias = Any

NOBODY = -1
LARGEST_KEY = 2**62


@dataclass(frozen=True, slots=True)
class Cells:
    """Observations by cell; exact for noise that is drawn anew for every observation.

    Attributes:
        mean: mean observation, shape (cells,).
        weight: observations behind it, or their weights' sum, shape (cells,).
        fixed: the fixed part's columns, shape (cells, columns).
        known: what is known of the fixed part from within cells, as X' X, shape (columns, columns).
        known_right: the same as X' y, shape (columns,).
        groups: by group, the code of each cell's level, `NOBODY` where it has none, shape (cells,).
        levels: by group, how many levels there are.
        observations: how many observations there are in all.
        within: weighted sum of squares of observations around their cell's mean.
        log_weight: sum of the logarithms of the observations' weights.
    """

    mean: Floats
    weight: Floats
    fixed: Sparse
    known: Sparse
    known_right: Floats
    groups: dict[str, Ints]
    levels: dict[str, int]
    observations: float
    within: float
    log_weight: float


def collapse_rows(y: Floats, fixed: NDArray[Any], groups: Mapping[str, NDArray[Any]], weights: Floats | None) -> Cells:
    """Take together all rows that have the same fixed part and the same levels.

    Args:
        y: observations, shape (rows,).
        fixed: the fixed part's columns, shape (rows, columns).
        groups: by group, codes from 0 on, `NOBODY` for none, shape (rows,).
        weights: how much each observation is worth, shape (rows,); all alike when not given.

    Returns:
        The cells, in order of their keys.

    Raises:
        UsageError: shapes do not fit together, or values are missing.
    """
    _refuse(y, fixed, groups, weights)
    worth = pl.lit(1.0) if weights is None else pl.col("worth")
    rows = pl.DataFrame({"cell": _keys(fixed, groups), "y": y, **({} if weights is None else {"worth": weights})})
    grouped = rows.lazy().with_row_index("row").group_by("cell")
    found = grouped.agg(
        pl.col("row").first(), weight=(worth + 0 * pl.col("y")).sum(), total=(worth * pl.col("y")).sum()
    )
    cells = found.sort("cell").collect()
    weight, first = cells["weight"].to_numpy(), cells["row"].to_numpy()
    mean = cells["total"].to_numpy() / weight
    squares = float(np.dot(y, y) if weights is None else np.dot(weights, y * y))
    return Cells(
        mean=mean,
        weight=weight,
        fixed=sparse.csr_array(fixed[first].astype(np.float64)),
        known=sparse.csr_array((fixed.shape[1], fixed.shape[1])),
        known_right=np.zeros(fixed.shape[1]),
        groups={name: codes[first].astype(np.int64) for name, codes in groups.items()},
        levels={name: int(codes.max()) + 1 for name, codes in groups.items()},
        observations=float(len(y)),
        within=max(squares - float(np.dot(weight, mean * mean)), 0.0),
        log_weight=0.0 if weights is None else float(np.sum(np.log(weights))),
    )


def _keys(fixed: NDArray[Any], groups: Mapping[str, NDArray[Any]]) -> Ints:
    """One number for all that a row shares with the other rows of its cell, in order of the groups' codes."""
    key, size = np.zeros(len(fixed), dtype=np.int64), 1
    for code, levels in chain(((codes, int(codes.max()) + 2) for codes in groups.values()), _of_columns(fixed)):
        if size * levels > LARGEST_KEY:
            key = pl.Series(key).rank("dense").to_numpy().astype(np.int64) - 1
            size = int(key.max()) + 1
        key *= levels
        key += code
        key += 1
        size *= levels
    return key


def _of_columns(fixed: NDArray[Any]) -> Iterator[tuple[NDArray[Any], int]]:
    """Each column that is not the same everywhere as codes, and one more than how many there are."""
    for column in fixed.T:
        values = pl.Series(column).unique().sort().to_numpy()
        if len(values) > 1:
            yield np.searchsorted(values, column), len(values) + 1


def _refuse(y: Floats, fixed: NDArray[Any], groups: Mapping[str, NDArray[Any]], weights: Floats | None) -> None:
    rows = len(y)
    if y.ndim != 1:
        raise UsageError(f"The observations have the shape {y.shape}. Expected ({rows},): a number an observation.")
    if fixed.ndim != 2 or len(fixed) != rows:
        raise UsageError(
            f"The fixed part has the shape {fixed.shape}. Expected ({rows}, columns): a row an observation."
        )
    for name, codes in groups.items():
        if codes.shape != (rows,):
            raise UsageError(
                f"The group {name!r} has the shape {codes.shape}. Expected ({rows},): a code an observation."
            )
        if not (codes >= 0).any():
            raise UsageError(f"The group {name!r} has no level at all. Leave it out.")
    if not np.isfinite(y).all() or not np.isfinite(fixed).all():
        raise UsageError("Some observations or fixed values are missing or infinite. Leave those rows out.")
    if weights is not None and (weights.shape != (rows,) or not (np.isfinite(weights) & (weights > 0)).all()):
        raise UsageError(f"Expected {rows} weights, each a number above zero.")
    if rows <= fixed.shape[1]:
        raise UsageError(f"There are {rows} observations for {fixed.shape[1]} fixed columns. Expected more than that.")
