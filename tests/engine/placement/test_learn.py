"""What a company's record tells, read once."""

from datetime import date

import polars as pl
import pytest

from answerable.engine.attribution import Attribution, attribute
from answerable.engine.placement import Learned, learn
from answerable.engine.placement.learn import _by_half_year, _drift
from answerable.engine.worlds import World, simulate, world
from answerable.panel import company_from_frames


@pytest.fixture(scope="module")
def made() -> World:
    """A small company in which people change roles often."""
    return simulate(world("many_roles", 90, 10, 3))


@pytest.fixture(scope="module")
def attribution(made: World) -> Attribution:
    return attribute(company_from_frames(made.tables))


@pytest.fixture(scope="module")
def learned(made: World, attribution: Attribution) -> Learned:
    return learn(company_from_frames(made.tables), attribution)


def test_the_level_of_a_role_is_that_of_its_last_six_months(learned: Learned, attribution: Attribution):
    of_role = attribution.market.filter(role_id="account_executive").sort("period")

    assert learned.levels["account_executive"] == pytest.approx(of_role["level"].tail(6).mean())
    assert set(learned.levels) == set(attribution.market["role_id"])


def test_how_far_roles_move_is_told_from_one_half_year_to_the_next():
    months = [date(2024, 1, 1), date(2024, 6, 1), date(2024, 7, 1), date(2024, 12, 1), date(2025, 6, 1)]
    market = pl.DataFrame({"role_id": ["a"] * 5, "expectation_id": ["x"] * 5, "period": months})
    market = market.with_columns(level=pl.Series([1.0, 1.2, 1.3, 1.5, 1.1]))
    weights = pl.DataFrame({"expectation_id": ["x"], "weight": [1.0]})

    halves = _by_half_year(market, weights)

    # From June 2025 back: 1.1; then 1.4 of July and December 2024; before it 1.1 of January and June.
    assert halves["half"].to_list() == [0, 1, 2]
    assert halves["level"].to_list() == pytest.approx([1.1, 1.4, 1.1])
    assert _drift(halves) == pytest.approx(0.09)


def test_where_no_half_year_follows_another_nothing_is_known_to_move():
    assert _drift(pl.DataFrame({"role_id": ["a", "a", "b"], "half": [0, 2, 0], "level": [1.0, 2.0, 1.0]})) == 0.0


def test_the_standard_of_a_role_is_one_less_its_tolerance(learned: Learned):
    assert learned.standards["account_executive"] == pytest.approx(0.9)


def test_expectations_count_by_their_weights(made: World, attribution: Attribution):
    more = made.tables["expectations"].to_dicts()
    main = next(row for row in more if row["expectation_id"] == "account_executive_bookings")
    main["weight"] = 3.0
    more.append(main | {"expectation_id": "extra", "tolerance": 0.5, "weight": 1.0})
    tables = made.tables | {"expectations": pl.DataFrame(more, schema=made.tables["expectations"].schema)}

    found = learn(company_from_frames(tables), attribution)

    assert found.standards["account_executive"] == pytest.approx((3 * 0.9 + 0.5) / 4)


def test_everybody_measured_has_a_code_and_leaders_their_line(learned: Learned, attribution: Attribution):
    assert set(learned.code) == set(attribution.people["person_id"])
    last = attribution.places.filter("current").row(0, named=True)
    assert learned.lines[last["manager_id"]] == {"line_2": last["line_2_id"]}


def test_people_who_changed_roles_tell_how_much_goes_along(learned: Learned, made: World):
    own = made.tables["expectations"].filter(pl.col("role_id").is_in(learned.carry.roles))
    held = (
        made.tables["measurements"]
        .join(own, on="expectation_id")
        .group_by("person_id")
        .agg(pl.col("role_id").n_unique())
    )

    assert learned.carry.people == (held["role_id"] > 1).sum() > 5
    assert learned.solved.alike.shape == (len(learned.carry.roles),) * 2
