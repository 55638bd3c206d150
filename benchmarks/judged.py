"""Simulated companies judged as any other, with what is true beside what is said."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment import Block, attainment_blocks, read_panel
from answerable.engine.attainment.coding import code_of
from answerable.engine.gaps.find import judge
from answerable.engine.gaps.shared import UnitGaps, UnitTree, unit_tree
from answerable.engine.gaps.signal import Judgement
from answerable.engine.worlds import World
from answerable.findings.check import gap_settings
from answerable.kernel.periods import period_index
from answerable.panel import company_from_frames
from answerable.rules.policy import default_policy

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

STANDARD = 0.9

# Months in which nearly nothing is known of anybody yet; they are counted nowhere.
FIRST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """One expectation of people who lead nobody, judged.

    Attributes:
        block: its series.
        people: the ids of the rows.
        units: the ids of the company's units, in order of code.
        level: the true level, NaN where there is none, shape (series, periods).
        judgement: what is said of the people.
        shared: what is said of the units.
        tree: the units.
    """

    block: Block
    people: list[str]
    units: list[str]
    level: Floats
    judgement: Judgement
    shared: UnitGaps
    tree: UnitTree

    @property
    def counted(self) -> Truths:
        """Where somebody was measured and the truth is known, past the first months."""
        counted = ~np.isnan(self.level) & ~np.isnan(self.block.attainment)
        counted[:, :FIRST_MONTHS] = False
        return counted


def judged(made: World, as_of: date | None = None, *, by_unit: bool = True) -> list[Judged]:
    """Judge a simulated company.

    Args:
        made: the company and its truth.
        as_of: the day to look on; after everything was measured when not given.
        by_unit: whether gaps shared by units are looked for, and taken out of what is said of their people.

    Returns:
        One entry an expectation of people who lead nobody.
    """
    panel = read_panel(company_from_frames(made.tables))
    ids = panel.codes.units
    ordered = ids.to_frame("unit_id").join(made.tables["units"], on="unit_id", how="left", maintain_order="left")
    tree = unit_tree(code_of(ordered["parent_unit_id"], ids) if by_unit else np.full(len(ids), -1))
    last = made.tables["measurements"]["period"].max()
    settings = gap_settings(default_policy())
    main_results = set(made.truth["spells"]["expectation_id"])
    found = []
    for block in attainment_blocks(panel, as_of or last.replace(year=last.year + 1)):
        truth = made.truth["levels"].filter(pl.col("expectation_id") == block.expectation["expectation_id"])
        if block.expectation["expectation_id"] not in main_results:
            continue
        people = panel.codes.people[block.person].to_list()
        judgement, shared = judge(block, tree, settings)
        found.append(Judged(block, people, ids.to_list(), _levels(truth, block, people), judgement, shared, tree))
    return found


def _levels(truth: pl.DataFrame, block: Block, people: list[str]) -> Floats:
    rows = {person: row for row, person in enumerate(people)}
    level = np.full(block.attainment.shape, np.nan)
    for person, period, value in truth.select("person_id", "period", "level").iter_rows():
        column = period_index(period, block.cadence) - block.first_period
        if 0 <= column < level.shape[1]:
            level[rows[person], column] = value
    return level
