"""Changes to who sits where."""

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.casting import hire, keep, promote, swap
from answerable.engine.worlds.setting import Setting, setting_of

# With 40 seats, seat 3 leads the first team, which begins with seat 8; seat 4 leads the second one.
FIRST_TEAM, SECOND_TEAM = 3, 4


@pytest.fixture
def still() -> Setting:
    """Forty people over six months in which nobody comes or goes."""
    return setting_of(WorldParameters(people=40, months=6, leave_per_year=0.0, moves_per_year=0.0))


def team(setting: Setting, leader: int) -> list[int]:
    return np.flatnonzero(setting.structure.parent == leader).tolist()


def test_those_who_are_kept_stay_to_the_end_and_those_who_came_after_them_never_came():
    restless = setting_of(WorldParameters(people=40, months=24, leave_per_year=2.0, moves_per_year=0.0))
    seats = np.array([FIRST_TEAM, *team(restless, FIRST_TEAM)])
    before = restless.staffing.occupant.copy()

    kept = keep(restless, seats)

    assert np.all(before[:, seats] == seats, axis=0).sum() < len(seats)
    assert np.all(kept.staffing.occupant[:, seats] == seats)
    assert np.all(kept.staffing.left[seats] == -1)
    assert np.array_equal(restless.staffing.occupant, before)


def test_two_seats_change_people_from_a_month_on(still: Setting):
    one, two = team(still, FIRST_TEAM)[0], team(still, SECOND_TEAM)[0]

    swapped = swap(still, 2, one, two)

    assert swapped.staffing.occupant[:, one].tolist() == [one, one, two, two, two, two]
    assert swapped.staffing.occupant[:, two].tolist() == [two, two, one, one, one, one]
    assert np.all(swapped.staffing.left == -1)


def test_somebody_new_comes_on_the_first_of_a_month_and_whoever_sat_there_leaves(still: Setting):
    hired = hire(still, 3, FIRST_TEAM)

    newcomer = len(still.staffing.hired)
    day = still.calendar.first_days[3]
    assert hired.staffing.occupant[:, FIRST_TEAM].tolist() == [3, 3, 3, newcomer, newcomer, newcomer]
    assert hired.staffing.left[FIRST_TEAM] == day
    assert (hired.staffing.hired[newcomer], hired.staffing.role_since[newcomer]) == (day, day)
    assert hired.staffing.left[newcomer] == -1


def test_a_person_is_made_a_leader_and_somebody_new_takes_their_seat(still: Setting):
    seat = team(still, FIRST_TEAM)[1]

    promoted = promote(still, 4, FIRST_TEAM, seat)

    newcomer = len(still.staffing.hired)
    assert promoted.staffing.occupant[:, FIRST_TEAM].tolist() == [3, 3, 3, 3, seat, seat]
    assert promoted.staffing.occupant[:, seat].tolist() == [seat] * 4 + [newcomer] * 2
    assert promoted.staffing.left[FIRST_TEAM] == still.calendar.first_days[4]
    assert promoted.staffing.left[seat] == -1
