"""Unbroken months under the same leaders, worked by hand on a company whose changes are known."""

from dataclasses import replace

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.setting import Setting, setting_of
from answerable.engine.worlds.spells import mean_levels, spells_of


@pytest.fixture
def changed() -> Setting:
    """Three months of 40 people; the vice president of seat 1 changes in month 2, the person of seat 8 in month 1."""
    still = setting_of(WorldParameters(people=40, months=3, leave_per_year=0.0, moves_per_year=0.0))
    occupant = still.staffing.occupant.copy()
    occupant[2, 1] = 40
    occupant[1:, 8] = 41
    return replace(still, staffing=replace(still.staffing, occupant=occupant))


def rows(setting: Setting, levels: int, seat: int) -> list[tuple[int, ...]]:
    spells = spells_of(setting, levels)
    columns = (spells.person, spells.leader, spells.line, spells.first, spells.end)
    return [
        tuple(int(value) for value in row)
        for row in zip(*(column[spells.seat == seat] for column in columns), strict=True)
    ]


def test_a_new_person_or_a_new_leader_begins_a_spell(changed: Setting):
    # Seat 8 is in the first team: seat 3 leads it, seat 1 is above, seat 0 on top.
    assert rows(changed, 1, seat=8) == [(8, 3, 1, 0, 1), (41, 3, 1, 1, 3)]
    assert rows(changed, 1, seat=3) == [(3, 1, 0, 0, 2), (3, 40, 0, 2, 3)]
    assert rows(changed, 1, seat=0) == [(0, -1, -1, 0, 3)]
    assert rows(changed, 1, seat=1) == [(1, 0, -1, 0, 2), (40, 0, -1, 2, 3)]


def test_with_two_levels_a_new_leaders_leader_begins_one_too(changed: Setting):
    assert rows(changed, 2, seat=8) == [(8, 3, 1, 0, 1), (41, 3, 1, 1, 2), (41, 3, 40, 2, 3)]


def test_levels_are_averaged_over_the_whole_months_of_a_spell(changed: Setting):
    level = np.full((3, 32), np.nan)
    level[:, 0] = [0.5, 0.7, 0.9]
    level[1, 1] = 1.5

    means = mean_levels(changed, spells_of(changed, levels=1), level)

    assert means[:3] == pytest.approx([0.5, 0.8, 1.5])
    assert np.isnan(means[3:]).all()
