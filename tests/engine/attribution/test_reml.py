"""Restricted maximum likelihood against matrices written out in full, and how the search behaves at its edges."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from answerable.engine.attribution import reml
from answerable.engine.attribution.beliefs import Nothing, Weak
from answerable.engine.attribution.cells import Cells, collapse_rows
from answerable.engine.attribution.elimination import Design, lay_out
from answerable.engine.attribution.mixed import solving_by
from answerable.engine.attribution.reml import (
    EXPLAINED,
    LONGEST_STEP,
    Found,
    information,
    log_likelihood,
    search,
    slope,
    solve_at,
)
from answerable.engine.attribution.solvers import direct
from answerable.kernel.problems import UsageError
from brute_force import draw

seeds = st.integers(0, 2**32 - 1)
METHODS = pytest.mark.parametrize("method", ["direct", "iterative"])


def kept_too(cells: Cells) -> Design:
    """A design of which nothing is eliminated: every group is said to add to other cells, too, namely nothing."""
    return lay_out(cells, {name: sparse.csr_array((len(cells.mean), levels)) for name, levels in cells.levels.items()})


def without_effects() -> Design:
    """Six people of whom each has the same mean, each once in each of ten teams, which differ."""
    person, team = np.arange(60) % 6, np.arange(60) // 6
    y = np.random.default_rng(3).normal(size=60) + 3.0 * np.sin(team)
    of_people = np.bincount(person, y) / 10
    return lay_out(collapse_rows(y - of_people[person], np.ones((60, 1)), {"person": person, "team": team}, None))


def climb(design: Design, start: float, precision: float = 1e-12, *, drops: bool = True, exact: bool = True) -> Found:
    belief = Nothing() if drops else Weak(0.5)
    return search(design, direct, np.full(len(design.cells.groups), start), precision, belief, exact=exact)


@METHODS
@settings(max_examples=20)
@given(seeds)
def test_likelihood_effects_and_noise_are_those_of_the_whole_matrices(method: str, seed: int):
    drawn = draw(seed)
    design, dense = lay_out(drawn.cells), drawn.dense

    solved = solve_at(design, drawn.gamma, solving_by(design, method, probes=100))

    assert log_likelihood(design, solved) == pytest.approx(dense.log_likelihood(drawn.gamma), rel=1e-9)
    assert solved.noise == pytest.approx(dense.noise(drawn.gamma))
    assert solved.quadratic == pytest.approx(dense.noise(drawn.gamma) * dense.df)
    assert solved.kept[:3] == pytest.approx(dense.coefficients(drawn.gamma))
    for name, effects in dense.effects(drawn.gamma).items():
        assert solved.effects(design, name) == pytest.approx(effects, abs=1e-9)


@METHODS
@settings(max_examples=20)
@given(seeds)
def test_slope_and_information_are_those_of_the_whole_matrices(method: str, seed: int):
    drawn = draw(seed)
    design, dense = lay_out(drawn.cells), drawn.dense

    solved = solve_at(design, drawn.gamma, solving_by(design, method, probes=100))

    assert slope(design, solved) == pytest.approx(dense.slope(drawn.gamma), abs=1e-6)
    assert information(design, solved) == pytest.approx(dense.information(drawn.gamma), abs=1e-8)


@settings(max_examples=20)
@given(seeds)
def test_eliminating_three_nested_groups_changes_nothing(seed: int):
    drawn = draw(seed)
    eliminated, kept = lay_out(drawn.cells), kept_too(drawn.cells)

    one, other = (solve_at(design, drawn.gamma, direct) for design in (eliminated, kept))

    assert (len(eliminated.eliminated), len(kept.eliminated)) == (3, 0)
    assert log_likelihood(eliminated, one) == pytest.approx(log_likelihood(kept, other))
    assert slope(eliminated, one) == pytest.approx(slope(kept, other))
    assert information(eliminated, one) == pytest.approx(information(kept, other))
    for name in drawn.groups:
        assert one.effects(eliminated, name) == pytest.approx(other.effects(kept, name))


def test_what_is_known_of_the_fixed_part_counts_like_the_observations_it_is_from():
    drawn = draw(4)
    # Observations of nobody, nowhere: of the fixed part they tell, and of nothing else.
    nowhere = np.arange(len(drawn.y)) < 7
    groups = {name: np.where(nowhere, -1, code) for name, code in drawn.groups.items()}
    plain = np.ones(len(drawn.y))
    whole = replace(drawn, groups=groups, weight=plain)
    cells = collapse_rows(
        drawn.y[~nowhere], drawn.fixed[~nowhere], {name: code[~nowhere] for name, code in groups.items()}, None
    )
    x, y = drawn.fixed[nowhere], drawn.y[nowhere]
    known = replace(
        cells,
        known=sparse.csr_array(x.T @ x),
        known_right=x.T @ y,
        within=cells.within + y @ y,
        observations=cells.observations + len(y),
    )
    design = lay_out(known)

    solved = solve_at(design, drawn.gamma, direct)

    assert len(design.eliminated) == 3
    assert log_likelihood(design, solved) == pytest.approx(whole.dense.log_likelihood(drawn.gamma))
    assert solved.kept[:3] == pytest.approx(whole.dense.coefficients(drawn.gamma))


def test_a_group_without_any_variance_has_no_effects_and_no_slope():
    drawn = draw(6)
    design = lay_out(drawn.cells)
    gamma = drawn.gamma | {"market": 0.0, "person": 0.0}

    solved = solve_at(design, gamma, direct)

    assert log_likelihood(design, solved) == pytest.approx(drawn.dense.log_likelihood(gamma))
    for place, name in enumerate(drawn.groups):
        none = name in {"market", "person"}
        assert (not solved.effects(design, name).any()) == none
        assert (slope(design, solved)[place] == pytest.approx(0.0, abs=1e-12)) == none
        assert (information(design, solved)[place, place] == pytest.approx(0.0, abs=1e-12)) == none


def test_observations_that_are_explained_exactly_are_refused():
    person = np.array([0, 0, 1, 1])
    design = lay_out(collapse_rows(np.full(4, 0.1), np.ones((4, 1)), {"person": person}, None))

    with pytest.raises(UsageError, match=f"^{re.escape(EXPLAINED)}$"):
        solve_at(design, {"person": 1.0}, direct)


def test_a_search_for_groups_that_explain_all_is_refused_once_it_is_there():
    person = np.arange(12) % 4
    design = lay_out(collapse_rows(person.astype(float), np.ones((12, 1)), {"person": person}, None))

    with pytest.raises(UsageError, match=f"^{re.escape(EXPLAINED)}$"):
        climb(design, 0.5)


@settings(max_examples=10)
@given(seeds)
def test_the_search_ends_where_nothing_rises_any_more(seed: int):
    drawn = draw(seed)
    design = lay_out(drawn.cells)

    found = climb(design, 0.5)

    gamma = found.solved.gamma
    assert found.converged
    there = [place for place, name in enumerate(gamma) if gamma[name] > 0]
    assert drawn.dense.slope(gamma)[there] == pytest.approx(np.zeros(len(there)), abs=1e-4)
    assert drawn.dense.log_likelihood(gamma) > drawn.dense.log_likelihood(drawn.gamma) - 1e-6


def test_a_group_that_explains_nothing_ends_at_no_variance_at_all():
    found = climb(without_effects(), 0.5)

    assert found.converged
    assert found.solved.gamma["person"] == 0.0
    assert found.solved.gamma["team"] > 0.5


def test_where_no_group_explains_anything_all_end_at_no_variance_at_all():
    cells = collapse_rows(np.tile([1.0, -1.0], 8), np.ones((16, 1)), {"person": np.arange(16) // 2}, None)

    found = climb(lay_out(cells), 0.5)

    assert (found.converged, found.solved.gamma) == (True, {"person": 0.0})
    # The sum of squares around the mean of 0, by the degrees of freedom.
    assert found.solved.noise == pytest.approx(16 / 15)


@pytest.mark.parametrize("exact", [True, False])
def test_a_belief_keeps_a_group_that_explains_nothing_in_the_running(*, exact: bool):
    design = without_effects()

    found = climb(design, 0.5, drops=False, exact=exact)

    gamma = np.array(list(found.solved.gamma.values()))
    assert found.converged
    assert found.rounds < 20
    assert 1e-4 < gamma[0] < 0.1
    assert slope(design, found.solved) + Weak(0.5).slope(gamma) == pytest.approx(np.zeros(2), abs=1e-5)


def test_a_step_that_would_lead_too_far_is_damped_as_a_whole_so_that_it_leads_upwards():
    # The second ratio hardly matters, and would be moved by 1000; what the first one should do hangs on that.
    inside, rise = np.array([[1.0, 0.01], [0.01, 0.0002]]), np.array([0.1, -0.099])

    whole = np.linalg.solve(inside, rise)
    step = reml._damped(inside, rise)

    assert whole == pytest.approx([10.1, -1000.0])
    assert rise @ np.clip(whole, -LONGEST_STEP, LONGEST_STEP) == pytest.approx(0.597)
    assert 2.0 <= np.abs(step).max() <= LONGEST_STEP
    assert step[0] == pytest.approx(0.1, abs=0.05)


def test_a_step_that_is_short_enough_is_taken_as_it_is():
    inside = np.array([[2.0, 0.5], [0.5, 1.0]])

    assert reml._damped(inside, np.array([1.0, -1.0])) == pytest.approx(np.array([6 / 7, -10 / 7]))


def test_a_search_that_does_not_end_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reml, "MOST_ROUNDS", 2)

    found = climb(lay_out(draw(6).cells), 0.5, precision=1e-12)

    assert (found.converged, found.rounds) == (False, 2)


@pytest.mark.parametrize("start", [1e-6, 1e4])
def test_the_search_ends_at_the_same_place_wherever_it_begins(start: float):
    design = lay_out(draw(6).cells)

    found, usual = climb(design, start), climb(design, 0.5)

    assert found.converged
    assert found.solved.gamma == pytest.approx(usual.solved.gamma, rel=1e-5)


def at(design: Design, gamma: np.ndarray, *, exact: bool) -> reml._Place:
    return reml._placed(design, list(design.cells.groups), gamma, direct, Nothing(), exact=exact)


def test_a_step_that_leads_too_far_is_halved_until_it_leads_upwards():
    design = without_effects()
    best = np.array(list(climb(design, 0.5).solved.gamma.values()))
    # A little below the best ratio of teams; a step of three passes far over it.
    place = at(design, best * np.exp(-0.5), exact=True)
    step = np.array([0.0, LONGEST_STEP])

    reached = reml._climbed(design, place, step, direct, Nothing(), exact=True)

    assert np.log(reached.gamma[1] / place.gamma[1]) == pytest.approx(LONGEST_STEP / 4)
    assert reached.height > place.height
    assert at(design, place.gamma * np.exp(step / 2), exact=True).height < place.height


def test_a_step_that_leads_down_however_small_is_taken_when_it_is_small_enough():
    design = without_effects()
    place = at(design, np.array([0.0, 0.01]), exact=True)

    reached = reml._climbed(design, place, np.array([0.0, -LONGEST_STEP]), direct, Nothing(), exact=True)

    assert np.log(reached.gamma[1] / place.gamma[1]) == pytest.approx(-LONGEST_STEP / 1024)
    assert reached.height < place.height


def test_a_step_is_taken_whole_where_the_likelihood_is_only_known_roughly():
    design = without_effects()
    place = at(design, np.array([0.0, 0.01]), exact=False)

    reached = reml._climbed(design, place, np.array([0.0, -LONGEST_STEP]), direct, Nothing(), exact=False)

    assert np.log(reached.gamma[1] / place.gamma[1]) == pytest.approx(-LONGEST_STEP)
    assert (place.height, reached.height) == (0.0, 0.0)


def test_a_ratio_that_falls_below_everything_ends_at_zero_only_without_a_belief():
    design = without_effects()
    place = at(design, np.array([2e-8, 1.0]), exact=False)
    step = np.array([-LONGEST_STEP, 0.0])

    dropped, kept = (
        reml._climbed(design, place, step, direct, belief, exact=False) for belief in (Nothing(), Weak(0.5))
    )

    assert dropped.gamma.tolist() == [0.0, 1.0]
    assert kept.gamma == pytest.approx([2e-8 * np.exp(-LONGEST_STEP), 1.0])
