"""Telling a level that shifted at once from a single measurement that is off, as the next ones come in."""

import numpy as np

from answerable.engine.stats.kalman import FilterState, Floats

# How far a level goes when it shifts, or a measurement when it is off, as a standard deviation in attainment.
SHIFT_SD = 0.2

# A measurement within so many standard deviations of what was foreseen is taken for chance.
USUAL = 2.0


def learn_with_shifts(state: FilterState, surprise: Floats, foreseen: Floats, chance: float) -> None:
    """Take in one period's measurements, allowing for the unusual.

    A measurement far from what was foreseen means one of three things: chance; something that passes and says nothing
    of the level; or a level that has shifted. Each is followed, weighed by how well it foresaw the measurement, and the
    three are drawn together again, so that the next measurements decide.

    Args:
        state: of one system; changed in place.
        surprise: what was not foreseen, shape (1, series).
        foreseen: the variance foreseen of it, shape (series,), infinite where not measured.
        chance: how often a level shifts in a period, and how often a measurement is off.

    Source:
        P. J. Harrison and C. F. Stevens (1976), Bayesian forecasting, Journal of the Royal Statistical Society B
        38(3), section 4 (multi-process models, class II), drawn together after every period.
    """
    unusual = np.flatnonzero(np.square(surprise[0]) > USUAL**2 * foreseen)
    before = state.chosen(unusual)
    state.learn(surprise, foreseen)
    if len(unusual) and chance > 0:
        state.put(unusual, _drawn_together(before, surprise[:, unusual], foreseen[unusual], chance))


def _drawn_together(before: FilterState, surprise: Floats, foreseen: Floats, chance: float) -> FilterState:
    everybody = np.arange(len(foreseen))
    states = [before.chosen(everybody) for _ in range(3)]
    steady, off, shifted = states
    shifted.level_variance += SHIFT_SD**2
    wider = foreseen + SHIFT_SD**2
    steady.learn(surprise, foreseen)
    off.learn(surprise, wider)
    shifted.learn(surprise, wider)
    likely = [_density(surprise[0], variance) for variance in (foreseen, wider, wider)]
    weight = np.array([[1 - 2 * chance], [chance], [chance]]) * np.array(likely)
    weight /= weight.sum(axis=0)
    level = _mixed(weight, np.array([each.level[0] for each in states]))
    noise = _mixed(weight, np.array([each.noise[0] for each in states]))
    level_off = np.array([each.level[0] for each in states]) - level
    noise_off = np.array([each.noise[0] for each in states]) - noise
    before.level[0], before.noise[0] = level, noise
    before.level_variance = _mixed(weight, np.array([each.level_variance for each in states]) + level_off**2)
    before.covariance = _mixed(weight, np.array([each.covariance for each in states]) + level_off * noise_off)
    before.variance = _mixed(weight, np.array([each.variance for each in states]) + noise_off**2)
    return before


def _density(surprise: Floats, variance: Floats) -> Floats:
    """Normal density but for a constant; never quite zero, so that some explanation is left."""
    return np.asarray(np.maximum(np.exp(-0.5 * surprise**2 / variance) / np.sqrt(variance), np.finfo(float).tiny))


def _mixed(weight: Floats, values: Floats) -> Floats:
    return np.asarray(np.sum(weight * values, axis=0))
