"""Targets, measurements and true levels, from attainment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment.shortfall import ramp_share
from answerable.engine.worlds.actuals import actual_of, level_in_band
from answerable.engine.worlds.calendar import as_dates, days_of_months, months_of_days
from answerable.engine.worlds.people import role_began
from answerable.engine.worlds.performance import Performance
from answerable.engine.worlds.roles import CONTRIBUTORS, TEAM_ATTAINMENT, Expected, expectation_id
from answerable.engine.worlds.setting import Setting
from answerable.engine.worlds.structure import ROLE_IDS, Structure
from answerable.kernel.periods import MONTHS_PER_PERIOD

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.signedinteger[Any]]
Truths = NDArray[np.bool_]

TERRITORY_SD = 0.15
# January to December: the year's end is busy, summer is not. The mean is zero.
SEASON = np.array([-0.8, -0.4, 0.5, -0.3, 0.0, 0.8, -0.9, -1.0, 0.6, 0.1, 0.4, 1.0])


@dataclass(frozen=True, slots=True)
class Measures:
    """What was expected and measured, and what was true; `person` is a code, `period` its first day.

    Attributes:
        targets: `person`, `expectation_id`, `period`, `target`.
        measurements: `person`, `expectation_id`, `period`, `actual`.
        levels: `person`, `expectation_id`, `period`, `level`.
    """

    targets: pl.DataFrame
    measurements: pl.DataFrame
    levels: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Cells:
    """One expectation's people and periods, each of shape (cells,); periods as months since 1970-01."""

    person: Codes
    period: Ints
    level: Floats
    attainment: Floats
    target: Floats
    held: Truths
    measured: Truths


def measure(setting: Setting, performance: Performance, rng: np.random.Generator) -> Measures:
    """Turn attainment into targets and measurements.

    Args:
        setting: the seats, the months and who sat where.
        performance: what everybody attained in their main result.
        rng: decides the sizes of territories, chance in further expectations, and what was never measured.

    Returns:
        The rows of three tables.
    """
    parameters, structure = setting.parameters, setting.structure
    measured = rng.random(performance.attainment.shape) >= parameters.missing_share
    measured &= ~np.isnan(performance.attainment)
    targets, measurements, levels = [], [], []
    for code, profile in enumerate(CONTRIBUTORS):
        seats = structure.seats_of(code)
        for place, expected in enumerate(profile.expected[: parameters.expectations_per_role]):
            name = expectation_id(profile.role_id, expected)
            if place:
                cells = _further(setting, performance, seats, expected, rng)
            else:
                cells = _main(setting, performance, measured, seats=seats, expected=expected, rng=rng)
                targets.append(_frame(name, cells, "target", cells.target))
            due = cells.target * _ramp(setting, cells, expected)
            actual = actual_of(cells.attainment, due, expected, rng)
            measurements.append(_frame(name, cells, "actual", actual).filter(pl.Series(cells.measured)))
            levels.append(_frame(name, cells, "level", cells.level).filter(pl.Series(cells.held)))
    for name, cells in _teams(setting, performance, measured):
        measurements.append(_frame(name, cells, "actual", cells.attainment))
        levels.append(_frame(name, cells, "level", cells.level))
    return Measures(pl.concat(targets), pl.concat(measurements), pl.concat(levels))


def _main(
    setting: Setting,
    performance: Performance,
    measured: Truths,
    *,
    seats: slice,
    expected: Expected,
    rng: np.random.Generator,
) -> _Cells:
    """The main result: a target for everybody in every month, as large as their territory and the season."""
    parameters, leaders = setting.parameters, setting.structure.leaders
    who = setting.staffing.occupant[:, leaders:][:, seats]
    season = 1 + parameters.season_amplitude * SEASON[setting.calendar.numbers % 12]
    territory = np.exp(TERRITORY_SD * rng.standard_normal(who.shape[1]))
    target = np.round(expected.target * season[:, None] * territory / expected.step) * expected.step
    attainment = performance.attainment[:, seats]
    return _Cells(
        person=who.ravel(),
        period=np.repeat(setting.calendar.numbers, who.shape[1]),
        level=performance.level[:, seats].ravel(),
        attainment=attainment.ravel(),
        target=np.maximum(target, expected.step).ravel(),
        held=~np.isnan(attainment).ravel(),
        measured=measured[:, seats].ravel(),
    )


def _further(
    setting: Setting, performance: Performance, seats: slice, expected: Expected, rng: np.random.Generator
) -> _Cells:
    """A further expectation: the same true level, chance of its own, for all who held the role the whole period."""
    parameters, numbers = setting.parameters, setting.calendar.numbers
    who = setting.staffing.occupant[:, setting.structure.leaders :][:, seats]
    level = np.where(np.isnan(performance.attainment[:, seats]), np.nan, performance.level[:, seats])
    length = MONTHS_PER_PERIOD[expected.cadence]
    person, period, mean = [], [], []
    for month in range(int(-numbers[0] % length), len(numbers) - length + 1, length):
        each = np.full((length, len(setting.staffing.hired)), np.nan)
        for offset in range(length):
            each[offset, who[month + offset]] = level[month + offset]
        held = np.flatnonzero(~np.isnan(each).any(axis=0))
        person.append(held)
        period.append(np.full(len(held), numbers[month]))
        mean.append(each[:, held].mean(axis=0))
    true = np.concatenate([*mean, np.empty(0)])
    sd = parameters.sd(parameters.share_noise) / np.sqrt(length)
    attainment = true + sd * rng.standard_normal(len(true))
    if expected.target_high is not None:
        attainment, true = np.minimum(attainment, 1.0), level_in_band(true, sd)
    return _Cells(
        person=np.concatenate([*person, np.empty(0, dtype=np.int64)]),
        period=np.concatenate([*period, np.empty(0, dtype=np.int64)]),
        level=true,
        attainment=attainment,
        target=np.full(len(true), expected.target),
        held=np.ones(len(true), dtype=bool),
        measured=rng.random(len(true)) >= parameters.missing_share,
    )


def _ramp(setting: Setting, cells: _Cells, expected: Expected) -> Floats:
    """The share of the target due; only where more is better does somebody new owe less."""
    if expected.direction != "higher":
        return np.ones(len(cells.person))
    length = MONTHS_PER_PERIOD[expected.cadence]
    began = months_of_days(role_began(setting, cells.person, cells.period)) // length
    return ramp_share(cells.period // length - began + 1, setting.parameters.ramp_periods)


def _teams(setting: Setting, performance: Performance, measured: Truths) -> Iterator[tuple[str, _Cells]]:
    """The attainment of everybody's line below, by role of the leader."""
    structure, numbers = setting.structure, setting.calendar.numbers
    count = _rolled_up(structure, measured.astype(np.float64))
    sums = [
        _rolled_up(structure, np.where(measured, values, 0.0)) for values in (performance.attainment, performance.level)
    ]
    who, period = setting.staffing.occupant[:, : structure.leaders], np.broadcast_to(numbers[:, None], count.shape)
    for code in np.unique(structure.role[: structure.leaders]):
        there = (structure.role[: structure.leaders] == code) & (count > 0)
        people, team, level = count[there], sums[0][there], sums[1][there]
        held = np.ones(len(people), dtype=bool)
        yield (
            expectation_id(ROLE_IDS[code], TEAM_ATTAINMENT),
            _Cells(who[there], period[there], level / people, team / people, np.ones(len(people)), held, held),
        )


def _rolled_up(structure: Structure, values: Floats) -> Floats:
    """Sums over everybody below each leader, from values of shape (months, contributors)."""
    sums = np.concatenate([np.zeros((len(values), structure.leaders)), values], axis=1)
    for first, end in zip(structure.layers[-2:0:-1], structure.layers[:1:-1], strict=True):
        for month in range(len(values)):
            sums[month] += np.bincount(structure.parent[first:end], sums[month, first:end], minlength=structure.seats)
    return sums[:, : structure.leaders]


def _frame(expectation: str, cells: _Cells, name: str, values: Floats) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person": cells.person.astype(np.int32),
            "expectation_id": pl.repeat(expectation, len(values), dtype=pl.String, eager=True),
            "period": as_dates(days_of_months(cells.period)),
            name: values,
        }
    )
