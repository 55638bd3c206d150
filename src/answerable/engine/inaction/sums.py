"""Sums over what gaps fall short of: while somebody waited, and in the 13 weeks to come."""

from dataclasses import dataclass

import numpy as np

from answerable.engine.attainment.coding import Ints
from answerable.engine.inaction.lines import Lines
from answerable.engine.stats.foresight import Ahead, foresee
from answerable.engine.stats.hindsight import Hindsight, look_back
from answerable.engine.stats.kalman import Floats

# What a shortfall is summed in: the expectation's own unit; attainment x weeks x weight x people; and its mean.
MEASURES = ("lost", "weighted", "shortfall")


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of gaps, with what is not known of them by whom it is shared; each of shape (sums, measures).

    Attributes:
        mean: what is expected of each.
        own_sd: standard deviation of what a gap has to itself.
        leader_sd: of what all under one leader share.
        common_sd: of what everybody in the expectation shares.
        any_sd: of what all gaps share.
    """

    mean: Floats
    own_sd: Floats
    leader_sd: Floats
    common_sd: Floats
    any_sd: Floats

    @property
    def sd(self) -> Floats:
        """Standard deviation of each sum."""
        return np.asarray(np.sqrt(self.own_sd**2 + self.leader_sd**2 + self.common_sd**2 + self.any_sd**2))


@dataclass(frozen=True, slots=True)
class Coming:
    """What will be measured in the next 13 weeks.

    Attributes:
        sums: what will be fallen short of if things go on as they did.
        moved: how much less that is if each level rises by one in every period besides, shape (sums, measures).
        lifted: how much less if each rises by one at once, same shape.
    """

    sums: Sums
    moved: Floats
    lifted: Floats


def lost_so_far(lines: Lines, rows: Ints, shares: Floats) -> Sums:
    """Sum up what true levels fell short of, from all that was measured by now.

    Args:
        lines: the series.
        rows: the series of each sum, shape (sums,).
        shares: how much of each period counts, shape (sums, over + 1).

    Returns:
        The sums; chance is not counted.
    """
    weights = _weights(lines, rows, shares, slice(0, shares.shape[1]))
    sums = _nothing(len(rows))
    chosen, place = np.unique(rows, return_inverse=True)
    for part, told in look_back(lines.y, lines.levels, lines.events, chosen, lines.span.over - 1):
        inside = np.flatnonzero((part.start <= place) & (place < part.stop))
        _add_up(sums, told, weights[:, inside], inside, place[inside] - part.start)
    sums.mean[:] += np.einsum("mgt,mgt->gm", weights, _targets(lines, rows, slice(0, shares.shape[1])))
    return sums


def lost_ahead(lines: Lines, rows: Ints) -> Coming:
    """Foresee what will be fallen short of in the next 13 weeks, if things go on as they did.

    Args:
        lines: the series.
        rows: which of them, each once and in order, shape (sums,).

    Returns:
        The sums, of what will be measured: chance is counted.
    """
    over, columns = lines.span.over, slice(lines.span.over, lines.span.periods)
    weights = _weights(lines, rows, np.tile(lines.span.ahead, (len(rows), 1)), columns)
    sums, moved = _nothing(len(rows)), np.zeros((len(rows), len(MEASURES)))
    lift = lines.levels.dynamics.lift * lines.events.supports[rows, over]
    breaks, leaders = _rates(lines)
    for part, told in look_back(lines.y, lines.levels, lines.events, rows, over - 1):
        noise, ahead = lines.levels.noise_variance[rows[part]], Ahead(lift[part], breaks, leaders)
        for measure, weight in enumerate(weights[:, part]):
            seen = foresee(told.standing, lines.levels.dynamics, noise, weight, ahead)
            sums.mean[part, measure], moved[part, measure] = -seen.mean, seen.moved
            sums.own_sd[part, measure] = np.sqrt(seen.variance)
            sums.leader_sd[part, measure], sums.common_sd[part, measure] = seen.leader_sd, seen.common_sd
    sums.mean[:] += np.einsum("mgt,mgt->gm", weights, _targets(lines, rows, columns))
    return Coming(sums, moved, weights.sum(axis=2).T)


def _weights(lines: Lines, rows: Ints, shares: Floats, columns: slice) -> Floats:
    """What a shortfall of the whole target comes to in each period, shape (measures, sums, periods)."""
    scale = lines.scale[rows, columns]
    weeks = lines.expectation["weight"] * lines.span.weeks[columns] * lines.people[rows, columns]
    counted = np.where(np.isnan(scale), 0.0, shares)
    total = counted.sum(axis=1, keepdims=True)
    mean = np.divide(counted, total, out=np.zeros(counted.shape), where=total > 0)
    return np.array([counted * np.nan_to_num(scale), counted * weeks, mean])


def _targets(lines: Lines, rows: Ints, columns: slice) -> Floats:
    """From where each measure counts, in terms of the series; the mean is told as everybody sees it."""
    target = lines.target[rows, columns]
    return np.array([target, target, 1 - lines.beside[rows, columns]])


def _nothing(sums: int) -> Sums:
    return Sums(*(np.zeros((sums, len(MEASURES))) for _ in range(5)))


def _add_up(sums: Sums, told: Hindsight, weights: Floats, inside: Ints, at: Ints) -> None:
    sums.mean[inside] = -np.einsum("mgt,gt->gm", weights, told.mean[at])
    spread = np.einsum("mgt,gtm->gm", weights, told.covariance[at] @ np.moveaxis(weights, 0, 2))
    sums.own_sd[inside] = np.sqrt(np.maximum(spread, 0.0))
    sums.leader_sd[inside] = np.einsum("mgt,gt->gm", weights, np.sqrt(told.leader_variance[at]))
    sums.common_sd[inside] = weights.sum(axis=2).T * np.sqrt(told.common_variance)


def _rates(lines: Lines) -> tuple[float, float]:
    """How often there is a break in a period, and how often it is another direct leader."""
    held = lines.held[:, 1:]
    breaks = lines.events.breaks[:, 1 : lines.held.shape[1]]
    leader = lines.leader[:, : lines.held.shape[1]]
    another = breaks & (leader[:, 1:] != leader[:, :-1])
    periods = max(int(held.sum()), 1)
    return float((breaks & held).sum() / periods), float((another & held).sum() / periods)
