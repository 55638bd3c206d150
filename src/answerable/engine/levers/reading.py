"""From a company to the figures of its expectations, and from these to episodes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attainment import Block, Panel, attainment_blocks, read_panel
from answerable.engine.attainment.coding import code_of, collect
from answerable.engine.gaps import GapSettings
from answerable.engine.gaps.find import Judging
from answerable.engine.gaps.shared import unit_tree
from answerable.engine.gaps.signal import Judgement
from answerable.engine.levers.episodes import Episodes, episodes_of, together
from answerable.engine.levers.figures import WINDOWS, Figures
from answerable.engine.levers.market import common_parts, people_worth_a_market
from answerable.engine.levers.supports import Kinds, Supports, read_supports, starts_in
from answerable.kernel.periods import Cadence
from answerable.panel.company import Company

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reading:
    """A company, read and judged without regard to support.

    Attributes:
        blocks: every expectation measured more than once in 90 days or about as often, with what is said of its people.
        supports: what was done to help.
        leaves: the day on which everybody leaves the company, in days since 1970-01-01, shape (people,).
        worth: how many people are worth a market, by cadence, see `market.people_worth_a_market`.
    """

    blocks: tuple[tuple[Block, Judgement], ...]
    supports: Supports
    leaves: Ints
    worth: dict[Cadence, float]

    def figures(self, kinds: Kinds) -> Iterator[Figures]:
        """The figures of every expectation with support of some kinds laid over them.

        Args:
            kinds: what is told apart.

        Yields:
            One an expectation.
        """
        for block, judgement in self.blocks:
            began = starts_in(block, self.supports, kinds.of, len(kinds.table))
            common = common_parts(block, self.worth[block.cadence])
            yield Figures(block, judgement, common, began, self.leaves)

    def episodes(self, kinds: Kinds) -> Episodes | None:
        """All episodes of the company.

        Args:
            kinds: what is told apart.

        Returns:
            The episodes; None where there is none.
        """
        cut = [episodes for figures in self.figures(kinds) if (episodes := episodes_of(figures)) is not None]
        return together(cut) if cut else None


def read_company_for_levers(company: Company, as_of: date, settings: GapSettings, judging: Judging) -> Reading:
    """Read a company and judge its people without regard to support.

    Support usually lifts what is believed of a level. Here it must not, or support would close gaps by belief alone.

    Args:
        company: the canonical tables.
        as_of: the day on which one looks; later periods are not used.
        settings: when something counts as a gap.
        judging: says what is true of a block.

    Returns:
        The figures everything else rests on.
    """
    panel = read_panel(company)
    units = panel.codes.units.to_frame("unit_id")
    units = units.join(collect(company["units"]), on="unit_id", how="left", maintain_order="left")
    tree = unit_tree(code_of(units["parent_unit_id"], panel.codes.units))
    blocks = []
    for block in attainment_blocks(panel, as_of):
        if block.cadence in WINDOWS:
            blind = replace(block, supported=np.zeros_like(block.supported))
            blocks.append((blind, judging(blind, tree, settings)[0]))
    worth = {
        cadence: people_worth_a_market([block for block, _ in blocks if block.cadence == cadence])
        for cadence in WINDOWS
    }
    return Reading(tuple(blocks), read_supports(company, panel), _leaves(panel), worth)


def _leaves(panel: Panel) -> Ints:
    last = np.full(len(panel.codes.people), np.iinfo(np.int64).min)
    np.maximum.at(last, panel.assignments.person, panel.assignments.ends)
    return last
