"""The demo company: one fixed world, with stories that are told in docs/explanation/demo-company.md."""

from functools import reduce

import numpy as np
import polars as pl

from answerable.engine.worlds.cast import (
    FELL_SHORT_IN,
    HARBOUR,
    HELP_DESK_CAME,
    LEFT_VICTOR,
    LINE_ABOVE,
    MARKET_TURNED,
    MOVED,
    MOVED_IN,
    NORTHGATE,
    PROMOTED,
    SUCCESS,
    SUPPORT,
    SUPPORT_TEAMS,
    TEAMS,
    TRAINED,
    TRAINED_IN,
    UNHEARD,
    UNIT_NAMES,
    UNLUCKY_FROM,
    cast_names,
    demo_setting,
    team_seats,
)
from answerable.engine.worlds.draft import Draft, draft_of
from answerable.engine.worlds.ids import person_ids, unit_ids
from answerable.engine.worlds.retelling import (
    add_chance,
    give_support,
    hit_teams,
    set_habits,
    set_level,
    set_manager_effect,
    set_person_effect,
    take_support,
)
from answerable.engine.worlds.simulate import World, write_down

# Places in `interventions.MEANS`.
PROCESS, PROGRAMME, WORKSHOP, HELP_DESK = 3, 5, 6, 7

LOWEST_EFFECT = -0.06


def demo_company() -> World:
    """Make the demo company: about 240 people, November 2024 to October 2026.

    Returns:
        Always the same world.
    """
    draft = reduce(lambda told, story: story(told), STORIES, draft_of(demo_setting()))
    world = write_down(draft)
    names = cast_names(draft.setting)
    ids = person_ids(len(draft.setting.staffing.hired))
    people = _renamed(world.tables["people"], "person_id", {ids[code]: name for code, name in names.items()})
    units = unit_ids(draft.setting.structure.leaders)
    named = _renamed(world.tables["units"], "unit_id", {units[code]: name for code, name in UNIT_NAMES.items()})
    return World(world.tables | {"people": people, "units": named}, world.truth)


def _renamed(table: pl.DataFrame, key: str, names: dict[str, str]) -> pl.DataFrame:
    return table.with_columns(name=pl.col(key).replace_strict(names, default=pl.col("name")))


def ordinary_days(draft: Draft) -> Draft:
    """Leaders sit down with their people, and nobody is far below standard before the stories begin.

    Args:
        draft: the world.

    Returns:
        The world before the stories.
    """
    everybody = np.arange(len(draft.habits.care))
    seldom = everybody[~np.isin(draft.habits.one_on_one_weeks, (1, 2))]
    draft = set_habits(draft, seldom, one_on_one_weeks=2, coaching_weeks=8)
    seats = np.concatenate([team_seats(draft.setting, team) for team in TEAMS])
    cast = np.unique(draft.setting.staffing.occupant[:, seats])
    draft = take_support(draft, np.append(seats, LINE_ABOVE))
    draft = set_manager_effect(set_person_effect(draft, cast, 0.0), cast, 0.0)
    return set_person_effect(draft, np.flatnonzero(draft.effects.person < LOWEST_EFFECT), LOWEST_EFFECT)


def badly_managed(draft: Draft) -> Draft:
    """Good people are short under a leader who never sits down with them; those who left him recovered.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    occupant = draft.setting.staffing.occupant
    team = team_seats(draft.setting, HARBOUR)[1:]
    draft = set_person_effect(draft, np.append(occupant[0, team], LEFT_VICTOR), 0.08)
    victor = occupant[-1, [HARBOUR]]
    return set_habits(set_manager_effect(draft, victor, -0.38), victor, one_on_one_weeks=0, coaching_weeks=0)


def bad_territory(draft: Draft) -> Draft:
    """The market of a unit turns; its leader does everything a leader can do.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    leader = np.array([NORTHGATE])
    draft = set_habits(set_manager_effect(draft, leader, 0.05), leader, one_on_one_weeks=1, coaching_weeks=4)
    draft = hit_teams(draft, leader, MARKET_TURNED, -0.36)
    for month, means in ((17, PROCESS), (20, PROGRAMME), (22, PROCESS)):
        draft = give_support(draft, month, leader, means)
    return draft


def nobody_talked(draft: Draft) -> Draft:
    """A person falls short, and neither leader nor leader's leader does what is due.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    return set_habits(set_level(draft, UNHEARD, slice(FELL_SHORT_IN, None), 0.52), np.array([SUCCESS]), 0, 0)


def useless_training(draft: Draft) -> Draft:
    """Four people are unlucky for two months, are trained, and are as good as before.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    trained = np.array(TRAINED)
    draft = add_chance(draft, trained, slice(UNLUCKY_FROM, TRAINED_IN), -0.30)
    return give_support(draft, TRAINED_IN, trained, WORKSHOP)


def thrived_after_a_move(draft: Draft) -> Draft:
    """A person is short under one leader and among the best under the next.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    draft = set_level(draft, MOVED, slice(0, MOVED_IN), 0.78)
    return set_level(draft, MOVED, slice(MOVED_IN, None), 1.14)


def never_taught(draft: Draft) -> Draft:
    """A person is made a leader, and nobody teaches them to be one.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    leader = np.array([PROMOTED])
    return set_habits(set_manager_effect(draft, leader, -0.05), leader, one_on_one_weeks=0, coaching_weeks=0)


def new_help_desk(draft: Draft) -> Draft:
    """A new tool slows down everybody in a unit.

    Args:
        draft: the world.

    Returns:
        The world with the story.
    """
    draft = hit_teams(draft, np.array(SUPPORT_TEAMS), HELP_DESK_CAME, -0.28)
    return give_support(draft, HELP_DESK_CAME, np.array([SUPPORT]), HELP_DESK)


STORIES = (
    ordinary_days,
    badly_managed,
    bad_territory,
    nobody_talked,
    useless_training,
    thrived_after_a_move,
    never_taught,
    new_help_desk,
)
