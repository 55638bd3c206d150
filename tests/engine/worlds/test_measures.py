"""Targets and measurements, held against what the engine makes of them."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.attainment import attainment_blocks, read_panel
from answerable.engine.worlds import World, WorldParameters, simulate
from answerable.kernel.periods import period_start
from answerable.panel import company_from_frames


def attained(world: World) -> pl.DataFrame:
    """Attainment as the engine reads it from the tables."""
    panel = read_panel(company_from_frames(world.tables))
    parts = []
    for block in attainment_blocks(panel, date(2100, 1, 1)):
        row, column = np.nonzero(~np.isnan(block.attainment))
        periods = [period_start(block.first_period + number, block.cadence) for number in range(column.max() + 1)]
        parts.append(
            pl.DataFrame(
                {
                    "person_id": panel.codes.people.gather(block.person[row]),
                    "expectation_id": [block.expectation["expectation_id"]] * len(row),
                    "period": pl.Series(periods).gather(column),
                    "attainment": block.attainment[row, column],
                }
            )
        )
    return pl.concat(parts)


def test_without_chance_the_engine_reads_the_true_levels_from_the_tables(rich: World):
    both = attained(rich).join(rich.truth["levels"], on=["person_id", "expectation_id", "period"], how="full")

    directions = rich.tables["expectations"].select("direction", "cadence").unique()
    assert directions.height == 4
    assert both.null_count().sum_horizontal().item() == 0
    assert both["attainment"].to_numpy() == pytest.approx(both["level"].to_numpy(), abs=1e-4)


def test_the_target_grows_anew_for_whoever_changes_roles():
    made = simulate(
        WorldParameters(
            people=120,
            months=12,
            role_moves_per_year=0.6,
            share_person=0.72 - 1e-9,
            share_noise=1e-9,
            missing_share=0.0,
            expectations_per_role=3,
        )
    )

    both = attained(made).join(made.truth["levels"], on=["person_id", "expectation_id", "period"])

    assert both["attainment"].to_numpy() == pytest.approx(both["level"].to_numpy(), abs=1e-4)


def test_chance_in_the_tables_is_as_large_as_its_share_says(typical: World):
    both = attained(typical).join(typical.truth["levels"], on=["person_id", "expectation_id", "period"])
    own = both.filter(~pl.col("expectation_id").str.ends_with("team_attainment"))

    # 60,000 measurements; the standard error is 0.3 %.
    assert (own["attainment"] - own["level"]).std() == pytest.approx(0.2 * np.sqrt(0.37), rel=0.02)
    assert (own["attainment"] - own["level"]).mean() == pytest.approx(0.0, abs=0.003)


def test_as_many_measurements_are_missing_as_are_to(typical: World):
    own = ~pl.col("expectation_id").str.ends_with("team_attainment")

    measured = typical.tables["measurements"].filter(own).height
    held = typical.truth["levels"].filter(own).height

    assert 1 - measured / held == pytest.approx(0.02, abs=0.002)


def test_everybody_has_a_target_for_their_main_result_in_every_month(typical: World):
    held = typical.truth["levels"].filter(~pl.col("expectation_id").str.ends_with("team_attainment"))

    aimless = held.join(typical.tables["targets"], on=["person_id", "expectation_id", "period"], how="anti")

    assert aimless.height == 0
    assert typical.tables["targets"]["target"].min() > 0


def test_targets_follow_the_season(typical: World):
    mean = (
        typical.tables["targets"]
        .filter(pl.col("expectation_id") == "account_executive_bookings")
        .group_by(pl.col("period").dt.month())
        .agg(pl.col("target").mean())
        .sort("period")["target"]
        .to_numpy()
    )

    # The season of August is 1 - 0.15, that of December 1 + 0.15, that of May 1.
    assert mean[7] / mean[4] == pytest.approx(0.85, abs=0.01)
    assert mean[11] / mean[4] == pytest.approx(1.15, abs=0.01)


def test_a_leader_is_measured_by_everybody_below_them():
    world = simulate(WorldParameters(people=40, months=1, missing_share=0.0))
    reads = attained(world)
    assignments = world.tables["assignments"].select("person_id", "manager_id")
    below = reads.join(assignments, on="person_id").filter(~pl.col("expectation_id").str.ends_with("team_attainment"))
    means = below.group_by("manager_id").agg(pl.col("attainment").mean().alias("worked"))

    first_line = reads.join(means, left_on="person_id", right_on="manager_id")
    chief = reads.filter(pl.col("expectation_id") == "chief_executive_team_attainment")

    assert first_line.height == 5
    assert first_line["attainment"].to_numpy() == pytest.approx(first_line["worked"].to_numpy())
    assert chief["attainment"].item() == pytest.approx(below["attainment"].mean())


def test_a_world_shorter_than_a_quarter_has_no_quarterly_measurements():
    world = simulate(WorldParameters(people=40, months=2, expectations_per_role=3))

    quarterly = world.tables["expectations"].filter(pl.col("cadence") == "quarter")

    assert world.tables["measurements"].join(quarterly, on="expectation_id").height == 0
