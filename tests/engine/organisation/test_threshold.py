"""The line that is level and falls: against brute force, against simulated truth, and against chance."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.engine.organisation.threshold import Fits, Observed, chance, fit, slopes, turns


def observed(seed: int, leaders: int = 16, kinds: int = 2) -> Observed:
    rng = np.random.default_rng(seed)
    size = rng.integers(2, 15, leaders).astype(float)
    value = 0.9 - 0.05 * np.maximum(size - 7, 0) + rng.normal(0, 0.1, leaders)
    return Observed(size, value, rng.uniform(0.5, 2, leaders), rng.integers(0, kinds, leaders))


def by_brute_force(given: Observed, at: np.ndarray) -> tuple[float, float, float]:
    """Weighted least squares with a level for each kind, at every size it may turn, losses below zero left out."""
    best = np.inf, float(at[-1]), 0.0, float(np.average(given.value, weights=given.weight))
    kinds = (given.kind[:, None] == np.unique(given.kind)[None, :]).astype(float)
    root = np.sqrt(given.weight)[:, None]
    flat = np.linalg.lstsq(root * kinds, root[:, 0] * given.value, rcond=None)[1].sum()
    for turn in at:
        beyond = np.maximum(given.size - turn, 0)
        design = np.column_stack([kinds, beyond])
        found, left, *_ = np.linalg.lstsq(root * design, root[:, 0] * given.value, rcond=None)
        if found[-1] < 0 and left.sum() < min(best[0], flat) - 1e-12:
            level = np.average(kinds @ found[:-1], weights=given.weight)
            best = float(left.sum()), float(turn), float(-found[-1]), float(level)
    return best[1:]


@given(st.integers(0, 10_000))
def test_the_best_line_is_the_one_that_brute_force_finds(seed: int):
    known = observed(seed)
    at = turns(known.size)

    found = fit(known, at, np.ones((1, 16)))

    turn, loss, level = by_brute_force(known, at)
    assert found.level[0] == pytest.approx(level, abs=1e-9)
    # Where all beyond a turn are as many, the line to them may turn anywhere before: what it says of them is the same.
    drop = loss * np.maximum(known.size - turn, 0)
    assert found.loss[0] * np.maximum(known.size - found.turn[0], 0) == pytest.approx(drop, abs=1e-9)


def test_a_leader_drawn_twice_counts_twice():
    known = observed(3)
    counts = np.random.default_rng(0).integers(0, 3, (1, 16)).astype(float)
    of = np.repeat(np.arange(16), counts[0].astype(int))
    again = Observed(known.size[of], known.value[of], known.weight[of], known.kind[of])
    at, once = turns(known.size), np.ones((1, len(of)))

    drawn, repeated = fit(known, at, counts), fit(again, at, once)

    assert drawn.turn == pytest.approx(repeated.turn)
    assert drawn.loss == pytest.approx(repeated.loss)
    assert drawn.level == pytest.approx(repeated.level)
    assert slopes(known, counts) == pytest.approx(slopes(again, once))


def test_without_chance_the_truth_is_found():
    size = np.arange(3.0, 15.0)
    at = np.linspace(4, 12, 9)
    known = Observed(size, 0.9 - 0.07 * np.maximum(size - 8, 0), np.ones(12), np.zeros(12, dtype=np.int64))

    found = fit(known, at, np.ones((1, 12)))

    assert (found.turn[0], found.loss[0], found.level[0]) == pytest.approx((8, 0.07, 0.9))
    assert found.at(np.array([5.0, 8.0, 10.0])) == pytest.approx(np.array([[0.9, 0.9, 0.76]]))


def test_where_nothing_falls_the_line_is_level_and_turns_at_the_last_size():
    size = np.arange(3.0, 15.0)
    known = Observed(size, size / 100, np.ones(12), np.zeros(12, dtype=np.int64))
    at = turns(size)

    found = fit(known, at, np.ones((1, 12)))

    assert (found.turn[0], found.loss[0]) == (at[-1], 0.0)
    assert found.level[0] == pytest.approx(0.085)


def test_a_slope_is_that_of_least_squares_among_leaders_of_a_kind():
    size = np.array([2.0, 3.0, 4.0, 8.0, 9.0, 10.0])
    # Leaders of the second kind have larger teams and do more; among themselves both do less with each person more.
    value = np.array([0.5, 0.4, 0.3, 0.9, 0.8, 0.7])
    known = Observed(size, value, np.ones(6), np.array([0, 0, 0, 1, 1, 1]))

    assert slopes(known, np.ones((1, 6))) == pytest.approx([-0.1])
    # A draw in which everybody leads as many says nothing.
    assert slopes(known, np.array([[2.0, 0, 0, 0, 0, 1]])) == pytest.approx([0.0])


def test_a_line_turns_where_a_tenth_and_at_least_three_leaders_lie_beside():
    few, many = np.arange(1.0, 13.0), np.arange(1.0, 101.0)

    assert turns(few)[[0, -1]] == pytest.approx([3, 9])
    assert turns(many)[[0, -1]] == pytest.approx([10, 90])
    assert len(turns(few)) == 25
    assert set(turns(np.full(20, 8.0))) == {8.0}


def test_chance_is_the_share_of_all_dealings_that_fall_as_clearly():
    size, value, at = np.array([2.0, 3, 5, 6, 9, 11]), np.array([0.9, 0.8, 0.95, 0.5, 0.6, 0.2]), np.array([3.0, 6.0])
    beyond = np.maximum(size[:, None] - at, 0)
    beyond -= beyond.mean(axis=0)
    every = (value - value.mean())[list(permutations(range(6)))]
    clearest = (-(every @ beyond) / np.sqrt(every**2 @ beyond**2)).max(axis=1)
    known = Observed(size, value, np.ones(6), np.zeros(6, dtype=np.int64))

    found = chance(known, at, 20_000, np.random.default_rng(0))

    assert found == pytest.approx(np.mean(clearest >= clearest[0] - 1e-9), abs=0.004)


def test_where_all_do_the_same_chance_makes_it_as_well():
    known = Observed(np.arange(12.0), np.full(12, 0.9), np.ones(12), np.zeros(12, dtype=np.int64))

    assert chance(known, turns(known.size), 99, np.random.default_rng(0)) == 1.0


def test_what_kinds_of_leaders_differ_in_is_not_taken_for_what_size_does():
    rng = np.random.default_rng(5)
    kind = np.repeat([0, 1], 20)
    size = np.where(kind == 0, rng.integers(2, 5, 40), rng.integers(9, 12, 40)).astype(float)
    value = np.where(kind == 0, 0.9, 0.3) + rng.normal(0, 0.05, 40)

    alike = chance(Observed(size, value, np.ones(40), kind), turns(size), 999, rng)
    mixed = chance(Observed(size, value, np.ones(40), np.zeros(40, dtype=np.int64)), turns(size), 999, rng)

    assert alike > 0.05
    assert mixed == 0.001


def test_draws_of_lines_are_read_at_any_size():
    lines = Fits(np.array([5.0, 7.0]), np.array([0.1, 0.2]), np.array([1.0, 0.8]))

    assert lines.at(np.array([5.0, 8.0])) == pytest.approx(np.array([[1.0, 0.7], [0.8, 0.6]]))
