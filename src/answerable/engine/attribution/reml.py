"""Variances by restricted maximum likelihood: average-information steps on the logarithms of the ratios."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from answerable.engine.attribution.beliefs import Belief
from answerable.engine.attribution.cells import Floats, Sparse
from answerable.engine.attribution.elimination import (
    Design,
    Level,
    applied,
    columns_scaled,
    eliminate,
    own_totals,
    seen_by_all,
)
from answerable.engine.attribution.solvers import Solver, equations_of
from answerable.kernel.problems import UsageError

# A ratio of variances below this is taken for none at all.
NONE_AT_ALL = 1e-8
# Of the sum of squares, less than this is what rounding leaves.
ALL_EXPLAINED = 1e-14
EXPLAINED = (
    "The groups and the fixed part explain the observations exactly: nothing is left for noise, with which variances "
    "are compared. Bring observations that differ where these are the same, or leave out a group."
)
LONGEST_STEP = 3.0
SMALLEST_SHARE = 1e-3
MOST_ROUNDS = 100

Solving = Callable[[Sparse, int], Solver]


@dataclass(frozen=True, slots=True)
class Solved:
    """The equations at given variances.

    Attributes:
        gamma: by group, variance relative to the noise's.
        noise: the noise's variance that goes best with these ratios.
        levels: the eliminated groups.
        seen: Z' V^-1 columns of the eliminated groups, with all of them in V.
        solver: of the kept equations.
        scale: by which they are scaled, shape (kept,).
        kept: fixed part and effects of the kept groups, shape (kept,).
        eliminated: by group, effects, shape (levels,).
        quadratic: y' P y, the noise's degrees of freedom times its variance.
    """

    gamma: dict[str, float]
    noise: float
    levels: list[Level]
    seen: list[Sparse]
    solver: Solver
    scale: Floats
    kept: Floats
    eliminated: dict[str, Floats]
    quadratic: float

    def effects(self, design: Design, name: str) -> Floats:
        """The effects of a group.

        Args:
            design: the equations' layout.
            name: the group.

        Returns:
            Shape (levels,).
        """
        return self.kept[design.kept[name]] if name in design.kept else self.eliminated[name]


def solve_at(design: Design, gamma: dict[str, float], solving: Solving) -> Solved:
    """Solve the mixed-model equations at given variances.

    Args:
        design: the equations' layout.
        gamma: by group, variance relative to the noise's.
        solving: makes a solver of the kept equations.

    Returns:
        The solution.

    Raises:
        UsageError: nothing is left for noise, or the fixed columns depend on each other.
    """
    levels, left_over = eliminate(design, gamma)
    scale = np.ones(design.size)
    for name, where in design.kept.items():
        scale[where] = np.sqrt(gamma[name])
    right = left_over[: design.size, design.size :].toarray()[:, 0]
    solver = solving(equations_of(left_over[: design.size, : design.size].tocsr(), scale, design.fixed), design.fixed)
    answer = solver.solve((scale * right)[:, None])[:, 0]
    kept = scale * answer
    seen = seen_by_all(design, levels)
    mixed = np.append(-kept, 1.0)
    effects = {
        group.name: level.gamma * (own @ mixed)
        for group, level, own in zip(design.eliminated, levels, seen, strict=True)
    }
    quadratic = float(left_over[design.size, design.size]) - float(right @ kept) + design.cells.within
    df = design.cells.observations - design.fixed
    whole = float(design.weighted[design.size, design.size]) + design.cells.within
    if df <= 0 or quadratic <= ALL_EXPLAINED * whole:
        raise UsageError(EXPLAINED)
    noise = quadratic / df
    return Solved(gamma, noise, levels, seen, solver, scale, kept, effects, quadratic)


def log_likelihood(design: Design, solved: Solved) -> float:
    """The restricted log-likelihood at the noise's best variance.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.

    Returns:
        The log-likelihood of the data, constants included, as lme4 gives it.
    """
    df = design.cells.observations - design.fixed
    spread = solved.solver.log_determinant() + sum(
        float(np.sum(np.log1p(level.gamma * level.total))) for level in solved.levels
    )
    return -0.5 * (df * (1 + float(np.log(2 * np.pi * solved.noise))) + spread - design.cells.log_weight)


def slope(design: Design, solved: Solved) -> Floats:
    """How the restricted log-likelihood rises with the logarithm of each ratio.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.

    Returns:
        In the order of the groups, shape (groups,).
    """
    traces = _traces(design, solved)
    rises = []
    for name in design.cells.groups:
        effects, gamma = solved.effects(design, name), solved.gamma[name]
        fitted = float(effects @ effects) / (gamma * solved.noise) if gamma else 0.0
        rises.append(0.5 * (fitted - traces[name]))
    return np.array(rises)


def _traces(design: Design, solved: Solved) -> dict[str, float]:
    """By group, gamma times the trace of Z' P Z."""
    found = {name: where.stop - where.start - solved.solver.trace(where) for name, where in design.kept.items()}
    for place, total in enumerate(own_totals(design, solved.levels)):
        seen = columns_scaled(solved.seen[place][:, : design.size].tocsr(), solved.scale)
        level = solved.levels[place]
        found[design.eliminated[place].name] = level.gamma * (float(total.sum()) - solved.solver.trace_with(seen))
    return found


def information(design: Design, solved: Solved) -> Floats:
    """Average information of the logarithms of the ratios, the noise's variance at its best.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.

    Returns:
        Shape (groups, groups).

    Source:
        A. R. Gilmour, R. Thompson and B. R. Cullis (1995), Average information REML, Biometrics 51(4).
    """
    names = list(design.cells.groups)
    variates = np.stack([_on_cells(design, solved, name) for name in names], axis=1)
    weighted = applied(design, solved.levels, variates)
    columns = design.columns[:, : design.size]
    cross = solved.scale[:, None] * np.asarray(columns.T @ weighted)
    own = variates.T @ weighted - cross.T @ solved.solver.solve(cross)
    with_noise = np.array([_fitted(design, solved, name) for name in names])
    df = design.cells.observations - design.fixed
    return np.asarray(own / (2 * solved.noise) - np.outer(with_noise, with_noise) / (2 * solved.noise**2 * df))


def _on_cells(design: Design, solved: Solved, name: str) -> Floats:
    effects = solved.effects(design, name)
    if name in design.kept:
        return np.asarray(design.columns[:, design.kept[name]] @ effects)
    return effects[design.cells.groups[name]]


def _fitted(design: Design, solved: Solved, name: str) -> float:
    effects, gamma = solved.effects(design, name), solved.gamma[name]
    return float(effects @ effects) / gamma if gamma else 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """Where the search for the variances ended.

    Attributes:
        solved: the equations there.
        information: of the logarithms of the ratios, the belief's part included, shape (groups, groups).
        converged: whether the last step was short enough.
        rounds: steps taken.
    """

    solved: Solved
    information: Floats
    converged: bool
    rounds: int


def search(design: Design, solving: Solving, start: Floats, precision: float, belief: Belief, *, exact: bool) -> Found:
    """Climb to the variances that explain the observations best.

    Args:
        design: the equations' layout.
        solving: makes a solver of the kept equations.
        start: ratios to begin with, in the order of the groups, shape (groups,).
        precision: how much the likelihood may still be about to rise where the search ends.
        belief: what is believed of the ratios beforehand.
        exact: whether the solver knows the likelihood well enough to tell whether a step led upwards.

    Returns:
        The best point found. Without a belief, ratios that keep falling end at zero.
    """
    names = list(design.cells.groups)
    place = _placed(design, names, start, solving, belief, exact=exact)
    for rounds in range(1, MOST_ROUNDS + 1):
        there = np.flatnonzero(place.gamma > 0)
        sharp = information(design, place.solved) + belief.bend(place.gamma)
        of_data = slope(design, place.solved)
        rise = (of_data + belief.slope(place.gamma))[there]
        # Where effects are less than chance would make them, the slope fades with the ratio, which the information of
        # nearly no effects does not see; without that, steps lead to and fro over where a belief holds against it.
        fading = np.zeros(len(names)) if belief.drops else np.maximum(-of_data, 0.0)
        inside = (sharp + np.diag(fading))[np.ix_(there, there)]
        step = np.zeros(len(names))
        step[there] = _damped(inside, rise)
        place = _climbed(design, place, step, solving, belief, exact=exact)
        if float(rise @ step[there]) < precision:
            return Found(place.solved, sharp, converged=True, rounds=rounds)
    return Found(place.solved, sharp, converged=False, rounds=MOST_ROUNDS)


def _damped(inside: Floats, rise: Floats) -> Floats:
    """The step that the information asks for, damped until it changes no ratio too much, so that it still leads up."""
    own, damping = np.diag(1e-9 * np.diag(inside)), 1e-12
    while True:
        step = np.linalg.solve(inside + own + damping * np.eye(len(rise)), rise)
        if not np.abs(step).max(initial=0.0) > LONGEST_STEP:
            return np.asarray(step)
        damping *= 1.5


@dataclass(frozen=True, slots=True)
class _Place:
    gamma: Floats
    solved: Solved
    height: float


def _placed(
    design: Design, names: list[str], gamma: Floats, solving: Solving, belief: Belief, *, exact: bool
) -> _Place:
    solved = solve_at(design, dict(zip(names, gamma.tolist(), strict=True)), solving)
    height = log_likelihood(design, solved) + belief.log_density(gamma) if exact else 0.0
    return _Place(gamma, solved, height)


def _climbed(design: Design, place: _Place, step: Floats, solving: Solving, belief: Belief, *, exact: bool) -> _Place:
    """Take a step, or as much of it as leads upwards; without a belief, what falls below everything ends at zero."""
    names = list(design.cells.groups)
    share = 1.0
    while True:
        gamma = place.gamma * np.exp(share * step)
        if belief.drops:
            gamma[gamma < NONE_AT_ALL] = 0.0
        reached = _placed(design, names, gamma, solving, belief, exact=exact)
        if reached.height >= place.height - 1e-7 or share < SMALLEST_SHARE:
            return reached
        share /= 2
