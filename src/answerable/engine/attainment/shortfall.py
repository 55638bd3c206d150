"""Shortfall and attainment of a measurement against its target."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shortfall(actual: Floats, target: Floats, band_width: float, direction: str) -> Floats:
    """Say how far each measurement falls short of its target, as a share of the target.

    Args:
        actual: what was measured, any shape, NaN where not measured.
        target: what was expected, same shape; the lower edge for a band; NaN where nothing was expected.
        band_width: the band's upper edge less its lower one, in the expectation's unit; read for bands only.
        direction: `higher` (more is better), `lower` (less is better) or `band` (inside is best).

    Returns:
        Shares, same shape: 0 at the target, 0.2 one fifth short, negative beyond it (never for a band);
        NaN where either side is missing.

    Source:
        The design's own definition: higher (target - actual) / |target|; lower (actual - target) / |target|;
        band the distance outside it over |its middle|.
    """
    if direction == "higher":
        return np.asarray((target - actual) / np.abs(target))
    if direction == "lower":
        return np.asarray((actual - target) / np.abs(target))
    outside = np.maximum(np.maximum(target - actual, actual - (target + band_width)), 0.0)
    return np.asarray(outside / np.abs(target + band_width / 2))


def ramp_share(periods_held: NDArray[np.int16], ramp_periods: int) -> Floats:
    """Say what share of the full target is expected of somebody still new in the role.

    Args:
        periods_held: how many periods the role has been held, counting the one in which it began as 1;
            zero or less before. Any shape.
        ramp_periods: how many periods it takes until the full target is expected; zero for none.

    Returns:
        Shares in (0, 1], same shape: with a ramp of 3, a third in the first period, all of it from the third on.
    """
    if ramp_periods == 0:
        return np.ones(periods_held.shape)
    return np.clip(periods_held, 1, ramp_periods) / ramp_periods
