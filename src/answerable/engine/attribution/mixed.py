"""Linear models with random effects of crossed and nested groups, of any size, by restricted maximum likelihood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attribution.beliefs import Nothing
from answerable.engine.attribution.cells import Floats, collapse_rows
from answerable.engine.attribution.elimination import Design, applied, columns_scaled, lay_out, own_totals
from answerable.engine.attribution.reml import Found, Solved, Solving, log_likelihood, search
from answerable.engine.attribution.solvers import direct, iterative, probes_for
from answerable.kernel.problems import UsageError

Method = Literal["direct", "iterative"]

# Above so many columns left after elimination, solving step by step is faster than outright.
DIRECT_AT_MOST = 1500
PROBES, FEWEST_PROBES = 16, 6
# Up to so many columns all probes are taken, above that fewer.
COLUMNS_FOR_ALL = 5_000
DRAWS = 32
# So many draws are made at a time, to keep memory low.
AT_ONCE = 8
# How much the likelihood may still rise where a search ends: nothing to speak of, or less than the probes can tell.
EXACT, PROBED = 1e-12, 1e-3
START = 0.5


@dataclass(frozen=True, slots=True)
class Effect:
    """The effects of one group's levels.

    Attributes:
        level: the levels as they were given, in order, shape (levels,).
        estimate: best linear unbiased predictions, shape (levels,).
        standard_error: their posterior standard deviations at the estimated variances, shape (levels,).
    """

    level: NDArray[Any]
    estimate: Floats
    standard_error: Floats


@dataclass(frozen=True, slots=True)
class MixedFit:
    """A fitted mixed model.

    Attributes:
        variances: by group, and `noise`.
        fixed: coefficients of the fixed columns, shape (columns,).
        fixed_standard_error: of the same.
        effects: by group.
        reml_log_likelihood: at the estimates.
        converged: whether the search ended before its limit.
        method: `direct` or `iterative`.
        rounds: steps of the search.
    """

    variances: dict[str, float]
    fixed: Floats
    fixed_standard_error: Floats
    effects: dict[str, Effect]
    reml_log_likelihood: float
    converged: bool
    method: Method
    rounds: int


def fit_mixed(
    y: Sequence[float] | Floats,
    fixed: NDArray[Any],
    groups: Mapping[str, Sequence[Any] | NDArray[Any]],
    weights: Sequence[float] | Floats | None = None,
    *,
    method: Method | None = None,
    probes: int | None = None,
    seed: int = 0,
) -> MixedFit:
    """Fit `y = fixed + one random effect a group + noise` by restricted maximum likelihood.

    Groups may be nested or crossed in any way. Rows that share their fixed part and all their levels are taken
    together first; the group with most levels, and those it is nested in, are eliminated on paper; the rest is solved
    outright, or, where that is too large, by conjugate gradients with traces from random probes.

    Args:
        y: observations, shape (rows,).
        fixed: the fixed part, shape (rows, columns); a column of ones for an intercept. Columns have to be independent.
        groups: by name, the level of each observation: numbers or text, shape (rows,).
        weights: precision of each row relative to the others', as lme4 takes them: a row of weight w has the noise's
            variance over w; shape (rows,); one each when not given.
        method: `direct` or `iterative`; by default what suits the size.
        probes: how many random probes the iterative method takes, at least one; by default what suits the size; with
            no fewer than the columns left after elimination, it is exact.
        seed: of the probes, and of the draws behind the iterative method's standard errors.

    Returns:
        Variances, effects and the rest.

    Raises:
        UsageError: shapes do not fit, values are missing or no numbers, fixed columns depend on each other, a group
            is named noise, or there is no such method.

    Source:
        D. Bates, M. Maechler, B. Bolker and S. Walker (2015), Fitting linear mixed-effects models using lme4, Journal
        of Statistical Software 67(1), for the model; A. R. Gilmour, R. Thompson and B. R. Cullis (1995), Average
        information REML, Biometrics 51(4), for the search; M. F. Hutchinson (1990) for the traces.
    """
    if not groups or "noise" in groups:
        raise UsageError("Expected at least one group, and none of them named 'noise': that is what is left over.")
    if method not in {None, "direct", "iterative"} or (probes is not None and probes < 1):
        raise UsageError("Expected the method 'direct' or 'iterative', and at least one probe.")
    coded = {name: _numbered(name, levels) for name, levels in groups.items()}
    given = None if weights is None else np.asarray(weights, dtype=np.float64)
    codes = {name: code for name, (_, code) in coded.items()}
    cells = collapse_rows(np.asarray(y, dtype=np.float64), _numbers(fixed), codes, given)
    design = lay_out(cells)
    chosen = method or method_for(design)
    found = fit_design(design, chosen, probes=probes or probes_suiting(design), seed=seed)
    return _described(design, found, {name: levels for name, (levels, _) in coded.items()}, chosen, seed)


def method_for(design: Design) -> Method:
    """Choose how to solve.

    Args:
        design: the equations' layout.

    Returns:
        `direct` where few columns are left after elimination, else `iterative`.
    """
    return "direct" if design.size <= DIRECT_AT_MOST else "iterative"


def probes_suiting(design: Design) -> int:
    """Choose how many probes to take: over many levels their chance averages out by itself.

    Args:
        design: the equations' layout.

    Returns:
        Between `FEWEST_PROBES` and `PROBES`.
    """
    return int(np.clip(PROBES * COLUMNS_FOR_ALL // max(design.size, 1), FEWEST_PROBES, PROBES))


def solving_by(design: Design, method: Method, probes: int | None = None, seed: int = 0) -> Solving:
    """Say how the kept equations are solved.

    Args:
        design: the equations' layout.
        method: `direct` or `iterative`.
        probes: how many probes the iterative method takes.
        seed: of the probes.

    Returns:
        What makes a solver of equations.
    """
    if method == "direct":
        return direct
    drawn, each = probes_for(design.size, probes or probes_suiting(design), seed)
    precision, rough = (1e-11, 1e-11) if each == 1.0 else (1e-4, 1e-3)
    return lambda equations, fixed: iterative(equations, fixed, drawn, each, precision=precision, rough=rough)


def fit_design(design: Design, method: Method, *, probes: int = PROBES, seed: int = 0) -> Found:
    """Find the variances of a design that explain the observations best.

    Args:
        design: the equations' layout.
        method: `direct` or `iterative`.
        probes: how many probes the iterative method takes.
        seed: of the probes.

    Returns:
        Where the search ended.
    """
    solving = solving_by(design, method, probes, seed)
    known = method == "direct" or design.size <= probes
    start = np.full(len(design.cells.groups), START)
    return search(design, solving, start, EXACT if known else PROBED, Nothing(), exact=known)


def _numbered(name: str, given: Sequence[Any] | NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """The levels that occur, in order, and the number of each row's."""
    levels = np.asarray(given)
    # Among text NumPy would make text of what is missing: so it is asked for before.
    if _some_missing(np.asarray(given, dtype=object) if levels.dtype.kind == "U" else levels):
        raise UsageError(f"Some rows have no level of the group {name!r}. Leave those rows out, or name their level.")
    if levels.dtype.kind in "iu" and levels.size and levels.min() >= 0 and levels.max() < 2 * levels.size:
        there = np.bincount(levels) > 0
        return np.flatnonzero(there), (np.cumsum(there, dtype=np.int32) - 1)[levels]
    found, code = np.unique(levels, return_inverse=True)
    return found, code.astype(np.int32)


def _numbers(fixed: NDArray[Any]) -> NDArray[Any]:
    columns = np.asarray(fixed)
    if columns.dtype.kind in "bifu":
        return columns
    try:
        return columns.astype(np.float64)
    except (TypeError, ValueError) as found:
        raise UsageError(f"Expected numbers in the fixed part: {found}.") from found


def _some_missing(levels: NDArray[Any]) -> bool:
    if levels.dtype.kind == "O":
        return any(level is None or (isinstance(level, float) and np.isnan(level)) for level in levels)
    return levels.dtype.kind in "fM" and bool(np.isnan(levels).any())


def drawn(design: Design, solved: Solved, draws: int, seed: int) -> Solved:
    """Let the solver of a solution tell how much is unknown of its effects.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.
        draws: how many draws a solver that works step by step takes.
        seed: of the draws.

    Returns:
        The same solution.

    Source:
        P. Siden, F. Lindgren, D. Bolin and M. Villani (2018), Efficient covariance approximations for large sparse
        precision matrices, Journal of Computational and Graphical Statistics 27(4).
    """
    # Chance of its own stands for what is known of the fixed part beforehand.
    sizes, vectors = np.linalg.eigh(design.cells.known.toarray())
    root = vectors * np.sqrt(np.maximum(sizes, 0.0))

    def right() -> Floats:
        rng = np.random.default_rng(seed)
        at_once = [min(AT_ONCE, draws - begun) for begun in range(0, draws, AT_ONCE)]
        return np.hstack([_drawn_right(design, solved, root, rng, size) for size in at_once])

    return replace(solved, solver=solved.solver.sampled(right))


def _drawn_right(design: Design, solved: Solved, root: Floats, rng: np.random.Generator, draws: int) -> Floats:
    cells = rng.standard_normal((len(design.cells.mean), draws)) / np.sqrt(design.cells.weight)[:, None]
    for group, level in zip(design.eliminated, solved.levels, strict=True):
        cells += np.sqrt(level.gamma) * rng.standard_normal((group.size, draws))[group.code]
    own = rng.standard_normal((design.size, draws))
    own[: design.fixed] = root @ rng.standard_normal((design.fixed, draws))
    columns = design.columns[:, : design.size]
    return np.asarray(solved.scale[:, None] * (columns.T @ applied(design, solved.levels, cells)) + own)


def _described(design: Design, found: Found, levels: Mapping[str, NDArray[Any]], method: Method, seed: int) -> MixedFit:
    solved = drawn(design, found.solved, DRAWS, seed)
    variance = kept_variances(design, solved) | eliminated_variances(design, solved)
    fixed = solved.noise * solved.solver.diagonal()[: design.fixed]
    return MixedFit(
        variances={**{name: gamma * solved.noise for name, gamma in solved.gamma.items()}, "noise": solved.noise},
        fixed=solved.kept[: design.fixed],
        fixed_standard_error=np.sqrt(fixed),
        effects={name: Effect(levels[name], solved.effects(design, name), np.sqrt(variance[name])) for name in levels},
        reml_log_likelihood=log_likelihood(design, solved),
        converged=found.converged,
        method=method,
        rounds=found.rounds,
    )


def kept_variances(design: Design, solved: Solved) -> dict[str, Floats]:
    """Posterior variances of the effects of the groups that are kept, given the variances of the groups.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.

    Returns:
        By group, shape (levels,).
    """
    diagonal = solved.solver.diagonal()
    return {name: solved.gamma[name] * solved.noise * diagonal[where] for name, where in design.kept.items()}


def eliminated_variances(design: Design, solved: Solved) -> dict[str, Floats]:
    """Posterior variances of the effects of the groups that are eliminated, given the variances of the groups.

    Args:
        design: the equations' layout.
        solved: the equations at the variances.

    Returns:
        By group, shape (levels,).
    """
    found: dict[str, Floats] = {}
    for place, total in enumerate(own_totals(design, solved.levels)):
        gamma = solved.levels[place].gamma
        seen = columns_scaled(solved.seen[place][:, : design.size].tocsr(), solved.scale)
        left = gamma - gamma**2 * (total - solved.solver.forms(seen))
        found[design.eliminated[place].name] = solved.noise * np.clip(left, 0.0, gamma)
    return found
