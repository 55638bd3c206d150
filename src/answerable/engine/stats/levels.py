"""Where a series truly stands: levels that revert to their group, seen through noise that lingers.

The model, per group of comparable series (the people who share an expectation):

    y[i, t]     = movement[t] + leader[i, t] + level[i, t] + noise[i, t]
    level[i, t] = mean + left * (level[i, t-1] - mean) + lift + drift,  Var(level[i, t]) = spread**2
    noise[i, t] = correlation * noise[i, t-1] + u,  Var(noise[i, t]) = variance[i]

`left` is the group's persistence, and less at a break: under a new leader, what was known of a person is worth less.
`lift` comes where support began the period before. `movement`, a random walk, is what the whole group does together.
Now and then a level shifts at once, or a single measurement is off.
`leader` is what whoever leads the series at the time adds to all of theirs. The level spoken of everywhere else is
these three together: an exponentially weighted mean, shrunk to where the group and the team are, whose weights the
data choose.
"""

from dataclasses import dataclass

import numpy as np

from answerable.engine.stats.dynamics import Belief, Dynamics, fit_dynamics
from answerable.engine.stats.filtering import filter_levels
from answerable.engine.stats.kalman import Events, Floats, nothing_happened
from answerable.engine.stats.moderation import moderated_variance
from answerable.engine.stats.tails import student_below

# What is believed of people in one role before their figures are seen.
PEOPLE = Belief()


@dataclass(frozen=True, slots=True)
class Levels:
    """What is known of every series' true level, period by period, from what was measured up to then.

    Attributes:
        mean: posterior mean of the level, shape (series, periods).
        sd: its posterior standard deviation, same shape.
        df: degrees of freedom behind each series' noise variance, shape (series,).
        noise_variance: moderated variance of one period's noise, shape (series,).
        dynamics: what all series of the group share.
    """

    mean: Floats
    sd: Floats
    df: Floats
    noise_variance: Floats
    dynamics: Dynamics

    def probability_below(self, threshold: Floats | float) -> Floats:
        """Posterior probability that each level lies below a threshold.

        Args:
            threshold: broadcastable to shape (series, periods).

        Returns:
            Probabilities, shape (series, periods).
        """
        return student_below((threshold - self.mean) / self.sd, self.df[:, None])


def estimate_levels(
    y: Floats, noise_scale: Floats | None = None, belief: Belief = PEOPLE, events: Events | None = None
) -> Levels:
    """Estimate the level of every series of one group in every period, using only what was known by then.

    The parameters the group shares and each series' noise variance rest on the whole of the data; the level in a
    period, and how far the whole group had moved by then, rest on the measurements up to it.

    Args:
        y: attainment, shape (series, periods), NaN where not measured.
        noise_scale: how noisy each series is by construction, as a variance relative to the others (one over
            the number of people averaged, say), shape (series,); all alike when not given.
        belief: what is believed of the group's dynamics beforehand.
        events: what is known to have happened to the series; nothing when not given.

    Returns:
        Posterior means and standard deviations.

    Source:
        G. K. Smyth (2004) for the noise variances; A. C. Harvey (1989), Forecasting, Structural Time Series
        Models and the Kalman Filter, sections 3.2 and 4.1, for the levels.
    """
    scale = np.ones(len(y)) if noise_scale is None else noise_scale
    happened = nothing_happened(y.shape) if events is None else events
    roughness, df = successive_differences(y)
    moderated = moderated_variance(roughness / scale, df)
    relative = moderated.variance / moderated.prior_variance * scale
    dynamics = fit_dynamics(y, relative, happened, moderated.prior_variance, belief)
    noise_variance = dynamics.noise_variance * relative
    mean, sd = filter_levels(y, noise_variance, dynamics, happened)
    return Levels(mean, sd, moderated.df, noise_variance, dynamics)


def successive_differences(y: Floats) -> tuple[Floats, Floats]:
    """Estimate the noise variance of each series from the differences of neighbouring periods.

    Differences forget the level, so a series that shifts once is not taken for a noisy one.

    Args:
        y: shape (series, periods), NaN where not measured.

    Returns:
        Half the mean squared difference, and the degrees of freedom it is worth, each of shape (series,).
        Overlapping differences are correlated: m of them are worth 2 m^2 / (3 m - 1) degrees of freedom.

    Source:
        J. von Neumann, R. H. Kent, H. R. Bellinson and B. I. Hart (1941), The mean square successive
        difference, Annals of Mathematical Statistics 12(2).
    """
    squares = np.square(np.diff(y, axis=1))
    count = np.sum(~np.isnan(squares), axis=1).astype(np.float64)
    total = np.nansum(squares, axis=1)
    variance = np.divide(total, 2 * count, out=np.zeros_like(total), where=count > 0)
    df = np.divide(2 * count**2, 3 * count - 1, out=np.zeros_like(total), where=count > 0)
    return variance, df
