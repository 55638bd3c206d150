"""The cast of the demo company sits where the stories need it."""

import numpy as np

from answerable.engine.worlds import cast
from answerable.engine.worlds.cast import cast_names, demo_setting, team_seats
from answerable.engine.worlds.structure import ROLE_IDS


def test_the_cast_holds_the_roles_the_stories_need():
    setting = demo_setting()
    role = [ROLE_IDS[code] for code in setting.structure.role]

    assert [role[seat] for seat in (0, 3, 10, cast.SUCCESS, cast.UNHEARD)] == [
        "chief_executive",
        "vice_president",
        "director",
        "service_manager",
        "customer_success_manager",
    ]
    assert {role[seat] for seat in (cast.HARBOUR, cast.NORTHGATE, cast.RIVERSIDE)} == {"sales_manager"}
    assert {role[seat] for seat in cast.LEFT_VICTOR} == {"account_executive"}
    assert {role[seat] for seat in cast.TRAINED} == {"sales_development_representative"}
    assert role[cast.MOVED] == "account_manager"
    assert role[cast.PROMOTED] == "content_marketer"
    assert {role[seat] for team in cast.SUPPORT_TEAMS for seat in team_seats(setting, team)[1:]} == {
        "support_specialist"
    }


def test_the_cast_sits_in_the_teams_of_its_stories():
    setting = demo_setting()
    parent = setting.structure.parent

    assert set(parent[list(cast.LEFT_VICTOR)]) == {cast.HARBOUR}
    assert set(parent[list(cast.TRAINED)]) == {cast.CALLERS}
    assert parent[cast.MOVED] == cast.VALLEY
    assert parent[cast.PROMOTED] == cast.CONTENT
    assert parent[cast.UNHEARD] == cast.SUCCESS
    assert set(parent[list(cast.SUPPORT_TEAMS)]) == {cast.SUPPORT}
    assert (parent[cast.SUCCESS], parent[10], parent[3]) == (10, 3, 0)


def test_a_team_is_its_leader_and_those_who_report_to_them():
    setting = demo_setting()

    seats = team_seats(setting, cast.HARBOUR)

    assert seats[0] == cast.HARBOUR
    assert seats[1:].tolist() == np.flatnonzero(setting.structure.parent == cast.HARBOUR).tolist()


def test_the_two_newcomers_are_the_last_of_all():
    setting = demo_setting()
    people = len(setting.staffing.hired)

    names = cast_names(setting)

    assert names[people - 2] == "Victor Kessler"
    assert setting.staffing.occupant[-1, cast.HARBOUR] == people - 2
    assert names[people - 1] == "Anna Virtanen"
    assert setting.staffing.occupant[-1, cast.PROMOTED] == people - 1


def test_people_outside_the_stories_change_teams_and_those_in_them_only_for_a_story():
    setting = demo_setting()
    now = setting.staffing.occupant
    told = np.concatenate([team_seats(setting, team) for team in cast.TEAMS])

    moved = [
        person
        for person in range(setting.structure.leaders, 240)
        if len(set(setting.structure.parent[np.nonzero(now == person)[1]])) > 1
    ]
    swapped = [int(team_seats(setting, cast.RIVERSIDE)[place]) for place in (1, 2)]
    swapped.append(int(team_seats(setting, cast.COAST)[1]))

    assert set(moved) & set(told.tolist()) == {*cast.LEFT_VICTOR, cast.MOVED, cast.PROMOTED, *swapped}
    assert len(set(moved) - set(told.tolist())) > 20
