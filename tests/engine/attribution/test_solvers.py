"""Both solvers against the inverse written out; probes that are unit vectors make the second one exact, too."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from scipy import sparse

from answerable.engine.attribution import steps
from answerable.engine.attribution.cells import Floats, Sparse
from answerable.engine.attribution.solvers import (
    DEPENDENT,
    Iterative,
    Solver,
    direct,
    equations_of,
    iterative,
    probes_for,
)
from answerable.kernel.problems import UsageError

Making = Callable[[Sparse, int], Solver]
KEPT, FIXED = 12, 2


def random_equations(kept: int = KEPT, fixed: int = FIXED, seed: int = 5) -> np.ndarray:
    """Such as a mixed model has: positive definite, those of random effects with one added on the diagonal."""
    columns = np.random.default_rng(seed).normal(size=(30, kept))
    return columns.T @ columns / 10 + np.diag(np.append(np.zeros(fixed), np.ones(kept - fixed)))


def by_steps(equations: np.ndarray, fixed: int = FIXED, wanted: int = 100) -> Iterative:
    probes, each = probes_for(len(equations), wanted, seed=3)
    return iterative(sparse.csr_array(equations), fixed, probes, each, precision=1e-12, rough=1e-12)


BOTH = pytest.mark.parametrize("make", [direct, lambda equations, fixed: by_steps(equations.toarray(), fixed)])


def test_everything_is_as_the_inverse_says_when_solved_outright():
    equations = random_equations()
    solver = direct(sparse.csr_array(equations), FIXED)

    sampled = solver.sampled(lambda: np.zeros((KEPT, 1)))

    rows = np.random.default_rng(1).normal(size=(4, KEPT))
    inverse = np.linalg.inv(equations)
    assert sampled is solver
    assert solver.diagonal() == pytest.approx(np.diag(inverse))
    assert solver.forms(sparse.csr_array(rows)) == pytest.approx(np.diag(rows @ inverse @ rows.T))


@BOTH
@pytest.mark.parametrize("fixed", [0, FIXED])
def test_solutions_determinant_and_traces_are_as_the_inverse_says(make: Making, fixed: int):
    equations = random_equations(fixed=fixed)
    right = np.random.default_rng(2).normal(size=(KEPT, 3))
    factor = np.random.default_rng(1).normal(size=(4, KEPT))

    solver = make(sparse.csr_array(equations), fixed)

    inverse = np.linalg.inv(equations)
    assert solver.solve(right) == pytest.approx(inverse @ right)
    assert solver.log_determinant() == pytest.approx(np.linalg.slogdet(equations)[1], rel=1e-9)
    assert solver.trace(slice(4, 9)) == pytest.approx(np.trace(inverse[4:9, 4:9]))
    assert solver.trace_with(sparse.csr_array(factor)) == pytest.approx(np.trace(inverse @ factor.T @ factor))


@BOTH
def test_there_may_be_nothing_but_the_fixed_part(make: Making):
    equations = np.array([[4.0, 1.0], [1.0, 3.0]])

    solver = make(sparse.csr_array(equations), 2)

    assert solver.solve(np.array([[5.0], [4.0]])) == pytest.approx(np.array([[1.0], [1.0]]))
    assert solver.log_determinant() == pytest.approx(np.log(11.0))


@BOTH
def test_there_may_be_nothing_at_all_to_solve(make: Making):
    solver = make(sparse.csr_array((0, 0)), 0)

    assert solver.solve(np.zeros((0, 1))).shape == (0, 1)
    assert solver.log_determinant() == 0.0
    assert solver.trace(slice(0, 0)) == 0.0


def test_draws_as_wide_as_the_equations_tell_the_diagonal_and_the_forms():
    equations = random_equations()
    rows = np.random.default_rng(1).normal(size=(4, KEPT))
    # As many draws as columns, whose mean square is exactly the equations.
    spread = np.sqrt(KEPT) * np.linalg.cholesky(equations)

    solver = by_steps(equations).sampled(lambda: spread)

    inverse = np.linalg.inv(equations)
    assert solver.diagonal() == pytest.approx(np.diag(inverse))
    assert solver.forms(sparse.csr_array(rows)) == pytest.approx(np.diag(rows @ inverse @ rows.T))


def test_few_draws_tell_the_diagonal_of_random_effects_better_than_their_squares_do():
    equations = random_equations(40, seed=8)
    rng = np.random.default_rng(4)
    spread = np.linalg.cholesky(equations) @ rng.normal(size=(40, 16))

    solver = by_steps(equations).sampled(lambda: spread)

    truth = np.diag(np.linalg.inv(equations))
    plain = np.mean(solver.draws**2, axis=1)
    off, plainly_off = (np.abs(found / truth - 1)[FIXED:].mean() for found in (solver.diagonal(), plain))
    assert off < 0.7 * plainly_off


def test_random_signs_come_near_the_traces_and_the_determinant():
    equations = random_equations(40)
    inverse = np.linalg.inv(equations)

    solver = by_steps(equations, wanted=39)

    # Hutchinson: the variance of one probe is twice the sum of squares off the diagonal.
    block = inverse[2:, 2:]
    sd = np.sqrt(2 * (np.sum(block**2) - np.sum(np.diag(block) ** 2)) / 39)
    assert solver.trace(slice(2, 40)) == pytest.approx(np.trace(block), abs=3 * sd)
    assert solver.log_determinant() == pytest.approx(np.linalg.slogdet(equations)[1], rel=0.1)


def test_steps_that_have_found_all_there_is_to_find_end_the_determinant():
    # Every direction is the same here: one step of Lanczos is all there is.
    solver = by_steps(3.0 * np.eye(5), fixed=0)

    assert solver.log_determinant() == pytest.approx(5 * np.log(3.0))


def test_a_right_hand_side_of_zeros_is_solved_by_zeros():
    right = np.stack([np.zeros(KEPT), np.ones(KEPT)], axis=1)

    found = by_steps(random_equations()).solve(right)

    assert found[:, 0].tolist() == [0.0] * KEPT
    assert found[:, 1] == pytest.approx(np.linalg.solve(random_equations(), np.ones(KEPT)))


@BOTH
@pytest.mark.parametrize(
    "block",
    [
        pytest.param([[0.0, 0.0], [0.0, 1.0]], id="a column of zeros"),
        pytest.param([[1.0, 2.0], [2.0, 4.0]], id="twice another column"),
    ],
)
def test_fixed_columns_that_depend_on_each_other_are_refused(make: Making, block: list[list[float]]):
    with pytest.raises(UsageError, match=f"^{re.escape(DEPENDENT)}$"):
        make(sparse.csr_array(np.array(block)), 2)


def test_equations_that_have_no_factor_are_refused():
    with pytest.raises(UsageError, match=f"^{re.escape(DEPENDENT)}$"):
        direct(sparse.csr_array(np.array([[1.0, 2.0], [2.0, 1.0]])), 1)


def test_equations_that_take_too_many_steps_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steps, "MOST_STEPS", 2)
    sentence = "The equations were not solved within 2 steps. The columns may nearly depend on each other."

    with pytest.raises(UsageError, match=f"^{re.escape(sentence)}$"):
        by_steps(random_equations())


def test_probes_are_unit_vectors_where_there_are_enough_of_them():
    probes, each = probes_for(3, 3, seed=1)

    assert probes.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert each == 1.0


def test_probes_are_signs_of_a_seed_where_there_are_fewer_than_columns():
    def signs(seed: int) -> Floats:
        return probes_for(50, 16, seed)[0]

    assert probes_for(50, 16, seed=1)[1] == 1 / 16
    assert signs(1).shape == (50, 16)
    assert np.unique(signs(1)).tolist() == [-1.0, 1.0]
    assert (signs(1) == signs(1)).all()
    assert (signs(1) != signs(2)).any()


def test_equations_are_scaled_and_random_effects_have_their_own_variance_added():
    left_over = sparse.csr_array(np.array([[2.0, 1.0, 0.0], [1.0, 5.0, 3.0], [0.0, 3.0, 7.0]]))

    found = equations_of(left_over, np.array([1.0, 2.0, 0.0]), 1)

    # An effect without any variance is left with its own equation, u = 0.
    assert found.toarray().tolist() == [[2.0, 2.0, 0.0], [2.0, 21.0, 0.0], [0.0, 0.0, 1.0]]


def test_little_asked_is_worked_out_in_single_precision_and_still_as_well_as_asked():
    equations = random_equations(kept=200)
    probes, each = probes_for(200, 16, seed=3)
    right = np.random.default_rng(2).normal(size=(200, 2))

    solver = iterative(sparse.csr_array(equations), FIXED, probes, each, precision=1e-4, rough=1e-3)

    exact = np.linalg.solve(equations, right)
    assert solver.roughly.random.dtype == np.float32
    assert solver.solve(right).dtype == np.float64
    assert np.linalg.norm(solver.solve(right) - exact) < 1e-3 * np.linalg.norm(exact)
    assert np.linalg.norm(solver.answers - np.linalg.solve(equations, probes)) < 1e-2 * np.linalg.norm(probes)
