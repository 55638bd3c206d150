"""What is true, held against what the world was to be."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.worlds import World, WorldParameters, simulate


def by_leaders(world: World) -> pl.DataFrame:
    """Spells with every effect that went into them."""
    truth = world.truth
    return (
        truth["spells"]
        .join(truth["people"].rename({"effect": "person"}), on="person_id")
        .join(
            truth["leaders"].select("leader_id", manager="manager_effect"), left_on="manager_id", right_on="leader_id"
        )
        .join(truth["leaders"].select("leader_id", line="line_effect"), left_on="line_id", right_on="leader_id")
        .join(truth["units"].select("unit_id", unit="effect"), on="unit_id")
    )


def test_the_variance_has_the_shares_it_is_to_have(typical: World):
    def variance(frame: pl.DataFrame, column: str) -> float:
        return float(np.var(frame[column].drop_nulls().to_numpy()))

    leaders = typical.truth["leaders"]

    # 3,500 people and 430 leaders; of leaders of leaders there are some 110: standard errors 2 %, 7 % and 13 %.
    assert variance(typical.truth["people"], "effect") == pytest.approx(0.04 * 0.35, rel=0.08)
    assert variance(leaders, "manager_effect") == pytest.approx(0.04 * 0.20, rel=0.20)
    assert variance(leaders, "line_effect") == pytest.approx(0.04 * 0.08, rel=0.40)


def test_the_level_of_a_spell_is_the_sum_of_its_effects_where_nothing_else_happens():
    world = simulate(WorldParameters(people=400, market_sd=0.0, training_effect=0.0, share_unit=0.05, share_noise=0.32))

    spells = by_leaders(world)

    total = 1 + spells["person"] + spells["manager"] + spells["line"] + spells["unit"]
    assert spells.height == world.truth["spells"].height
    assert spells["level"].to_numpy() == pytest.approx(total.to_numpy())


def test_spells_cover_every_whole_month_once(typical: World):
    months = typical.truth["levels"].filter(~pl.col("expectation_id").str.ends_with("team_attainment"))

    inside = months.join(typical.truth["spells"].drop("level"), on=["person_id", "expectation_id"]).filter(
        (pl.col("starts_on") <= pl.col("period"))
        & (pl.col("ends_on").is_null() | (pl.col("period") < pl.col("ends_on")))
    )

    assert inside.height == months.height


def test_an_effect_is_empty_for_a_leader_who_never_stood_there(typical: World):
    leaders = typical.truth["leaders"]
    chief = leaders.filter(pl.col("leader_id") == "P000000").row(0)

    assert chief == ("P000000", None, None)
    assert leaders.filter(pl.col("manager_effect").is_not_null() & pl.col("line_effect").is_not_null()).height == 0


def test_a_shared_cause_is_known_with_its_month():
    units = simulate(WorldParameters(people=400, shared_share=0.3, shared_shift=-0.25)).truth["units"]
    hit = units.filter(pl.col("shared_from").is_not_null())

    assert hit.height > 5
    assert set(hit["shared_shift"]) == {-0.25}
    assert set(hit["shared_from"].dt.day()) == {1}
    assert hit["shared_from"].min() >= date(2024, 9, 1)
    assert set(units.filter(pl.col("shared_from").is_null())["shared_shift"]) == {0.0}


def test_the_parameters_are_written_down(typical: World):
    written = dict(typical.truth["parameters"].iter_rows())

    assert written["people"] == "3000"
    assert written["starts_on"] == "2024-01-01"
    assert written["share_noise"] == "0.37"


def test_every_intervention_has_its_effect(typical: World):
    effects = typical.truth["interventions"]

    assert effects["intervention_id"].to_list() == typical.tables["interventions"]["intervention_id"].to_list()
    assert set(effects["effect"]) == {0.04}


def test_what_people_bring_to_each_role_is_told_where_it_differs():
    made = simulate(
        WorldParameters(people=400, role_carry=0.5, role_moves_per_year=0.4, training_effect=0.0, market_sd=0.0)
    )
    role = made.tables["expectations"].select("expectation_id", "role_id")
    spells = (
        made.truth["spells"].join(role, on="expectation_id").join(made.truth["abilities"], on=["person_id", "role_id"])
    )
    leaders = made.truth["leaders"]
    spells = spells.join(leaders.select(manager_id="leader_id", manager="manager_effect"), on="manager_id")
    spells = spells.join(leaders.select(line_id="leader_id", line="line_effect"), on="line_id")

    total = 1 + spells["effect"] + spells["manager"] + spells["line"]

    assert spells.height == made.truth["spells"].height
    assert spells["level"].to_numpy() == pytest.approx(total.to_numpy())
    assert spells.group_by("person_id").agg(pl.col("role_id").n_unique())["role_id"].max() > 1


def test_where_people_bring_the_same_to_every_role_nothing_more_is_told(typical: World):
    assert "abilities" not in typical.truth
