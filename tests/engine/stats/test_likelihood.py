import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.linalg import block_diag

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import Events
from answerable.engine.stats.likelihood import LIFT_SD, explain

Floats = NDArray[np.float64]

Y = np.array(
    [
        [0.9, 1.1, 0.8, 0.7],
        [1.2, np.nan, 1.0, 1.1],
        [np.nan, 0.6, 0.7, np.nan],
    ]
)
RELATIVE = np.array([1.0, 0.5, 2.0])
SUPPORTED = np.zeros(Y.shape, dtype=bool)
SUPPORTED[[0, 2], [2, 1]] = True
NOWHERE = np.zeros(Y.shape, dtype=bool)
RATIOS = Dynamics(mean=0.0, spread_variance=1.5, noise_variance=1.0, persistence=0.9, correlation=0.4)


def written_out(y: Floats, supported: NDArray[np.bool_], movement: float) -> tuple[Floats, Floats, Floats]:
    """The measurements, the regressors of mean and lift, and the covariance in units of the noise."""
    periods = np.arange(y.shape[1])
    apart = np.abs(periods[:, None] - periods[None, :])
    own = [RATIOS.spread_variance * RATIOS.persistence**apart + part * RATIOS.correlation**apart for part in RELATIVE]
    walked = movement * np.minimum(periods[:, None], periods[None, :])
    covariance = block_diag(*own) + np.tile(walked, (len(y), len(y)))
    lasting = np.where(periods[None, :] - periods[:, None] == apart, RATIOS.persistence**apart, 0.0)
    lifted = supported @ lasting
    known = ~np.isnan(y).ravel()
    design = np.column_stack([np.ones(y.size), lifted.ravel()])
    return y.ravel()[known], design[known], covariance[np.ix_(known, known)]


@pytest.mark.parametrize(("periods", "movement"), [(4, 0.0), (2, 0.3)])
def test_it_agrees_with_generalised_least_squares_written_out(periods: int, movement: float):
    # With a movement the sum over series is exact for its first step; later ones are treated as settled.
    y, supported = Y[:, :periods], SUPPORTED[:, :periods]

    found = explain(y, RELATIVE, Events(NOWHERE[:, :periods], supported), RATIOS, movement)

    measured, design, covariance = written_out(y, supported, movement)
    inverse = np.linalg.inv(covariance)
    squares = design.T @ inverse @ design + np.diag([0.0, LIFT_SD**-2])
    answer = np.linalg.solve(squares, design.T @ inverse @ measured)
    rest = measured @ inverse @ measured - answer @ squares @ answer
    free = len(measured) - 1
    deviance = free * np.log(rest / free) + np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(squares)[1]
    assert (found.mean, found.lift) == pytest.approx(tuple(answer))
    assert found.noise_variance == pytest.approx(rest / free)
    assert found.deviance == pytest.approx(deviance)


def test_what_all_did_together_is_found():
    random = np.random.default_rng(1)
    path = np.array([0.0, -0.05, -0.15, -0.1, 0.0, 0.05])
    y = 1 + path + 0.1 * random.normal(size=(400, 1)) + 0.1 * random.normal(size=(400, 6))
    nowhere = np.zeros(y.shape, dtype=bool)
    ratios = Dynamics(mean=0.0, spread_variance=1.0, noise_variance=1.0)

    found = explain(y, np.ones(400), Events(nowhere, nowhere), ratios, movement_ratio=0.3)

    assert found.movement.path == pytest.approx(path, abs=0.02)
    assert found.noise_variance == pytest.approx(0.01, rel=0.1)
    assert found.movement.doubt[0] == 0
    assert np.all(found.movement.doubt[1:] < 0.01 / 400 * 3)


def test_without_support_nothing_is_believed_of_it():
    found = explain(Y, RELATIVE, Events(NOWHERE, NOWHERE), RATIOS, 0.0)

    assert found.lift == 0
