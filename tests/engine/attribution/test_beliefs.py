"""Beliefs against textbook densities and numerical derivatives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from answerable.engine.attribution.beliefs import Alike, Belief, Nothing, Weak

ratios = st.lists(st.floats(1e-4, 1e3), min_size=3, max_size=3).map(np.array)
BELIEFS: list[Belief] = [Nothing(), Weak(scale=0.7), Weak(scale=2.0, df=1.0), Alike(Weak(0.7), 1, (0, 2), 0.3)]
STEP = 1e-5


def moved(gamma: np.ndarray, place: int, step: float) -> np.ndarray:
    """The ratios with the logarithm of one of them changed."""
    return gamma * np.exp(step * (np.arange(len(gamma)) == place))


@given(ratios)
@pytest.mark.parametrize("belief", BELIEFS)
def test_slopes_are_those_of_the_density(belief: Belief, gamma: np.ndarray):
    numerical = [
        (belief.log_density(moved(gamma, place, STEP)) - belief.log_density(moved(gamma, place, -STEP))) / (2 * STEP)
        for place in range(3)
    ]

    assert belief.slope(gamma) == pytest.approx(np.array(numerical), rel=1e-5, abs=1e-5)


@given(ratios)
@pytest.mark.parametrize("belief", BELIEFS)
def test_bends_are_how_slopes_fall_where_the_belief_is_met(belief: Belief, gamma: np.ndarray):
    # A belief that one ratio is the sum of the others bends as it says where that is so.
    gamma[1] = gamma[0] + gamma[2]

    numerical = np.stack(
        [(belief.slope(moved(gamma, place, -STEP)) - belief.slope(moved(gamma, place, STEP))) for place in range(3)]
    ) / (2 * STEP)

    assert belief.bend(gamma) == pytest.approx(numerical, rel=1e-5, abs=1e-4)


def test_no_belief_says_nothing_and_lets_groups_have_no_effects():
    assert Nothing().log_density(np.array([0.0, 2.0])) == 0.0
    assert Nothing().slope(np.array([0.0, 2.0])).tolist() == [0.0, 0.0]
    assert Nothing().bend(np.array([0.0, 2.0])).tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert Nothing().drops
    assert not Weak(1.0).drops
    assert not Alike(Weak(1.0), 1, (0,), 0.1).drops


@pytest.mark.parametrize(("scale", "df"), [(0.5, 4.0), (1.0, 1.0), (3.0, 30.0)])
def test_a_weak_belief_is_half_a_student_s_t_of_the_root_of_the_ratio(scale: float, df: float):
    gamma = np.array([0.01, 0.3, 20.0])
    root = np.sqrt(gamma)

    # Half a t has twice its density; the root changes by half of itself with the logarithm of the ratio.
    textbook = np.log(2 * stats.t.pdf(root / scale, df) / scale * root / 2)

    assert Weak(scale, df).log_density(gamma) == pytest.approx(textbook.sum())


@pytest.mark.parametrize(("scale", "df"), [(0.5, 4.0), (3.0, 30.0)])
def test_a_weak_belief_is_a_density(scale: float, df: float):
    at = np.linspace(-40, 40, 8001)

    heights = [np.exp(Weak(scale, df).log_density(np.exp(np.array([each])))) for each in at]

    assert np.trapezoid(heights, at) == pytest.approx(1.0, abs=1e-6)


def test_a_belief_that_a_ratio_is_the_sum_of_others_is_a_density():
    belief = Alike(Weak(1.0), 0, (1,), within=0.2)
    apart, other = np.linspace(-1.6, 1.6, 81), np.linspace(-25, 15, 201)

    heights = np.array([[np.exp(belief.log_density(np.exp(np.array([b + a, b])))) for a in apart] for b in other])

    assert np.trapezoid(np.trapezoid(heights, apart), other) == pytest.approx(1.0, abs=1e-4)


def test_a_belief_that_a_ratio_is_the_sum_of_others_says_so_by_its_logarithm():
    weak = Weak(1.0)
    belief = Alike(weak, 1, (0, 2), within=0.2)

    met = belief.log_density(np.array([0.5, 2.0, 1.5]))
    missed = belief.log_density(np.array([0.5, 2.0 * np.exp(0.4), 1.5]))

    assert met == pytest.approx(weak.log_density(np.array([0.5, 1.5])) + stats.norm.logpdf(0.0, scale=0.2))
    # Two standard deviations away.
    assert met - missed == pytest.approx(2.0)
