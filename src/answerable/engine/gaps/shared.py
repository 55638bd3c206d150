"""Gaps shared by a unit: one gap of the unit, not twelve of its people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.signal import Judgement, open_periods
from answerable.engine.stats.dynamics import Belief, Dynamics
from answerable.engine.stats.levels import estimate_levels
from answerable.engine.stats.tails import student_below

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]

COMMON_SHARE = 0.1


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
    """

    people: Ints
    attainment: Floats
    short: Floats


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """Units measured by the mean attainment of their people in one expectation.

    Attributes:
        unit: codes of the units judged, shape (judged,).
        judgement: what is said of them, a row a unit judged.
        expected: for every unit of the company and period, the attainment a gap inside it is counted from: 1, or the
            level of the nearest unit around (itself included) whose gap is open, shape (units, periods).
    """

    unit: Ints
    judgement: Judgement
    expected: Floats


def unit_means(attainment: Floats, tolerance: float, unit: NDArray[np.int32], tree: UnitTree, fewest: int) -> UnitMeans:
    """Average people by unit, from the leaves of the tree up.

    Args:
        attainment: of people, shape (series, periods), NaN where not measured.
        tolerance: share of the target that may be missing without anybody being short.
        unit: unit code of every person and period, -1 where none, same shape.
        tree: the units.
        fewest: with fewer people than this a unit has no mean.

    Returns:
        Counts and means of every unit.
    """
    shape = len(tree.parent), attainment.shape[1]
    counted = ~np.isnan(attainment) & (unit >= 0)
    cell = (unit.astype(np.int64) * shape[1] + np.arange(shape[1]))[counted]

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
    return UnitMeans(people.astype(np.int64), mean, share)


def belief_about_units(people: Dynamics, size: float) -> Belief:
    """Say what to expect of the means of units, knowing how their people behave.

    Averaging takes away the noise of people, but not what they have in common; a tenth of people's own spread and
    drift is taken to be common to a unit.

    Args:
        people: what the people of the expectation share.
        size: typical number of people in a unit.

    Returns:
        A weak belief; the noise is taken to linger as that of the people does.
    """
    common = max(COMMON_SHARE * size, 1.0)
    return Belief(common, 0.01 * common, min(people.correlation, 0.9), 0.1)


def unit_gaps(means: UnitMeans, tree: UnitTree, tolerance: float, people: Dynamics, settings: GapSettings) -> UnitGaps:
    """Find the gaps that units share in one expectation, from the top of the tree down.

    A unit's gap opens when its own level is below standard with the policy's certainty and at least half of its
    people are short. Below a unit with an open gap, a smaller unit (and a person) has a gap of its own only for
    what goes beyond it. A unit whose people are all in one smaller unit is not judged beside that one.

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
    belief = belief_about_units(people, float(np.median(size)) if len(size) else 1.0)
    levels = estimate_levels(y, 1 / size, belief)
    expected = np.ones(means.people.shape)
    standard, probability = np.zeros(y.shape), np.zeros(y.shape)
    is_open = np.zeros(y.shape, dtype=bool)
    for codes in tree.by_depth:
        above = tree.parent[codes]
        expected[codes] = np.where((above >= 0)[:, None], expected[above], 1.0)
        rows = np.flatnonzero(np.isin(judged, codes))
        standard[rows] = expected[judged[rows]] - tolerance
        distance = (standard[rows] - levels.mean[rows]) / levels.sd[rows]
        probability[rows] = student_below(distance, levels.df[rows, None])
        many = means.short[judged[rows]] >= settings.shared_share
        may_open = np.where(many, probability[rows], np.minimum(probability[rows], settings.release))
        is_open[rows] = open_periods(may_open, ~np.isnan(y[rows]), settings.certainty, settings.release)
        expected[judged[rows]] = np.where(is_open[rows], levels.mean[rows], expected[judged[rows]])
    return UnitGaps(judged, Judgement(y, levels, standard, probability, is_open), expected)


def _judged(means: UnitMeans, tree: UnitTree) -> Ints:
    """Units that are more than one smaller unit under another name."""
    total = means.people.sum(axis=1)
    largest_part = np.zeros(len(total), dtype=np.int64)
    inner = tree.parent >= 0
    np.maximum.at(largest_part, tree.parent[inner], total[inner])
    measured = ~np.isnan(means.attainment).all(axis=1)
    return np.flatnonzero(measured & (total > largest_part))
