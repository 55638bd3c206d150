import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import FilterState
from answerable.engine.stats.shifts import SHIFT_SD, USUAL, learn_with_shifts

LEVEL, NOISE = 0.01, 0.03


def learnt(measured: float, chance: float) -> FilterState:
    state = FilterState(np.array([NOISE]), Dynamics(1.0, LEVEL, NOISE))
    surprise, foreseen = state.foresee(np.array([measured]), np.array([True]))
    learn_with_shifts(state, surprise, foreseen, chance)
    return state


def test_the_three_explanations_are_weighed_by_how_well_they_foresaw_it():
    found = learnt(0.3, 0.01)

    # By Bayes' rule: chance, a measurement that is off, a level that shifted.
    variances = np.array([LEVEL + NOISE, LEVEL + NOISE + SHIFT_SD**2, LEVEL + NOISE + SHIFT_SD**2])
    likely = np.array([0.98, 0.01, 0.01]) * norm.pdf(-0.7, scale=np.sqrt(variances))
    weight = likely / likely.sum()
    before = np.array([LEVEL, LEVEL, LEVEL + SHIFT_SD**2])
    levels = 1 - 0.7 * before / variances
    level = float(weight @ levels)
    within = before - before**2 / variances
    assert found.level[0, 0] == pytest.approx(level)
    assert found.level_variance[0] == pytest.approx(float(weight @ (within + (levels - level) ** 2)))


@given(st.floats(-USUAL, USUAL))
def test_what_is_within_chance_is_taken_for_chance(sds: float):
    measured = 1 + 0.999 * sds * np.sqrt(LEVEL + NOISE)

    assert learnt(measured, 0.01).level[0, 0] == learnt(measured, 0.0).level[0, 0]


def test_the_less_often_levels_shift_the_less_one_is_believed():
    levels = [learnt(0.3, chance).level[0, 0] for chance in (0.0, 0.001, 0.01, 0.1)]

    assert levels == sorted(levels, reverse=True)


def test_a_measurement_beyond_all_bounds_leaves_finite_numbers():
    found = learnt(-500.0, 0.002)

    assert np.isfinite(found.level[0, 0])
    assert np.isfinite(found.level_variance[0])
