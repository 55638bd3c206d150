"""How far people lie apart in a role, and how good movers were in each of theirs."""

from dataclasses import replace

import numpy as np
import pytest

from answerable.engine.placement.abilities import find_sizes, movers_of
from answerable.engine.placement.equations import Sizes, solve
from placement_by_hand import ABILITY, CHANCE, made_record

APART = np.eye(2)


def many(people: int, ability: float, match: float) -> list[tuple[str, str, str, float]]:
    """People who sold under two leaders each, and some of whom helped as well."""
    rng = np.random.default_rng(3)
    rows = []
    for person in range(people):
        own = np.sqrt(ability) * rng.standard_normal(2)
        for at, role, leader in ((0, "sells", person % 7), (0, "sells", person % 5 + 7), (1, "helps", person % 3 + 12)):
            if role == "sells" or person % 4 == 0:
                together = np.sqrt(match) * rng.standard_normal() + np.sqrt(CHANCE) * rng.standard_normal()
                rows.append((f"p{person:04d}", role, f"m{leader:02d}", float(own[at] + together)))
    return rows


@pytest.mark.parametrize(("ability", "match"), [(0.02, 0.008), (0.01, 0.0001)])
def test_sizes_come_out_as_large_as_they_are(ability: float, match: float):
    record = replace(made_record(many(1500, ability, match)), variance={"person": 0.01, "match": 0.001, "noise": 0.06})

    sizes = find_sizes(record)

    # 1,500 people, of whom 375 in two roles: the standard errors are about 0.0008 and 0.0006.
    assert sizes.ability == pytest.approx(ability, abs=0.0025)
    assert sizes.match == pytest.approx(match, abs=0.002)


def test_a_mover_is_seen_in_each_role_as_the_figures_alone_have_it():
    movers = movers_of(solve(made_record(), Sizes(ABILITY, 0.0), APART))

    # Bob: roles in order of id are helps and sells; their levels are known here, so his figures stand for themselves.
    assert (movers.person.tolist(), movers.one.tolist(), movers.other.tolist()) == ([1], [0], [1])
    assert movers.level == pytest.approx(np.array([[0.06, 0.00]]), abs=1e-9)
    assert movers.chance == pytest.approx(np.array([[CHANCE, CHANCE]]))
    assert movers.weight.tolist() == [1.0]


def test_what_a_leader_may_have_added_makes_a_mover_less_certain():
    movers = movers_of(solve(made_record(leaders=True), Sizes(ABILITY, 0.0), APART))

    assert (movers.chance > 1.05 * CHANCE).all()


def test_somebody_in_three_roles_tells_of_three_pairs_as_much_as_two_people_would():
    cells = [("bob", role, "lee", 0.1) for role in ("a", "b", "c")] + [("ann", "a", "lee", 0.0)]

    movers = movers_of(solve(made_record(cells), Sizes(ABILITY, 0.0), np.eye(3)))

    assert list(zip(movers.one.tolist(), movers.other.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
    assert movers.weight == pytest.approx([2 / 3] * 3)


def test_nobody_who_moved_is_no_row():
    movers = movers_of(
        solve(made_record([("ann", "a", "lee", 0.1), ("bob", "b", "lee", 0.0)]), Sizes(ABILITY, 0.0), APART)
    )

    assert movers.level.shape == (0, 2)
    assert movers.person.tolist() == []
