import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.engine.stats.shared_parts import SharedParts

TEAMS = np.array([0, 0, 1, 1, -1], dtype=np.int32)
FORESEEN = np.array([1.0, 2.0, 0.5, np.inf, 1.5])


def written_out(surprise: np.ndarray, movement: float) -> tuple[np.ndarray, np.ndarray]:
    """Posterior mean of movement and leaders, and their covariance, from the joint normal distribution."""
    measured = np.isfinite(FORESEEN)
    design = np.column_stack([np.ones(5), TEAMS == 0, TEAMS == 1])[measured]
    prior = np.diag([movement, 0.7, 0.7])
    weights = prior @ design.T @ np.linalg.inv(design @ prior @ design.T + np.diag(FORESEEN[measured]))
    return weights @ surprise[measured], prior - weights @ design @ prior


def begun(leaders: int, groups: int = 1) -> SharedParts:
    return SharedParts(np.full(groups, 0.5), np.full(groups, 0.7), leaders)


@given(arrays(np.float64, 5, elements=st.floats(-2, 2)))
def test_a_periods_shared_parts_agree_with_the_joint_normal_distribution(surprise: np.ndarray):
    surprise[3] = 0.0  # not measured
    shared = begun(leaders=2)
    places = shared.places(TEAMS)
    shared.settle(np.zeros((1, 5)), np.full(5, np.inf), places)  # nothing measured in the first period

    shared.settle(surprise[None, :], FORESEEN, places)

    mean, covariance = written_out(surprise, 0.5)
    assert shared.movement[0] == pytest.approx(mean[:1], abs=1e-12)
    assert shared.leader[0] == pytest.approx([mean[1], mean[2], 0.0], abs=1e-12)
    assert shared.doubt[0] == pytest.approx(covariance[0, 0])
    together = mean[0] + np.array([mean[1], mean[1], mean[2], mean[2], 0.0])
    assert shared.of(places)[0] == pytest.approx(together, abs=1e-12)


def test_in_its_first_period_the_group_is_where_its_mean_is():
    shared = begun(leaders=0)

    shared.settle(np.ones((1, 5)), np.ones(5), shared.places(np.full(5, -1, dtype=np.int32)))

    assert (shared.movement.tolist(), shared.doubt.tolist()) == ([[0.0]], [0.0])


def test_what_is_known_of_a_leader_stays_known():
    shared = begun(leaders=2)
    places = shared.places(TEAMS)

    shared.settle(np.ones((1, 5)), FORESEEN, places)
    before = shared.leader_variance.copy()
    shared.settle(np.zeros((1, 5)), np.full(5, np.inf), places)

    assert shared.leader_variance == pytest.approx(before)
    # Team 0 was measured by variances of 1 and 2: precision 1.5 on top of 1 / 0.7.
    assert before == pytest.approx([1 / (1.5 + 1 / 0.7), 1 / (2 + 1 / 0.7), 0.0])


def test_two_groups_side_by_side_are_each_as_if_alone():
    surprise = np.array([[0.3, -0.2, 0.8, 0.0, 0.1]])
    alone, both = begun(leaders=2), begun(leaders=2, groups=2)

    for _ in range(2):
        alone.settle(surprise, FORESEEN, alone.places(TEAMS))
        both.settle(np.tile(surprise, 2), np.tile(FORESEEN, 2), both.places(TEAMS))

    expected = alone.of(alone.places(TEAMS))[0]
    assert both.of(both.places(TEAMS))[0] == pytest.approx(np.tile(expected, 2))
    assert both.products == pytest.approx(np.tile(alone.products, (2, 1, 1)))
    assert both.logs == pytest.approx(np.tile(alone.logs, 2))
