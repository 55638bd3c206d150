"""The Kalman filter for a drifting level under autoregressive noise, over all series at once."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# Series filtered together: few enough for the filter's state to stay in the processor's cache.
CHUNK = 16_384


class LevelDynamics(Protocol):
    """What the filter needs to know of the group a series belongs to."""

    @property
    def mean(self) -> float:
        """Mean level of the group."""

    @property
    def spread_variance(self) -> float:
        """Variance of the levels of the group's series at the start."""

    @property
    def drift_variance(self) -> float:
        """Variance of the change of a level from one period to the next."""

    @property
    def jump_variance(self) -> float:
        """Variance of the change of a level when something known to matter changes."""

    @property
    def correlation(self) -> float:
        """Correlation of the noise of neighbouring periods."""


class FilterState:
    """Joint posterior of level and noise of many series after some period.

    Attributes:
        level: posterior mean of the level, shape (series,).
        noise: posterior mean of the noise, shape (series,).
        level_variance: posterior variance of the level, shape (series,).
        covariance: posterior covariance of level and noise, shape (series,).
        variance: posterior variance of the noise, shape (series,).
    """

    def __init__(self, noise_variance: Floats, dynamics: LevelDynamics) -> None:
        self._noise_variance = noise_variance
        self._dynamics = dynamics
        self.level = np.full(noise_variance.shape, float(dynamics.mean))
        self.noise = np.zeros(noise_variance.shape)
        self.level_variance = np.full(noise_variance.shape, float(dynamics.spread_variance))
        self.covariance = np.zeros(noise_variance.shape)
        self.variance = noise_variance.copy()

    def predict(self, jumps: Truths) -> None:
        """Move on one period: the level drifts, the noise decays towards its stationary variance.

        Args:
            jumps: whose level may have jumped, shape (series,).
        """
        correlation = self._dynamics.correlation
        self.level_variance += self._dynamics.jump_variance * jumps
        self.level_variance += self._dynamics.drift_variance
        if correlation == 0:
            self.noise[:] = 0
            self.covariance[:] = 0
            self.variance[:] = self._noise_variance
            return
        self.noise *= correlation
        self.covariance *= correlation
        self.variance *= correlation**2
        self.variance += (1 - correlation**2) * self._noise_variance

    def update(self, y: Floats) -> tuple[Floats, Floats]:
        """Take in one period's measurements.

        Args:
            y: shape (series,), NaN where not measured.

        Returns:
            What was not foreseen of each measurement (zero where not measured), and the variance foreseen of
            it (infinite where not measured).
        """
        level_part = self.level_variance + self.covariance
        noise_part = self.variance + self.covariance
        missing = np.isnan(y)
        foreseen = np.where(missing, np.inf, level_part + noise_part)
        surprise = np.where(missing, 0.0, y - self.level - self.noise)
        level_gain = level_part / foreseen
        noise_gain = noise_part / foreseen
        self.level += level_gain * surprise
        self.noise += noise_gain * surprise
        self.level_variance -= level_gain * level_part
        self.covariance -= level_gain * noise_part
        self.variance -= noise_gain * noise_part
        return surprise, foreseen


def filter_levels(y: Floats, noise_variance: Floats, dynamics: LevelDynamics, jumps: Truths) -> tuple[Floats, Floats]:
    """Filter the levels of many series: what is known of each by each period.

    Args:
        y: shape (series, periods), NaN where not measured.
        noise_variance: variance of one period's noise, shape (series,).
        dynamics: what the group of series shares.
        jumps: where a level may have jumped since the period before, shape (series, periods).

    Returns:
        Posterior mean and standard deviation of the level, each of shape (series, periods).

    Source:
        A. C. Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.2.
    """
    mean, sd = np.empty_like(y), np.empty_like(y)
    for first in range(0, len(y), CHUNK):
        chunk = slice(first, first + CHUNK)
        by_period = np.ascontiguousarray(y[chunk].T)
        state = FilterState(noise_variance[chunk], dynamics)
        for period, measured in enumerate(by_period):
            if period:
                state.predict(jumps[chunk, period])
            state.update(measured)
            mean[chunk, period] = state.level
            sd[chunk, period] = np.sqrt(np.maximum(state.level_variance, 0))
    return mean, sd
