"""The mixed-model equations with every matrix written out, for companies small enough to invert them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attribution.cells import Cells, Sparse

Floats = NDArray[np.float64]
NOTHING: Mapping[str, Sparse] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dense:
    """Fixed part and effects, all of them.

    Attributes:
        columns: how much of each is in each cell, shape (cells, all).
        where: by group, the places of its effects, the fixed part being in front.
        mean: of all, given the variances, shape (all,).
        covariance: of all, shape (all, all).
        noise: the variance of one observation that goes best with the ratios.
        log_likelihood: restricted, up to a constant.
    """

    columns: Floats
    where: dict[str, slice]
    mean: Floats
    covariance: Floats
    noise: float
    log_likelihood: float


def one_hot(code: NDArray[np.int64], levels: int) -> Floats:
    """A column a level; rows of nobody are empty."""
    return np.asarray((code[:, None] == np.arange(levels)).astype(np.float64))


def dense(cells: Cells, gamma: Mapping[str, float], more: Mapping[str, Sparse] = NOTHING) -> Dense:
    """Invert the equations."""
    blocks, where, ratio = [cells.fixed.toarray()], {}, [np.zeros(cells.fixed.shape[1])]
    place = fixed = cells.fixed.shape[1]
    for name, code in cells.groups.items():
        own = one_hot(code, cells.levels[name])
        blocks.append(own + more[name].toarray() if name in more else own)
        ratio.append(np.full(own.shape[1], 1 / gamma[name]))
        where[name] = slice(place, place + own.shape[1])
        place += own.shape[1]
    columns = np.hstack(blocks)
    known = np.zeros((place, place))
    known[:fixed, :fixed] = cells.known.toarray()
    right = columns.T @ (cells.weight * cells.mean) + np.append(cells.known_right, np.zeros(place - fixed))
    equations = columns.T @ (cells.weight[:, None] * columns) + known + np.diag(np.concatenate(ratio))
    inverse = np.linalg.inv(equations)
    mean = inverse @ right
    df = cells.observations - fixed
    squares = float(cells.weight @ cells.mean**2) + cells.within - float(right @ mean)
    noise = squares / df
    spread = np.linalg.slogdet(equations)[1] - float(np.sum(np.log(np.concatenate(ratio[1:]))))
    return Dense(columns, where, mean, noise * inverse, noise, -0.5 * (df * (1 + np.log(2 * np.pi * noise)) + spread))
