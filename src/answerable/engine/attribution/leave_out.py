"""Fixed effects of people and leaders, and their variances freed from the noise by leaving matches out."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array

from answerable.engine.attribution.connected import Matches
from answerable.engine.stats.kalman import Floats


@dataclass(frozen=True, slots=True)
class Components:
    """What effects of people and leaders vary over the observations, in each of some data sets, shape (sets,).

    Attributes:
        manager: variance of the effects of the leaders.
        person: variance of the effects of the people.
        covariance: covariance of the two.
    """

    manager: Floats
    person: Floats
    covariance: Floats


class LeaveOut:
    """The two-way fixed effects of one set of matches, prepared once for any number of data sets on it.

    Figures are y = person + leader + error, with errors of any variances. All is weighted by the observations behind
    each match. People are eliminated; what is left are the normal equations of the leaders, whose inverse is taken on
    effects that average zero over the observations. Then m'g = 0 for the leaders' observations m, and both b'Ab and
    the B_ii of all three figures follow from the inverse's entries between leaders of the same person.

    Attributes:
        leverage: by how much each match's figure moves its own fit, P_ii, below one, shape (matches,).
        bias: what a match's error variance adds to the variance of leaders, of people and to the covariance, B_ii,
            shape (3, matches).

    Source:
        J. M. Abowd, F. Kramarz and D. N. Margolis (1999), High wage workers and high wage firms, Econometrica 67(2);
        P. Kline, R. Saggio and M. Sølvsten (2020), Leave-out estimation of variance components, Econometrica 88(5),
        section 1, with a whole match left out at a time.
    """

    def __init__(self, matches: Matches) -> None:
        """Prepare.

        Args:
            matches: a set, not empty, that stays connected whichever match is left out; its figures are not looked at.
        """
        self._matches = matches
        rows = np.arange(matches.y.size)
        self._of_person = np.bincount(matches.person, matches.weight)
        self._of_leader = np.bincount(matches.leader, matches.weight)
        self._share = matches.weight / self._of_person[matches.person]
        self._shares = csr_array((self._share, (matches.person, matches.leader)))
        self._sum_person = csr_array((matches.weight, (matches.person, rows)))
        self._sum_leader = csr_array((matches.weight, (matches.leader, rows)))
        self._inverse = self._inverted()
        self.leverage, self.bias = self._leverage_and_bias()

    def components(self, y: Floats) -> Components:
        """Estimate the variances in many data sets at once.

        The error variance of a match is its figure, taken from the mean of all, times how far it is from what all
        other matches foresee of it. Taking the mean off first costs nothing while the errors of single observations
        have one variance, and spares the estimate the noise that a mean far from zero would bring.

        Args:
            y: figures of the matches, shape (matches, sets).

        Returns:
            The variances and the covariance, free of bias; those of little data may come out below zero.
        """
        weight, person, leader = self._matches.weight, self._matches.person, self._matches.leader
        total = weight.sum()
        y = y - weight @ y / total
        mean = self._sum_person @ y / self._of_person[:, None]
        leaders = self._inverse @ (self._sum_leader @ (y - mean[person]))
        led = self._shares @ leaders
        people = mean - led
        rest = y - people[person] - leaders[leader]
        error = rest * y * (weight / (1 - self.leverage))[:, None]
        manager, own, shared = self.bias @ error
        return Components(
            self._of_leader @ leaders**2 / total - manager,
            self._of_person @ people**2 / total - own,
            self._of_person @ (people * led) / total - shared,
        )

    def _inverted(self) -> Floats:
        """Invert the normal equations of the leaders, people eliminated, for effects that average zero."""
        between = csr_array(self._shares.T @ (self._shares * self._of_person[:, None])).toarray()
        equations = np.diag(self._of_leader) - between
        equations += np.outer(self._of_leader, self._of_leader / self._of_leader.sum())
        inverse: Floats = cho_solve(cho_factor(equations, lower=True), np.eye(len(equations)), overwrite_b=True)
        return inverse

    def _leverage_and_bias(self) -> tuple[Floats, Floats]:
        """Work out P_ii and B_ii: with v = e_leader - shares of the person, of the inverse G and G diag(m) G."""
        total = self._of_leader.sum()
        weight, alone = self._matches.weight, self._share
        root = self._inverse * np.sqrt(self._of_leader)[:, None]
        to_leader, around = self._between_own_leaders(self._inverse)
        leverage = alone + weight * around
        led = weight * self._between_own_leaders(root.T @ root)[1]
        # What the leader's own effect moves with the match's figure.
        own = weight * to_leader
        people = alone - 2 * own + weight * around + led - weight / total
        return leverage, np.stack([led, people, own - led]) / total

    def _between_own_leaders(self, matrix: Floats) -> tuple[Floats, Floats]:
        """Work out e_leader' M v and v' M v of every match, the person's leaders taken one at a time."""
        person, leader = self._matches.person, self._matches.leader
        count = np.bincount(person)
        first = np.cumsum(count) - count
        shared = np.zeros(leader.size)
        for number in range(int(count.max())):
            rows = np.flatnonzero(count[person] > number)
            other = first[person[rows]] + number
            shared[rows] += self._share[other] * matrix[leader[rows], leader[other]]
        among = np.bincount(person, self._share * shared)
        to_leader = matrix[leader, leader] - shared
        return to_leader, to_leader - shared + among[person]
