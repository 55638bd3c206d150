"""From a company's tables to whose its performance is: what must be so, whatever the company."""

import sys
from dataclasses import astuple
from datetime import date

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from answerable.engine.attribution import Attribution, attribute, fit_mixed
from answerable.engine.attribution.posterior import Mixture
from answerable.engine.attribution.result import LEADER_SCHEMA, PEOPLE_SCHEMA, SHARE_SCHEMA
from answerable.engine.worlds import World, simulate, world
from answerable.kernel.periods import Cadence, period_start
from answerable.kernel.problems import UsageError
from answerable.panel import Company, company_from_frames
from collapsed import BOOKINGS, FIRST, NORTH, SELLS, brought, long_frame, moving_company, results

Floats = NDArray[np.float64]

# The package exports the function under the name of its module.
MIXED = sys.modules[fit_mixed.__module__]
POSTERIOR = sys.modules[Mixture.__module__]


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    """Results of a company of two roles, five leaders, and two above them."""
    return moving_company(1)


@pytest.fixture(scope="module")
def found(rows: pl.DataFrame) -> Attribution:
    """Whose its performance is."""
    return attribute(brought(rows))


def effects(said: Attribution, component: str = "manager") -> pl.DataFrame:
    return said.leaders.filter(pl.col("component") == component)


def assert_same(one: Attribution, other: Attribution, within: float) -> None:
    """The same is said of components, leaders, people, places and market, whatever it is called."""
    for table, columns in (
        ("shares", ["variance", "share", "low", "high"]),
        ("leaders", ["estimate", "sd", "low", "high", "lfsr", "people", "identified_by"]),
        ("people", ["estimate", "sd", "expected", "expected_sd", "leaders", "results"]),
        ("places", ["role", "total_sd", "under_typical", "manager", "manager_sd", "unit", "match"]),
        ("market", ["level"]),
    ):
        ours, theirs = getattr(one, table), getattr(other, table)
        np.testing.assert_allclose(ours.select(columns).to_numpy(), theirs.select(columns).to_numpy(), atol=within)


@pytest.mark.parametrize("chain", [0, 11])
def test_a_chain_of_no_sensible_length_is_refused(chain: int):
    with pytest.raises(UsageError, match=rf"A chain of {chain} leaders was asked for\. Expected 1 to 10\."):
        attribute(brought(results(("ann", "x", (0, 1), (1.0, 0.8)))), chain)


def test_before_anything_was_measured_nothing_is_said(rows: pl.DataFrame):
    with pytest.raises(UsageError, match="Nothing had been measured of anybody who leads nobody"):
        attribute(brought(rows), as_of=date(2018, 1, 31))


@pytest.mark.parametrize(
    "same",
    [
        [("ann", "x", (0, 1), (1.0, 1.0)), ("bob", "y", (0, 1), (1.0, 1.0))],
        [("ann", "x", (0,), (0.8,))],
    ],
)
def test_where_nothing_is_left_for_chance_nothing_is_said(same: list[tuple[str, str, tuple[int], tuple[float]]]):
    with pytest.raises(UsageError, match="nothing is left for noise"):
        attribute(brought(results(*same)))


def test_of_two_people_who_only_drift_apart_hardly_anything_is_known():
    # What drifts looks like chance that lingers, so that these ten results count for little more than two.
    apart = results(
        ("ann", "x", range(5), (1.0, 1.01, 1.03, 1.04, 1.06)), ("bob", "y", range(5), (1.0, 0.98, 0.98, 0.96, 0.94))
    )

    found = attribute(brought(apart))

    assert found.shares["share"].sum() == pytest.approx(1.0)
    assert not found.leaders["named"].any()
    assert (found.leaders["lfsr"] > 0.1).all()


def test_every_table_is_as_it_is_described(found: Attribution):
    assert dict(found.shares.schema) == SHARE_SCHEMA
    assert dict(found.leaders.schema) == LEADER_SCHEMA
    assert dict(found.people.schema) == PEOPLE_SCHEMA
    assert found.market.columns == ["expectation_id", "role_id", "period", "level"]
    assert len(found.market) == 2 * 18


def test_shares_add_up_and_lie_within_their_intervals(found: Attribution):
    shares = found.shares

    assert shares["component"].to_list() == ["person", "manager", "line_2", "unit", "match", "noise"]
    assert shares["share"].sum() == pytest.approx(1.0)
    assert shares.filter(~pl.col("share").is_between(pl.col("low"), pl.col("high"))).is_empty()
    assert sum(found.stories.values()) == pytest.approx(1.0)


def test_leaders_are_named_only_where_their_interval_keeps_to_one_side(found: Attribution):
    for row in found.leaders.iter_rows(named=True):
        assert row["low"] < row["estimate"] < row["high"]
        # The interval leaves 2.5 % on either side.
        assert row["named"] == (row["low"] >= 0 or row["high"] <= 0) == (row["lfsr"] <= 0.025)
    assert found.leaders["leader_id"].is_sorted()


def test_whom_a_leader_led_and_who_was_led_by_others_too_is_counted():
    three = results(
        ("ann", "x", (0, 1, 2), (1.0, 0.8, 0.9)),
        ("ann", "y", (3, 4), (0.9, 1.1)),
        ("bob", "x", (0, 1, 2, 3, 4), (0.6, 0.7, 0.5, 0.6, 0.7)),
        ("carl", "y", (1, 2, 3, 4), (1.0, 1.1, 0.9, 1.2)),
        ("dora", "z", (1, 2, 3), (1.0, 0.9, 1.0)),
    )

    found = attribute(brought(three), chain=1)

    counted = found.leaders.select("leader_id", "people", "identified_by").rows()
    assert counted == [("x", 2, 1), ("y", 2, 1), ("z", 1, 0)]
    assert found.people.select("person_id", "manager_id", "leaders", "results").rows() == [
        ("ann", "y", 2, 5),
        ("bob", "x", 1, 5),
        ("carl", "y", 1, 4),
        ("dora", "z", 1, 3),
    ]
    # Dora was measured no longer than until April, the others in May as well.
    assert found.places.filter(~pl.col("current"))["person_id"].to_list() == ["dora"]
    assert found.as_of == date(2018, 6, 1)


@pytest.mark.parametrize(
    ("chain", "components"),
    [(1, ["manager"]), (2, ["line_2", "manager"]), (3, ["line_2", "manager"])],
)
def test_leaders_further_up_have_an_effect_as_far_as_asked_for_and_as_there_are(
    rows: pl.DataFrame, chain: int, components: list[str]
):
    found = attribute(brought(rows), chain)

    assert found.leaders["component"].unique().sort().to_list() == components
    assert effects(found)["leader_id"].to_list() == [f"m{number}" for number in range(5)]
    assert found.chain == chain


def test_what_came_later_does_not_count(rows: pl.DataFrame):
    # The first twelve months end with the year 2018.
    day, before = date(2019, 1, 1), rows.filter(pl.col("number") < FIRST + 12)

    cut = attribute(brought(rows), as_of=day)

    assert_same(cut, attribute(brought(before)), within=1e-9)
    assert cut.as_of == day


def test_without_a_day_everything_that_was_measured_counts(rows: pl.DataFrame, found: Attribution):
    # Eighteen months from January 2018 on.
    assert found.as_of == date(2019, 7, 1)
    assert_same(found, attribute(brought(rows), as_of=date(2030, 1, 1)), within=1e-12)


def test_where_nobody_leads_the_figures_are_people_and_chance(rows: pl.DataFrame):
    nobody = pl.lit(None, pl.String)

    found = attribute(brought(rows.with_columns(manager_id=nobody, line_2_id=nobody)))

    assert found.leaders.is_empty()
    assert found.cross_check is None
    assert found.caveats == (
        "Nobody measured has a leader on record, so nothing can be said of leaders. Add who reports to whom.",
    )
    assert found.shares["component"].to_list() == ["person", "unit", "match", "noise"]
    assert found.stories == {"plain": 1.0}
    assert found.people["leaders"].to_list() == [0] * 24
    # Ann or whoever else: what they bring themselves is told without any leader.
    assert found.people["estimate"].std() > found.people["sd"].mean() / 2


def test_of_the_only_leader_of_a_role_nothing_can_be_said(rows: pl.DataFrame):
    # All of the second role are under one leader, so that role and leader are the same.
    second = pl.col("role_id") == "role1"
    alone = rows.filter(~second | (pl.col("manager_id") == "m3")).with_columns(
        pl.when(second).then(pl.lit("only")).otherwise("manager_id").alias("manager_id"),
        pl.when(second).then(pl.lit("apart")).otherwise("unit_id").alias("unit_id"),
    )

    found = attribute(brought(alone), chain=1)

    only = effects(found).row(by_predicate=pl.col("leader_id") == "only", named=True)
    prior = found.shares.filter(pl.col("component") == "manager")["variance"][0] ** 0.5
    assert only["sd"] == pytest.approx(prior, rel=0.2)
    assert abs(only["estimate"]) < 0.05 * only["sd"]
    assert only["lfsr"] == pytest.approx(0.5, abs=0.02)
    assert not only["named"]


def test_those_who_lead_are_not_counted_as_people_while_they_do(rows: pl.DataFrame, found: Attribution):
    plain = brought(rows)
    tables = {name: plain[name].to_native().collect() for name in plain.given}
    leads = {"expectation_id": "own", "role_id": "leads", "name": "own", "direction": "higher", "cadence": "month"}
    expected = pl.DataFrame({**leads, "target": 100.0, "weight": 1.0})
    # Their own result counts in none of the months in which somebody who reports to them has one.
    led = rows.filter(pl.col("manager_id") == "m0")["number"].unique()
    months = pl.DataFrame({"period": [period_start(number, Cadence.MONTH) for number in led]})
    measured = months.with_columns(person_id=pl.lit("m0"), expectation_id=pl.lit("own"), actual=pl.lit(500.0))
    tables["expectations"] = pl.concat([tables["expectations"], expected], how="diagonal")
    tables["measurements"] = pl.concat([tables["measurements"], measured], how="diagonal")

    led_too = attribute(company_from_frames(tables))

    assert "m0" not in led_too.people["person_id"].to_list()
    assert led_too.explain({"person_id": "m0", "expectation_id": "own", "attainment": 5.0}) is None
    assert_same(led_too, found, within=1e-9)


def shuffled(company: Company, seed: int) -> Company:
    """The same tables, their rows in another order."""
    tables = {name: company[name].to_native().collect() for name in company.given}
    return company_from_frames(
        {name: table.sample(fraction=1, shuffle=True, seed=seed) for name, table in tables.items()}
    )


def test_order_and_names_of_people_change_nothing(rows: pl.DataFrame, found: Attribution):
    # The new ids stand in the same order among leaders and units, and in another one among people.
    ids = rows["person_id"].unique().sort().to_list()
    called = dict(zip(ids, [f"q{(7 * place) % 24:02}" for place in range(24)], strict=True))

    other = attribute(shuffled(brought(rows.with_columns(pl.col("person_id").replace_strict(called))), 5))

    names = {new: old for old, new in called.items()}
    order = pl.col("person_id").replace_strict(names)
    back = {name: getattr(other, name).with_columns(order).sort("person_id") for name in ("people", "places")}
    other = Attribution(**{**dict(zip(Attribution.__slots__, astuple_of(other), strict=True)), **back})
    assert_same(found, other, within=1e-8)
    assert found.stories == pytest.approx(other.stories, abs=1e-8)


def astuple_of(said: Attribution) -> tuple[object, ...]:
    """All it holds."""
    return tuple(getattr(said, name) for name in Attribution.__slots__)


def test_the_same_seed_says_the_same(rows: pl.DataFrame, found: Attribution):
    again = attribute(brought(rows))

    assert_same(found, again, within=1e-9)
    assert found.cross_check is not None
    assert again.cross_check is not None
    np.testing.assert_allclose(astuple(again.cross_check), astuple(found.cross_check), atol=1e-12)


def test_attainment_that_varies_twice_as_much_has_effects_twice_as_large(rows: pl.DataFrame, found: Attribution):
    twice = attribute(brought(rows.with_columns(attainment=1 + 2 * (pl.col("attainment") - 1))))

    for name in ("estimate", "sd", "low", "high"):
        np.testing.assert_allclose(twice.leaders[name], 2 * found.leaders[name], atol=1e-8)
    np.testing.assert_allclose(twice.shares["share"], found.shares["share"], atol=1e-8)
    np.testing.assert_allclose(twice.leaders["lfsr"], found.leaders["lfsr"], atol=1e-8)
    np.testing.assert_allclose(twice.market["level"] - 1, 2 * (found.market["level"] - 1), atol=1e-8)


def test_another_unit_of_measurement_changes_nothing(rows: pl.DataFrame, found: Attribution):
    company = brought(rows)
    tables = {name: company[name].to_native().collect() for name in company.given}
    tables["expectations"] = tables["expectations"].with_columns(pl.col("target") * 1000)
    tables["measurements"] = tables["measurements"].with_columns(pl.col("actual") * 1000)

    assert_same(found, attribute(company_from_frames(tables)), within=1e-8)


def test_people_of_two_expectations_are_one_figure_by_their_weights():
    # What is brought in calls is the reverse of what is brought in bookings, and counts for a third of it.
    sold = moving_company(5, people=30)
    sold = sold.with_columns(role_id=pl.lit(SELLS), expectation_id=pl.lit(BOOKINGS), unit_id=pl.lit(NORTH))
    calls = sold.with_columns(expectation_id=pl.lit("calls"), attainment=2 - pl.col("attainment"))
    both = pl.concat([sold, calls])

    one = attribute(brought(sold), chain=1)
    found = attribute(brought(both, bookings=3.0, calls=1.0), chain=1)

    # Three quarters of it less one quarter is half of it.
    assert np.corrcoef(found.people["estimate"], one.people["estimate"])[0, 1] > 0.98
    slope = np.polyfit(one.people["estimate"], found.people["estimate"], 1)[0]
    assert slope == pytest.approx(0.5, abs=0.1)
    assert found.people["results"].to_list() == (2 * one.people["results"]).to_list()


@pytest.fixture(scope="module")
def simulated() -> World:
    """A company of some size."""
    return simulate(world("typical", 120, 24, 3))


def test_what_is_true_of_leaders_and_people_is_found(simulated: World):
    found = attribute(company_from_frames(simulated.tables))

    led = effects(found).join(simulated.truth["leaders"], on="leader_id")
    people = found.people.join(simulated.truth["people"], on="person_id")
    inside = led.filter(pl.col("manager_effect").is_between("low", "high"))
    assert len(inside) / len(led) > 0.85
    assert np.corrcoef(people["estimate"], people["effect"])[0, 1] > 0.6
    inside = people.filter((pl.col("estimate") - pl.col("effect")).abs() < 1.96 * pl.col("sd"))
    assert len(inside) / len(people) == pytest.approx(0.95, abs=0.05)


def test_a_large_company_is_solved_step_by_step_and_says_about_the_same(
    simulated: World, monkeypatch: pytest.MonkeyPatch
):
    company = company_from_frames(simulated.tables)
    monkeypatch.setattr(POSTERIOR, "POINTS", ((np.inf, 16),))
    outright = attribute(company)
    # A probe a column: in a company this small, fewer would leave too much to chance.
    monkeypatch.setattr(MIXED, "PROBES", 1000)
    monkeypatch.setattr(MIXED, "DIRECT_AT_MOST", 10)
    stepwise = attribute(company)

    sd = outright.leaders["sd"].to_numpy()
    away = (stepwise.leaders["estimate"] - outright.leaders["estimate"]).to_numpy() / sd
    assert 0 < np.abs(away).max() < 0.15
    np.testing.assert_allclose(stepwise.shares["share"], outright.shares["share"], atol=0.02)
    # From 32 draws a standard deviation is known to an eighth or so.
    ratio = stepwise.leaders["sd"].to_numpy() / sd
    assert 0.6 < ratio.min() < ratio.max() < 1.5
    assert ratio.mean() == pytest.approx(1.0, abs=0.1)


def test_a_large_company_with_few_leaders_at_the_top_is_solved_too(simulated: World, monkeypatch: pytest.MonkeyPatch):
    # Of the two or three at the top probes alone tell so little that the search would run away.
    monkeypatch.setattr(MIXED, "DIRECT_AT_MOST", 10)
    monkeypatch.setattr(POSTERIOR, "POINTS", ((np.inf, 8),))

    found = attribute(company_from_frames(simulated.tables), chain=3, seed=1)

    assert found.shares["share"].sum() == pytest.approx(1.0)
    assert found.shares.filter(pl.col("component") == "person")["share"][0] == pytest.approx(0.35, abs=0.15)


def test_a_story_that_explains_much_less_is_not_looked_at_closer(monkeypatch: pytest.MonkeyPatch, rows: pl.DataFrame):
    monkeypatch.setattr(sys.modules[attribute.__module__], "OUT_OF_QUESTION", 0.0)

    found = attribute(brought(rows))

    assert sorted(found.stories.values()) == [0.0, 0.0, 1.0]


def test_periods_of_another_length_end_when_they_end():
    # A quarter that begins in July 2018 is over in October.
    company = brought(
        long_frame(
            [
                (person, SELLS, BOOKINGS, leader, None, NORTH, FIRST + month, value)
                for person, leader, values in (("ann", "x", (1.0, 0.9, 1.2)), ("bob", "y", (0.7, 0.9, 0.6)))
                for month, value in zip((0, 3, 6), values, strict=True)
            ]
        )
    )
    tables = {name: company[name].to_native().collect() for name in company.given}
    tables["expectations"] = tables["expectations"].with_columns(cadence=pl.lit("quarter"))
    tables["assignments"] = tables["assignments"].with_columns(ends_on=pl.lit(None, pl.Date))

    found = attribute(company_from_frames(tables), chain=1)

    assert found.as_of == date(2018, 10, 1)
