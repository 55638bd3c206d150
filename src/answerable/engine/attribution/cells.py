"""What a mixed model rests on: observations that share their groups and their fixed part, taken together."""

from collections.abc import Mapping
from dataclasses import dataclass
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


def collapse_rows(y: Floats, fixed: Floats, groups: Mapping[str, Ints], weights: Floats | None) -> Cells:
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
    keys: dict[str, NDArray[Any]] = {f"group {name}": codes for name, codes in groups.items()}
    keys |= {f"fixed {column}": fixed[:, column] for column in range(fixed.shape[1]) if np.ptp(fixed[:, column])}
    worth = pl.lit(1.0) if weights is None else pl.col("weight")
    rows = pl.DataFrame({**keys, "y": y, **({} if weights is None else {"weight": weights})})
    sums = [worth.sum().alias("weight") if weights is not None else pl.len().cast(pl.Float64).alias("weight")]
    sums += [(worth * pl.col("y")).sum().alias("total")]
    cells = (
        rows.lazy().group_by(list(keys) or pl.lit(0)).agg(sums).sort(list(keys)).collect()
        if keys
        else rows.select(sums)
    )
    weight = cells["weight"].to_numpy()
    mean = cells["total"].to_numpy() / weight
    squares = float(np.dot(y, y) if weights is None else np.dot(weights, y * y))
    constant = np.ones(len(cells)) if len(y) else np.ones(0)
    columns = [
        cells[f"fixed {column}"].to_numpy() if f"fixed {column}" in keys else constant * fixed[0, column]
        for column in range(fixed.shape[1])
    ]
    return Cells(
        mean=mean,
        weight=weight,
        fixed=sparse.csr_array(np.stack(columns, axis=1) if columns else np.zeros((len(cells), 0))),
        known=sparse.csr_array((fixed.shape[1], fixed.shape[1])),
        known_right=np.zeros(fixed.shape[1]),
        groups={name: cells[f"group {name}"].to_numpy().astype(np.int64) for name in groups},
        levels={name: int(codes.max()) + 1 for name, codes in groups.items()},
        observations=float(len(y)),
        within=max(squares - float(np.dot(weight, mean * mean)), 0.0),
        log_weight=0.0 if weights is None else float(np.sum(np.log(weights))),
    )


def _refuse(y: Floats, fixed: Floats, groups: Mapping[str, Ints], weights: Floats | None) -> None:
    rows = len(y)
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
