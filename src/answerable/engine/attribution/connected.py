"""Where people and leaders can be told apart: the matches that other matches would connect without them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order

from answerable.engine.stats.kalman import Floats, Places, Truths

Codes = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of a person and a leader, each pair once, in the order of people and then of leaders.

    Attributes:
        y: mean of what was observed of each match, shape (matches,).
        weight: how many observations are behind it, above zero, same shape.
        person: number of its person, from 0 on without holes, same shape.
        leader: number of its leader, from 0 on without holes, same shape.
    """

    y: Floats
    weight: Floats
    person: Places
    leader: Places

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.person.max(initial=-1)) + 1

    @property
    def leaders(self) -> int:
        """How many leaders there are."""
        return int(self.leader.max(initial=-1)) + 1

    def only(self, kept: Truths) -> "Matches":
        """Leave matches out.

        Args:
            kept: which to keep, shape (matches,).

        Returns:
            Those, with people and leaders numbered anew in the same order.
        """
        person = np.unique(self.person[kept], return_inverse=True)[1]
        leader = np.unique(self.leader[kept], return_inverse=True)[1]
        return Matches(self.y[kept], self.weight[kept], person.astype(np.int64), leader.astype(np.int64))


def matches_of(y: Floats, weights: Floats, person: Codes, manager: Codes) -> Matches:
    """Put what was observed of people under managers in order.

    Args:
        y: mean of the observations of each entry, shape (entries,).
        weights: how many observations are behind it, same shape; without any, the entry is left out.
        person: any number for its person, same shape.
        manager: any number for its manager, same shape; below zero for nobody, and the entry is left out.

    Returns:
        The matches, entries of the same pair combined by their weights.
    """
    led = (manager >= 0) & (weights > 0)
    pairs, place = np.unique(np.column_stack([person[led], manager[led]]), axis=0, return_inverse=True)
    count = len(pairs)
    weight = np.asarray(np.bincount(place, weights[led], count), dtype=np.float64)
    total = np.bincount(place, weights[led] * y[led], count)
    raw = Matches(total / weight, weight, pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64))
    return raw.only(np.ones(count, dtype=np.bool_))


def well_connected(matches: Matches, most_leaders: int) -> Matches:
    """Keep the largest set that stays connected whichever single match is left out.

    With more leaders than can be worked with, what is kept is a neighbourhood: gathered around the leader with the most
    people, the next leader always being who shares the most people with those already in, the first of equals. Who
    belongs to it depends on who worked with whom, never on the figures, so chance can be judged on it as on the whole;
    it says nothing of how parts of the company farther off differ from it.

    Args:
        matches: all matches.
        most_leaders: how many leaders to keep at most.

    Returns:
        The matches of that set, none where there is no such set.
    """
    largest = _largest(matches)
    if largest.leaders <= most_leaders:
        return largest
    return _largest(largest.only(_neighbourhood(largest, most_leaders)))


def bridges(person: Places, leader: Places) -> Truths:
    """Find the matches without which two parts of a graph would no longer be connected.

    Args:
        person: number of each match's person, from 0 on, shape (matches,); no pair twice.
        leader: number of its leader, from 0 on, same shape.

    Returns:
        Whether each is such a bridge, shape (matches,).

    Source:
        R. E. Tarjan (1974), A note on finding the bridges of a graph, Information Processing Letters 2(6): an edge of
        a depth-first tree is one unless an edge from below it leads back to above it.
    """
    people, nodes = int(person.max(initial=-1)) + 1, int(person.max(initial=-1)) + int(leader.max(initial=-1)) + 2
    above, below = person, leader + people
    order, parent = _depth_first(above, below, nodes)
    place = np.empty(nodes + 1, dtype=np.int64)
    place[order] = np.arange(nodes + 1)
    above, below = np.where(place[above] < place[below], (above, below), (below, above))
    in_tree = parent[below] == above
    back_below = np.bincount(below[~in_tree], minlength=nodes + 1)
    back_above = np.bincount(above[~in_tree], minlength=nodes + 1)
    leading_back, up = (back_below - back_above).tolist(), parent.tolist()
    for node in order[:0:-1].tolist():
        leading_back[up[node]] += leading_back[node]
    return np.asarray(in_tree & (np.array(leading_back)[below] == 0))


def _depth_first(one: Places, other: Places, nodes: int) -> tuple[Places, Places]:
    """Walk a whole graph, from a node put on top of it: the order of all nodes, and which each was reached from."""
    first = np.unique(_components(one, other, nodes), return_index=True)[1]
    top = np.full(first.size, nodes)
    ends = np.concatenate([one, other, top, first]), np.concatenate([other, one, first, top])
    walk: tuple[Places, Places] = depth_first_order(_graph(*ends, nodes + 1), nodes)
    return walk


def _largest(matches: Matches) -> Matches:
    """Keep the part with the most matches once people under one leader only and all bridges are gone."""
    mobile = matches.only(np.bincount(matches.person, minlength=matches.people)[matches.person] > 1)
    rest = mobile.only(~bridges(mobile.person, mobile.leader))
    part = _components(rest.person, rest.leader + rest.people, rest.people + rest.leaders)[rest.person]
    sizes = np.bincount(part, minlength=1)
    return rest.only(part == np.argmax(sizes))


def _neighbourhood(matches: Matches, most_leaders: int) -> Truths:
    """Say which matches are with the leaders gathered around the leader with the most people."""
    leaders = matches.leader
    together = csr_array((np.ones(leaders.size), (matches.person, leaders)))
    shared = csr_array(together.T @ together)
    near, ties = np.zeros(matches.leaders, dtype=np.bool_), np.zeros(matches.leaders)
    following = int(np.argmax(np.bincount(leaders)))
    for _ in range(most_leaders):
        near[following], ties[following] = True, -np.inf
        row = slice(shared.indptr[following], shared.indptr[following + 1])
        ties[shared.indices[row]] += shared.data[row]
        following = int(np.argmax(ties))
    return np.asarray(near[leaders])


def _components(one: Places, other: Places, nodes: int) -> Places:
    part: Places = connected_components(_graph(one, other, nodes), directed=False)[1]
    return part


def _graph(one: Places, other: Places, nodes: int) -> csr_array:
    return csr_array((np.ones(one.size), (one, other)), shape=(nodes, nodes))
