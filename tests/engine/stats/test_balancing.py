import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from answerable.engine.stats.balancing import balancing_weights


def with_ones(values: np.ndarray) -> np.ndarray:
    return np.column_stack([values, np.ones(len(values))])


def test_two_rows_are_weighed_to_the_mean_between_them():
    weight = balancing_weights(np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([0.25, 1.0]), ridge=0)

    assert weight == pytest.approx([0.75, 0.25])


def test_what_is_balanced_already_stays_even():
    figures = with_ones(np.array([-1.0, 0.0, 1.0]))

    assert balancing_weights(figures, figures.mean(axis=0), ridge=0) == pytest.approx([1 / 3] * 3)


def test_no_weights_are_more_even_than_these():
    rng = np.random.default_rng(4)
    figures = with_ones(rng.standard_normal((12, 2)))
    target = rng.dirichlet(np.full(12, 0.3)) @ figures

    weight = balancing_weights(figures, target, ridge=0)

    balanced = {"type": "eq", "fun": lambda w: w @ figures - target}
    best = minimize(lambda w: w @ w, np.full(12, 1 / 12), bounds=[(0, None)] * 12, constraints=[balanced], tol=1e-12)
    assert (weight == 0).any()
    assert weight == pytest.approx(best.x, abs=1e-5)


@given(st.integers(0, 200), st.floats(-0.8, 0.8))
def test_weights_are_never_negative_and_balance(seed: int, target: float):
    figures = with_ones(np.random.default_rng(seed).standard_normal(60))

    weight = balancing_weights(figures, np.array([target, 1.0]), ridge=0)

    assert weight.min() >= 0
    assert weight @ figures == pytest.approx([target, 1.0], abs=1e-6)


def test_what_is_out_of_reach_is_come_near_to():
    figures = with_ones(np.array([0.0, 0.5, 1.0]))

    for ridge in (0.0, 1e-3):
        weight = balancing_weights(figures, np.array([3.0, 1.0]), ridge)
        assert np.argmax(weight) == 2
        assert np.isfinite(weight).all()


def test_a_little_balance_is_given_for_evener_weights():
    rng = np.random.default_rng(1)
    figures, target = with_ones(rng.standard_normal(40)), np.array([1.0, 1.0])

    exact, soft = (balancing_weights(figures, target, ridge) for ridge in (0.0, 0.1))

    assert (soft / soft.sum()) @ (soft / soft.sum()) < exact @ exact
    assert 0.5 < (soft / soft.sum()) @ figures[:, 0] < 1.0
