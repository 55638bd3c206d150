"""What waiting has cost, and what the next 13 weeks cost with and without action: gap by gap, and taken together."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from answerable.engine.inaction.actions import known_actions
from answerable.engine.inaction.amounts import amounts
from answerable.engine.inaction.erosion import Erosion, erosion_in
from answerable.engine.inaction.lines import Judged, lines_of
from answerable.engine.inaction.table import ahead_table, gaps_table, priced
from answerable.engine.inaction.totals import falls_to, money_of, totals_of
from answerable.engine.inaction.waited import waited


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waiting costs.

    Attributes:
        gaps: what it has cost so far, a row a gap, columns as `GAPS_SCHEMA`.
        ahead: what will be measured in the next 13 weeks without and with action, two rows an open gap, columns as
            `AHEAD_SCHEMA`.
        totals: both by leader, by unit with all below it, and of the company, columns as `TOTALS_SCHEMA`.
        money: the same in money, each currency by itself, columns as `MONEY_SCHEMA`.
        erosion: whether gaps deepen and spread while nobody acts.
    """

    gaps: pl.DataFrame
    ahead: pl.DataFrame
    totals: pl.DataFrame
    money: pl.DataFrame
    erosion: Erosion


def cost_of_waiting(
    judged: Judged,
    actions: pl.DataFrame | None = None,
    effects: pl.DataFrame | None = None,
    ended_since: date | None = None,
) -> Waiting:
    """Say what waiting has cost, gap by gap, and what the next 13 weeks cost.

    Somebody waits from the day on which a gap could be known to the first action, or while there is none to the end
    of the gap or the day looked at. What is lost is what the true level falls short of the target, summed over that
    time; inside a unit that has a gap of its own, what a person falls short of their unit. What is foreseen is what
    will be measured, chance counted. In money it is told where the expectation says what one unit is worth; of what
    does not add up, one unit through one period.

    Args:
        judged: the company.
        actions: what counts as an action besides support on record, such as plans agreed and conversations held,
            columns as `ACTIONS_SCHEMA`.
        effects: what an action is known to add to attainment, columns as `EFFECTS_SCHEMA`; a row for each gap of which
            it is known.
        ended_since: gaps that ended on this day or later are told as well.

    Returns:
        Cost so far, forecasts and totals with their 90 % intervals.

    Source:
        docs/methods/inaction.md.
    """
    known, every = known_actions(judged, actions), list(lines_of(judged))
    wastes = erosion_in(every, known)
    found = [
        amounts(judged, lines, waited(judged, lines, known, ended_since), wastes.deepens, effects) for lines in every
    ]
    gaps, shares = (priced(pl.concat([getattr(each, name) for each in found])) for name in ("gaps", "shares"))
    placed = falls_to(shares, judged.panel.codes.units, judged.tree)
    return Waiting(gaps_table(gaps), ahead_table(gaps), totals_of(placed), money_of(placed), wastes)
