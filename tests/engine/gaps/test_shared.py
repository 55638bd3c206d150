import numpy as np
import pytest

from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.shared import (
    Places,
    UnitMeans,
    belief_about_units,
    held_back,
    unit_gaps,
    unit_means,
    unit_tree,
)
from answerable.engine.stats.dynamics import Dynamics
from answerable.kernel.periods import Cadence

ALL, NORTH, SOUTH, DESK = range(4)
TREE = unit_tree(np.array([-1, ALL, ALL, NORTH]))
PEOPLE = Dynamics(1.0, 0.02, 0.01, persistence=0.99, correlation=0.2, movement_variance=0.0001, leader_variance=0.004)
SETTINGS = GapSettings(0.9, 0.5, {Cadence.MONTH: 3}, 4, 6, 2, 0.5, 3)


def means(attainment: np.ndarray, unit: np.ndarray, leader: np.ndarray | None = None) -> UnitMeans:
    nobody = np.full(attainment.shape, -1, dtype=np.int32)
    places = Places(unit.astype(np.int32), nobody if leader is None else leader.astype(np.int32))
    return unit_means(attainment, 0.1, places, TREE, fewest=2)


def test_units_are_sorted_by_depth():
    assert [sorted(codes.tolist()) for codes in TREE.by_depth] == [[ALL], [NORTH, SOUTH], [DESK]]


def test_a_unit_is_the_mean_of_all_people_in_it_and_below():
    attainment = np.array([[0.8], [1.0], [0.6], [1.2], [np.nan]])
    unit = np.array([[NORTH], [DESK], [DESK], [SOUTH], [SOUTH]])

    found = means(attainment, unit)

    # North has 0.8 and the desk's 1.0 and 0.6; one measured in the South are too few.
    assert found.people[:, 0].tolist() == [4, 3, 1, 2]
    assert found.attainment[:, 0].tolist() == pytest.approx([0.9, 0.8, np.nan, 0.8], nan_ok=True)
    assert found.short[[ALL, NORTH, DESK], 0].tolist() == pytest.approx([2 / 4, 2 / 3, 1 / 2])


def test_people_without_a_unit_count_in_none():
    found = means(np.array([[0.5], [1.0], [1.0]]), np.array([[-1], [SOUTH], [SOUTH]]))

    assert found.people[:, 0].tolist() == [2, 0, 2, 0]


def test_a_unit_has_the_leader_of_more_than_half_of_its_people():
    attainment = np.ones((4, 2))
    unit = np.full((4, 2), SOUTH)
    leader = np.array([[7, 7], [7, 7], [7, 3], [2, 3]])

    found = means(attainment, unit, leader)

    assert found.leader[SOUTH].tolist() == [7, -1]
    assert found.leader[NORTH].tolist() == [-1, -1]


def test_what_is_believed_of_units_follows_their_people():
    belief = belief_about_units(PEOPLE)

    # Relative to the noise of one person, 0.01; a tenth of the spread is the unit's.
    assert (belief.spread, belief.movement, belief.leader) == pytest.approx((0.2, 0.01, 0.4))
    assert (belief.fade, belief.correlation) == pytest.approx((0.01, 0.2))


def test_belief_stands_where_levels_do_not_fade_at_all():
    still = Dynamics(1.0, 0.02, 0.01, persistence=1.0)

    assert belief_about_units(still).fade > 0


def company_means(levels: dict[int, list[float]], people: int = 8) -> UnitMeans:
    """Units in which everybody reaches the same, with a little noise; `levels` by unit."""
    random = np.random.default_rng(5)
    units = np.repeat(list(levels), people)[:, None] * np.ones((1, 12), dtype=int)
    flat = np.repeat(np.array(list(levels.values())), people, axis=0)
    return means(flat + 0.05 * random.normal(size=flat.shape), units)


FINE, FELL, FELL_MORE = [1.0] * 12, [1.0] * 6 + [0.75] * 6, [1.0] * 6 + [0.5] * 6


def open_at_end(found: UnitMeans) -> list[int]:
    gaps = unit_gaps(found, TREE, 0.1, PEOPLE, SETTINGS)
    return sorted(gaps.unit[gaps.judgement.is_open[:, -1]].tolist())


def test_a_unit_that_falls_has_a_gap_and_the_others_have_none():
    assert open_at_end(company_means({NORTH: FINE, SOUTH: FELL, DESK: FINE})) == [SOUTH]


def test_a_smaller_unit_has_a_gap_of_its_own_only_for_what_goes_beyond():
    alike = open_at_end(company_means({NORTH: FELL, SOUTH: FELL, DESK: FELL}))
    beyond = open_at_end(company_means({NORTH: FELL, SOUTH: FELL, DESK: FELL_MORE}))

    assert alike == [ALL]
    assert beyond == [ALL, DESK]


def test_a_unit_that_is_another_one_under_its_name_is_not_judged_beside_it():
    gaps = unit_gaps(company_means({DESK: FELL, SOUTH: FINE}), TREE, 0.1, PEOPLE, SETTINGS)

    assert NORTH not in gaps.unit
    assert DESK in gaps.unit


def test_while_a_units_gap_is_open_its_people_are_counted_from_its_level():
    gaps = unit_gaps(company_means({NORTH: FINE, SOUTH: FELL, DESK: FINE}), TREE, 0.1, PEOPLE, SETTINGS)

    assert gaps.expected[SOUTH, 0] == 1
    assert gaps.expected[SOUTH, -1] == pytest.approx(0.75, abs=0.05)
    assert gaps.expected[[ALL, NORTH, DESK]].tolist() == np.ones((3, 12)).tolist()


def test_what_is_inside_a_unit_waits_one_month_for_the_answer_and_no_longer():
    slowly = [1.0] * 4 + [0.93, 0.9, 0.87, 0.84, 0.81, 0.78, 0.75, 0.72]

    gaps = unit_gaps(company_means({NORTH: FINE, SOUTH: slowly, DESK: FINE}), TREE, 0.1, PEOPLE, SETTINGS)

    waiting, row = gaps.asked[SOUTH], gaps.unit.tolist().index(SOUTH)
    assert waiting.any()
    assert not (waiting[1:] & waiting[:-1]).any()
    assert not (waiting & gaps.judgement.is_open[row]).any()
    assert int(np.argmax(waiting)) < int(np.argmax(gaps.judgement.is_open[row]))


def test_holding_back_keeps_a_gap_from_opening_and_not_from_staying_open():
    found = held_back(np.array([0.95, 0.7, 0.3]), np.array([True, True, True]), SETTINGS)

    assert found.tolist() == [0.5, 0.5, 0.3]
    assert held_back(np.array([0.95]), np.array([False]), SETTINGS).tolist() == [0.95]
