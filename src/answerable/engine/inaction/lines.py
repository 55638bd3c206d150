"""Everything that is followed in one expectation, people and units alike, with what a shortfall of each comes to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment import Block, Panel
from answerable.engine.attainment.coding import code_of
from answerable.engine.gaps import GapSettings, find_gaps
from answerable.engine.gaps.find import Judging, judge
from answerable.engine.gaps.shared import Places, UnitGaps, UnitTree, unit_means, unit_tree
from answerable.engine.gaps.signal import Judgement
from answerable.engine.inaction.span import Span, span_of
from answerable.engine.stats.kalman import Events, Floats, Leaders, Truths
from answerable.engine.stats.kalman import Places as Rows
from answerable.engine.stats.levels import Levels


@dataclass(frozen=True, slots=True)
class Lines:
    """Series of one expectation: of its people, or of the units they are in.

    Periods run to the end of the next 13 weeks; what is not known yet is taken to stay as it is.

    Attributes:
        expectation: the expectation's row of the expectations table, by column.
        span: the periods.
        of_units: whether these are units.
        who: person or unit codes of the rows, shape (series,).
        y: attainment, of people less what their unit lacks while it has a gap of its own, NaN where not measured, shape
            (series, over + 1).
        levels: where each truly stands, in terms of `y`.
        events: what happened to them, shape as `y`; leaders numbered from 0 on.
        target: the attainment from which a shortfall of `y` is counted, shape (series, periods).
        beside: what was taken out of the attainment of each, same shape.
        is_open: where a gap is open, shape (series, periods measured).
        now: which gaps are open on the day looked at, shape (series,).
        held: where the role is held, or anybody is in the unit, shape as `is_open`.
        scale: what a shortfall of the whole target comes to in the expectation's own unit, shape (series, periods),
            NaN where nothing was due.
        people: how many people each stands for, same shape.
        leader: person codes of the leaders, -1 for none, same shape.
        unit: unit codes, -1 for none, same shape.
    """

    expectation: dict[str, Any]
    span: Span
    of_units: bool
    who: Rows
    y: Floats
    levels: Levels
    events: Events
    target: Floats
    beside: Floats
    is_open: Truths
    now: Truths
    held: Truths
    scale: Floats
    people: Floats
    leader: Leaders
    unit: Leaders


@dataclass(frozen=True, slots=True)
class Judged:
    """A company judged once.

    Attributes:
        panel: the company as numbers.
        as_of: the day looked at.
        settings: when something counts as a gap.
        units: the canonical units table, in order of unit code.
        tree: the units.
        blocks: what was said of each expectation.
        open: the gaps that are open, as `engine.gaps.Gaps.open`.
    """

    panel: Panel
    as_of: date
    settings: GapSettings
    units: pl.DataFrame
    tree: UnitTree
    blocks: tuple[tuple[Block, Judgement, UnitGaps], ...]
    open: pl.DataFrame


def judge_company(
    panel: Panel,
    units: pl.DataFrame,
    as_of: date,
    settings: GapSettings,
    progress: Callable[[str], None] = lambda _: None,
    *,
    judging: Judging = judge,
) -> Judged:
    """Judge a company once, for all that is asked of its gaps here.

    Args:
        panel: the company as numbers.
        units: the canonical units table.
        as_of: the day on which one looks; later periods are not used.
        settings: when something counts as a gap.
        progress: is told the id of each expectation once it is judged.
        judging: says what is true of a block, as `engine.gaps.find.judge` does.

    Returns:
        What was said of everybody.
    """
    blocks: list[tuple[Block, Judgement, UnitGaps]] = []

    def keep(block: Block, judgement: Judgement, shared: UnitGaps) -> None:
        blocks.append((block, judgement, shared))

    found = find_gaps(panel, units, as_of, settings, progress, judging=judging, judged_block=keep)
    ordered = panel.codes.units.to_frame("unit_id").join(units, on="unit_id", how="left", maintain_order="left")
    tree = unit_tree(code_of(ordered["parent_unit_id"], panel.codes.units))
    return Judged(panel, as_of, settings, ordered, tree, tuple(blocks), found.open)


def lines_of(judged: Judged) -> Iterator[Lines]:
    """Go through all that is followed in a company.

    Args:
        judged: the company.

    Yields:
        For each expectation its people, then its units.
    """
    leads = code_of(judged.units["leader_id"], judged.panel.codes.people)
    for block, judgement, shared in judged.blocks:
        span = span_of(block.first_period, block.cadence, judged.as_of)
        laid = _LaidOut(judged, block, span, _scale(judged.panel, block, span))
        yield _people(laid, judgement)
        yield _units(laid, shared, leads)


@dataclass(frozen=True, slots=True)
class _LaidOut:
    judged: Judged
    block: Block
    span: Span
    scale: Floats


def _people(laid: _LaidOut, judgement: Judgement) -> Lines:
    block, span = laid.block, laid.span
    beside = judgement.standard + block.expectation["tolerance"] - 1
    unit = _onward(block.unit, span.periods)
    begun = _begun(laid.judged.panel, block, span, unit)
    return Lines(
        expectation=block.expectation,
        span=span,
        of_units=False,
        who=block.person,
        y=_unmeasured(block.attainment - beside, span),
        levels=judgement.levels,
        events=Events(_not_yet(block.new_leadership, span), begun, _numbered(_onward(block.leader, span.over + 1))),
        target=np.ones((len(unit), span.periods)),
        beside=_onward(beside, span.periods),
        is_open=judgement.is_open,
        now=_open_now(laid.judged, block, "person_id", laid.judged.panel.codes.people, block.person),
        held=block.held,
        scale=laid.scale,
        people=np.ones((len(unit), span.periods)),
        leader=_onward(block.leader, span.periods),
        unit=unit,
    )


def _units(laid: _LaidOut, shared: UnitGaps, leads: Rows) -> Lines:
    block, span, judgement = laid.block, laid.span, shared.judgement
    tolerance, tree, settings = block.expectation["tolerance"], laid.judged.tree, laid.judged.settings
    places = Places(block.unit, _numbered(block.leader))
    led = unit_means(block.attainment, tolerance, places, tree, settings.shared_min_people).leader[shared.unit]
    held = _onward(block.held, span.periods)
    everywhere = Places(_onward(block.unit, span.periods), _onward(places.leader, span.periods))
    due = unit_means(np.where(held, laid.scale, np.nan), tolerance, everywhere, tree, 1)
    people = due.people[shared.unit].astype(np.float64)
    nothing = np.zeros((len(people), span.over + 1), dtype=bool)
    return Lines(
        expectation=block.expectation,
        span=span,
        of_units=True,
        who=shared.unit,
        y=_unmeasured(judgement.attainment, span),
        levels=judgement.levels,
        events=Events(nothing, nothing, _numbered(_onward(led, span.over + 1))),
        target=_onward(judgement.standard + tolerance, span.periods),
        beside=np.zeros(people.shape),
        is_open=judgement.is_open,
        now=_open_now(laid.judged, block, "unit_id", laid.judged.panel.codes.units, shared.unit),
        held=people[:, : block.held.shape[1]] > 0,
        scale=due.attainment[shared.unit] * people,
        people=people,
        leader=np.broadcast_to(leads[shared.unit, None], people.shape).astype(np.int32),
        unit=np.broadcast_to(shared.unit[:, None], people.shape).astype(np.int32),
    )


def _scale(panel: Panel, block: Block, span: Span) -> Floats:
    """What a shortfall of the whole target comes to; ahead as targets are set, or else as it last was."""
    row, measured = block.expectation, block.due.shape[1]
    due = np.full((len(block.person), span.periods), np.nan)
    due[:, :measured] = block.due
    known = np.where(np.isnan(block.due), -1, np.arange(measured))
    due[:, measured:] = np.take_along_axis(due, known.max(axis=1)[:, None], axis=1)
    targets = panel.targets
    column = span.column_of(targets.day)
    place = np.minimum(np.searchsorted(block.person, targets.person), len(block.person) - 1)
    set_ahead = (targets.expectation == row["expectation"]) & (column >= measured) & (column < span.periods)
    set_ahead &= (block.person[place] == targets.person) & ~np.isnan(targets.value)
    due[place[set_ahead], column[set_ahead]] = targets.value[set_ahead]
    middle = (row["target_high"] - row["target"]) / 2 if row["direction"] == "band" else 0.0
    return np.abs(due + middle)


def _begun(panel: Panel, block: Block, span: Span, unit: Leaders) -> Truths:
    """Where support, to a person or the unit they are in, began in the period before."""
    supported = _not_yet(block.supported, span)
    supports = panel.supports
    meant = (supports.expectation < 0) | (supports.expectation == block.expectation["expectation"])
    for column in range(block.supported.shape[1], span.over + 1):
        began = meant & (span.edges[column - 1] <= supports.day) & (supports.day < span.edges[column])
        supported[:, column] = np.isin(block.person, supports.person[began])
        supported[:, column] |= np.isin(unit[:, column], supports.unit[began & (supports.person < 0)])
    return supported


def _open_now(judged: Judged, block: Block, column: str, known: pl.Series, who: Rows) -> Truths:
    rows = judged.open.filter(
        pl.col("expectation_id") == block.expectation["expectation_id"], pl.col(column).is_not_null()
    )
    return np.isin(who, code_of(rows[column], known))


def _onward(values: NDArray[Any], periods: int) -> NDArray[Any]:
    """The last column again and again, until there are so many."""
    return np.concatenate([values, np.repeat(values[:, -1:], periods - values.shape[1], axis=1)], axis=1)


def _unmeasured(y: Floats, span: Span) -> Floats:
    return np.concatenate([y, np.full((len(y), span.over + 1 - y.shape[1]), np.nan)], axis=1)


def _not_yet(happened: Truths, span: Span) -> Truths:
    extra = np.zeros((len(happened), span.over + 1 - happened.shape[1]), dtype=bool)
    return np.concatenate([happened, extra], axis=1)


def _numbered(leader: Leaders) -> Leaders:
    """Leaders numbered from 0 on, -1 for none."""
    number = np.searchsorted(np.unique(leader[leader >= 0]), leader)
    return np.where(leader >= 0, number, -1).astype(np.int32)
