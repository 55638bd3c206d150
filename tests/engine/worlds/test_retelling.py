"""Changes to what came of a company keep levels, attainment and truth in step."""

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.draft import Draft, draft_of
from answerable.engine.worlds.retelling import (
    add_chance,
    give_support,
    hit_teams,
    set_habits,
    set_level,
    set_manager_effect,
    set_person_effect,
    take_support,
    where,
)
from answerable.engine.worlds.setting import setting_of


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_of(setting_of(WorldParameters(people=120, months=12, seed=6)))


def change(before: Draft, after: Draft) -> np.ndarray:
    """What was added to levels, made sure to be what was added to attainment."""
    added = after.performance.level - before.performance.level
    measured = ~np.isnan(before.performance.attainment)
    also = after.performance.attainment - before.performance.attainment
    assert also[measured] == pytest.approx(added[measured])
    return added


def led_by(draft: Draft, leader: int) -> np.ndarray:
    return draft.setting.staffing.occupant[:, draft.setting.structure.team] == leader


def test_the_months_of_a_person_are_found(draft: Draft):
    leaders = draft.setting.structure.leaders

    cells = where(draft, np.array([leaders]), slice(2, 4))

    assert np.argwhere(cells).tolist() == [[2, 0], [3, 0]]


def test_a_persons_effect_goes_where_the_person_goes(draft: Draft):
    person = draft.setting.structure.leaders + 3

    told = set_person_effect(draft, np.array([person]), 0.5)

    there = where(draft, np.array([person]), slice(None))
    assert told.effects.person[person] == 0.5
    assert change(draft, told) == pytest.approx(np.where(there, 0.5 - draft.effects.person[person], 0.0))


def test_a_leaders_effect_is_felt_by_those_who_report_to_them(draft: Draft):
    leader = draft.setting.structure.first_line.start

    told = set_manager_effect(draft, np.array([leader]), -0.5)

    expected = np.where(led_by(draft, leader), -0.5 - draft.effects.manager[leader], 0.0)
    assert told.effects.manager[leader] == -0.5
    assert change(draft, told) == pytest.approx(expected)


def test_a_level_is_set_and_chance_stays_as_it_was(draft: Draft):
    person = draft.setting.structure.leaders + 3

    told = set_level(draft, person, slice(5, 9), 0.7)

    cells = where(draft, np.array([person]), slice(5, 9))
    assert cells.sum() == 4
    assert told.performance.level[cells] == pytest.approx(0.7)
    assert np.all(change(draft, told)[~cells] == 0)


def test_luck_changes_what_is_measured_and_not_what_is_so(draft: Draft):
    person = np.array([draft.setting.structure.leaders + 3])

    told = add_chance(draft, person, slice(5, 7), -0.2)

    cells = where(draft, person, slice(5, 7))
    assert np.array_equal(told.performance.level, draft.performance.level)
    assert told.performance.attainment[cells] - draft.performance.attainment[cells] == pytest.approx(-0.2)


def test_a_common_cause_hits_a_team_from_a_month_on_and_is_known(draft: Draft):
    team = draft.setting.structure.first_line.start

    told = hit_teams(draft, np.array([team]), 8, -0.3)

    expected = np.zeros(draft.performance.level.shape)
    expected[8:, draft.setting.structure.team == team] = -0.3
    assert change(draft, told) == pytest.approx(expected)
    assert (told.effects.shared_from[team], told.effects.shared_shift[team]) == (8, -0.3)
    assert np.sum(told.effects.shared_from < 12) == 1


def test_habits_change_for_the_leaders_named_and_for_nobody_else(draft: Draft):
    told = set_habits(draft, np.array([1, 2]), one_on_one_weeks=0, coaching_weeks=4)

    assert told.habits.one_on_one_weeks[[1, 2]].tolist() == [0, 0]
    assert told.habits.coaching_weeks[[1, 2]].tolist() == [4, 4]
    assert np.array_equal(told.habits.one_on_one_weeks[3:], draft.habits.one_on_one_weeks[3:])
    assert not np.array_equal(told.habits.one_on_one_weeks, draft.habits.one_on_one_weeks)


def test_support_to_a_person_goes_where_the_person_goes_and_can_be_taken_back(draft: Draft):
    seat = draft.setting.structure.leaders + 3
    quiet = take_support(draft, np.arange(draft.setting.structure.seats))

    told = give_support(quiet, 4, np.array([seat]), means=1, effect=0.1)

    person = quiet.setting.staffing.occupant[4, [seat]]
    assert len(quiet.performance.support.month) == 0
    assert change(quiet, told) == pytest.approx(0.1 * where(quiet, person, slice(5, None)))
    assert change(told, take_support(told, np.array([seat]))) == pytest.approx(-change(quiet, told))


def test_support_to_a_unit_goes_to_everybody_in_it(draft: Draft):
    team = draft.setting.structure.first_line.start

    told = give_support(draft, 4, np.array([team]), means=4, effect=0.1)

    expected = np.zeros(draft.performance.level.shape)
    expected[5:, draft.setting.structure.team == team] = 0.1
    assert change(draft, told) == pytest.approx(expected)
    assert told.performance.support.means[-1] == 4


def test_without_any_support_levels_are_as_if_it_had_never_worked(draft: Draft):
    quiet = take_support(draft, np.arange(draft.setting.structure.seats))
    useless = draft_of(setting_of(WorldParameters(people=120, months=12, seed=6, training_effect=0.0)))

    assert quiet.performance.level == pytest.approx(useless.performance.level)
