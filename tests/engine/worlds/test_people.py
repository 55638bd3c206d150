"""The tables of people, units, roles, assignments, expectations and facets."""

from datetime import date

import polars as pl
import pytest

from answerable.engine.worlds import World, WorldParameters, simulate


def test_everybody_has_an_id_a_name_and_an_address(typical: World):
    people = typical.tables["people"]

    assert people["person_id"].is_unique().all()
    assert people["name"].str.contains(r"^\S+ \S+$").all()
    assert people["email"].to_list()[0] == "p000000@example.com"
    assert people.filter(pl.col("ends_on") <= pl.col("starts_on")).height == 0


def test_the_size_stays_the_same(typical: World):
    for day in (date(2024, 1, 1), date(2024, 12, 31), date(2025, 12, 31)):
        assignments = typical.tables["assignments"]
        now = assignments.filter(
            (pl.col("starts_on") <= day) & (pl.col("ends_on").is_null() | (pl.col("ends_on") > day))
        )
        assert now["person_id"].is_unique().all()
        assert now.height == pytest.approx(3000, abs=30)  # some are still to come in their month


def test_assignments_of_a_person_never_overlap_and_end_when_they_leave(typical: World):
    rows = typical.tables["assignments"].sort("person_id", "starts_on")
    before = pl.col("ends_on").fill_null(date.max).shift(1).over("person_id")
    last = rows.group_by("person_id").agg(pl.col("ends_on").last().alias("last"))
    people = typical.tables["people"].join(last, on="person_id")

    assert rows.filter(before > pl.col("starts_on")).height == 0
    assert people.filter(pl.col("ends_on").ne_missing(pl.col("last"))).height == 0


def test_a_new_leader_gives_their_people_a_new_assignment(typical: World):
    assignments = typical.tables["assignments"]
    gone = typical.tables["people"].filter(pl.col("ends_on").is_not_null()).select("person_id", left="ends_on")

    under_them = assignments.join(gone, left_on="manager_id", right_on="person_id")

    assert under_them.height > 100
    assert under_them.filter(pl.col("ends_on").is_null() | (pl.col("ends_on") > pl.col("left"))).height == 0


def test_only_the_chief_executive_has_no_leader(typical: World):
    top = typical.tables["assignments"].filter(pl.col("manager_id").is_null())

    assert top["role_id"].to_list() == ["chief_executive"]


def test_units_are_a_tree_led_by_those_who_lead_at_the_end(typical: World):
    units = typical.tables["units"]
    led = units.join(
        typical.tables["assignments"].filter(pl.col("ends_on").is_null()),
        left_on=["leader_id", "unit_id"],
        right_on=["person_id", "unit_id"],
    )

    assert units["name"].to_list()[0] == "The company"
    assert units["name"].is_unique().all()
    assert units["parent_unit_id"].null_count() == 1
    assert led.height == units.height


def test_roles_have_a_ramp_where_they_lead_nobody(typical: World):
    roles = typical.tables["roles"]

    assert set(roles.filter(pl.col("leads_people"))["ramp_periods"]) == {0.0}
    assert set(roles.filter(~pl.col("leads_people"))["ramp_periods"]) == {3.0}


def test_every_role_has_its_expectations_and_facets():
    world = simulate(WorldParameters(people=300, months=1, expectations_per_role=2))
    roles, expectations = world.tables["roles"], world.tables["expectations"]

    count = dict(expectations.group_by("role_id").len().iter_rows())
    leading = dict(roles.select("role_id", "leads_people").iter_rows())

    assert count == {role: 1 if leads else 2 for role, leads in leading.items()}
    assert set(world.tables["facets"]["role_id"]) == set(leading)
    assert set(world.tables["facets"]["facet"]) == {"skill", "ability", "commitment", "behaviour", "drive"}


def test_the_main_result_has_no_target_but_those_of_each_person():
    expectations = simulate(WorldParameters(people=40, months=1, expectations_per_role=3)).tables["expectations"]

    bookings, discount, forecast = expectations.filter(pl.col("role_id") == "account_executive").iter_rows(named=True)

    assert (bookings["direction"], bookings["target"], bookings["weight"]) == ("higher", None, 1.0)
    assert (bookings["value_per_unit"], bookings["currency"]) == (0.7, "EUR")
    assert (discount["value_per_unit"], discount["currency"]) == (None, None)
    assert (discount["direction"], discount["target"], discount["target_high"]) == ("band", 5.0, 15.0)
    assert (forecast["cadence"], forecast["target"], forecast["weight"]) == ("quarter", 90.0, 0.5)
