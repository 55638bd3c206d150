"""Erosion: does a gap deepen while nobody acts, and does it spread to the team?"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import polars as pl
from scipy.special import stdtrit

from answerable.engine.attainment.coding import Ints
from answerable.engine.inaction.actions import first_days, known_actions
from answerable.engine.inaction.episodes import episodes_of
from answerable.engine.inaction.lines import Judged, Lines, lines_of
from answerable.engine.inaction.span import MONTHS_PER_PERIOD
from answerable.engine.stats.innovations import innovations
from answerable.engine.stats.kalman import Events, Floats, Leaders, Truths

# With fewer people, or with people under fewer leaders, nothing is said.
FEWEST_PEOPLE, FEWEST_LEADERS = 20, 10


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to levels while nobody acts, beyond what would have happened anyway.

    Attributes:
        per_month: change of attainment in a month, None where it cannot be told.
        low: lower end of its 95 % interval.
        high: upper end.
        sd: its standard error.
        people: how many people it was seen in.
        leaders: under how many leaders.
    """

    per_month: float | None
    low: float | None
    high: float | None
    sd: float | None
    people: int
    leaders: int

    @property
    def falls(self) -> bool | None:
        """Whether levels fall: True, False where that is not known, None where it cannot be told."""
        return None if self.high is None else self.high < 0


@dataclass(frozen=True, slots=True)
class Erosion:
    """What waiting does besides the waiting itself.

    Attributes:
        deepens: to the level of somebody with an open gap.
        spreads: to the levels of others under the same leader.
    """

    deepens: Change
    spreads: Change


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one expectation says; cells are its people's periods.

    Attributes:
        surprise: what was not foreseen, beyond that of everybody in the period, shape (cells,).
        inputs: what the two changes would explain of it for one a month, likewise, shape (2, cells).
        weight: one over the variance foreseen, shape (cells,).
        person: person codes, shape (cells,).
        leader: who counts as one unit of chance: the leader, or the person where there is none, shape (cells,).
        alone: where a gap stood open and nobody had acted the period before, shape (2, cells): an own one, and that
            of somebody else under the same leader.
    """

    surprise: Floats
    inputs: Floats
    weight: Floats
    person: Ints
    leader: Ints
    alone: Truths


def erosion(judged: Judged, actions: pl.DataFrame | None = None) -> Erosion:
    """Say whether gaps deepen, and spread to the team, while nobody acts.

    Low results get better by themselves, and levels are only known from results. So what is looked at is not
    whether somebody with an open gap did worse, but whether worse than was foreseen from all that had been measured
    until then, month after month, beside everybody else in the same expectation and month.

    Args:
        judged: the company.
        actions: what counts as an action besides support, as `cost_of_waiting` takes it.

    Returns:
        Both changes with their 95 % intervals, all that is under one leader being one unit of chance; nothing where
        there are fewer than 20 people or ten leaders to see it in.

    Source:
        docs/methods/inaction.md; `engine.stats.innovations` for the surprises. R. M. Bell and D. F. McCaffrey (2002),
        Bias reduction in standard errors for linear regression with multi-stage samples, Survey Methodology 28(2), for
        the intervals: the jackknife over clusters.
    """
    return erosion_in(list(lines_of(judged)), known_actions(judged, actions))


def erosion_in(lines: Sequence[Lines], actions: pl.DataFrame) -> Erosion:
    """Say the same of series that are laid out already.

    Args:
        lines: all series of a company; those of units are not looked at.
        actions: what was done, as `known_actions` tells it.

    Returns:
        Both changes.
    """
    return _regressed([_evidence(each, actions) for each in lines if not each.of_units])


def _evidence(lines: Lines, actions: pl.DataFrame) -> _Evidence:
    alone = left_alone(lines, actions)
    beside = _beside(alone, lines.leader[:, : alone.shape[1]])
    both = np.zeros((2, *alone.shape), dtype=bool)
    both[0, :, 1:], both[1, :, 1:] = alone[:, :-1], beside[:, :-1]
    measured, seen = lines.is_open.shape[1], lines.events
    events = Events(seen.breaks[:, :measured], seen.supports[:, :measured], seen.led_by[:, :measured])
    found = innovations(
        lines.y[:, :measured],
        lines.levels.noise_variance,
        lines.levels.dynamics,
        events,
        both * MONTHS_PER_PERIOD[lines.span.cadence],
    )
    weight = np.where(np.isnan(found.surprise), 0.0, 1 / found.variance)
    cells = weight > 0
    leader = np.where(lines.leader >= 0, lines.leader, -1 - lines.who[:, None])[:, :measured]
    return _Evidence(
        surprise=_beyond(np.nan_to_num(found.surprise), weight)[cells],
        inputs=np.array([_beyond(each, weight)[cells] for each in found.inputs]),
        weight=weight[cells],
        person=np.broadcast_to(lines.who[:, None], cells.shape)[cells],
        leader=leader[cells].astype(np.int64),
        alone=both[:, cells],
    )


def left_alone(lines: Lines, actions: pl.DataFrame) -> Truths:
    """Say in which periods a gap stood open at the end and nobody had acted until then.

    Args:
        lines: the series.
        actions: what was done.

    Returns:
        Shape (series, periods measured).
    """
    episodes = episodes_of(lines.is_open, lines.now)
    first = first_days(lines, episodes, actions)
    columns = np.arange(lines.is_open.shape[1])
    open_then = (columns >= episodes.first[:, None]) & (columns <= episodes.last[:, None])
    waiting = open_then & (lines.span.edges[columns + 1] <= first[:, None])
    alone = np.zeros(lines.is_open.shape, dtype=bool)
    np.logical_or.at(alone, episodes.row, waiting)
    return alone


def _beside(alone: Truths, leader: Leaders) -> Truths:
    """Where somebody else under the same leader has a gap that stands open without action."""
    found = np.zeros(alone.shape, dtype=bool)
    for period in range(alone.shape[1]):
        led_by = leader[:, period]
        count = np.bincount(led_by[alone[:, period] & (led_by >= 0)], minlength=int(led_by.max(initial=0)) + 1)
        found[:, period] = (led_by >= 0) & (count[led_by] > alone[:, period])
    return found


def _beyond(figures: Floats, weight: Floats) -> Floats:
    """What lies beyond the mean of everybody in the period."""
    total = weight.sum(axis=0)
    mean = np.divide((weight * figures).sum(axis=0), total, out=np.zeros(len(total)), where=total > 0)
    return np.asarray(figures - mean)


def _regressed(evidence: list[_Evidence]) -> Erosion:
    cells = {
        field.name: np.concatenate([getattr(each, field.name) for each in evidence], axis=-1)
        for field in fields(_Evidence)
    }
    together = _Evidence(**cells)
    seen = [(len(np.unique(together.person[each])), len(np.unique(together.leader[each]))) for each in together.alone]
    told = [place for place, (people, led) in enumerate(seen) if people >= FEWEST_PEOPLE and led >= FEWEST_LEADERS]
    changes = [Change(None, None, None, None, people, led) for people, led in seen]
    if told:
        found, sd, df = _fitted(together, told)
        reach = stdtrit(df, 0.975) * sd
        for at, place in enumerate(told):
            low, high = float(found[at] - reach[at]), float(found[at] + reach[at])
            changes[place] = Change(float(found[at]), low, high, float(sd[at]), *seen[place])
    return Erosion(changes[0], changes[1])


def _fitted(evidence: _Evidence, told: list[int]) -> tuple[Floats, Floats, Floats]:
    """Weighted least squares, with standard errors from leaving out all under one leader at a time.

    A few leaders may hold most of what is known; the degrees of freedom are as many as there would be if all held the
    same.
    """
    inputs, weighted = evidence.inputs[told], evidence.inputs[told] * evidence.weight
    _, place = np.unique(evidence.leader, return_inverse=True)
    groups = int(place.max()) + 1
    products = np.array([[np.bincount(place, one * other, groups) for other in inputs] for one in weighted])
    sums = np.array([np.bincount(place, each * evidence.surprise, groups) for each in weighted])
    all_products, all_sums = products.sum(axis=2), sums.sum(axis=1)
    found = np.linalg.solve(all_products, all_sums)
    without = np.moveaxis(all_products[:, :, None] - products, 2, 0)
    others = np.linalg.solve(without, (all_sums[:, None] - sums).T[:, :, None])[:, :, 0]
    variance = np.sum((others - found) ** 2, axis=0) * (groups - 1) / groups
    held = products[np.arange(len(told)), np.arange(len(told))]
    return found, np.sqrt(variance), held.sum(axis=1) ** 2 / np.sum(held**2, axis=1) - 1
