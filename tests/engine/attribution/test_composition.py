"""Cells worked out by hand, and the same model on every single result."""

import sys

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from answerable.engine.attribution import fit_mixed
from answerable.engine.attribution.chance import Chance, measure_chance
from answerable.engine.attribution.composition import Composition, compose
from answerable.engine.attribution.elimination import lay_out
from answerable.engine.attribution.market import read_series
from answerable.engine.attribution.mixed import fit_design
from answerable.engine.attribution.reml import Found, solve_at
from answerable.engine.attribution.solvers import direct
from collapsed import BOOKINGS, FIRST, NORTH, SELLS, collapsed, composed, long_frame, moving_company, results
from dense import one_hot

Floats = NDArray[np.float64]
CHANCE = sys.modules[measure_chance.__module__]
COMPOSITION = sys.modules[compose.__module__]


@pytest.fixture
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise is drawn anew every period, and known to be."""
    monkeypatch.setattr(CHANCE, "_correlation", lambda _parts, _n: 0.0)


@pytest.fixture
def role_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any company counts as large."""
    monkeypatch.setattr(COMPOSITION, "FIGURES_JOINTLY", 0)


def two_leaders() -> pl.DataFrame:
    """Ann moves from x to y after two months; Bob stays with x, Carl with y, who is measured in the last month only."""
    return results(
        ("ann", "x", (0, 1), (1.0, 0.8)),
        ("ann", "y", (2,), (0.9,)),
        ("bob", "x", (0, 1, 2), (0.6, 0.6, 0.5)),
        ("carl", "y", (2,), (1.0,)),
    )


def two_expectations(*rows: tuple[str, str, int, float]) -> pl.DataFrame:
    """Results of person, expectation, month, attainment."""
    return long_frame(
        [(person, SELLS, name, "x", None, NORTH, FIRST + month, value) for person, name, month, value in rows]
    )


@pytest.mark.usefixtures("no_memory")
def test_a_person_under_one_leader_is_one_figure():
    made = composed(two_leaders())

    assert made.keys.select("person_id", "manager_id", "unit_id", "n").rows() == [
        ("ann", "x", NORTH, 2),
        ("ann", "y", NORTH, 1),
        ("bob", "x", NORTH, 3),
        ("carl", "y", NORTH, 1),
    ]
    # The months' means are 0.8, 0.7 and 0.8: Ann is 0.2 and 0.1 above, then 0.1; Bob 0.2, 0.1 and 0.3 below.
    np.testing.assert_allclose(made.cells.mean, [0.15, 0.1, -0.2, 0.2])
    np.testing.assert_allclose(made.cells.weight, [2, 1, 3, 1])
    np.testing.assert_allclose(
        made.mixed.toarray(), [[1 / 2, 1 / 2, 0], [0, 0, 1], [1 / 3, 1 / 3, 1 / 3], [0, 0, 1]], atol=1e-15
    )
    # Around their own means Ann's first two results have 2 * 0.05^2, and Bob's 0.04 + 0.01 + 0.09 - 3 * 0.2^2.
    assert made.cells.within == pytest.approx(0.005 + 0.02)
    assert made.cells.observations == 7
    assert made.cells.log_weight == pytest.approx(np.log(6))


@pytest.mark.usefixtures("no_memory")
def test_groups_are_coded_in_the_order_of_their_ids():
    made = composed(two_leaders())

    assert {name: code.tolist() for name, code in made.cells.groups.items()} == {
        "person": [0, 0, 1, 2],
        "manager": [0, 1, 0, 1],
        "unit": [0, 0, 0, 0],
        "match": [0, 1, 2, 3],
    }
    assert made.cells.levels == {"person": 3, "manager": 2, "unit": 1, "match": 4}
    assert {name: ids.to_list() for name, ids in made.ids.items()} == {
        "person": ["ann", "bob", "carl"],
        "manager": ["x", "y"],
        "unit": [NORTH],
        "match": ["ann\nx", "ann\ny", "bob\nx", "carl\ny"],
    }


def test_leaders_further_up_are_groups_of_their_own_as_far_as_asked_for():
    rows = two_leaders().with_columns(line_2_id=pl.when(pl.col("manager_id") == "y").then(pl.lit("top")))

    made = composed(rows, chain=2)

    assert list(made.cells.groups) == ["person", "manager", "line_2", "unit", "match"]
    assert made.cells.groups["line_2"].tolist() == [-1, 0, -1, 0]
    assert made.keys["line_2_id"].to_list() == [None, "top", None, "top"]


def test_what_nobody_has_is_no_group():
    nobody = pl.lit(None, pl.String)

    made = composed(two_leaders().with_columns(manager_id=nobody, unit_id=nobody), chain=2)

    assert list(made.cells.groups) == ["person", "match"]
    assert made.ids["match"].to_list() == ["ann\n", "bob\n", "carl\n"]


@pytest.mark.usefixtures("no_memory")
def test_expectations_count_by_their_weights_and_one_alone_counts_in_full():
    rows = two_expectations(
        ("ann", BOOKINGS, 0, 1.2),
        ("ann", BOOKINGS, 1, 1.0),
        ("ann", "calls", 0, 0.7),
        ("bob", BOOKINGS, 0, 0.8),
        ("bob", BOOKINGS, 1, 1.2),
        ("carl", "calls", 0, 0.9),
    )

    made = composed(rows, bookings=3.0, calls=1.0)

    # In bookings Ann is 0.2 above and 0.1 below, Bob the reverse; in calls Ann is 0.1 below and Carl 0.1 above.
    np.testing.assert_allclose(made.cells.mean, [0.75 * 0.05 - 0.25 * 0.1, -0.05, 0.1])
    np.testing.assert_allclose(
        made.mixed.toarray(), [[0.75 / 2, 0.75 / 2, 0.25], [1 / 2, 1 / 2, 0], [0, 0, 1]], atol=1e-15
    )
    # Calls tell nothing of their own noise, so both are taken to be as noisy, v a month.
    worth = 1 / np.array([0.75**2 / 2 + 0.25**2, 1 / 2, 1.0])
    np.testing.assert_allclose(made.cells.weight, worth)


@pytest.mark.usefixtures("no_memory")
def test_a_spell_in_two_blocks_is_one_figure_in_which_every_month_counts_the_same():
    rows = results(
        ("ann", "x", range(46, 50), (1.0, 1.2, 1.1, 1.4)),
        ("ann", "x", (50,), (0.8,)),
        ("bob", "x", range(46, 51), (0.5, 0.7, 0.9, 0.8, 0.7)),
    )

    made = composed(rows)

    assert made.keys["n"].to_list() == [5, 5]
    np.testing.assert_allclose(made.mixed.toarray(), np.full((2, 5), 0.2))
    # Ann is ahead by 0.5, 0.5, 0.2, 0.6 and 0.1, so by half of it above the mean.
    np.testing.assert_allclose(made.cells.mean, [0.19, -0.19])
    np.testing.assert_allclose(made.cells.weight, [5, 5])


def test_noise_that_lingers_makes_results_count_for_less(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(CHANCE, "_correlation", lambda _parts, _n: 0.5)

    made = composed(two_leaders())

    # Two results of correlation a half have the variance (2 + 1) / 4 of one, three have (3 + 2 + 0.5) / 9.
    np.testing.assert_allclose(made.cells.weight, [4 / 3, 1, 9 / 5.5, 1])
    # One result within a spell tells (1 - 0.5) / (1 + 0.5) as much. Beside the four cells there are three more; two
    # of them go to how the three months compare, and a third of the one left over counts for noise.
    assert made.cells.observations == pytest.approx(4 + 2 + 1 / 3)
    assert made.cells.within == pytest.approx(0.025 / 3)


def every_result(rows: pl.DataFrame, made: Composition) -> tuple[Floats, Floats, dict[str, NDArray[np.str_]], Floats]:
    """What is observed, a column a role and period, groups, and weights, a row a result."""
    rows = rows.sort("expectation_id", "number")
    period = rows.select(pl.struct("role_id", "expectation_id", "number").rank("dense") - 1).to_series().to_numpy()
    ids = {name: rows[f"{name}_id"].to_numpy().astype(str) for name in ("person", "manager", "unit")}
    ids["match"] = np.char.add(np.char.add(ids["person"], "\n"), ids["manager"])
    variance = made.chance.variance[(rows["expectation_id"].rank("dense") - 1).to_numpy().astype(np.int64)]
    fixed = one_hot(period.astype(np.int64), int(period.max()) + 1)
    return rows["attainment"].to_numpy(), fixed, ids, variance.min() / variance


def fitted(made: Composition) -> Found:
    return fit_design(lay_out(made.cells), "direct")


@pytest.mark.usefixtures("no_memory")
@pytest.mark.parametrize("seed", [1, 2])
def test_cells_tell_just_what_all_results_together_tell(seed: int):
    rows = moving_company(seed, people=40, leaders=8)
    made = composed(rows)

    found = fitted(made)

    y, fixed, groups, weights = every_result(rows, made)
    whole = fit_mixed(y, fixed, groups, weights)
    design, solved = lay_out(made.cells), found.solved
    np.testing.assert_allclose(made.levels(solved.kept[: design.fixed]), whole.fixed, atol=1e-5)
    for name, ratio in solved.gamma.items():
        assert ratio * solved.noise == pytest.approx(whole.variances[name], abs=1e-7)
        assert made.ids[name].to_list() == whole.effects[name].level.tolist()
        np.testing.assert_allclose(solved.effects(design, name), whole.effects[name].estimate, atol=1e-5)
    assert made.cells.observations == len(rows)


@pytest.mark.parametrize("ratio", [0.2, 3.0])
def test_expectations_that_everybody_is_measured_by_tell_what_their_weighed_figures_tell(
    ratio: float, monkeypatch: pytest.MonkeyPatch
):
    sold = moving_company(3, people=12, months=9)
    sold = sold.with_columns(role_id=pl.lit(SELLS), expectation_id=pl.lit(BOOKINGS))
    called = np.random.default_rng(1).normal(1.3, 0.2, len(sold)) + sold["number"].to_numpy() % 3
    calls = sold.with_columns(expectation_id=pl.lit("calls"), attainment=pl.Series(called))
    weighed = sold.with_columns(attainment=0.75 * pl.col("attainment") + 0.25 * calls["attainment"])

    def effects(rows: pl.DataFrame, *variances: float) -> tuple[dict[str, Floats], Floats]:
        """At a given noise and at given variances of groups, those of persons, leaders and so on being alike."""
        monkeypatch.setattr(COMPOSITION, "measure_chance", lambda _parts, _series: Chance(np.array(variances), 0.0, 1))
        made = composed(rows, bookings=3.0, calls=1.0)
        design = lay_out(made.cells)
        noise = float(np.average(variances, weights=[each.df for each in read_series(collapsed(rows))]))
        solved = solve_at(design, dict.fromkeys(made.cells.groups, ratio / noise), direct)
        found = {name: solved.effects(design, name) for name in made.cells.groups}
        return found, made.mixed @ (made.by_period @ solved.kept[: design.fixed])

    two, two_levels = effects(pl.concat([sold, calls]), 0.04, 0.16)
    one, one_levels = effects(weighed, 0.75**2 * 0.04 + 0.25**2 * 0.16)

    # How their levels compare with each other nobody can tell, and nobody needs to know.
    for name, values in one.items():
        np.testing.assert_allclose(two[name], values, atol=1e-9)
    np.testing.assert_allclose(two_levels, one_levels, atol=1e-9)


@pytest.mark.usefixtures("role_is_known", "no_memory")
def test_in_a_large_company_what_a_period_does_is_taken_from_within_spells():
    rows = moving_company(3, people=60, leaders=6, chance=0.05)

    made = composed(rows)

    assert made.by_period.shape == (len(made.periods), 2)
    np.testing.assert_array_equal(made.cells.known.toarray(), np.zeros((2, 2)))
    np.testing.assert_array_equal(
        made.by_period.toarray(), one_hot((made.periods["role_id"] == "role1").to_numpy().astype(np.int64), 2)
    )
    # Without any noise within spells but what the periods do, nothing is left within cells.
    assert made.cells.within < 0.1 * sum(each["squares"] for each in collapsed(rows).parts.to_dicts())


def test_in_a_large_company_the_effects_are_about_the_same(monkeypatch: pytest.MonkeyPatch):
    rows = moving_company(4, people=80, leaders=8, chance=0.05)
    jointly = composed(rows)
    monkeypatch.setattr(COMPOSITION, "FIGURES_JOINTLY", 0)
    known = composed(rows)

    exact, close = fitted(jointly), fitted(known)

    for name in ("person", "manager"):
        ours = close.solved.effects(lay_out(known.cells), name)
        theirs = exact.solved.effects(lay_out(jointly.cells), name)
        np.testing.assert_allclose(ours, theirs, atol=0.015)
    np.testing.assert_allclose(
        known.levels(close.solved.kept[: known.by_period.shape[1]]),
        jointly.levels(exact.solved.kept[: jointly.by_period.shape[1]]),
        atol=0.03,
    )
