"""A second opinion on people and leaders: fixed effects, and whether people are sorted to leaders."""

from dataclasses import dataclass

import numpy as np

from answerable.engine.attribution.connected import Codes, Matches, matches_of, well_connected
from answerable.engine.attribution.leave_out import LeaveOut
from answerable.engine.stats.kalman import Floats

# More leaders than this are not looked at together: inverting their equations would take longer than it tells.
MOST_LEADERS = 1_500

# With fewer matches than this beyond a spanning tree, or fewer leaders, nothing is said of sorting.
FEWEST_BEYOND_TREE = 20
FEWEST_LEADERS = 5

# How rare a covariance must be, were people not sorted, to say that they are.
LEVEL = 0.05

# Figures that are drawn at once: so many that the work is by blocks, so few that a block stays in the cache.
AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Typical:
    """The variances under the model that is checked, in which people are not sorted to leaders.

    Attributes:
        person: variance of what people bring.
        manager: variance of what managers add.
        match: variance of what only one person has under one manager.
        noise: variance of one observation around that.
    """

    person: float
    manager: float
    match: float
    noise: float


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What fixed effects say, where they can say something.

    Attributes:
        manager_variance: variance over observations of what managers add, free of bias, so it may be below zero.
        person_variance: variance of what people bring, likewise.
        covariance: covariance of the two.
        correlation: of the two, by chance at times beyond 1; nan where one of the variances is not above zero.
        p_value: how often the covariance would be as far out, to either side, were people not sorted to leaders.
        null_low: where 95 % of the covariances would then be from.
        null_high: where they would be to.
        people: how many people are in the set used.
        leaders: how many leaders.
        matches: how many pairs of the two.
    """

    manager_variance: float
    person_variance: float
    covariance: float
    correlation: float
    p_value: float
    null_low: float
    null_high: float
    people: int
    leaders: int
    matches: int

    @property
    def sorted_to_leaders(self) -> bool | None:
        """Whether certain people are under certain leaders more than by chance, either way; None: cannot be told."""
        beyond_tree = self.matches - (self.people + self.leaders - 1)
        if beyond_tree < FEWEST_BEYOND_TREE or self.leaders < FEWEST_LEADERS:
            return None
        return self.p_value < LEVEL and not self.null_low <= self.covariance <= self.null_high


def cross_check(
    y: Floats, weights: Floats, person: Codes, manager: Codes, *, typical: Typical, draws: int = 200, seed: int = 0
) -> CrossCheck:
    """Check a model of random effects of people and managers by fixed effects, which people may be sorted by.

    Looked at is the largest set of people and managers that stays connected whichever match is left out; of more than
    `MOST_LEADERS` leaders a neighbourhood. Of people who had one manager only nothing can be said here.

    Args:
        y: mean of what was observed of a person under a manager, shape (entries,).
        weights: how many observations are behind it, same shape; without any, the entry is left out.
        person: number of the person, same shape.
        manager: number of the manager, same shape; below zero for nobody, and the entry is left out.
        typical: the variances under the model that is checked; only the comparison with chance depends on them.
        draws: how many data sets are drawn under that model, at least 1.
        seed: of the draws.

    Returns:
        The variances and the covariance, and whether chance explains the latter; nan without any usable set.

    Source:
        P. Kline, R. Saggio and M. Sølvsten (2020), Leave-out estimation of variance components, Econometrica 88(5);
        B. V. North, D. Curtis and P. C. Sham (2002), A note on the calculation of empirical P values from Monte Carlo
        procedures, American Journal of Human Genetics 71(2), for the one added to both counts.
    """
    used = well_connected(matches_of(y, weights, person, manager), MOST_LEADERS)
    if not used.y.size:
        nan = float("nan")
        return CrossCheck(nan, nan, nan, nan, nan, nan, nan, 0, 0, 0)
    model = LeaveOut(used)
    found = model.components(used.y[:, None])
    own, led, covariance = float(found.person[0]), float(found.manager[0]), float(found.covariance[0])
    chance = _by_chance(model, used, typical, draws, seed)
    low, high = np.quantile(chance, [0.025, 0.975]).tolist()
    correlation = covariance / np.sqrt(own * led) if min(own, led) > 0 else np.nan
    p_value = _two_sided(covariance, chance)
    return CrossCheck(
        led, own, covariance, float(correlation), p_value, low, high, used.people, used.leaders, used.y.size
    )


def _by_chance(model: LeaveOut, used: Matches, typical: Typical, draws: int, seed: int) -> Floats:
    """Draw covariances as they come out where people are not sorted."""
    random = np.random.default_rng(seed)
    spread = np.sqrt(typical.match + typical.noise / used.weight)[:, None]
    width = max(AT_ONCE // used.y.size, 1)
    found = []
    for start in range(0, draws, width):
        sets = min(width, draws - start)
        people = np.sqrt(typical.person) * random.standard_normal((used.people, sets))
        leaders = np.sqrt(typical.manager) * random.standard_normal((used.leaders, sets))
        errors = spread * random.standard_normal((used.y.size, sets))
        found.append(model.components(people[used.person] + leaders[used.leader] + errors).covariance)
    return np.concatenate(found)


def _two_sided(covariance: float, chance: Floats) -> float:
    """How often chance is at least as far out, counted on the side where it is rarer, times two."""
    above = 1 + int(np.sum(chance >= covariance))
    below = 1 + int(np.sum(chance <= covariance))
    return min(2 * min(above, below) / (chance.size + 1), 1.0)
