"""Who sits where: hires, leavers, moves, promotions."""

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.setting import Setting, setting_of


def setting(**parameters: float) -> Setting:
    return setting_of(WorldParameters(people=3000, **parameters))


@pytest.fixture(scope="module")
def usual() -> Setting:
    return setting()


def contributors(setting: Setting):
    return setting.staffing.occupant[:, setting.structure.leaders :]


def test_every_seat_is_taken_by_one_person_in_every_month(usual: Setting):
    for now in usual.staffing.occupant:
        assert len(np.unique(now)) == 3000


def test_nobody_leaves_or_moves_where_nobody_is_to():
    still = setting(leave_per_year=0.0, moves_per_year=0.0)

    assert np.all(still.staffing.occupant == np.arange(3000))
    assert np.all(still.staffing.left == -1)


def test_as_many_leave_in_a_year_as_are_to(usual: Setting):
    gone = np.sum(usual.staffing.left >= 0)

    # 23 changes of month with 3,000 seats: 862 leavers expected, standard deviation 29.
    assert gone == pytest.approx(3000 * 0.15 * 23 / 12, abs=90)


def test_those_who_left_are_nowhere_afterwards_and_were_there_the_month_before(usual: Setting):
    first_days = usual.calendar.first_days
    for month in range(1, 24):
        gone = np.flatnonzero(usual.staffing.left == first_days[month])
        assert np.all(np.isin(gone, usual.staffing.occupant[month - 1]))
        assert not np.isin(gone, usual.staffing.occupant[month:]).any()


def test_people_change_teams_about_as_often_as_they_are_to_and_stay_in_their_role():
    mobile = setting(leave_per_year=0.0, moves_per_year=0.20)
    now, team = contributors(mobile), mobile.structure.team
    role = mobile.structure.role[mobile.structure.leaders :]

    changed = now[1:] != now[:-1]
    moved_to = np.array([np.argsort(month) for month in now])
    same_role = role[moved_to] == role[moved_to[0]]

    # 2,573 people over 23 months: 986 moves were everybody to find a free partner in another team; most do.
    assert changed.sum() == pytest.approx(0.20 / 12 * 23 * now.shape[1], rel=0.12)
    assert np.all(same_role)
    assert np.all(
        team[moved_to[1:]][moved_to[1:] != moved_to[:-1]] != team[moved_to[:-1]][moved_to[1:] != moved_to[:-1]]
    )


def test_some_leaders_came_from_the_team_they_lead_and_their_seat_was_filled_again(usual: Setting):
    leaders, parent = usual.structure.leaders, usual.structure.parent
    now = usual.staffing.occupant
    teams = np.arange(usual.structure.first_line.start, leaders)

    promoted = [
        (month, team)
        for month in range(1, 24)
        for team in teams[now[month, teams] != now[month - 1, teams]]
        if now[month, team] in now[month - 1, parent == team]
    ]
    changed = np.sum(now[1:, teams] != now[:-1, teams])

    assert len(promoted) / changed == pytest.approx(0.45, abs=0.2)


def test_leaders_begin_on_the_first_of_a_month_and_others_part_way_now_and_then(usual: Setting):
    new = np.flatnonzero(usual.staffing.hired >= usual.calendar.first_days[0])
    first_day = np.isin(usual.staffing.hired[new], usual.calendar.first_days)
    led_at_once = np.isin(new, usual.staffing.occupant[:, : usual.structure.leaders]) & ~np.isin(
        new, contributors(usual)
    )

    assert np.all(first_day[led_at_once])
    assert first_day[~led_at_once].mean() == pytest.approx(0.5, abs=0.08)


def test_nobody_is_in_their_first_role_for_longer_than_their_leader(usual: Setting):
    since, parent = usual.staffing.role_since, usual.structure.parent

    assert np.all(since[1:3000] >= since[parent[1:]])
    assert np.all(since >= usual.staffing.hired)


def test_good_people_join_good_leaders_and_stay_sorted_where_they_are_to():
    def correlation(sorting: float, month: int) -> float:
        world = setting(sorting=sorting)
        staffing, team = world.staffing, world.structure.team
        person = staffing.person_z[contributors(world)[month]]
        return float(np.corrcoef(person, staffing.leader_z[staffing.occupant[month, team]])[0, 1])

    assert correlation(0.5, 0) == pytest.approx(0.5, abs=0.1)
    assert correlation(0.5, 23) > 0.35
    assert correlation(0.0, 23) == pytest.approx(0.0, abs=0.1)
