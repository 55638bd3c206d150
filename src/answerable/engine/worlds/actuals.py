"""From attainment back to what is measured."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from answerable.engine.worlds.roles import Expected

Floats = NDArray[np.float64]


def actual_of(attainment: Floats, target: Floats, expected: Expected, rng: np.random.Generator) -> Floats:
    """Find the measurement that means a given attainment: `engine.attainment.shortfall` turned around.

    Args:
        attainment: 1 - shortfall, shape (cells,); for a band at most 1.
        target: what was due, the ramp considered, same shape; the lower edge for a band.
        expected: direction and band.
        rng: decides where inside a band those were who were inside.

    Returns:
        Measurements in the expectation's unit, same shape; those outside a band lie above it.
    """
    if expected.target_high is None:
        share = attainment if expected.direction == "higher" else 2 - attainment
        return np.asarray(share * target)
    inside = rng.uniform(expected.target, expected.target_high, len(attainment))
    middle = (expected.target + expected.target_high) / 2
    return np.where(attainment < 1, expected.target_high + (1 - attainment) * middle, inside)


def level_in_band(level: Floats, sd: float) -> Floats:
    """Say what attainment to expect in a band, beyond whose edge there is nothing to gain.

    Args:
        level: expected attainment if there were something to gain, shape (cells,).
        sd: standard deviation of chance, more than zero.

    Returns:
        Expected value of min(1, level + chance), same shape.
    """
    short = 1 - level
    density = np.exp(-0.5 * (short / sd) ** 2) / np.sqrt(2 * np.pi)
    return np.asarray(1 - short * ndtr(short / sd) - sd * density)
