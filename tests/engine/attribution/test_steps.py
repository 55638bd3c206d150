"""Solving step by step, against the equations written out; what single precision cannot reach is reached in double."""

import numpy as np
import pytest
from scipy import sparse

from answerable.engine.attribution import steps
from answerable.engine.attribution.steps import Equations, conjugate_gradients, log_quadrature

SIZE, FIXED = 60, 2


def equations(condition: float = 10.0) -> tuple[Equations, np.ndarray]:
    """Equations of a given condition with two fixed columns, and the same as one matrix without these."""
    random = np.random.default_rng(4)
    basis, _ = np.linalg.qr(random.normal(size=(SIZE, SIZE)))
    own = basis @ np.diag(np.geomspace(1, condition, SIZE)) @ basis.T
    cross = random.normal(size=(FIXED, SIZE)) / 100
    written = Equations(sparse.csr_array((own + own.T) / 2), sparse.csr_array(cross), np.eye(FIXED))
    return written, written.random.toarray() - cross.T @ cross


def test_products_leave_out_what_the_fixed_columns_explain():
    written, whole = equations()
    values = np.random.default_rng(1).normal(size=(SIZE, 3))

    assert written.times(values) == pytest.approx(whole @ values)
    assert written.single().times(values.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize("precision", [1e-3, 1e-11])
def test_every_right_hand_side_is_solved_as_well_as_asked(precision: float):
    written, whole = equations()
    right = np.random.default_rng(2).normal(size=(SIZE, 4)) * [1, 0, 100, 1e-6]

    found = conjugate_gradients(written, written, right, precision)

    left = np.linalg.norm(right - whole @ found, axis=0)
    assert (left <= 1.01 * precision * np.linalg.norm(right, axis=0)).all()
    assert not found[:, 1].any()


def test_what_single_precision_cannot_reach_is_reached_in_double(monkeypatch: pytest.MonkeyPatch):
    written, whole = equations(condition=1e6)
    right = np.random.default_rng(2).normal(size=(SIZE, 2))
    monkeypatch.setattr(steps, "SINGLE_STEPS", 5)

    found = conjugate_gradients(written, written.single(), right, 1e-9)

    assert np.linalg.norm(right - whole @ found) < 1e-8 * np.linalg.norm(right)


def test_what_single_precision_only_takes_to_be_solved_is_solved():
    written, whole = equations(condition=1e9)
    right = np.random.default_rng(2).normal(size=(SIZE, 2))

    found = conjugate_gradients(written, written.single(), right, 1e-4)

    assert np.linalg.norm(right - whole @ found) < 3e-4 * np.linalg.norm(right)


def test_the_logarithm_of_the_determinant_is_the_sum_over_unit_vectors():
    written, whole = equations()
    scale = np.sqrt(np.diag(whole))

    told = log_quadrature(written, scale, np.eye(SIZE))

    assert told + 2 * np.sum(np.log(scale)) == pytest.approx(np.linalg.slogdet(whole)[1], rel=1e-4)
