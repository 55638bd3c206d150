"""The oracle: the exact posterior of every level for one who knows how the world was made, but not what was drawn."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtr

from answerable.engine.worlds import World
from answerable.engine.worlds.effects import MARKET_MEMORY
from answerable.engine.worlds.parameters import WorldParameters
from answerable.kernel.periods import Cadence, period_index, period_start
from judged import STANDARD, Judged

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Parts:
    """The parts levels are made of, each with a place in the state."""

    place: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> int:
        """The place of a part, a new one where it was not known."""
        return self.place.setdefault((kind, name), len(self.place))

    def places(self, kind: str) -> Ints:
        """All places of parts of a kind."""
        return np.array([place for (of, _), place in self.place.items() if of == kind], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Cell:
    """One measurement of one person.

    Attributes:
        block: which of the judged blocks it is in.
        row: the row of that block.
        month: the number of the month.
        made_of: the parts of the level, the person first.
        known: what the oracle knows of the level: the mean, and support and causes with their dates.
        y: attainment.
    """

    block: int
    row: int
    month: int
    made_of: tuple[tuple[str, str], ...]
    known: float
    y: float


@dataclass(frozen=True, slots=True)
class Month:
    """Who was measured in a month, and what their level is made of.

    Attributes:
        block: which of the judged blocks each is in, shape (people,).
        row: the row of that block.
        made_of: places of the parts, shape (people, parts).
        noise: the place of the person's noise.
        known: what the oracle knows of the level: the mean, and support and causes with their dates.
        y: attainment.
    """

    block: Ints
    row: Ints
    made_of: Ints
    noise: Ints
    known: Floats
    y: Floats


def company_oracle(made: World, parameters: WorldParameters, blocks: list[Judged]) -> list[Floats]:
    """Say how probable it is that each level lies below the standard, knowing how the world was made.

    The oracle knows every variance and correlation, who worked under whom, every support with its date and effect,
    and which units a common cause hit from when. It does not know what was drawn. Everything is Gaussian, so a Kalman
    filter over all parts of the company at once is exact.

    Args:
        made: the company and its truth.
        parameters: what it is made of.
        blocks: monthly expectations without a band.

    Returns:
        Probabilities given what was measured of anybody up to each month, one array a block.
    """
    told = [np.full(each.level.shape, np.nan) for each in blocks]
    _filtered(_cells(made, parameters, blocks), made, parameters, told)
    return told


def series_oracle(made: World, parameters: WorldParameters, blocks: list[Judged]) -> list[Floats]:
    """Say the same from each person's own figures only, without what those of others tell of a leader they share.

    Args:
        made: the company and its truth.
        parameters: what it is made of.
        blocks: monthly expectations without a band.

    Returns:
        Probabilities given what was measured of the same person up to each month, one array a block.
    """
    told = [np.full(each.level.shape, np.nan) for each in blocks]
    own: dict[tuple[int, int], list[Cell]] = {}
    for cell in _cells(made, parameters, blocks):
        own.setdefault((cell.block, cell.row), []).append(cell)
    for cells in own.values():
        _filtered(cells, made, parameters, told)
    return told


def _filtered(cells: list[Cell], made: World, parameters: WorldParameters, told: list[Floats]) -> None:
    """Run the filter over some cells, and write down what it says of each."""
    parts = Parts()
    months = [_month([cell for cell in cells if cell.month == month], parts) for month in range(parameters.months)]
    mean, covariance = _prior(made, parameters, parts)
    lingers = _memory(parameters, parts)
    spread = np.diag(covariance).copy()
    for period, month in enumerate(months):
        if period:
            mean *= lingers
            covariance *= np.outer(lingers, lingers)
            covariance[np.diag_indices_from(covariance)] += (1 - lingers**2) * spread
        if not len(month.row):
            continue
        _learn(mean, covariance, month, 1e-9)
        level = mean[month.made_of].sum(axis=1) + month.known
        rows, columns = month.made_of[:, :, None], month.made_of[:, None, :]
        sd = np.sqrt(np.maximum(covariance[rows, columns].sum(axis=(1, 2)), 1e-12))
        for block, row, chance in zip(month.block, month.row, ndtr((STANDARD - level) / sd), strict=True):
            told[block][row, period] = chance


def _learn(mean: Floats, covariance: Floats, month: Month, rest: float) -> None:
    places = np.column_stack([month.made_of, month.noise])
    seen = covariance[places].sum(axis=1)
    foreseen = seen[:, places].sum(axis=2)
    foreseen[np.diag_indices_from(foreseen)] += rest
    gain = np.linalg.solve(foreseen, seen).T
    mean += gain @ (month.y - month.known - mean[places].sum(axis=1))
    covariance -= gain @ seen


def _memory(parameters: WorldParameters, parts: Parts) -> Floats:
    """How much of each part is left a month later."""
    lingers = np.ones(len(parts.place))
    lingers[parts.places("market")] = MARKET_MEMORY
    lingers[parts.places("noise")] = parameters.noise_correlation
    return lingers


def _prior(made: World, parameters: WorldParameters, parts: Parts) -> tuple[Floats, Floats]:
    variances = {
        "person": parameters.sd(parameters.share_person),
        "manager": parameters.sd(parameters.share_manager),
        "line": parameters.sd(parameters.share_line),
        "unit": parameters.sd(parameters.share_unit),
        "market": parameters.market_sd,
        "noise": parameters.sd(parameters.share_noise),
    }
    covariance = np.zeros((len(parts.place), len(parts.place)))
    for (kind, _), place in parts.place.items():
        covariance[place, place] = variances[kind] ** 2
    first = made.truth["spells"].filter(pl.col("starts_on") <= parameters.starts_on)
    for unit, leader in first.select("unit_id", "manager_id").unique().iter_rows():
        pair = ("unit", unit), ("manager", leader)
        if all(part in parts.place for part in pair):
            shared = parameters.unit_leader_correlation * variances["unit"] * variances["manager"]
            one, other = (parts.of(*part) for part in pair)
            covariance[one, other] = covariance[other, one] = shared
    return np.zeros(len(covariance)), covariance


def _month(cells: list[Cell], parts: Parts) -> Month:
    return Month(
        block=np.array([cell.block for cell in cells], dtype=np.int64),
        row=np.array([cell.row for cell in cells], dtype=np.int64),
        made_of=np.array([[parts.of(*part) for part in cell.made_of] for cell in cells], dtype=np.int64),
        noise=np.array([parts.of("noise", cell.made_of[0][1]) for cell in cells], dtype=np.int64),
        known=np.array([cell.known for cell in cells]),
        y=np.array([cell.y for cell in cells]),
    )


def _cells(made: World, parameters: WorldParameters, blocks: list[Judged]) -> list[Cell]:
    stays: dict[str, list[tuple[Any, ...]]] = {}
    spells = made.truth["spells"].with_columns(pl.col("ends_on").fill_null(date.max))
    for person, *stay in spells.select(
        "person_id", "starts_on", "ends_on", "manager_id", "line_id", "unit_id"
    ).iter_rows():
        stays.setdefault(person, []).append(tuple(stay))
    helped = _support(made)
    causes = {
        unit: (since, shift)
        for unit, since, shift in made.truth["units"].select("unit_id", "shared_from", "shared_shift").iter_rows()
        if since is not None
    }
    cells = []
    for number, each in enumerate(blocks):
        role = each.block.expectation["role_id"]
        for row, column in np.argwhere(~np.isnan(each.block.attainment)):
            day = period_start(each.block.first_period + int(column), Cadence.MONTH)
            person = each.people[row]
            _, _, manager, line, unit = next(stay for stay in stays[person] if stay[0] <= day < stay[1])
            known = parameters.mean_attainment
            known += sum(effect for since, effect in helped.get(person, []) + helped.get(unit, []) if since < day)
            since, shift = causes.get(unit, (date.max, 0.0))
            known += shift if since <= day else 0.0
            made_of = (("person", person), ("manager", manager), ("line", line), ("unit", unit), ("market", role))
            y = float(each.block.attainment[row, column])
            month = period_index(day, Cadence.MONTH) - period_index(parameters.starts_on, Cadence.MONTH)
            cells.append(Cell(number, int(row), month, made_of, known, y))
    return cells


def _support(made: World) -> dict[str, list[tuple[date, float]]]:
    """By person or unit: when support began, by the last day of its month, and what it adds from the next one on."""
    given = made.tables["interventions"].join(made.truth["interventions"], on="intervention_id")
    helped: dict[str, list[tuple[date, float]]] = {}
    for person, unit, starts_on, effect in given.select("person_id", "unit_id", "starts_on", "effect").iter_rows():
        helped.setdefault(person or unit, []).append((starts_on, effect))
    return helped
