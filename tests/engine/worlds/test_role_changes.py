"""People who change to another role."""

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.people import role_began
from answerable.engine.worlds.role_changes import change_roles
from answerable.engine.worlds.setting import Setting, setting_of


@pytest.fixture(scope="module")
def mobile() -> Setting:
    return setting_of(WorldParameters(people=3000, role_moves_per_year=0.2, moves_per_year=0.0, leave_per_year=0.0))


def roles_held(setting: Setting) -> np.ndarray:
    """The role of each person in each month, shape (months, people)."""
    held = np.empty((setting.calendar.months, len(setting.staffing.hired)), dtype=np.int64)
    for month, now in enumerate(setting.staffing.occupant):
        held[month, now] = setting.structure.role
    return held


def test_about_as_many_change_roles_as_are_to_and_each_change_is_on_record(mobile: Setting):
    held = roles_held(mobile)
    month, person = np.nonzero(held[1:] != held[:-1])

    changes = {(int(at), int(who)) for at, who in mobile.staffing.role_changes}

    # 2,573 people over 23 months: 986 were everybody to find somebody in another role; four in five do.
    assert len(month) == pytest.approx(0.2 / 12 * 23 * 2573 * 0.8, rel=0.12)
    assert changes == set(zip((month + 1).tolist(), person.tolist(), strict=True))


def test_leaders_stay_and_every_seat_is_taken_once(mobile: Setting):
    occupant, leaders = mobile.staffing.occupant, mobile.structure.leaders

    assert np.all(occupant[:, :leaders] == np.arange(leaders))
    assert all(len(np.unique(now)) == 3000 for now in occupant)


def test_those_who_came_this_month_do_not_change_roles():
    setting = setting_of(WorldParameters(people=300))
    now = np.arange(300, dtype=np.int32)
    free = np.zeros(300, dtype=bool)

    changed = change_roles(setting.structure, now, free, 12.0, np.random.default_rng(1))

    assert len(changed) == 0
    assert now.tolist() == list(range(300))


def test_nobody_changes_roles_where_nobody_is_to():
    assert setting_of(WorldParameters(people=300)).staffing.role_changes.shape == (0, 2)


def test_the_first_day_in_a_role_is_that_of_the_change(mobile: Setting):
    month, person = mobile.staffing.role_changes[0]
    numbers, first_days = mobile.calendar.numbers, mobile.calendar.first_days

    began = role_began(mobile, np.array([person, person]), numbers[[month - 1, month]])

    assert began.tolist() == [mobile.staffing.role_since[person], first_days[month]]
