"""The log of what leaders did."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from answerable.engine.worlds import World, WorldParameters, simulate
from answerable.engine.worlds.draft import draft_of
from answerable.engine.worlds.retelling import set_habits
from answerable.engine.worlds.setting import setting_of
from answerable.engine.worlds.simulate import write_down


def test_the_log_covers_the_last_days_and_working_hours(typical: World):
    at = typical.tables["activities"]["at"]

    assert at.dt.date().min() >= date(2025, 7, 5)
    assert at.dt.date().max() <= date(2025, 12, 31)
    assert set(at.dt.weekday()) == {1, 2, 3, 4, 5}
    assert (at.dt.hour().min(), at.dt.hour().max()) == (9, 16)


def test_there_is_no_log_where_none_is_kept():
    world = simulate(WorldParameters(people=40, months=3, activity_days=0))

    assert world.tables["activities"].height == 0
    assert world.tables["activities"].schema["at"] == pl.Datetime("us")


def test_a_log_begins_with_the_world_at_the_earliest():
    world = simulate(WorldParameters(people=40, months=2, activity_days=400))

    assert world.tables["activities"]["at"].min().date() == date(2024, 1, 1)


def test_every_kind_of_activity_occurs_and_talks_have_a_person(typical: World):
    activities = typical.tables["activities"]
    talks = pl.col("kind").is_in(["one_on_one", "coaching"])

    assert set(activities["kind"]) == {"one_on_one", "coaching", "team", "report", "upward", "customer"}
    assert activities.filter(talks)["person_id"].null_count() == 0
    assert activities.filter(~talks)["person_id"].null_count() == activities.filter(~talks).height


def test_leaders_talk_to_those_who_report_to_them_that_day(typical: World):
    talks = typical.tables["activities"].filter(pl.col("person_id").is_not_null())
    day = pl.col("at").dt.date()

    under = talks.join(typical.tables["assignments"], on="person_id").filter(
        (pl.col("starts_on") <= day) & (pl.col("ends_on").is_null() | (day < pl.col("ends_on")))
    )

    assert under.height == talks.height
    assert under.filter(pl.col("manager_id") != pl.col("leader_id")).height == 0


@pytest.mark.parametrize(("weeks", "share"), [(0, 0.0), (1, 0.93), (2, 0.93 / 2)])
def test_one_on_ones_are_held_as_often_as_a_leader_is_used_to(weeks: int, share: float):
    draft = draft_of(setting_of(WorldParameters(people=300, months=6, leave_per_year=0.0, moves_per_year=0.0)))
    leaders = np.arange(draft.setting.structure.leaders)

    world = write_down(set_habits(draft, leaders, one_on_one_weeks=weeks, coaching_weeks=0))

    talks = world.tables["activities"].filter(pl.col("kind") == "one_on_one")
    # From Monday, 8 January, to 30 June there are 25 weeks for each of 299 people.
    assert talks.height / (299 * 25) == pytest.approx(share, abs=0.03)


def test_a_fortnightly_one_on_one_falls_on_the_same_weekday_every_fourteen_days():
    draft = draft_of(setting_of(WorldParameters(people=40, months=6, leave_per_year=0.0, moves_per_year=0.0)))

    world = write_down(set_habits(draft, np.arange(8), one_on_one_weeks=2, coaching_weeks=0))

    talks = world.tables["activities"].filter(pl.col("kind") == "one_on_one").sort("person_id", "at")
    apart = talks.select(pl.col("at").dt.date().diff().over("person_id")).to_series().drop_nulls()
    assert apart.min() == timedelta(days=14)
    assert {gap.days % 14 for gap in apart} == {0}
