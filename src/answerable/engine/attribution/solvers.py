"""Two ways to solve what is left of the equations: outright, or step by step with probes for the traces."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from scipy import linalg, sparse

from answerable.engine.attribution.cells import Floats, Sparse
from answerable.engine.attribution.elimination import columns_scaled, scaled
from answerable.engine.attribution.steps import Equations, conjugate_gradients, log_quadrature
from answerable.kernel.problems import UsageError

DEPENDENT = "The fixed columns depend on each other, or on each other within the data. Leave one of them out."
# The trace of a block of no more columns than this is not left to chance.
FEW_COLUMNS = 50
# Single precision is enough where no more than this is asked; half the memory is half the time.
SINGLE_FROM = 1e-5


class Solver(Protocol):
    """The inverse of the kept equations, scaled so that the variances of their random effects are one."""

    def solve(self, right: Floats) -> Floats:
        """Solve the equations.

        Args:
            right: right-hand sides, shape (kept, n).

        Returns:
            The solutions, same shape.
        """

    def log_determinant(self) -> float:
        """The logarithm of the determinant of the equations."""

    def trace(self, where: slice) -> float:
        """The trace of a block of the inverse.

        Args:
            where: the block's columns.

        Returns:
            The trace.
        """

    def trace_with(self, factor: Sparse) -> float:
        """The trace of the inverse times factor' factor.

        Args:
            factor: shape (n, kept).

        Returns:
            The trace.
        """

    def sampled(self, right: Callable[[], Floats], /) -> "Solver":
        """The same solver, able to tell `diagonal` and `forms`.

        Args:
            right: draws right-hand sides, shape (kept, n), with the equations as their covariance.

        Returns:
            The solver.
        """

    def diagonal(self) -> Floats:
        """The diagonal of the inverse, shape (kept,)."""

    def forms(self, rows: Sparse) -> Floats:
        """The quadratic form of the inverse with each row.

        Args:
            rows: shape (n, kept).

        Returns:
            Shape (n,).
        """


@dataclass(frozen=True, slots=True)
class Direct:
    """By a dense Cholesky factor; exact.

    Attributes:
        factor: its lower triangle.
        inverse: the whole inverse, shape (kept, kept).
    """

    factor: Floats
    inverse: Floats

    def solve(self, right: Floats) -> Floats:
        """Solve for right-hand sides of shape (kept, n)."""
        return np.asarray(self.inverse @ right)

    def log_determinant(self) -> float:
        """The logarithm of the determinant of the equations."""
        return 2 * float(np.sum(np.log(np.diag(self.factor))))

    def trace(self, where: slice) -> float:
        """The trace of a block of the inverse."""
        return float(np.trace(self.inverse[where, where]))

    def trace_with(self, factor: Sparse) -> float:
        """The trace of the inverse times factor' factor.

        Args:
            factor: shape (n, kept).

        Returns:
            The trace.
        """
        product = (factor.T @ factor).tocoo()
        return float(np.dot(product.data, self.inverse[product.row, product.col]))

    def sampled(self, _right: Callable[[], Floats], /) -> "Direct":
        """The same solver: it knows the whole inverse."""
        return self

    def diagonal(self) -> Floats:
        """The diagonal of the inverse."""
        return np.diag(self.inverse).copy()

    def forms(self, rows: Sparse) -> Floats:
        """The quadratic form of the inverse with each row."""
        return np.asarray((rows.multiply(rows @ self.inverse)).sum(axis=1))


def direct(equations: Sparse, fixed: int) -> Direct:
    """Factorise the kept equations.

    Args:
        equations: shape (kept, kept), symmetric.
        fixed: how many of the first columns belong to the fixed part.

    Returns:
        The solver.

    Raises:
        UsageError: the fixed columns depend on each other.
    """
    dense = equations.toarray()
    _refuse_dependent(dense[:fixed, :fixed])
    if not len(dense):
        return Direct(dense, dense)
    factor, failed = linalg.lapack.dpotrf(dense, lower=1)
    if failed:
        raise UsageError(DEPENDENT)
    inverse, _ = linalg.lapack.dpotri(factor, lower=1)
    lower = np.tril(inverse)
    return Direct(factor, lower + np.tril(lower, -1).T)


def _refuse_dependent(block: Floats) -> None:
    scale = np.sqrt(np.diag(block))
    if len(block) and (not scale.all() or np.linalg.eigvalsh(block / np.outer(scale, scale))[0] < 1e-11):
        raise UsageError(DEPENDENT)


@dataclass(frozen=True, slots=True)
class Iterative:
    """By preconditioned conjugate gradients, the fixed columns eliminated first; traces from probes.

    Attributes:
        exactly: equations of the random effects, the fixed columns eliminated.
        roughly: the same in single precision; the very same where more than that is asked.
        log_inner: logarithm of the determinant of the fixed columns' own equations.
        probes: shape (kept, probes).
        answers: the inverse times the probes, same shape.
        each: what one probe counts for: one over their number, or one where they are unit vectors.
        precision: residual at which a solution is good enough, relative to its right-hand side.
        rough: the same where chance blurs the answer anyhow: for probes and draws.
        draws: of what is unknown of the kept columns, shape (kept, draws); none before they are asked for.
    """

    exactly: Equations
    roughly: Equations
    log_inner: float
    probes: Floats
    answers: Floats
    each: float
    precision: float
    rough: float
    draws: Floats

    @property
    def cross(self) -> Sparse:
        """Fixed columns with random ones, shape (fixed, random)."""
        return self.exactly.cross

    @property
    def inner(self) -> Floats:
        """Inverse of the fixed columns' own equations, shape (fixed, fixed)."""
        return self.exactly.inner

    def solve(self, right: Floats) -> Floats:
        """Solve for right-hand sides of shape (kept, n)."""
        return _solve(self, right, self.precision)

    def log_determinant(self) -> float:
        """The logarithm of the determinant, its random part from Lanczos quadrature with the probes."""
        scale = np.sqrt(self.exactly.random.diagonal())
        told = log_quadrature(self.exactly, scale, self.probes[len(self.inner) :])
        return self.log_inner + 2 * float(np.sum(np.log(scale))) + self.each * told

    def trace(self, where: slice) -> float:
        """The trace of a block of the inverse, exact where it has so few columns that probes tell little.

        Args:
            where: the block's columns.

        Returns:
            The trace.
        """
        if where.stop - where.start <= FEW_COLUMNS:
            own = np.eye(len(self.probes), where.stop - where.start, -where.start)
            return float(np.trace(_solve(self, own, self.precision)[where]))
        return self.each * float(np.sum(self.probes[where] * self.answers[where]))

    def trace_with(self, factor: Sparse) -> float:
        """The trace of the inverse times factor' factor."""
        return self.each * float(np.sum((factor @ self.probes) * (factor @ self.answers)))

    def sampled(self, right: Callable[[], Floats]) -> "Iterative":
        """The same solver with draws of what is unknown: the solutions for draws of the right-hand side."""
        return replace(self, draws=_solve(self, right(), self.rough))

    def diagonal(self) -> Floats:
        """The diagonal of the inverse: given all others exactly, and the others from the draws (Rao and Blackwell)."""
        fixed = len(self.inner)
        own, random = self.exactly.random.diagonal(), self.exactly.random
        rest = self.draws[fixed:] - (random @ self.draws[fixed:] + self.cross.T @ self.draws[:fixed]) / own[:, None]
        return np.concatenate([np.mean(self.draws[:fixed] ** 2, axis=1), 1 / own + np.mean(rest**2, axis=1)])

    def forms(self, rows: Sparse) -> Floats:
        """The quadratic form of the inverse with each row, from the draws."""
        return np.asarray(np.mean((rows @ self.draws) ** 2, axis=1))


def iterative(
    equations: Sparse, fixed: int, probes: Floats, each: float, *, precision: float, rough: float
) -> Iterative:
    """Prepare to solve the kept equations step by step, in single precision where little is asked.

    Args:
        equations: shape (kept, kept), symmetric.
        fixed: how many of the first columns belong to the fixed part.
        probes: shape (kept, probes), of independent signs, or unit vectors.
        each: what one probe counts for in a trace.
        precision: residual at which a solution is good enough, relative to its right-hand side.
        rough: the same for probes and draws. The error of a probe's quadratic form is of the order of its square.

    Returns:
        The solver, the probes' own solutions worked out.

    Raises:
        UsageError: the fixed columns depend on each other.

    Source:
        M. F. Hutchinson (1990), A stochastic estimator of the trace of the influence matrix, Communications in
        Statistics 19(2); S. Ubaru, J. Chen and Y. Saad (2017) for the determinant.
    """
    own = equations[:fixed, :fixed].toarray()
    _refuse_dependent(own)
    inner = np.linalg.inv(own)
    log_inner = float(np.linalg.slogdet(own)[1])
    exactly = Equations(equations[fixed:, fixed:].tocsr(), equations[:fixed, fixed:].tocsr(), inner)
    roughly = exactly if precision < SINGLE_FROM else exactly.single()
    none = np.zeros((len(probes), 0))
    bare = Iterative(exactly, roughly, log_inner, probes, probes, each, precision, rough, none)
    return replace(bare, answers=_solve(bare, probes, rough))


def _solve(solver: Iterative, right: Floats, precision: float) -> Floats:
    fixed = len(solver.inner)
    top, bottom = right[:fixed], right[fixed:]
    reduced = bottom - solver.cross.T @ (solver.inner @ top)
    random = conjugate_gradients(solver.exactly, solver.roughly, reduced, precision)
    return np.vstack([solver.inner @ (top - solver.cross @ random), random])


def probes_for(kept: int, wanted: int, seed: int) -> tuple[Floats, float]:
    """Draw probes: random signs, or every unit vector where these are no more than the probes wanted.

    Args:
        kept: number of kept columns.
        wanted: number of probes.
        seed: the same seed draws the same probes.

    Returns:
        The probes, shape (kept, probes), and what one counts for in a trace.
    """
    if kept <= wanted:
        return np.eye(kept, dtype=np.float64), 1.0
    signs = np.random.default_rng(seed).integers(0, 2, (kept, wanted))
    return (2.0 * signs - 1).astype(np.float64), 1 / wanted


def equations_of(left_over: Sparse, scale: Floats, fixed: int) -> Sparse:
    """Scale the kept equations and add what the random effects' own variances ask for.

    Args:
        left_over: columns' V^-1 columns, shape (kept, kept).
        scale: one for fixed columns, the square root of gamma for random ones, shape (kept,).
        fixed: number of fixed columns.

    Returns:
        The equations, shape (kept, kept).
    """
    own = np.where(np.arange(len(scale)) < fixed, 0.0, 1.0)
    return (columns_scaled(scaled(left_over, scale), scale) + sparse.diags_array(own)).tocsr()
