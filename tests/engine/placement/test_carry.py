"""How much goes along, told from those who moved."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from answerable.engine.placement import CARRY_SCHEMA
from answerable.engine.placement.abilities import Movers
from answerable.engine.placement.carry import STEPS, Carry, find_carry
from placement_by_hand import certain_carry

ABILITY, CHANCE = 0.014, 0.003
ROLES = ["a", "b", "c", "d"]
MIDDLES = (np.arange(STEPS) + 0.5) / STEPS


def moved(carry: dict[tuple[int, int], tuple[float, int]], seed: int = 1) -> Movers:
    """By pair of roles, so many movers with such a carry-over."""
    rng = np.random.default_rng(seed)
    pairs, level = [], []
    for pair, (share, people) in carry.items():
        cov = ABILITY * np.array([[1, share], [share, 1]]) + CHANCE * np.eye(2)
        level.append(rng.multivariate_normal([0, 0], cov, size=people))
        pairs += [pair] * people
    codes = np.array(pairs)
    count = len(pairs)
    return Movers(
        np.arange(count), codes[:, 0], codes[:, 1], np.concatenate(level), np.full((count, 2), CHANCE), np.ones(count)
    )


def carry_of(movers: Movers) -> Carry:
    return find_carry(ROLES, ABILITY, movers)


def test_before_anybody_moved_anything_may_be():
    carry = certain_carry(ROLES, 0.5)

    row = carry.table().row(0, named=True)

    assert carry.people == 0
    assert row["carry"] == pytest.approx(0.5)
    assert row["low"] < 0.1
    assert row["high"] > 0.9
    assert (row["role_id"], row["movers"]) == (None, 0)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_many_movers_tell_of_their_own_pair(share: float):
    carry = carry_of(moved({(0, 1): (share, 800)}))

    low, high = carry.interval(1, 0)
    assert carry.mean[0, 1] == carry.mean[1, 0] == pytest.approx(share, abs=0.06)
    assert low < share < high < low + 0.15
    assert carry.movers[0, 1] == carry.people == 800


def test_one_mover_more_or_less_is_what_bayes_says():
    """With one closeness, of one pair, against plain sums over every mean and carry-over."""
    movers = moved({(0, 1): (0.9, 3)}, seed=5)

    carry = carry_of(movers)

    likely = np.array(
        [
            np.prod(
                [
                    multivariate_normal(cov=ABILITY * np.array([[1, share], [share, 1]]) + CHANCE * np.eye(2)).pdf(each)
                    for each in movers.level
                ]
            )
            for share in MIDDLES
        ]
    )
    none = certain_carry(ROLES, 0.5).company
    expected = none * likely / np.sum(none * likely)
    assert carry.between[0, 1] == pytest.approx(expected, rel=1e-6)


def test_a_pair_with_few_movers_leans_on_the_others_and_one_with_many_does_not():
    others = {(0, 2): (0.9, 300), (0, 3): (0.9, 300), (1, 2): (0.9, 300)}

    few, many = (carry_of(moved({(0, 1): (0.3, people), **others})) for people in (2, 400))

    assert few.mean[0, 1] > 0.7
    assert many.mean[0, 1] < 0.45
    # A pair nobody has moved between is like the others, and less certain than any of them.
    assert many.mean[2, 3] > 0.55
    assert many.variance[2, 3] > many.variance[0, 1]


def test_the_table_names_both_roles_and_their_movers():
    table = carry_of(moved({(0, 1): (0.5, 4), (1, 3): (0.5, 7)})).table()

    assert table.schema == CARRY_SCHEMA
    assert table.select("role_id", "other_role_id", "movers").rows() == [(None, None, 11), ("a", "b", 4), ("b", "d", 7)]
    assert (table["low"] < table["carry"]).all()
    assert (table["carry"] < table["high"]).all()


def test_carry_overs_that_contradict_each_other_become_such_as_can_hold_at_once():
    carry = carry_of(moved({(0, 1): (0.98, 900), (0, 2): (0.98, 900), (1, 2): (0.02, 900)}))

    assert np.linalg.eigvalsh(carry.mean).min() > 0
    assert np.diagonal(carry.mean) == pytest.approx(1)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 60), st.floats(0.0, 1.0), st.integers(0, 99))
def test_chances_add_up_and_the_more_people_the_closer(people: int, share: float, seed: int):
    carry = carry_of(moved({(0, 1): (share, people), (2, 3): (share, 1)}, seed=seed))

    assert carry.company.sum() == pytest.approx(1)
    for chance in carry.between.values():
        assert chance.sum() == pytest.approx(1)
    assert (carry.mean > 0).all()
    assert (carry.mean <= 1 + 1e-12).all()
