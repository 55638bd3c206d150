from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.innovations import Innovations, innovations
from answerable.engine.stats.kalman import Events, nothing_happened

Floats = NDArray[np.float64]

DYNAMICS = Dynamics(mean=1.0, spread_variance=0.0225, noise_variance=0.01, persistence=0.995)


def found_of(y: Floats, inputs: Floats, dynamics: Dynamics = DYNAMICS, events: Events | None = None) -> Innovations:
    """Surprises of series whose noise is alike."""
    happened = nothing_happened(y.shape) if events is None else events
    return innovations(y, np.full(len(y), dynamics.noise_variance), dynamics, happened, inputs)


def strengths(found: Innovations) -> Floats:
    """Weighted least squares of surprises on what inputs would explain of them."""
    weight = np.where(np.isnan(found.surprise), 0.0, 1 / found.variance)
    surprise = np.nan_to_num(found.surprise)
    products = np.einsum("ast,bst,st->ab", found.inputs, found.inputs, weight)
    return np.asarray(np.linalg.solve(products, np.einsum("ast,st,st->a", found.inputs, surprise, weight)))


def test_the_first_two_measurements_by_hand():
    y, inputs = np.array([[0.7, 0.6]]), np.array([[[0.0, 1.0]]])

    found = found_of(y, inputs, replace(DYNAMICS, persistence=1.0))

    share = 0.0225 / 0.0325
    assert found.surprise[0].tolist() == pytest.approx([-0.3, 0.6 - (1 - 0.3 * share)])
    assert found.variance[0].tolist() == pytest.approx([0.0325, 0.0225 * (1 - share) + 0.01])
    assert found.inputs[0, 0].tolist() == pytest.approx([0.0, 1.0])


def test_of_an_input_that_goes_on_the_filter_takes_in_a_part():
    found = found_of(np.ones((1, 3)), np.array([[[1.0, 0.0, 0.0]]]), replace(DYNAMICS, persistence=1.0))

    share = 0.0225 / 0.0325
    assert found.inputs[0, 0, :2].tolist() == pytest.approx([1.0, 1 - share])
    assert 0 < found.inputs[0, 0, 2] < 1 - share


def test_strengths_are_found_though_the_past_decides_on_the_inputs():
    random = np.random.default_rng(3)
    y, low, high = np.zeros((600, 20)), np.zeros((600, 20)), np.zeros((600, 20))
    level = 1 + 0.15 * random.normal(size=600)
    for period in range(20):
        if period:
            low[:, period], high[:, period] = y[:, period - 1] < 0.9, y[:, period - 1] > 1.1
        level += -0.02 * low[:, period] + 0.01 * high[:, period]
        y[:, period] = level + 0.1 * random.normal(size=600)
    y[random.random(y.shape) < 0.05] = np.nan

    found = found_of(y, np.array([low, high]))

    assert strengths(found) == pytest.approx([-0.02, 0.01], abs=0.003)


def test_where_nothing_happens_low_results_that_pass_are_no_strength():
    random = np.random.default_rng(4)
    y = 1 + 0.15 * random.normal(size=(600, 1)) + 0.1 * random.normal(size=(600, 20))
    low = np.zeros(y.shape)
    low[:, 1:] = y[:, :-1] < 0.9

    assert strengths(found_of(y, low[None])) == pytest.approx([0.0], abs=0.002)


def test_known_support_and_what_a_team_shares_surprise_nobody():
    y = np.full((6, 12), 0.8)
    y[0, 6:] += 0.1
    supports = np.zeros(y.shape, dtype=bool)
    supports[0, 6] = True
    events = Events(np.zeros(y.shape, dtype=bool), supports, np.zeros(y.shape, dtype=np.int32))
    dynamics = replace(DYNAMICS, lift=0.1, leader_variance=0.04)

    found = found_of(y, np.zeros((1, *y.shape)), dynamics, events)

    assert np.abs(found.surprise[:, 6:]).max() < 0.02
    assert np.abs(found_of(y, np.zeros((1, *y.shape))).surprise[0, 6]) > 0.08


def test_what_was_not_measured_is_no_surprise():
    found = found_of(np.array([[np.nan, 0.9]]), np.array([[[1.0, 1.0]]]))

    assert np.isnan(found.surprise[0, 0])
    assert found.inputs[0, 0, 0] == 0
    assert np.isinf(found.variance[0, 0])
