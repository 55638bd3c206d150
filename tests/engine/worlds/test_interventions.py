"""The table of interventions."""

from datetime import date

import polars as pl

from answerable.engine.worlds import World


def test_support_is_for_a_person_or_for_a_unit_and_comes_from_their_leader(typical: World):
    rows = typical.tables["interventions"]
    units = rows.filter(pl.col("unit_id").is_not_null())
    people = rows.filter(pl.col("person_id").is_not_null()).join(
        typical.tables["assignments"], on="person_id", suffix="_held"
    )
    then = people.filter(
        (pl.col("starts_on_held") <= pl.col("starts_on"))
        & (pl.col("ends_on_held").is_null() | (pl.col("starts_on") < pl.col("ends_on_held")))
    )

    assert units.height > 50
    assert then.height + units.height == rows.height
    assert then.filter(pl.col("manager_id") != pl.col("leader_id")).height == 0
    assert units["expectation_id"].null_count() == units.height


def test_levers_for_people_and_units_differ(typical: World):
    rows = typical.tables["interventions"]

    assert set(rows.filter(pl.col("unit_id").is_null())["lever"]) == {"coaching", "training"}
    assert rows["cause"].null_count() == rows.height
    assert set(rows.filter(pl.col("unit_id").is_not_null())["lever"]) == {"process", "tool", "program"}


def test_interventions_are_numbered_in_order_of_their_first_day(typical: World):
    rows = typical.tables["interventions"]

    assert rows["starts_on"].is_sorted()
    assert rows["intervention_id"].is_sorted()
    assert rows["intervention_id"].to_list()[0] == "I000000"
    assert rows["starts_on"].max() < date(2026, 1, 1)
    assert set(rows.select(pl.col("ends_on") - pl.col("starts_on")).to_series().dt.total_days()) == {45}
