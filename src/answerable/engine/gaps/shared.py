"""Gaps shared by a unit: one gap of the unit, not twelve of its people."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.signal import Judgement, open_periods
from answerable.engine.stats.dynamics import Belief, Dynamics
from answerable.engine.stats.kalman import nothing_happened
from answerable.engine.stats.levels import estimate_levels
from answerable.engine.stats.tails import student_below

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]

# What share of people's own spread is believed to be their unit's, and how little of its level at least fades a period.
COMMON_SHARE = 0.1
LEAST_FADE = 0.001

# How often something happens in a period that hits a whole unit at once: about once in eight years of months.
SHIFT = 0.01


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The units of a company, as numbers.

    Attributes:
        parent: code of each unit's parent, -1 at the top, shape (units,).
        by_depth: the codes of the units, one array a depth, the top first.
    """

    parent: Ints
    by_depth: tuple[Ints, ...]


def unit_tree(parent: Ints) -> UnitTree:
    """Sort units by depth.

    Args:
        parent: code of each unit's parent, -1 at the top, shape (units,); free of cycles.

    Returns:
        The tree.
    """
    depths = []
    level = np.flatnonzero(parent < 0)
    while len(level):
        depths.append(level)
        level = np.flatnonzero(np.isin(parent, level))
    return UnitTree(parent, tuple(depths))


@dataclass(frozen=True, slots=True)
class UnitMeans:
    """The people of every unit taken together, those of the units below it included.

    Attributes:
        people: how many were measured, shape (units, periods).
        attainment: their mean attainment, NaN where there were too few to be a unit, same shape.
        short: the share of them who were measured below standard, same shape.
        leader: the leader of most of them, -1 where there is no such one, same shape.
    """

    people: Ints
    attainment: Floats
    short: Floats
    leader: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """Units measured by the mean attainment of their people in one expectation.

    Attributes:
        unit: codes of the units judged, shape (judged,).
        judgement: what is said of them, a row a unit judged.
        expected: for every unit of the company and period, the attainment a gap inside it is counted from: 1, or the
            level of the nearest unit around (itself included) whose gap is open, shape (units, periods).
        asked: where it has just become a question whether the unit, or one around it, has a gap: what is inside it
            waits a period for the answer, same shape.
    """

    unit: Ints
    judgement: Judgement
    expected: Floats
    asked: Truths


@dataclass(frozen=True, slots=True)
class Places:
    """Where people are.

    Attributes:
        unit: unit code of every person and period, -1 where none, shape (series, periods).
        leader: the number of their leader, -1 for none, same shape.
    """

    unit: NDArray[np.int32]
    leader: NDArray[np.int32]


def unit_means(attainment: Floats, tolerance: float, places: Places, tree: UnitTree, fewest: int) -> UnitMeans:
    """Average people by unit, from the leaves of the tree up.

    Args:
        attainment: of people, shape (series, periods), NaN where not measured.
        tolerance: share of the target that may be missing without anybody being short.
        places: where they are.
        tree: the units.
        fewest: with fewer people than this a unit has no mean.

    Returns:
        Counts and means of every unit.
    """
    shape = len(tree.parent), attainment.shape[1]
    counted = ~np.isnan(attainment) & (places.unit >= 0)
    cell = (places.unit.astype(np.int64) * shape[1] + np.arange(shape[1]))[counted]

    def rolled_up(weights: Floats | None) -> Floats:
        sums = np.bincount(cell, weights, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
        for codes in tree.by_depth[:0:-1]:
            np.add.at(sums, tree.parent[codes], sums[codes])
        return sums

    people = rolled_up(None)
    enough = people >= fewest
    mean, share = (
        np.divide(rolled_up(values), people, out=np.full(shape, np.nan), where=enough)
        for values in (attainment[counted], (attainment[counted] < 1 - tolerance).astype(np.float64))
    )
    return UnitMeans(people.astype(np.int64), mean, share, _leaders(cell, places.leader[counted], people))


def _leaders(cell: Ints, leader: NDArray[np.int32], people: Floats) -> NDArray[np.int32]:
    """Who leads more than half of the people of each unit and period, -1 where nobody does."""
    most = int(leader.max(initial=-1)) + 2
    pair, count = np.unique(cell * most + leader + 1, return_counts=True)
    found = np.full(people.size, -1, dtype=np.int32)
    majority = 2 * count > people.ravel()[pair // most]
    found[(pair // most)[majority]] = (pair % most)[majority] - 1
    return found.reshape(people.shape)


def belief_about_units(people: Dynamics) -> Belief:
    """Say what to expect of the means of units, knowing how their people behave.

    A tenth of people's own spread is taken to be common to a unit. The rest is as with the people: how fast levels
    fade, how long noise lingers, how the whole role moves, what leaders add. The variances are relative to the noise
    of one person.

    Args:
        people: what the people of the expectation share.

    Returns:
        A weak belief.
    """
    noise = people.noise_variance
    return Belief(
        spread=COMMON_SHARE * people.spread_variance / noise,
        fade=max(1 - people.persistence, LEAST_FADE),
        correlation=min(people.correlation, 0.9),
        correlation_sd=0.1,
        movement=people.movement_variance / noise,
        leader=people.leader_variance / noise,
        shift=SHIFT,
    )


def unit_gaps(means: UnitMeans, tree: UnitTree, tolerance: float, people: Dynamics, settings: GapSettings) -> UnitGaps:
    """Find the gaps that units share in one expectation, from the top of the tree down.

    A unit's gap opens when its own level is below standard with the policy's certainty and at least half of its
    people are short. Below a unit with an open gap, a smaller unit (and a person) has a gap of its own only for
    what goes beyond it. In the first period in which a unit may have a gap, nothing inside it opens one: whether it is
    the person or the whole unit has just become a question. A unit whose people are all in one smaller unit is not
    judged beside that one.

    Args:
        means: the units' people taken together.
        tree: the units.
        tolerance: share of the target that may be missing without being a gap.
        people: what the people of the expectation share.
        settings: certainty, release, shares.

    Returns:
        The units that were judged, and what is expected of everybody within the units.
    """
    judged = _judged(means, tree)
    y = means.attainment[judged]
    size = np.maximum(means.people[judged].mean(axis=1), 1)
    led_by = replace(nothing_happened(y.shape), led_by=means.leader[judged])
    levels = estimate_levels(y, 1 / size, belief_about_units(people), led_by)
    expected = np.ones(means.people.shape)
    standard, probability = np.zeros(y.shape), np.zeros(y.shape)
    is_open = np.zeros(y.shape, dtype=bool)
    asked = np.zeros(expected.shape, dtype=bool)
    for codes in tree.by_depth:
        above = tree.parent[codes]
        expected[codes] = np.where((above >= 0)[:, None], expected[above], 1.0)
        asked[codes] = (above >= 0)[:, None] & asked[above]
        rows = np.flatnonzero(np.isin(judged, codes))
        standard[rows] = expected[judged[rows]] - tolerance
        distance = (standard[rows] - levels.mean[rows]) / levels.sd[rows]
        probability[rows] = student_below(distance, levels.df[rows, None])
        many = means.short[judged[rows]] >= settings.shared_share
        may_open = held_back(probability[rows], ~many | asked[judged[rows]], settings)
        is_open[rows] = open_periods(may_open, ~np.isnan(y[rows]), settings.certainty, settings.release)
        expected[judged[rows]] = np.where(is_open[rows], levels.mean[rows], expected[judged[rows]])
        asked[judged[rows]] |= _just_asked(many & ~is_open[rows] & (probability[rows] > 1 - settings.certainty))
    return UnitGaps(judged, Judgement(y, levels, standard, probability, is_open), expected, asked)


def held_back(probability: Floats, where: Truths, settings: GapSettings) -> Floats:
    """Keep gaps from opening, but not from staying open.

    Args:
        probability: probability of being below standard, any shape.
        where: where no gap may open, same shape.
        settings: certainty and release.

    Returns:
        Probabilities for `open_periods`, same shape.
    """
    return np.where(where, np.minimum(probability, settings.release), probability)


def _just_asked(questions: Truths) -> Truths:
    before = np.zeros(questions.shape, dtype=bool)
    before[:, 1:] = questions[:, :-1]
    return np.asarray(questions & ~before)


def _judged(means: UnitMeans, tree: UnitTree) -> Ints:
    """Units that are more than one smaller unit under another name."""
    total = means.people.sum(axis=1)
    largest_part = np.zeros(len(total), dtype=np.int64)
    inner = tree.parent >= 0
    np.maximum.at(largest_part, tree.parent[inner], total[inner])
    measured = ~np.isnan(means.attainment).all(axis=1)
    return np.flatnonzero(measured & (total > largest_part))
