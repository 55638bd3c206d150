import numpy as np
import pytest

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import FilterState

DYNAMICS = Dynamics(mean=1.0, spread_variance=0.04, noise_variance=0.02, persistence=0.5, correlation=0.5)
MEASURED = np.array([True, False])


def begun() -> FilterState:
    return FilterState(np.array([0.02, 0.02]), DYNAMICS)


def test_what_is_foreseen_of_a_measurement_is_level_and_noise_together():
    surprise, foreseen = begun().foresee(np.array([0.7, np.nan]), MEASURED)

    assert surprise[0].tolist() == pytest.approx([-0.3, 0.0])
    assert foreseen.tolist() == pytest.approx([0.06, np.inf])


def test_a_surprise_is_shared_between_level_and_noise_by_their_variances():
    state = begun()

    state.learn(*state.foresee(np.array([0.7, np.nan]), MEASURED))

    assert state.level[0].tolist() == pytest.approx([0.8, 1.0])
    assert state.noise[0].tolist() == pytest.approx([-0.1, 0.0])
    assert state.level_variance.tolist() == pytest.approx([0.04 / 3, 0.04])
    assert state.covariance.tolist() == pytest.approx([-0.04 / 3, 0.0])


def test_half_of_what_was_learnt_is_left_a_period_later():
    state = begun()
    state.learn(*state.foresee(np.array([0.7, np.nan]), MEASURED))

    state.predict(np.array([False, False]), np.array([0.0, 0.03]))

    assert state.level[0].tolist() == pytest.approx([0.9, 1.03])
    assert state.noise[0].tolist() == pytest.approx([-0.05, 0.0])
    assert state.level_variance.tolist() == pytest.approx([0.01 / 3 + 0.03, 0.04])
    assert state.variance.tolist() == pytest.approx([0.25 * 0.04 / 3 + 0.015, 0.02])


def test_a_part_that_is_taken_out_and_put_back_changes_only_its_own_series():
    state = begun()
    first = np.array([0])

    part = state.chosen(first)
    part.learn(*part.foresee(np.array([0.7]), np.array([True])))
    untouched = state.level.tolist()
    state.put(first, part)

    assert untouched == [[1.0, 1.0]]
    assert state.level[0].tolist() == pytest.approx([0.8, 1.0])
    assert state.level_variance.tolist() == pytest.approx([0.04 / 3, 0.04])
