from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.linalg import block_diag

from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.kalman import Events, nothing_happened
from answerable.engine.stats.likelihood import LIFT_SD, explain, lay_out

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
NOTHING = nothing_happened(Y.shape)
RATIOS = Dynamics(mean=0.0, spread_variance=1.5, noise_variance=1.0, persistence=0.9, correlation=0.4)
TEAMS = np.repeat(np.array([[0], [0], [1]], dtype=np.int32), 4, axis=1)


def written_out(y: Floats, supported: NDArray[np.bool_], ratios: Dynamics) -> tuple[Floats, Floats, Floats]:
    """The measurements, the regressors of mean and lift, and the covariance in units of the noise."""
    periods = np.arange(y.shape[1])
    apart = np.abs(periods[:, None] - periods[None, :])
    own = [ratios.spread_variance * ratios.persistence**apart + part * ratios.correlation**apart for part in RELATIVE]
    walked = ratios.movement_variance * np.minimum(periods[:, None], periods[None, :])
    team = TEAMS[:, 0]
    led = ratios.leader_variance * (team[:, None] == team[None, :])
    covariance = block_diag(*own) + np.tile(walked, (len(y), len(y))) + np.kron(led, np.ones_like(walked))
    lasting = np.where(periods[None, :] - periods[:, None] == apart, ratios.persistence**apart, 0.0)
    lifted = supported @ lasting
    known = ~np.isnan(y).ravel()
    design = np.column_stack([np.ones(y.size), lifted.ravel()])
    return y.ravel()[known], design[known], covariance[np.ix_(known, known)]


@pytest.mark.parametrize(
    ("periods", "ratios"),
    [
        (4, RATIOS),
        # With common parts the sum over series is exact for their first step; later ones are treated as settled.
        (2, replace(RATIOS, movement_variance=0.3)),
        (1, replace(RATIOS, leader_variance=0.7)),
    ],
)
def test_it_agrees_with_generalised_least_squares_written_out(periods: int, ratios: Dynamics):
    y, supported = Y[:, :periods], SUPPORTED[:, :periods]

    found = explain(
        lay_out(y, RELATIVE, Events(NOTHING.breaks[:, :periods], supported, TEAMS[:, :periods]), 1), [ratios]
    )

    measured, design, covariance = written_out(y, supported, ratios)
    inverse = np.linalg.inv(covariance)
    squares = design.T @ inverse @ design + np.diag([0.0, LIFT_SD**-2])
    answer = np.linalg.solve(squares, design.T @ inverse @ measured)
    rest = measured @ inverse @ measured - answer @ squares @ answer
    free = len(measured) - 1
    deviance = free * np.log(rest / free) + np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(squares)[1]
    assert (found.mean[0], found.lift[0]) == pytest.approx(tuple(answer))
    assert found.noise_variance[0] == pytest.approx(rest / free)
    assert found.deviance[0] == pytest.approx(deviance)


def test_without_support_nothing_is_believed_of_it():
    found = explain(lay_out(Y, RELATIVE, NOTHING, 1), [RATIOS])

    assert found.lift[0] == 0


def test_dynamics_tried_together_are_each_explained_as_if_alone():
    tried = [replace(RATIOS, leader_variance=0.7), replace(RATIOS, movement_variance=0.3, persistence=0.5)]
    events = Events(NOTHING.breaks, SUPPORTED, TEAMS)

    together = explain(lay_out(Y, RELATIVE, events, len(tried)), tried)

    for place, dynamics in enumerate(tried):
        alone = explain(lay_out(Y, RELATIVE, events, 1), [dynamics])
        assert together.deviance[place] == pytest.approx(alone.deviance[0])
        assert together.mean[place] == pytest.approx(alone.mean[0])
