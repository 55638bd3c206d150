"""The mixed model against lme4's published fits and against brute force, and how it chooses its way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from answerable.engine.attribution import mixed
from answerable.engine.attribution.cells import collapse_rows
from answerable.engine.attribution.elimination import Design, lay_out
from answerable.engine.attribution.mixed import (
    Method,
    MixedFit,
    drawn,
    eliminated_variances,
    fit_design,
    fit_mixed,
    kept_variances,
    method_for,
    probes_suiting,
    solving_by,
)
from answerable.engine.attribution.reml import solve_at
from answerable.engine.attribution.solvers import Direct, Iterative, direct
from brute_force import Dense, draw, indicators
from reference.lme4 import Published, inst_eval, pastes, penicillin, sleepstudy

SMALL = pytest.mark.parametrize("data", [penicillin, pastes, sleepstudy])


def written_out(data: Published, weights: np.ndarray | None = None) -> Dense:
    codes = {name: np.unique(levels, return_inverse=True)[1] for name, levels in data.groups.items()}
    z = {name: indicators(code) for name, code in codes.items()}
    return Dense(data.y, data.fixed, z, np.ones(len(data.y)) if weights is None else weights)


def ratios(variances: dict[str, float]) -> dict[str, float]:
    return {name: each / variances["noise"] for name, each in variances.items() if name != "noise"}


def ratings(rows: int = 70) -> Published:
    """Ratings as those of lecturers by students, but few; nothing is published of them."""
    rng = np.random.default_rng(12)
    s, d, service = rng.integers(0, 15, rows), rng.integers(0, 12, rows), rng.integers(0, 2, rows)
    both = d % 4 * 2 + service
    y = 3.3 - 0.3 * service + rng.normal(size=15)[s] + rng.normal(size=12)[d] + rng.normal(size=8)[both]
    fixed = np.stack([np.ones(rows), service], axis=1)
    groups = {"s": s.astype(str), "d": d.astype(str), "dept:service": both.astype(str)}
    return Published(y + rng.normal(size=rows), fixed, groups, variances={}, log_likelihood=0.0)


def answered(data: Published, weights: np.ndarray | None = None) -> Published:
    """The same data with the answer that brute force finds."""
    dense = written_out(data, weights)
    best = dense.best()
    noise = dense.noise(best)
    return replace(
        data,
        variances={**{name: gamma * noise for name, gamma in best.items()}, "noise": noise},
        log_likelihood=dense.log_likelihood(best),
        coefficients=tuple(dense.coefficients(best)),
    )


def crossed(rows: int = 1500, people: int = 150, leaders: int = 80) -> Published:
    """More levels than a few probes tell exactly; true variances 1, 0.5 and 1."""
    rng = np.random.default_rng(7)
    person, leader = rng.integers(0, people, rows), rng.integers(0, leaders, rows)
    y = rng.normal(size=people)[person] + np.sqrt(0.5) * rng.normal(size=leaders)[leader] + rng.normal(size=rows)
    truth = {"person": 1.0, "leader": 0.5, "noise": 1.0}
    return Published(y, np.ones((rows, 1)), {"person": person, "leader": leader}, truth, 0.0)


def fit_of(
    data: Published,
    weights: list[float] | None = None,
    method: Method | None = None,
    probes: int | None = None,
    seed: int = 0,
) -> MixedFit:
    return fit_mixed(data.y, data.fixed, data.groups, weights, method=method, probes=probes, seed=seed)


def assert_same_fit(one: MixedFit, other: MixedFit, rel: float = 1e-6):
    assert one.variances == pytest.approx(other.variances, rel=rel)
    assert one.fixed == pytest.approx(other.fixed, rel=rel)
    assert one.reml_log_likelihood == pytest.approx(other.reml_log_likelihood, rel=rel)
    for name, effect in other.effects.items():
        assert one.effects[name].estimate == pytest.approx(effect.estimate, rel=rel, abs=rel)


@SMALL
@pytest.mark.parametrize("method", ["direct", "iterative"])
def test_variances_and_likelihood_are_those_of_lme4(data: Callable[[], Published], method: Method):
    published = data()

    fit = fit_of(published, method=method, probes=100)

    assert fit.variances == pytest.approx(published.variances, rel=1e-4)
    assert fit.reml_log_likelihood == pytest.approx(published.log_likelihood, abs=1e-6)
    assert (fit.converged, fit.method) == (True, method)


@SMALL
def test_effects_are_those_of_brute_force_at_the_variances_of_lme4(data: Callable[[], Published]):
    published = data()

    fit = fit_of(published)

    gamma = ratios(published.variances)
    dense = written_out(published)
    assert fit.fixed == pytest.approx(dense.coefficients(gamma), rel=1e-6)
    for name, effects in dense.effects(gamma).items():
        assert fit.effects[name].level.tolist() == sorted(set(published.groups[name].tolist()))
        assert fit.effects[name].estimate == pytest.approx(effects, abs=1e-3)


def test_ratings_by_crossed_raters_give_the_variances_of_lme4_or_of_brute_force():
    for published in [*inst_eval(), answered(ratings())]:
        fit = fit_of(published)

        assert fit.variances == pytest.approx(published.variances, rel=1e-4)
        assert fit.fixed == pytest.approx(published.coefficients, rel=1e-5)
        assert fit.reml_log_likelihood == pytest.approx(published.log_likelihood, rel=1e-9)
        assert (fit.converged, fit.method) == (True, "direct")


@SMALL
def test_both_methods_agree_where_there_are_probes_enough(data: Callable[[], Published]):
    published = data()

    assert_same_fit(fit_of(published, method="iterative", probes=100), fit_of(published, method="direct"))


@pytest.mark.parametrize("data", [penicillin, pastes, sleepstudy, ratings])
def test_standard_errors_are_those_of_the_dense_posterior(data: Callable[[], Published]):
    published = data()

    fit = fit_of(published)

    fixed, effects = written_out(published).posterior(ratios(fit.variances))
    assert fit.fixed_standard_error == pytest.approx(fixed)
    for name, errors in effects.items():
        assert fit.effects[name].standard_error == pytest.approx(errors)


def test_standard_errors_from_draws_are_near_the_exact_ones():
    published = crossed()
    fit, exact = fit_of(published, method="iterative", probes=200), fit_of(published, method="direct")

    # A variance from 32 draws is off by 25 % (one in the square root of 16), its root by 12.5 %: four times that here.
    assert fit.fixed_standard_error == pytest.approx(exact.fixed_standard_error, rel=0.5)
    for name, effect in exact.effects.items():
        assert fit.effects[name].standard_error == pytest.approx(effect.standard_error, rel=0.1)


def test_draws_are_as_many_as_wanted_and_know_what_was_known_beforehand():
    one = draw(4)
    cells = replace(one.cells, known=sparse.csr_array(np.diag([400.0, 0.0, 0.0])))
    design = lay_out(cells)
    exact = solve_at(design, one.gamma, direct)

    told = drawn(design, solve_at(design, one.gamma, solving_by(design, "iterative", 100)), 3001, seed=1)

    assert told.solver.draws.shape == (design.size, 3001)
    assert told.solver.diagonal() == pytest.approx(exact.solver.diagonal(), rel=0.12)
    for variances in (kept_variances, eliminated_variances):
        for name, variance in variances(design, exact).items():
            assert variances(design, told)[name] == pytest.approx(variance, rel=0.12)


def test_weights_say_how_precise_each_row_is():
    data, weights = pastes(), np.random.default_rng(2).uniform(0.5, 4.0, 60)
    expected = answered(data, weights)

    fit = fit_of(data, weights=weights.tolist())

    assert fit.variances == pytest.approx(expected.variances, rel=1e-4)
    assert fit.fixed == pytest.approx(expected.coefficients, rel=1e-5)
    assert fit.reml_log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-9)
    fixed, effects = written_out(data, weights).posterior(ratios(fit.variances))
    assert fit.fixed_standard_error == pytest.approx(fixed)
    for name, errors in effects.items():
        assert fit.effects[name].standard_error == pytest.approx(errors)


def test_a_row_of_weight_three_moves_effects_as_the_same_row_three_times():
    one = draw(9)
    times = np.arange(len(one.y)) % 3 + 1
    again = np.repeat(np.arange(len(one.y)), times)
    weighted = lay_out(collapse_rows(one.y, one.fixed, one.groups, times.astype(np.float64)))
    groups = {name: code[again] for name, code in one.groups.items()}
    repeated = lay_out(collapse_rows(one.y[again], one.fixed[again], groups, None))

    by_weight, by_rows = (solve_at(design, one.gamma, direct) for design in (weighted, repeated))

    assert by_weight.kept == pytest.approx(by_rows.kept)
    assert by_weight.quadratic == pytest.approx(by_rows.quadratic)
    for name in one.groups:
        assert by_weight.effects(weighted, name) == pytest.approx(by_rows.effects(repeated, name))
    # A weight says how precise a row is; it does not make one row three, of which two would tell of the noise.
    assert (weighted.cells.observations, repeated.cells.observations) == (len(one.y), times.sum())


def test_equal_weights_change_the_noise_alone():
    data = penicillin()

    fit, plain = fit_of(data, weights=[3.0] * len(data.y)), fit_of(data)

    assert fit.variances == pytest.approx({**plain.variances, "noise": 3 * plain.variances["noise"]}, rel=1e-6)
    assert fit.reml_log_likelihood == pytest.approx(plain.reml_log_likelihood)


# Some are too large, too small or too odd to be counted by number.
@pytest.mark.parametrize(
    "levels",
    [
        np.array([0, 1, 2]),
        np.array([1, 4, 17], dtype=np.uint8),
        np.array([70, 1000, 10**12]),
        np.array([-3, 0, 2]),
        np.array([0.5, 1.5, 7.0]),
        np.array([date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)], dtype="datetime64[D]"),
        np.array(["Ada", "Bo", "Cy"]),
        np.array(["Ada", "Bo", "Cy"], dtype=object),
    ],
)
def test_levels_of_any_kind_come_back_in_order_with_the_same_effects(levels: NDArray[Any]):
    code = np.array([2, 0, 1, 1, 2, 0, 0, 1, 2, 2])
    y = [9.0, 1.0, 4.0, 5.0, 8.0, 2.0, 1.5, 4.5, 8.5, 9.5]

    fit = fit_mixed(y, np.ones((10, 1)), {"person": levels[code]})

    # Means of 1.5, 4.5 and 8.75 of three, three and four rows; effects worked out at the variances found.
    gamma = ratios(fit.variances)["person"]
    expected = [gamma * n / (1 + gamma * n) * (mean - fit.fixed[0]) for mean, n in ((1.5, 3), (4.5, 3), (8.75, 4))]
    assert fit.effects["person"].level.tolist() == levels.tolist()
    assert fit.effects["person"].estimate == pytest.approx(expected)


def test_lists_are_as_good_as_arrays():
    data = penicillin()
    groups = {name: levels.tolist() for name, levels in data.groups.items()}

    assert_same_fit(fit_mixed(data.y.tolist(), data.fixed.astype(int), groups), fit_of(data), rel=1e-12)


def test_the_order_of_rows_and_groups_and_the_names_of_levels_change_nothing():
    data = ratings()
    order = np.random.default_rng(1).permutation(len(data.y))
    renamed = {
        name: np.array([f"{name} {99 - int(level)}" for level in levels[order]]) for name, levels in data.groups.items()
    }

    plain = fit_of(data)
    fit = fit_of(replace(data, y=data.y[order], fixed=data.fixed[order], groups=dict(reversed(renamed.items()))))

    assert fit.variances == pytest.approx(plain.variances, rel=1e-5)
    assert fit.fixed == pytest.approx(plain.fixed)
    assert fit.reml_log_likelihood == pytest.approx(plain.reml_log_likelihood)
    for name, effect in plain.effects.items():
        known = dict(zip(fit.effects[name].level.tolist(), fit.effects[name].estimate.tolist(), strict=True))
        assert [known[f"{name} {99 - int(level)}"] for level in effect.level] == pytest.approx(
            effect.estimate, abs=1e-5
        )


def test_few_probes_come_near_the_exact_fit():
    published = crossed()
    exact = fit_of(published, method="direct")

    fits = [fit_of(published, method="iterative", probes=16, seed=seed) for seed in range(3)]

    for fit in fits:
        assert fit.converged
        assert fit.variances == pytest.approx(exact.variances, rel=0.05)
        assert fit.fixed == pytest.approx(exact.fixed, abs=0.01)
        assert fit.reml_log_likelihood == pytest.approx(exact.reml_log_likelihood, rel=0.01)
        for name, effect in exact.effects.items():
            assert fit.effects[name].estimate == pytest.approx(effect.estimate, abs=0.05)


def test_the_seed_decides_what_few_probes_say():
    first, again, other = (fit_of(crossed(400, 60, 30), method="iterative", probes=4, seed=seed) for seed in (1, 1, 2))

    assert first.variances == again.variances
    assert first.reml_log_likelihood == again.reml_log_likelihood
    assert first.fixed_standard_error.tolist() == again.fixed_standard_error.tolist()
    assert first.variances["person"] != other.variances["person"]


def test_other_units_of_the_observations_change_the_units_of_the_fit_alone():
    data = penicillin()
    plain, scaled = fit_of(data), fit_of(replace(data, y=1000 * data.y + 5))

    degrees = len(data.y) - 1
    assert scaled.variances == pytest.approx({name: 1e6 * each for name, each in plain.variances.items()}, rel=1e-5)
    assert scaled.fixed == pytest.approx(1000 * plain.fixed + 5)
    assert scaled.fixed_standard_error == pytest.approx(1000 * plain.fixed_standard_error, rel=1e-5)
    assert scaled.reml_log_likelihood == pytest.approx(plain.reml_log_likelihood - degrees * np.log(1000))
    for name, effect in plain.effects.items():
        assert scaled.effects[name].estimate == pytest.approx(1000 * effect.estimate, rel=1e-5, abs=1e-3)
        assert scaled.effects[name].standard_error == pytest.approx(1000 * effect.standard_error, rel=1e-5)


def test_other_units_of_a_fixed_column_change_its_coefficient_alone():
    data = sleepstudy()
    plain, hours = fit_of(data), fit_of(replace(data, fixed=data.fixed * [1.0, 24.0]))

    assert hours.variances == pytest.approx(plain.variances, rel=1e-6)
    assert hours.fixed == pytest.approx(plain.fixed / [1.0, 24.0])
    assert hours.fixed_standard_error == pytest.approx(plain.fixed_standard_error / [1.0, 24.0])


def test_a_group_without_effects_has_no_variance_and_no_doubt():
    # Every team has the same mean, so that nothing is left for teams to explain.
    y = np.array([1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5])

    fit = fit_mixed(y, np.ones((8, 1)), {"team": np.arange(8) // 2})

    # The sum of squares is 28.5, of seven degrees of freedom.
    assert fit.variances == pytest.approx({"team": 0.0, "noise": 28.5 / 7})
    assert fit.effects["team"].estimate.tolist() == [0.0] * 4
    assert fit.effects["team"].standard_error.tolist() == [0.0] * 4
    assert fit.converged


def of_size(columns: int) -> Design:
    """A design that keeps so many columns."""
    design = lay_out(draw(1).cells)
    return replace(design, columns=sparse.csr_array((len(design.cells.mean), columns + 1)))


def test_up_to_1500_columns_are_solved_outright():
    assert [method_for(of_size(columns)) for columns in (0, 1500, 1501)] == ["direct", "direct", "iterative"]


def test_a_fit_says_which_method_was_chosen(monkeypatch: pytest.MonkeyPatch):
    outright = fit_of(penicillin())
    monkeypatch.setattr(mixed, "DIRECT_AT_MOST", 6)

    by_steps = fit_of(penicillin())

    # Seven columns are left, the samples' and the intercept: probes by default are sixteen, so that it is exact.
    assert (outright.method, by_steps.method) == ("direct", "iterative")
    assert_same_fit(by_steps, outright)


def test_the_more_columns_the_fewer_probes():
    # Sixteen times 5,000 over the columns, rounded down, between six and sixteen.
    columns = [0, 5_000, 5_001, 8_000, 10_000, 13_000, 1_000_000]

    assert [probes_suiting(of_size(each)) for each in columns] == [16, 16, 15, 10, 8, 6, 6]


def test_solving_takes_the_probes_wanted_or_those_that_suit():
    data = ratings()
    codes = {name: np.unique(levels, return_inverse=True)[1] for name, levels in data.groups.items()}
    design = lay_out(collapse_rows(data.y, data.fixed, codes, None))
    gamma = dict.fromkeys(codes, 0.5)

    outright, suiting, five = (
        solve_at(design, gamma, solving).solver
        for solving in (
            solving_by(design, "direct"),
            solving_by(design, "iterative"),
            solving_by(design, "iterative", 5),
        )
    )

    # Two fixed columns, twelve lecturers, eight courses: more than sixteen, so that signs are drawn.
    assert isinstance(outright, Direct)
    assert isinstance(suiting, Iterative)
    assert (suiting.probes.shape, suiting.each) == ((22, 16), 1 / 16)
    assert (five.probes.shape, five.each) == ((22, 5), 1 / 5)
    assert (np.abs(five.probes) == 1).all()


def test_a_design_is_fitted_as_its_rows_are():
    one = draw(2)
    design = lay_out(collapse_rows(one.y, one.fixed, one.groups, None))

    found, probed = (fit_design(design, method, probes=100) for method in ("direct", "iterative"))

    assert found.converged
    assert probed.solved.noise == pytest.approx(found.solved.noise, rel=1e-6)
    assert probed.solved.gamma == pytest.approx(found.solved.gamma, rel=1e-5, abs=1e-7)
