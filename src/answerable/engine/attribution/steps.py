"""Equations solved step by step: conjugate gradients, and Lanczos for the determinant."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from answerable.engine.attribution.cells import Floats, Sparse
from answerable.kernel.problems import UsageError

MOST_STEPS = 2000
# What is not solved in single precision after so many steps is not going to be: rounding keeps it from it.
SINGLE_STEPS = 150
# What single precision leaves of a squared residual may be so many times what is asked.
NEARLY = 4.0
LANCZOS_STEPS = 40


@dataclass(frozen=True, slots=True)
class Equations:
    """The random effects' equations, with the fixed columns eliminated.

    Attributes:
        random: the random effects' own equations, shape (random, random).
        cross: fixed columns with random ones, shape (fixed, random).
        inner: inverse of the fixed columns' own equations, shape (fixed, fixed).
    """

    random: Sparse
    cross: Sparse
    inner: Floats

    def single(self) -> "Equations":
        """The same in single precision: half the memory is half the time."""
        number = np.float32
        return Equations(self.random.astype(number), self.cross.astype(number), self.inner.astype(number))

    def times(self, values: Floats) -> Floats:
        """Multiply.

        Args:
            values: shape (random, n), in the precision of the equations.

        Returns:
            The products, same shape.
        """
        return np.asarray(self.random @ values - self.cross.T @ (self.inner @ (self.cross @ values)))


def conjugate_gradients(exactly: Equations, roughly: Equations, right: Floats, precision: float) -> Floats:
    """Solve all right-hand sides side by side, each with its own steps; what is solved drops out of the work.

    Args:
        exactly: the equations.
        roughly: the same in single precision, tried first; the very same where nothing is to be tried.
        right: shape (random, n).
        precision: residual at which a solution is good enough, relative to its right-hand side.

    Returns:
        The solutions, same shape.

    Raises:
        UsageError: they were not reached within `MOST_STEPS` steps.

    Source:
        M. R. Hestenes and E. Stiefel (1952), Methods of conjugate gradients for solving linear systems, Journal of
        Research of the National Bureau of Standards 49(6); Jacobi's preconditioner.
    """
    found = np.zeros(right.shape)
    goal = (precision * np.maximum(np.linalg.norm(right, axis=0), 1e-300)) ** 2
    asked = _Asked(right, goal)
    going = np.flatnonzero(_products(right, right) > goal)
    if roughly is not exactly:
        _stepped(roughly, asked, found, going, SINGLE_STEPS)
        # Single precision can take itself to be there when it is not.
        left = right - exactly.times(found)
        going = np.flatnonzero(_products(left, left) > NEARLY * goal)
    going = _stepped(exactly, asked, found, going, MOST_STEPS)
    if len(going):
        raise UsageError(
            f"The equations were not solved within {MOST_STEPS} steps. The columns may nearly depend on each other."
        )
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    right: Floats
    goal: Floats


def _stepped(
    equations: Equations, asked: _Asked, found: Floats, going: NDArray[np.intp], steps: int
) -> NDArray[np.intp]:
    """Take steps for some columns, from where they were found to be; what is left to solve."""
    number = equations.random.dtype
    precondition = 1 / equations.random.diagonal()[:, None]
    begun = found[:, going].astype(number)
    residual = asked.right[:, going].astype(number) - (equations.times(begun) if begun.any() else 0)
    direction = precondition * residual
    size = _products(residual, direction)
    for _ in range(steps):
        if not len(going):
            break
        product = equations.times(direction)
        step = (size / _products(direction, product)).astype(number)
        found[:, going] += step * direction
        residual -= step * product
        still = _products(residual, residual) > asked.goal[going]
        if not still.all():
            going, residual, direction, size = going[still], residual[:, still], direction[:, still], size[still]
        conditioned = precondition * residual
        last, size = size, _products(residual, conditioned)
        direction = conditioned + (size / last).astype(number) * direction
    return going


def _products(one: Floats, other: Floats) -> Floats:
    """The inner product of each two columns, added up in double precision."""
    return np.asarray(np.einsum("ij,ij->j", one, other, dtype=np.float64))


def log_quadrature(equations: Equations, scale: Floats, start: Floats) -> float:
    """The sum over vectors of vector' log(scaled equations) vector, by Lanczos steps for all of them side by side.

    Args:
        equations: the equations.
        scale: by which each is divided on both sides, shape (random,).
        start: the vectors, shape (random, n).

    Returns:
        The sum.

    Source:
        S. Ubaru, J. Chen and Y. Saad (2017), Fast estimation of tr(f(A)) via stochastic Lanczos quadrature, SIAM
        Journal on Matrix Analysis and Applications 38(4).
    """
    norm = np.linalg.norm(start, axis=0)
    vector = start[:, norm > 0] / norm[norm > 0]
    before, beside = np.zeros_like(vector), np.zeros(vector.shape[1])
    diagonals, besides = [], []
    for _ in range(min(LANCZOS_STEPS, len(start))):
        product = equations.times(vector / scale[:, None]) / scale[:, None] - beside * before
        diagonals.append(np.sum(product * vector, axis=0))
        product -= diagonals[-1] * vector
        beside = np.linalg.norm(product, axis=0)
        besides.append(beside)
        before, vector = vector, np.divide(product, beside, out=np.zeros_like(product), where=beside > 1e-10)
    total = 0.0
    for probe, size in enumerate(norm[norm > 0]):
        off = np.array([each[probe] for each in besides[:-1]])
        own = np.array([each[probe] for each in diagonals])
        values, vectors = linalg.eigh_tridiagonal(own, off)
        total += float(size**2 * np.sum(vectors[0] ** 2 * np.log(np.maximum(values, 1e-300))))
    return total
