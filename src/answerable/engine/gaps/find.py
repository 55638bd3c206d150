"""The gaps of a company on a day: of its people, and of the units that share one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment import Block, Panel, attainment_blocks
from answerable.engine.attainment.coding import code_of, day_number
from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.shape import headroom_to_role
from answerable.engine.gaps.shared import Places, UnitGaps, UnitTree, held_back, unit_gaps, unit_means, unit_tree
from answerable.engine.gaps.signal import Judgement, open_periods
from answerable.engine.gaps.table import GAP_SCHEMA, gap_table
from answerable.engine.stats.kalman import Events
from answerable.engine.stats.levels import estimate_levels
from answerable.kernel.periods import period_end, period_index

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one expectation's gaps rest on.

    Attributes:
        expectation_id: the expectation.
        measured_until: first day after the last period measured.
        people: people who hold the role on the day looked at.
        judged: of these, people measured lately enough to be judged.
        not_measured: periods held with a target but without a measurement.
        no_target: periods held in which nothing was expected.
        outside: measurements left out, of time in which the role was not held for a whole period.
    """

    expectation_id: str
    measured_until: date
    people: int
    judged: int
    not_measured: int
    no_target: int
    outside: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps open on a day.

    Attributes:
        open: a row a gap, columns as `GAP_SCHEMA`, in order of person, unit and expectation. `since` is the first day
            of the first period below standard, `opened_on` the first day on which that could be known.
            `attainment` is the estimated level, `low` and `high` its 90 % interval, `standard` what it is held
            against; `severity` is weight times shortfall; trends are per period with 95 % intervals.
        coverage: what was measured, an entry an expectation.
    """

    open: pl.DataFrame
    coverage: tuple[Coverage, ...]


def judge(block: Block, tree: UnitTree, settings: GapSettings) -> tuple[Judgement, UnitGaps]:
    """Judge every person and unit of one expectation in every period.

    While a unit has a gap, what it shares is taken out of the figures of its people before they are judged, so that
    neither its beginning nor its end is taken for something of their own.

    Args:
        block: the expectation's series.
        tree: the units.
        settings: when something counts as a gap.

    Returns:
        What is said of the people, a row a series of the block, and of the units.
    """
    tolerance = block.expectation["tolerance"]
    events = Events(block.new_leadership, block.supported, _numbered(block.leader))
    levels = estimate_levels(block.attainment, events=events)
    places = Places(block.unit, events.led_by)
    means = unit_means(block.attainment, tolerance, places, tree, settings.shared_min_people)
    shared = unit_gaps(means, tree, tolerance, levels.dynamics, settings)
    periods = np.arange(block.attainment.shape[1])
    shift = np.vstack([shared.expected - 1, np.zeros((1, len(periods)))])[block.unit, periods]
    asked = np.vstack([shared.asked, np.zeros((1, len(periods)), dtype=bool)])[block.unit, periods]
    if shift.any():
        own = estimate_levels(block.attainment - shift, events=events)
        levels = replace(own, mean=own.mean + shift)
    standard = 1 + shift - tolerance
    probability = levels.probability_below(standard)
    may_open = held_back(probability, asked, settings)
    is_open = open_periods(may_open, block.held, settings.certainty, settings.release)
    return Judgement(block.attainment, levels, standard, probability, is_open), shared


Judging = Callable[[Block, UnitTree, GapSettings], tuple[Judgement, UnitGaps]]


def find_gaps(
    panel: Panel,
    units: pl.DataFrame,
    as_of: date,
    settings: GapSettings,
    progress: Callable[[str], None] = lambda _: None,
    *,
    judging: Judging = judge,
    judged_block: Callable[[Block, Judgement, UnitGaps], None] = lambda _block, _judgement, _shared: None,
) -> Gaps:
    """Find every gap open on a day, of people and of units.

    Args:
        panel: the company as numbers.
        units: the canonical units table.
        as_of: the day on which one looks; later periods are not used.
        settings: when something counts as a gap.
        progress: is told the id of each expectation once it is done.
        judging: says what is true of a block, as `judge` does; somebody who looks again and again, day after day, may
            remember what was said of one that has not changed.
        judged_block: is shown what was said of the people and the units of each expectation, in every period.

    Returns:
        The gaps, and what they rest on. Being below standard is judged by `engine.stats.levels`; what a unit
        shares and what is left to its people by `engine.gaps.shared`.
    """
    ordered = panel.codes.units.to_frame("unit_id").join(units, on="unit_id", how="left", maintain_order="left")
    tree = unit_tree(code_of(ordered["parent_unit_id"], panel.codes.units))
    tables, coverage = [pl.DataFrame(schema=GAP_SCHEMA)], []
    for block in attainment_blocks(panel, as_of):
        holds = _holds_now(panel, block, as_of)
        judged = holds & _measured_lately(block, as_of, settings)
        judgement, shared = judging(block, tree, settings)
        judged_block(block, judgement, shared)
        tables.append(_of_people(panel, block, judgement, judged, settings))
        tables.append(_of_units(panel, block, shared, judged, settings))
        coverage.append(_coverage(block, holds, judged))
        progress(block.expectation["expectation_id"])
    found = pl.concat(tables).sort("person_id", "unit_id", "expectation_id", nulls_last=True)
    return Gaps(found, tuple(coverage))


def _numbered(leader: NDArray[np.int32]) -> NDArray[np.int32]:
    """Leaders numbered from 0 on, -1 for none; what their codes are does not matter here."""
    leads = np.zeros(int(leader.max(initial=-1)) + 2, dtype=bool)
    leads[leader] = True
    leads[-1] = False
    number = np.where(leads, np.cumsum(leads) - 1, -1).astype(np.int32)
    return np.asarray(number[leader], dtype=np.int32)


def _holds_now(panel: Panel, block: Block, as_of: date) -> Truths:
    assignments, day = panel.assignments, day_number(as_of)
    now = (assignments.role == block.expectation["role"]) & (assignments.starts <= day) & (day < assignments.ends)
    return np.isin(block.person, assignments.person[now])


def _measured_lately(block: Block, as_of: date, settings: GapSettings) -> Truths:
    """Whether a series was measured within the time after which a gap would be sustained."""
    past = period_index(as_of, block.cadence) - block.first_period
    recent = max(past - settings.sustained_after[block.cadence], 0)
    return np.asarray(~np.isnan(block.attainment[:, recent:]).all(axis=1))


def _of_people(panel: Panel, block: Block, judgement: Judgement, judged: Truths, settings: GapSettings) -> pl.DataFrame:
    rows = np.flatnonzero(judgement.is_open[:, -1] & judged)
    headroom = headroom_to_role(judgement.levels.mean[:, -1], judged)[rows]
    ids = {"person_id": panel.codes.people[block.person[rows]]}
    return gap_table(block, judgement, rows, ids=ids, headroom=headroom, settings=settings)


def _of_units(panel: Panel, block: Block, shared: UnitGaps, judged: Truths, settings: GapSettings) -> pl.DataFrame:
    rows = np.flatnonzero(shared.judgement.is_open[:, -1] & judged.any())
    level = shared.judgement.levels.mean[:, -1]
    headroom = headroom_to_role(level, np.ones(len(level), dtype=bool))[rows]
    ids = {"unit_id": panel.codes.units[shared.unit[rows]]}
    return gap_table(block, shared.judgement, rows, ids=ids, headroom=headroom, settings=settings)


def _coverage(block: Block, holds: Truths, judged: Truths) -> Coverage:
    last = block.first_period + block.attainment.shape[1] - 1
    return Coverage(
        expectation_id=block.expectation["expectation_id"],
        measured_until=period_end(last, block.cadence),
        people=int(holds.sum()),
        judged=int(judged.sum()),
        not_measured=block.not_measured,
        no_target=block.no_target,
        outside=block.outside,
    )
