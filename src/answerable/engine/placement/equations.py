"""What people bring to their roles, told apart from their leaders, their units and chance."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from answerable.engine.attribution.cells import Floats, Sparse
from answerable.engine.placement.record import Record

# So many columns are solved for at a time, to keep memory low.
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How far people lie apart.

    Attributes:
        ability: variance of what people bring to a role.
        match: variance of what a person and a leader add together.
    """

    ability: float
    match: float


@dataclass(frozen=True, slots=True)
class Solved:
    """The equations at given sizes.

    Attributes:
        record: what they rest on.
        sizes: how far people lie apart.
        alike: how alike what people bring to two roles is, a correlation, shape (roles, roles).
        inverse: of the variance of figures around leaders and units, shape (cells, cells).
        around: the roles' own levels, leaders and units, as estimated, shape (columns,).
        left: figures less these, shape (cells,).
        solve: solves the equations of roles, leaders and units for columns, shape (columns, n).
        log_likelihood: how well sizes and likeness explain the figures, but for a constant.
    """

    record: Record
    sizes: Sizes
    alike: Floats
    inverse: Sparse
    around: Floats
    left: Floats
    solve: Any
    log_likelihood: float

    def told(self, seen: Sparse) -> Floats:
        """What figures tell of something of people's own.

        Args:
            seen: how each thing asked for varies with the figures, shape (cells, n).

        Returns:
            Its mean, shape (n,).
        """
        return np.asarray(seen.T @ (self.inverse @ self.left))

    def unknown(self, seen: Sparse, around: Sparse) -> Floats:
        """How much of something the figures leave unknown, less its variance beforehand.

        Args:
            seen: how each thing asked for varies with the figures, shape (cells, n).
            around: how much of each role's level, leader and unit is in it, shape (columns, n).

        Returns:
            Shape (n,); the variance beforehand of what is people's own is to be added.
        """
        used = (self.inverse @ seen).tocsc()
        open_ = (around - self.record.around.T @ used).tocsc()
        explained = np.asarray((seen.multiply(used)).sum(axis=0)).ravel()
        parts = []
        for begun in range(0, open_.shape[1], AT_ONCE):
            columns = open_[:, begun : begun + AT_ONCE].toarray()
            parts.append(np.sum(columns * self.solve(columns), axis=0))
        return np.asarray(np.concatenate([*parts, np.empty(0)]) - explained)


def solve(record: Record, sizes: Sizes, alike: Floats) -> Solved:
    """Tell people, leaders, units and roles apart at given sizes, everybody's figures together.

    figure = role + leaders + unit + what the person brings to the role + what person and leader add together + chance

    Args:
        record: the figures.
        sizes: how far people lie apart.
        alike: how alike what people bring to two roles is, shape (roles, roles); positive semidefinite.

    Returns:
        The equations, solved.

    Source:
        C. R. Henderson (1975), Best linear unbiased estimation and prediction under a selection model, Biometrics
        31(2); several roles of a person as several traits of an animal.
    """
    inverse, logarithm = _inverse(record, sizes, alike)
    seen = (record.around.T @ inverse).tocsr()
    normal = (seen @ record.around + sparse.diags_array(record.belief)).tocsc()
    factor = splu(normal, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    around = factor.solve(seen @ record.beyond)
    left = record.beyond - record.around @ around
    of_normal = float(np.sum(np.log(np.abs(factor.U.diagonal()))))
    square = float(record.beyond @ (inverse @ left))
    height = -0.5 * (logarithm + of_normal + square)
    return Solved(record, sizes, alike, inverse, around, left, factor.solve, height)


def _inverse(record: Record, sizes: Sizes, alike: Floats) -> tuple[Sparse, float]:
    """The inverse of the figures' variance, person by person, and the logarithm of the variance's determinant."""
    rows, columns, values, logarithm = [], [], [], 0.0
    for cells in record.of_people():
        role, manager = record.role[cells], record.manager[cells]
        variance = sizes.ability * alike[role[:, :, None], role[:, None, :]]
        variance += sizes.match * (manager[:, :, None] == manager[:, None, :])
        variance += record.chance[cells][:, :, None] * np.eye(cells.shape[1])
        logarithm += float(np.sum(np.linalg.slogdet(variance)[1]))
        values.append(np.linalg.inv(variance).ravel())
        rows.append(np.repeat(cells, cells.shape[1], axis=1).ravel())
        columns.append(np.tile(cells, cells.shape[1]).ravel())
    where = (np.concatenate(rows), np.concatenate(columns))
    size = len(record.beyond)
    return sparse.coo_array((np.concatenate(values), where), shape=(size, size)).tocsr(), logarithm
