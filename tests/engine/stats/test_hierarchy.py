import numpy as np
import pytest

from answerable.engine.stats.hierarchy import shrink_together


def test_one_estimate_is_drawn_towards_zero_as_by_hand():
    found = shrink_together(np.array([0.08]), np.array([[0.0004]]), centre_sd=0.04, spread=1e-6, sure=0.95)

    share = 0.0016 / (0.0016 + 0.0004)
    assert found.mean[0] == pytest.approx(0.08 * share)
    reach = 1.959964 * np.sqrt(0.0004 * share)
    assert (found.low[0], found.high[0]) == pytest.approx((0.08 * share - reach, 0.08 * share + reach), abs=1e-6)


def test_all_spreads_are_weighed_as_drawing_them_would():
    estimate, covariance = np.array([0.1, -0.02, 0.03]), np.diag([0.001, 0.002, 0.0005])
    covariance[0, 1] = covariance[1, 0] = 0.0004
    rng = np.random.default_rng(8)
    draws = 400_000
    spread = np.abs(0.05 * rng.standard_normal(draws))
    true = 0.04 * rng.standard_normal(draws)[:, None] + spread[:, None] * rng.standard_normal((draws, 3))
    off = estimate - true
    weight = np.exp(-0.5 * np.einsum("ij,jk,ik->i", off, np.linalg.inv(covariance), off))
    weight /= weight.sum()

    found = shrink_together(estimate, covariance, centre_sd=0.04, spread=0.05, sure=0.9)

    assert found.mean == pytest.approx(weight @ true, abs=0.002)
    for at in range(3):
        order = np.argsort(true[:, at])
        low, high = true[order, at][np.searchsorted(weight[order].cumsum(), [0.05, 0.95])]
        assert (found.low[at], found.high[at]) == pytest.approx((low, high), abs=0.003)


def test_estimates_that_agree_are_drawn_closer_together_than_those_that_differ():
    doubt = 0.0009 * np.eye(3)

    alike, apart = (
        shrink_together(np.array(values), doubt, centre_sd=0.1, spread=0.1, sure=0.95)
        for values in ([0.05, 0.06, 0.04], [0.05, 0.25, -0.15])
    )

    assert np.ptp(alike.mean) / 0.02 < np.ptp(apart.mean) / 0.4
    assert (alike.low < alike.mean).all()
    assert (alike.mean < alike.high).all()


def test_what_is_known_well_stays_where_it_is():
    found = shrink_together(np.array([0.2, -0.1]), 1e-10 * np.eye(2), centre_sd=0.05, spread=0.05, sure=0.95)

    assert found.mean == pytest.approx([0.2, -0.1], abs=1e-4)
