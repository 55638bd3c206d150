"""The state of a Kalman filter: levels that revert to their group, under autoregressive noise, all series at once."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Places = NDArray[np.int64]
Leaders = NDArray[np.int32]


class LevelDynamics(Protocol):
    """What the filter needs to know of the group a series belongs to: figures, or one for each series."""

    @property
    def mean(self) -> float | Floats:
        """Mean level of the group."""

    @property
    def spread_variance(self) -> float | Floats:
        """Variance of the levels of the group's series."""

    @property
    def persistence(self) -> float | Floats:
        """Share of a level's distance from the mean that is left a period later."""

    @property
    def kept(self) -> float | Floats:
        """Share of that distance which outlasts a break."""

    @property
    def lift(self) -> float | Floats:
        """What support adds to a level."""

    @property
    def correlation(self) -> float | Floats:
        """Correlation of the noise of neighbouring periods."""


@dataclass(frozen=True, slots=True)
class Events:
    """What is known to have happened to many series.

    Attributes:
        breaks: where what was known of a level is worth less than the period before, as under a new leader,
            shape (series, periods).
        supports: where something that was done to help can first be seen, same shape.
        led_by: the number of the leader each series is under, -1 for none; numbers from 0 on, same shape.
    """

    breaks: Truths
    supports: Truths
    led_by: Leaders

    def of(self, rows: Places) -> "Events":
        """What happened to some of the series.

        Args:
            rows: which of them, shape (chosen,).

        Returns:
            Their events; the leaders who are left are numbered anew, in the order in which they come.
        """
        before = self.led_by[rows]
        led = before >= 0
        _, first, place = np.unique(before[led], return_index=True, return_inverse=True)
        number = np.empty(len(first), dtype=np.int32)
        number[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
        led_by = np.full(before.shape, -1, dtype=np.int32)
        led_by[led] = number[place]
        return Events(self.breaks[rows], self.supports[rows], led_by)


def nothing_happened(shape: tuple[int, ...]) -> Events:
    """Events of series of which nothing is known but their figures.

    Args:
        shape: (series, periods).

    Returns:
        No break, no support, no leader.
    """
    nowhere = np.zeros(shape, dtype=bool)
    return Events(nowhere, nowhere, np.full(shape, -1, dtype=np.int32))


class FilterState:
    """Joint posterior of level and noise of many series after some period.

    Several systems that differ in what is measured, not in their variances, can be filtered in one go.

    Attributes:
        level: posterior mean of the level, shape (systems, series).
        noise: posterior mean of the noise, same shape.
        level_variance: posterior variance of the level, shape (series,).
        covariance: posterior covariance of level and noise, shape (series,).
        variance: posterior variance of the noise, shape (series,).
    """

    def __init__(self, noise_variance: Floats, dynamics: LevelDynamics, systems: int = 1) -> None:
        shape = systems, len(noise_variance)
        self._noise_variance = noise_variance
        self._dynamics = dynamics
        self.level = np.broadcast_to(np.asarray(dynamics.mean, dtype=np.float64), shape).copy()
        self.noise = np.zeros(shape)
        self.level_variance = np.broadcast_to(np.asarray(dynamics.spread_variance, dtype=np.float64), shape[1]).copy()
        self.covariance = np.zeros(shape[1])
        self.variance = noise_variance.copy()

    def predict(self, breaks: Truths, lift: Floats) -> None:
        """Move on one period: levels revert to the mean of the group, the noise decays.

        Args:
            breaks: whose level there is a break in, shape (series,).
            lift: what is added to each level, broadcastable to shape (systems, series).
        """
        dynamics, correlation = self._dynamics, self._dynamics.correlation
        left = np.where(breaks, dynamics.persistence * dynamics.kept, dynamics.persistence)
        self.level -= dynamics.mean
        self.level *= left
        self.level += dynamics.mean + lift
        self.noise *= correlation
        self.covariance *= correlation * left
        self.variance *= correlation**2
        self.variance += (1 - correlation**2) * self._noise_variance
        left *= left
        self.level_variance *= left
        self.level_variance += (1 - left) * dynamics.spread_variance

    def foresee(self, y: Floats, measured: Truths) -> tuple[Floats, Floats]:
        """Hold a period's measurements against what was foreseen.

        Args:
            y: broadcastable to shape (systems, series).
            measured: which series were, shape (series,).

        Returns:
            What was not foreseen, shape (systems, series), zero where not measured; and the variance foreseen of
            it, shape (series,), infinite where not measured.
        """
        foreseen = np.where(measured, self.level_variance + 2 * self.covariance + self.variance, np.inf)
        return np.where(measured, y - self.level - self.noise, 0.0), foreseen

    def learn(self, surprise: Floats, foreseen: Floats) -> None:
        """Take in one period's measurements.

        Args:
            surprise: what was not foreseen of them, shape (systems, series).
            foreseen: the variance foreseen of that, shape (series,).
        """
        level_part = self.level_variance + self.covariance
        noise_part = self.variance + self.covariance
        level_gain = level_part / foreseen
        noise_gain = noise_part / foreseen
        self.level += level_gain * surprise
        self.noise += noise_gain * surprise
        self.level_variance -= level_gain * level_part
        self.covariance -= level_gain * noise_part
        self.variance -= noise_gain * noise_part

    def chosen(self, rows: Places) -> "FilterState":
        """Copy the state of some of the series.

        Args:
            rows: which of them, shape (chosen,).

        Returns:
            Their state.
        """
        part = FilterState(self._noise_variance[rows], self._dynamics)
        part.level, part.noise = self.level[:, rows], self.noise[:, rows]
        part.level_variance, part.variance = self.level_variance[rows], self.variance[rows]
        part.covariance = self.covariance[rows]
        return part

    def put(self, rows: Places, part: "FilterState") -> None:
        """Replace the state of some of the series.

        Args:
            rows: which of them, shape (chosen,).
            part: their state.
        """
        self.level[:, rows], self.noise[:, rows] = part.level, part.noise
        self.level_variance[rows], self.variance[rows] = part.level_variance, part.variance
        self.covariance[rows] = part.covariance
