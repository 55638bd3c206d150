"""Where everybody stands, against the equations with every matrix written out."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse

from answerable.engine.attribution.cells import Cells
from answerable.engine.attribution.composition import Composition
from answerable.engine.attribution.elimination import Design, lay_out
from answerable.engine.attribution.places import latest_cells, lay_places, own_columns, sums_sd
from answerable.engine.attribution.posterior import Mixture
from answerable.engine.attribution.reml import Solved, solve_at
from answerable.engine.attribution.solvers import direct
from answerable.engine.attribution.stories import stories_of
from collapsed import composed, moving_company, results
from dense import Dense, dense

Floats = NDArray[np.float64]

GROUPS = ("person", "match", "manager", "unit")


def random_cells(seed: int) -> Cells:
    """Matches nested in persons, leaders crossed with both, units around leaders; some of nobody and of no unit."""
    random = np.random.default_rng(seed)
    n, people = int(random.integers(12, 30)), int(random.integers(3, 7))
    person = np.append(np.arange(people), random.integers(0, people, n - people))
    manager = np.append(np.arange(-1, 4), random.integers(-1, 4, n - 5))
    _, match = np.unique(person * 10 + manager, return_inverse=True)
    unit = np.where(manager >= 0, manager // 2, random.integers(-1, 2, n))
    fixed = np.stack([np.ones(n), random.standard_normal(n)], axis=1)
    groups = {"person": person, "match": match.astype(np.int64), "manager": manager, "unit": unit}
    return Cells(
        mean=random.standard_normal(n),
        weight=random.uniform(0.5, 8, n),
        fixed=sparse.csr_array(fixed),
        known=sparse.csr_array(np.diag([0.0, 2.0])),
        known_right=np.array([0.0, 0.4]),
        groups=groups,
        levels={name: int(code.max()) + 1 for name, code in groups.items()},
        observations=n + 20.0,
        within=11.0,
        log_weight=0.0,
    )


def sd_of(whole: Dense, takes: Floats) -> Floats:
    """Posterior standard deviations of sums."""
    return np.asarray(np.sqrt(np.einsum("ij,jk,ik->i", takes, whole.covariance, takes)))


def only(whole: Dense, columns: Floats, names: set[str]) -> Floats:
    """The fixed part and the effects of some groups."""
    takes = columns.copy()
    for name, where in whole.where.items():
        if name not in names:
            takes[:, where] = 0.0
    return takes


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000), names=st.sets(st.sampled_from(GROUPS)), gamma=st.floats(0.05, 5))
def test_what_is_not_known_of_a_sum_is_what_the_whole_equations_leave_open(seed: int, names: set[str], gamma: float):
    cells = random_cells(seed)
    ratios = {"person": gamma, "match": 0.3, "manager": 0.7, "unit": 0.2}
    design, whole = lay_out(cells), dense(cells, ratios)
    rows = np.random.default_rng(seed).integers(0, len(cells.mean), 9)

    found = sums_sd(design, solve_at(design, ratios, direct), rows, sorted(names), own_columns(design))

    np.testing.assert_allclose(found, sd_of(whole, only(whole, whole.columns, names)[rows]), rtol=1e-7)


@pytest.mark.parametrize("left_out", [(), ("match",), ("person", "match"), ("manager", "unit")])
def test_it_does_not_matter_which_groups_are_eliminated(left_out: tuple[str, ...]):
    cells = random_cells(7)
    groups = {name: code for name, code in cells.groups.items() if name not in left_out}
    cells = replace(cells, groups=groups)
    ratios = dict.fromkeys(groups, 0.4)
    design, whole = lay_out(cells), dense(cells, ratios)
    rows = np.arange(len(cells.mean))

    found = sums_sd(design, solve_at(design, ratios, direct), rows, list(groups), own_columns(design))

    np.testing.assert_allclose(found, sd_of(whole, whole.columns), rtol=1e-7)


def test_own_columns_leave_out_what_others_add():
    made = composed(moving_company(1))
    story = next(story for story in stories_of(made) if story.name == "lasting")
    design = lay_out(replace(made.cells, groups=story.groups, levels=story.levels), story.more)

    own = own_columns(design).toarray()

    plain = dense(made.cells, dict.fromkeys(made.cells.groups, 1.0))
    kept = [plain.columns[:, : design.fixed], *(plain.columns[:, plain.where[name]] for name in design.kept)]
    np.testing.assert_array_equal(own, np.hstack(kept))
    assert (design.columns[:, : design.size].toarray() != own).any()


def test_the_latest_cell_is_the_one_that_lasted_longest_and_then_the_one_that_began_last():
    day = {number: date(2025, number, 1) for number in range(1, 8)}
    rows = [
        ("bob", day[1], day[3], "x"),
        ("ann", day[4], day[6], "y"),
        ("ann", day[1], day[3], "x"),
        ("bob", day[2], day[3], "z"),
        ("carl", day[5], day[5], "x"),
    ]
    keys = pl.DataFrame(rows, schema=["person_id", "first_on", "last_on", "manager_id"], orient="row")

    assert latest_cells(keys).tolist() == [1, 3, 4]


def company() -> Composition:
    """Ann moves from x to y; Bob has nobody above him at last."""
    return composed(
        results(
            ("ann", "x", (0, 1), (1.0, 0.8)),
            ("ann", "y", (2,), (0.9,)),
            ("bob", "x", (0, 1), (0.6, 0.7)),
            ("bob", None, (2,), (0.5,)),
        )
    )


def solved_company() -> tuple[Composition, Design, Solved, Mixture]:
    """Every effect is known for sure: 0.1 for the first of a group, 0.2 for the second, and so on."""
    made = company()
    design = lay_out(made.cells)
    levels = {name: np.arange(1, size + 1) / 10 for name, size in made.cells.levels.items()}
    mixture = Mixture(
        np.array([1.0]),
        {name: values[None, :] for name, values in levels.items()},
        {name: values[None, :] / 10 for name, values in levels.items()},
        np.ones((1, 5)),
    )
    return made, design, solve_at(design, dict.fromkeys(made.cells.groups, 0.5), direct), mixture


def test_what_everybody_and_everything_adds_stands_beside_each_person():
    places = lay_places(*solved_company())

    assert places.select("person_id", "manager_id", "unit_id", "match_id", "n").rows() == [
        ("ann", "y", "north", "ann", 1),
        ("bob", None, "north", "bob", 1),
    ]
    np.testing.assert_allclose(places["person"].to_numpy(), [0.1, 0.2])
    np.testing.assert_allclose(places["person_sd"].to_numpy(), [0.01, 0.02])
    # Nobody adds nothing, and that is certain.
    np.testing.assert_allclose(places["manager"].to_numpy(), [0.2, 0.0])
    np.testing.assert_allclose(places["manager_sd"].to_numpy(), [0.02, 0.0])
    np.testing.assert_allclose(places["unit"].to_numpy(), [0.1, 0.1])
    # Pairs in order: Ann and x, Ann and y, Bob and nobody, Bob and x.
    np.testing.assert_allclose(places["match"].to_numpy(), [0.2, 0.3])
    assert places["last_on"].unique().to_list() == [date(2018, 3, 1)]


def test_under_a_typical_leader_role_person_and_unit_count():
    made, design, solved, mixture = solved_company()

    places = lay_places(made, design, solved, mixture)

    march = made.levels(solved.kept[: design.fixed])[2]
    np.testing.assert_allclose(places["role"].to_numpy(), march)
    np.testing.assert_allclose(places["under_typical"].to_numpy(), march + np.array([0.1, 0.2]) + 0.1)


def test_without_units_only_role_and_person_count():
    made = composed(
        results(("ann", "x", (0, 1), (1.0, 0.8)), ("bob", "x", (0, 1), (0.6, 0.7))).with_columns(
            unit_id=pl.lit(None, pl.String)
        )
    )
    design = lay_out(made.cells)
    effects = {name: np.full((1, levels), 0.1) for name, levels in made.cells.levels.items()}
    solved = solve_at(design, dict.fromkeys(made.cells.groups, 0.5), direct)

    places = lay_places(made, design, solved, Mixture(np.ones(1), effects, effects, np.ones((1, 4))))

    np.testing.assert_allclose(places["under_typical"].to_numpy(), places["role"].to_numpy() + 0.1)
    assert "unit" not in places.columns


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_is_not_known_of_a_place_is_what_the_whole_equations_of_any_story_leave_open(at: int):
    made = composed(moving_company(6), chain=2)
    story = stories_of(made)[at]
    cells = replace(made.cells, groups=story.groups, levels=story.levels)
    design = lay_out(cells, story.more)
    ratios = {name: 0.2 + 0.1 * place for place, name in enumerate(story.groups)}
    effects = {name: np.zeros((1, size)) for name, size in made.cells.levels.items()}
    mixture = Mixture(np.ones(1), effects, effects, np.ones((1, len(effects) + 1)))

    places = lay_places(made, design, solve_at(design, ratios, direct), mixture)

    whole, rows = dense(cells, ratios, story.more), latest_cells(made.keys)
    np.testing.assert_allclose(places["total_sd"].to_numpy(), sd_of(whole, whole.columns[rows]), rtol=1e-7)
    # Under a typical leader there is nothing of what a leader taught, nor does anybody make up for the market.
    own = only(whole, dense(cells, ratios).columns, {"person", "unit"})[rows]
    np.testing.assert_allclose(places["under_typical_sd"].to_numpy(), sd_of(whole, own), rtol=1e-7)
