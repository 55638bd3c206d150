"""How much of what people bring to one role they bring to another, told from those who have moved."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.special import betainc, logsumexp

from answerable.engine.attribution.cells import Floats
from answerable.engine.placement.abilities import Movers

CARRY_SCHEMA: dict[str, Any] = {
    "role_id": pl.String,
    "other_role_id": pl.String,
    "carry": pl.Float64,
    "sd": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "movers": pl.Int64,
}
# The carry-over is looked at in so many steps from nothing to everything.
STEPS = 50
# How close pairs of roles may lie to the company's own carry-over: as if so many movers had told it of each beforehand.
CLOSENESS = (2.0, 5.0, 12.0, 30.0, 80.0)
SMALLEST = 1e-300
LEAST_LEFT = 1e-9


@dataclass(frozen=True, slots=True)
class Carry:
    """How much of what people bring to one role they bring to another: a correlation, 0 to 1.

    Attributes:
        roles: role ids in order of code.
        mean: of each two roles, shape (roles, roles); 1 of a role with itself.
        variance: how uncertain that is, same shape.
        company: carry-over of two roles that nobody has moved between: its chance by step, shape (steps,).
        between: the same of pairs of roles that somebody has moved between, by codes in order.
        movers: how many people have held both roles, shape (roles, roles).
        people: how many people have held more than one role.
    """

    roles: list[str]
    mean: Floats
    variance: Floats
    company: Floats
    between: dict[tuple[int, int], Floats]
    movers: Floats
    people: int

    def interval(self, one: int, other: int) -> tuple[float, float]:
        """Say between what the carry-over of two roles lies, 90 % sure.

        Args:
            one: code of a role.
            other: code of another one.

        Returns:
            From and to.
        """
        return _interval(self.between.get((min(one, other), max(one, other)), self.company))

    def table(self) -> pl.DataFrame:
        """Tell of each two roles that somebody has moved between.

        Returns:
            A row a pair of roles: the carry-over expected, its `sd`, its 90 % interval `low` to `high`, and how many
            `movers` that rests on, beside what holds of the company's roles on the whole. The first row is of two
            roles that nobody has moved between; its ids are empty.
        """
        rows = [_row(None, None, self.company, self.people)]
        rows += [
            _row(self.roles[one], self.roles[other], chance, int(self.movers[one, other]))
            for (one, other), chance in self.between.items()
        ]
        return pl.DataFrame(rows, schema=CARRY_SCHEMA, orient="row")


def find_carry(roles: list[str], ability: float, movers: Movers) -> Carry:
    """Find out how much of what people bring to one role they bring to another.

    Each pair of roles has a carry-over of its own; those of one company lie around a common one. How close they lie,
    and where the common one is, is told by everybody who moved; a pair of roles with few movers is taken to be much
    like the others, one with many speaks for itself. Before anybody has moved, anything is likely.

    Args:
        roles: role ids in order of code.
        ability: variance of what people bring to a role.
        movers: people who have held several roles, in each of them.

    Returns:
        Of every two roles, what to expect and how surely.

    Source:
        docs/methods/placement.md; B. Efron and C. Morris (1975), Data analysis using Stein's estimator and its
        generalizations, Journal of the American Statistical Association 70(350), for the pooling, here with the
        common mean and spread averaged over rather than plugged in.
    """
    pairs, which = np.unique(np.stack([movers.one, movers.other], axis=1), axis=0, return_inverse=True)
    likely = np.zeros((len(pairs), STEPS))
    np.add.at(likely, which.ravel(), movers.weight[:, None] * _log_likelihood(ability, movers))
    beliefs = _beliefs()
    # By pair and belief, how well the belief explains the pair's movers, as a logarithm.
    explains = logsumexp(likely[:, None, :] + np.log(beliefs)[None], axis=2)
    weight = np.exp(explains.sum(axis=0) - logsumexp(explains.sum(axis=0)))
    company = weight @ beliefs
    mean, variance = _moments(company)
    means, variances = np.full((len(roles),) * 2, mean), np.full((len(roles),) * 2, variance)
    counts, between = np.zeros((len(roles),) * 2), {}
    for place, (one, other) in enumerate(pairs.tolist()):
        given = beliefs * np.exp(likely[place][None] - explains[place][:, None])
        between[one, other] = weight @ given
        for here, there in ((one, other), (other, one)):
            means[here, there], variances[here, there] = _moments(between[one, other])
            counts[here, there] = int(np.sum(which.ravel() == place))
    np.fill_diagonal(means, 1.0)
    np.fill_diagonal(variances, 0.0)
    return Carry(roles, _possible(means), variances, company, between, counts, len(np.unique(movers.person)))


def _middles() -> Floats:
    return np.asarray((np.arange(STEPS) + 0.5) / STEPS)


def _moments(chance: Floats) -> tuple[float, float]:
    mean = float(chance @ _middles())
    return mean, float(chance @ (_middles() - mean) ** 2)


def _row(role: str | None, other: str | None, chance: Floats, movers: int) -> tuple[Any, ...]:
    mean, variance = _moments(chance)
    return (role, other, mean, float(np.sqrt(variance)), *_interval(chance), movers)


def _interval(chance: Floats) -> tuple[float, float]:
    edges, below = np.linspace(0, 1, STEPS + 1), np.append(0.0, np.cumsum(chance))
    low, high = np.interp([0.05, 0.95], below, edges)
    return float(low), float(high)


def _beliefs() -> Floats:
    """What may be believed of a pair's carry-over: a beta distribution for each common mean and closeness."""
    edges = np.linspace(0, 1, STEPS + 1)
    return np.concatenate(
        [
            np.maximum(np.diff(betainc(mean * close, (1 - mean) * close, edges)), SMALLEST)
            for mean in _middles()
            for close in CLOSENESS
        ]
    ).reshape(-1, STEPS)


def _log_likelihood(ability: float, movers: Movers) -> Floats:
    """Of each row of movers, how well each step of carry-over explains it, shape (rows, steps)."""
    own = ability + movers.chance
    shared = ability * _middles()
    left = np.maximum(own[:, :1] * own[:, 1:] - shared**2, LEAST_LEFT * ability**2)
    one, other = movers.level[:, :1], movers.level[:, 1:]
    square = own[:, 1:] * one**2 + own[:, :1] * other**2 - 2 * shared * one * other
    return np.asarray(-0.5 * (np.log(left) + square / left))


def _possible(means: Floats) -> Floats:
    """The closest correlations that can all hold at once."""
    values, vectors = np.linalg.eigh(means)
    made = (vectors * np.maximum(values, LEAST_LEFT)) @ vectors.T
    size = np.sqrt(np.diagonal(made))
    return np.asarray(made / np.outer(size, size))
