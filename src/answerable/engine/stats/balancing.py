"""Weights that make those compared with like those they are compared to, on average and in every figure."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# How hard a last bit of balance may pull: with it, weights exist where exact balance is out of reach.
RIDGE = 1e-3

MOST_STEPS = 60
CLOSE_ENOUGH = 1e-8
LEAST_STEP = 1e-6


def balancing_weights(figures: Floats, target: Floats, ridge: float = RIDGE) -> Floats:
    """Weigh rows so that the sum of each of their figures is what is wanted, as evenly as that allows.

    Of all weights that are not negative and balance, these have the smallest sum of squares: a mean taken with them
    varies least.

    Args:
        figures: what is known of the rows, on scales of about one, shape (rows, figures); a figure that is 1 in every
            row, or several that add up to it, makes the weights add up to what is wanted of it.
        target: the sums wanted, shape (figures,).
        ridge: how much of the balance may be missing for the sake of evener weights, as a share of the rows; with 0 it
            is exact where it can be.

    Returns:
        Weights, none negative, shape (rows,).

    Source:
        Y. Wang and J. R. Zubizarreta (2020), Minimal dispersion approximately balancing weights, Biometrika 107(1),
        sections 2 and 3, by Newton's method on the dual; with a quadratic allowance instead of bounds.
    """
    softness = ridge * len(figures)
    at, scale = np.zeros(figures.shape[1]), float(len(figures))
    value, weight = _dual(figures, target * scale, at, softness)
    for _ in range(MOST_STEPS):
        slope = weight @ figures + softness * at - target * scale
        if np.abs(slope).max(initial=0.0) < CLOSE_ENOUGH * scale:
            break
        counts = figures[weight > 0] if (weight > 0).any() else figures
        curve = counts.T @ counts
        curve[np.diag_indices_from(curve)] += max(softness, CLOSE_ENOUGH * scale)
        step, length = -np.linalg.solve(curve, slope), 1.0
        tried, there = _dual(figures, target * scale, at + step, softness)
        while tried > value + 1e-4 * length * float(slope @ step) and length > LEAST_STEP:
            length /= 2
            tried, there = _dual(figures, target * scale, at + length * step, softness)
        at, value, weight = at + length * step, tried, there
    return np.asarray(weight / scale)


def _dual(figures: Floats, target: Floats, at: Floats, softness: float) -> tuple[float, Floats]:
    """What the dual of the problem makes small, and the weights there."""
    weight = np.maximum(figures @ at, 0.0)
    return 0.5 * float(weight @ weight) - float(target @ at) + softness / 2 * float(at @ at), weight
