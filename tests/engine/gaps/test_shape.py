import numpy as np
import pytest
from scipy.stats import linregress

from answerable.engine.gaps.shape import headroom_to_own_best, headroom_to_role, trend
from answerable.engine.stats.dynamics import Dynamics
from answerable.kernel.periods import Cadence

DYNAMICS = Dynamics(1.0, 0.02, 0.01)


def test_trend_is_the_least_squares_slope_of_the_last_half_year():
    y = np.array([[9.0, 1.0, 0.9, 0.95, 0.8, 0.7, 0.75]])

    found = trend(y, np.array([0.01]), np.array([np.inf]), DYNAMICS, Cadence.MONTH)

    assert found.slope[0] == pytest.approx(linregress(range(6), y[0, 1:]).slope)
    assert found.high[0] - found.slope[0] == pytest.approx(1.95996 * np.sqrt(0.01 / 17.5), rel=1e-4)


def test_noise_that_lingers_widens_the_interval():
    y = np.array([[1.0, 0.9, 0.95, 0.8, 0.7, 0.75]])
    sticky = Dynamics(1.0, 0.02, 0.01, correlation=0.5)

    plain, wide = (
        trend(y, np.array([0.01]), np.array([9.0]), dynamics, Cadence.MONTH) for dynamics in (DYNAMICS, sticky)
    )

    assert wide.high[0] - wide.low[0] == pytest.approx(np.sqrt(3) * (plain.high[0] - plain.low[0]))


def test_two_measurements_have_no_trend():
    y = np.array([[1.0, np.nan, np.nan, np.nan, np.nan, 0.75]])

    assert np.isnan(trend(y, np.array([0.01]), np.array([9.0]), DYNAMICS, Cadence.MONTH).slope[0])


def test_headroom_to_the_role_is_what_the_best_tenth_reach():
    level = np.linspace(0.5, 1.5, 11)

    found = headroom_to_role(level, np.ones(11, dtype=bool))

    assert found == pytest.approx(np.maximum(1.4 - level, 0))
    assert headroom_to_role(level, np.zeros(11, dtype=bool)).tolist() == [0.0] * 11


def test_headroom_to_the_own_best_year_needs_half_a_year():
    y = np.array([[1.2] * 12 + [0.8] * 6, [np.nan] * 14 + [0.9] * 4])

    found = headroom_to_own_best(y, np.array([0.8, 0.9]), Cadence.MONTH)

    assert found[0] == pytest.approx(0.4)
    assert np.isnan(found[1])
