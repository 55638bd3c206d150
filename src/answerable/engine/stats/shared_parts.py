"""What series have in common: the movement of their whole group, and the part of each leader."""

import numpy as np

from answerable.engine.stats.kalman import Floats, Leaders, Places


def leader_places(led_by: Leaders, groups: int, leaders: int) -> Places:
    """Say where among the shared parts of some groups the leader of each series stands.

    Args:
        led_by: the number of each series' leader, -1 for none, shape (series,).
        groups: how many groups there are.
        leaders: how many leaders; nobody comes after them.

    Returns:
        Places, group after group, shape (groups * series,).
    """
    first = np.arange(groups, dtype=np.int64)[:, None] * (leaders + 1)
    return np.asarray((first + np.where(led_by < 0, leaders, led_by)).ravel())


class SharedParts:
    """What is known of the shared parts after some period.

    The whole group moves together by a random walk from its first period on; what a leader adds stays as it is. Each
    period they are settled first, from what was not foreseen of all series together, and taken for known when each
    series is looked at by itself. That keeps the work proportional to the number of series. Two things make up for
    it: the doubt about the movement stays with the levels, and that about a leader's part is told beside them.

    The same series can be looked at under several dynamics in one go, each a group of its own; arrays over series then
    hold one group after the other.

    Attributes:
        movement: how far each group lies from its mean, shape (systems, groups).
        doubt: variance that the last period left open about it, shape (groups,).
        leader: what each leader adds, nothing for nobody, who comes last, shape (systems, groups * (leaders + 1)).
        leader_variance: its variance, shape (groups * (leaders + 1),).
        products: sums of squares and products that the shared parts explain, shape (groups, systems, systems).
        logs: what they add to the logarithm of the determinant of the covariance, shape (groups,).
    """

    def __init__(self, movement_variance: Floats, leader_variance: Floats, leaders: int, systems: int = 1) -> None:
        groups = len(movement_variance)
        self._shape = systems, groups, leaders + 1
        self._movement_variance = movement_variance
        self._step = np.zeros(groups)
        self.movement = np.zeros((systems, groups))
        self.doubt = np.zeros(groups)
        self.leader = np.zeros((systems, groups * (leaders + 1)))
        variance = np.repeat(leader_variance[:, None], leaders + 1, axis=1)
        variance[:, -1] = 0.0
        self.leader_variance = variance.ravel()
        self.products = np.zeros((groups, systems, systems))
        self.logs = np.zeros(groups)

    def places(self, led_by: Leaders) -> Places:
        """Say where in `leader` the leader of each series stands.

        Args:
            led_by: the number of each series' leader, -1 for none, shape (series,).

        Returns:
            Places, group after group, shape (groups * series,).
        """
        _, groups, size = self._shape
        return leader_places(led_by, groups, size - 1)

    def of(self, places: Places) -> Floats:
        """Say what each series shares with others.

        Args:
            places: of the leaders of some series, group after group, shape (groups * series,).

        Returns:
            Movement and leader's part together, shape (systems, groups * series).
        """
        systems, groups, _ = self._shape
        led = self.leader[:, places].reshape(systems, groups, -1)
        return np.asarray((led + self.movement[:, :, None]).reshape(systems, -1))

    def settle(self, surprise: Floats, foreseen: Floats, places: Places) -> None:
        """Take in one period.

        Args:
            surprise: what was not foreseen of each series, zero where not measured, shape (systems, groups * series).
            foreseen: the variance foreseen of it, shared parts left out, infinite where not measured, shape
                (groups * series,).
            places: of the leaders of all series, same shape.

        Source:
            The Woodbury identity, for a diagonal covariance with one term for each leader and one for all.
        """
        systems, groups, size = self._shape
        weight = np.bincount(places, 1 / foreseen, groups * size)
        total = np.array([np.bincount(places, own / foreseen, groups * size) for own in surprise])
        inflation = 1 + self.leader_variance * weight
        left = self.leader_variance / inflation
        of_all = (total / inflation).reshape(systems, groups, size).sum(axis=2)
        inflation_of_all = 1 + self._step * (weight / inflation).reshape(groups, size).sum(axis=1)
        self.doubt = self._step / inflation_of_all
        moved = self.doubt * of_all
        explained, by_group = (total * left).reshape(self._shape), total.reshape(self._shape)
        self.products += np.einsum("sgl,tgl->gst", explained, by_group)
        self.products += np.einsum("g,sg,tg->gst", self.doubt, of_all, of_all)
        self.logs += np.log(inflation).reshape(groups, size).sum(axis=1) + np.log(inflation_of_all)
        self.movement += moved
        self.leader += left * (total - np.repeat(moved, size, axis=1) * weight)
        self.leader_variance = left
        self._step = self._movement_variance
