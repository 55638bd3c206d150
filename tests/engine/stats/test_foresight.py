from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.foresight import Ahead, Foresight, foresee
from answerable.engine.stats.hindsight import Standing

Floats = NDArray[np.float64]

DYNAMICS = Dynamics(
    mean=1.0,
    spread_variance=0.02,
    noise_variance=0.015,
    persistence=0.9,
    correlation=0.4,
    kept=0.5,
    movement_variance=0.001,
    leader_variance=0.01,
)
STANDING = {
    "apart": -0.2,
    "apart_variance": 0.006,
    "noise": -0.1,
    "noise_variance": 0.006,
    "covariance": -0.005,
    "common": 1.02,
    "common_variance": 0.0005,
    "leader": -0.1,
    "leader_variance": 0.002,
}
DRAWS = 200_000


def one(**changed: float) -> Standing:
    """One series, standing low."""
    return Standing(**{name: np.array([value]) for name, value in {**STANDING, **changed}.items()})


def foreseen(dynamics: Dynamics, weights: list[float], standing: Standing, ahead: Ahead) -> Foresight:
    """The sum of the coming measurements of one series whose noise is like that of any other."""
    return foresee(standing, dynamics, np.array([dynamics.noise_variance]), np.array([weights]), ahead)


def ahead(lift: float = 0.0, breaks: float = 0.0, leaders: float = 0.0) -> Ahead:
    """What else comes."""
    return Ahead(np.array([lift]), breaks, leaders)


def simulated(weights: list[float], breaks: float, leaders: float, lift: float) -> Floats:
    """The same sum, drawn again and again from the state it begins in, step by step."""
    random, d = np.random.default_rng(7), DYNAMICS
    known = [
        [STANDING["apart_variance"], STANDING["covariance"]],
        [STANDING["covariance"], STANDING["noise_variance"]],
    ]
    own, noise = random.multivariate_normal([STANDING["apart"], STANDING["noise"]], known, DRAWS).T
    common = STANDING["common"] + np.sqrt(STANDING["common_variance"]) * random.normal(size=DRAWS)
    leader = STANDING["leader"] + np.sqrt(STANDING["leader_variance"]) * random.normal(size=DRAWS)
    total = np.zeros(DRAWS)
    for period, weight in enumerate(weights):
        chance = random.random(DRAWS)
        left = np.where(chance < breaks, d.persistence * d.kept, d.persistence)
        fresh = np.sqrt((1 - left**2) * d.spread_variance) * random.normal(size=DRAWS)
        own = left * own + fresh + (lift if period == 0 else 0.0)
        other = np.sqrt(d.leader_variance) * random.normal(size=DRAWS)
        leader = np.where(chance < leaders, other, leader)
        common = common + np.sqrt(d.movement_variance) * random.normal(size=DRAWS)
        chance_noise = np.sqrt((1 - d.correlation**2) * d.noise_variance) * random.normal(size=DRAWS)
        noise = d.correlation * noise + chance_noise
        total += weight * (own + leader + common + noise)
    return total


@pytest.mark.parametrize("weights", [[1 / 3, 1 / 3, 1 / 3], [0.5, 1.0, 1.0, 0.5], [0.25]])
@pytest.mark.parametrize(("breaks", "leaders"), [(0.0, 0.0), (0.2, 0.0), (0.2, 0.15)])
def test_the_sum_comes_out_as_in_draws_of_the_same_states(weights: list[float], breaks: float, leaders: float):
    found = foreseen(DYNAMICS, weights, one(), ahead(0.03, breaks, leaders))

    drawn = simulated(weights, breaks, leaders, 0.03)
    variance = found.variance + found.common_sd**2 + found.leader_sd**2
    assert found.mean[0] == pytest.approx(drawn.mean(), abs=4 * drawn.std() / np.sqrt(DRAWS))
    assert variance[0] == pytest.approx(drawn.var(), rel=0.02)


def test_what_is_certain_stays_as_it_is():
    still = Dynamics(mean=1.0, spread_variance=0.02, noise_variance=0.0)
    known = one(apart_variance=0, noise=0, noise_variance=0, covariance=0, common_variance=0, leader_variance=0)

    found = foreseen(still, [1.0, 2.0], known, ahead())

    assert found.mean[0] == pytest.approx(3 * (1.02 - 0.2 - 0.1))
    assert (found.variance[0], found.common_sd[0], found.leader_sd[0]) == pytest.approx((0, 0, 0))


def test_of_one_period_the_parts_are_told_by_hand():
    found = foreseen(DYNAMICS, [1.0], one(), ahead())

    own = 0.9**2 * 0.006 + (1 - 0.9**2) * 0.02
    noise = 0.4**2 * 0.006 + (1 - 0.4**2) * 0.015
    assert found.mean[0] == pytest.approx(1.02 - 0.9 * 0.2 - 0.4 * 0.1 - 0.1)
    assert found.variance[0] == pytest.approx(own + noise - 2 * 0.9 * 0.4 * 0.005)
    assert found.common_sd[0] == pytest.approx(np.sqrt(0.0005 + 0.001))
    assert found.leader_sd[0] == pytest.approx(np.sqrt(0.002))


def test_a_rise_in_every_period_is_carried_on_as_levels_are():
    found = foreseen(DYNAMICS, [0.0, 0.0, 1.0], one(), ahead())

    assert found.moved[0] == pytest.approx(1 + 0.9 + 0.81)


def test_the_longer_one_looks_ahead_the_less_is_known():
    still = replace(DYNAMICS, correlation=0.0)
    variances = [
        foreseen(still, [0.0] * period + [1.0], one(noise=0, covariance=0), ahead(0, 0.1, 0.05)).variance[0]
        for period in range(6)
    ]

    assert variances == sorted(variances)
