"""Episodes that could be helped: who was short at the end of a period, and what became of it in 90 days."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from answerable.engine.levers.ends import follow
from answerable.engine.levers.figures import WINDOWS, Figures, Window, is_short, not_yet_helped, run_lengths

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]

# The period in which support may begin, and the three parts of the 90 days after it.
TIMES = 4


@dataclass(frozen=True, slots=True)
class Episodes:
    """Episodes in which somebody was short and nothing had been done yet; the first axis of all is (episodes,).

    One person's shortfall gives an episode for every period in which support could have begun.

    Attributes:
        history: what was known when it could begin, shape (episodes, figures).
        expectation: code of the expectation.
        person: code of the person.
        unit: code of the unit, -1 where none.
        outcome: attainment beyond what is common to the role: in the period in which support could begin, and in the
            three thirds of the 90 days after it; NaN where not measured, shape (episodes, 4).
        exposure: support begun since, beyond what is common to the role, at the same times, by kind, shape
            (episodes, kinds, 4).
        supported: share of the 90 days after the period that lies behind the beginning of support, by kind, shape
            (episodes, kinds).
        started: whether support of the kind began in the period, same shape.
        any_start: whether support of any kind did.
        gap: whether a gap was open when it could begin.
        beyond: mean attainment beyond the standard over the 90 days after.
        still_open: whether a gap was open at their end, or when the role was last held.
        gain: mean attainment in the 90 days after, less that in the period before.
        following: what the open gap came to, as `ends.follow` says; shape (episodes, 3).
    """

    history: Floats
    expectation: Ints
    person: Ints
    unit: Ints
    outcome: Floats
    exposure: Floats
    supported: Floats
    started: Truths
    any_start: Truths
    gap: Truths
    beyond: Floats
    still_open: Truths
    gain: Floats
    following: Ints

    def closed(self, lifted: float = 0.0) -> Truths:
        """Which episodes closed: the person was at the standard again over the 90 days, without a gap at their end.

        Args:
            lifted: what everybody's attainment is thought to have been higher by.

        Returns:
            Shape (episodes,).
        """
        return np.asarray((self.beyond + lifted >= 0) & ~self.still_open)

    def of(self, rows: Truths | Ints) -> "Episodes":
        """Some of the episodes.

        Args:
            rows: which.

        Returns:
            These alone.
        """
        return Episodes(**{entry.name: getattr(self, entry.name)[rows] for entry in fields(self)})


def together(parts: list[Episodes]) -> Episodes:
    """Put the episodes of several expectations together.

    Args:
        parts: at least one, all with the same kinds of support.

    Returns:
        All of them.
    """
    names = [entry.name for entry in fields(Episodes)]
    return Episodes(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def episodes_of(figures: Figures) -> Episodes | None:
    """Cut the figures of one expectation into episodes.

    Args:
        figures: of one expectation.

    Returns:
        The episodes whose 90 days are over; None where there is none.
    """
    window = WINDOWS[figures.block.cadence]
    age = run_lengths(is_short(figures))
    could = not_yet_helped(figures, window, age)
    could[:, max(could.shape[1] - window.periods, 0) :] = False
    row, at = np.nonzero(could)
    if not len(row):
        return None
    return _cut(figures, window, age, (row, at))


def _cut(figures: Figures, window: Window, age: Ints, where: tuple[Ints, Ints]) -> Episodes:
    row, at = where
    block, judgement = figures.block, figures.judgement
    moved = figures.common.of(block.attainment - np.nanmean(block.attainment))
    clean, level = block.attainment - moved, judgement.levels.mean - moved
    began = figures.began[:-1].astype(np.float64)
    before = np.cumsum(began, axis=2) - began
    beyond = before - figures.common.of(before)
    after = at[:, None] + np.arange(window.periods + 1)
    outcome = _thirds(clean[row[:, None], after], window)
    measured = ~np.isnan(outcome[:, 1:]).all(axis=1)
    row, at, after, outcome = row[measured], at[measured], after[measured], outcome[measured]
    since = beyond[:, row[:, None], after] - beyond[:, row, at][:, :, None]
    reached = np.minimum(before[:, row[:, None], after] - before[:, row, at][:, :, None], 1.0)
    return Episodes(
        history=_history(figures, (clean, level), age, (row, at)),
        expectation=np.full(len(row), block.expectation["expectation"], dtype=np.int64),
        person=block.person[row],
        unit=block.unit[row, at].astype(np.int64),
        outcome=outcome,
        exposure=np.moveaxis(_thirds(since, window), 0, 1),
        supported=_thirds(reached, window)[..., 1:].mean(axis=-1).T,
        started=figures.began[:-1, row, at].T,
        any_start=np.any(figures.began[:, row, at], axis=0, keepdims=True)[0],
        gap=judgement.is_open[row, at - 1],
        beyond=_mean(block.attainment[row[:, None], after[:, 1:]]) - figures.standard,
        still_open=_still_open(figures, row, after[:, 1:]),
        gain=_mean(block.attainment[row[:, None], after[:, 1:]])
        - _last(block.attainment, judgement.levels.mean, row, at - 1),
        following=follow(figures, row, at),
    )


def _history(figures: Figures, seen: tuple[Floats, Floats], age: Ints, where: tuple[Ints, Ints]) -> Floats:
    """What a leader could see: the last figures, the level, all earlier figures, how long it has lasted."""
    (clean, level), (row, at) = seen, where
    measured = ~np.isnan(clean)
    count = np.cumsum(measured, axis=1)[row, at - 1]
    total = np.cumsum(np.where(measured, clean, 0.0), axis=1)[row, at - 1]
    known = level[row, at - 1]
    helped = (figures.began.any(axis=0).cumsum(axis=1)[row, at - 1] > 0).astype(np.float64)
    lately = _lately(clean, WINDOWS[figures.block.cadence].recent)[row, at - 1]
    lately = np.where(np.isnan(lately), known, lately)
    columns = [
        _last(clean, level, row, at - 1),
        _last(clean, level, row, at - 2),
        known,
        np.where(count > 0, total / np.maximum(count, 1), known),
        1 - figures.judgement.standard[row, at - 1],
        np.log1p(age[row, at - 1]),
        1 / np.maximum(count, 1),
        figures.judgement.is_open[row, at - 1].astype(np.float64),
        lately,
        helped,
        helped * (lately - 1),
        helped * (known - 1),
    ]
    return np.stack(columns, axis=1)


def _still_open(figures: Figures, row: Ints, after: Ints) -> Truths:
    """Whether a gap was open in the last of some periods in which the role was held."""
    place = row[:, None], after
    still_open = np.zeros(len(row), dtype=bool)
    for held, is_open in zip(figures.block.held[place].T, figures.judgement.is_open[place].T, strict=True):
        still_open = np.where(held, is_open, still_open)
    return still_open


def _lately(values: Floats, periods: int) -> Floats:
    """Mean over so many periods up to each period, over what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    count, total = known.cumsum(axis=1), np.where(known, values, 0.0).cumsum(axis=1)
    count[:, periods:] -= count[:, :-periods].copy()
    total[:, periods:] -= total[:, :-periods].copy()
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _last(values: Floats, level: Floats, row: Ints, at: Ints) -> Floats:
    """A figure, or the level where nothing was measured."""
    found = values[row, at]
    return np.where(np.isnan(found), level[row, at], found)


def _thirds(values: Floats, window: Window) -> Floats:
    """Values in the first period and the mean of each third of the rest, along the last axis."""
    parts = [values[..., 0], *(_mean(values[..., list(part)]) for part in window.parts)]
    return np.stack(parts, axis=-1)


def _mean(values: Floats) -> Floats:
    """Mean along the last axis over what is known, NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
