"""What each lever and each named program adds, and what cannot be told yet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.gaps import GapSettings
from answerable.engine.gaps.find import Judging, judge
from answerable.engine.levers.curves import CURVE_SCHEMA, curves_of
from answerable.engine.levers.episodes import Episodes
from answerable.engine.levers.reading import read_company_for_levers
from answerable.engine.levers.supports import Kinds, kinds_of
from answerable.engine.levers.verdict import LEVER_SCHEMA, no_episodes, said_of_kinds
from answerable.panel.company import Company

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LeverEffects:
    """What levers add, as far as a company's own record tells.

    Attributes:
        levers: a row for a lever as a whole, a named program (`name`) and a lever for a cause (`cause`), columns as
            `LEVER_SCHEMA`; what was done for whole units (`unit_wide`) apart from what was done for one person.
            `episodes` with support, `people` in them, `closed` of them within 90 days, `compared` episodes without
            support that weigh as much; `effect` on attainment, on average over the 90 days after support began, with
            its 95 % interval; `shrunken` and its interval, drawn towards what levers have in common; `more_closed` than
            by themselves with its 95 % interval, `more_known` where that excludes zero; `chosen`, by how much those
            with support stood apart before it could act, with its 99 % interval; `before_after`, what a plain
            comparison would say; `known`, whether the effect can be told from zero, else the `reason`: `few`,
            `no_comparison`, `chosen` or `spans_zero`.
        curves: shares of gaps that had come to each end by month with each lever and without, columns as
            `CURVE_SCHEMA`.
    """

    levers: pl.DataFrame
    curves: pl.DataFrame


def lever_effects(company: Company, as_of: date, settings: GapSettings, judging: Judging = judge) -> LeverEffects:
    """Estimate what each lever adds, beyond what passes by itself.

    Args:
        company: the canonical tables.
        as_of: the day on which one looks; later periods are not used.
        settings: when something counts as a gap.
        judging: says what is true of a block, as `engine.gaps.find.judge` does.

    Returns:
        Effects with intervals, or why they are not known yet.

    Source:
        docs/methods/levers.md.
    """
    reading = read_company_for_levers(company, as_of, settings, judging)
    levers, curves = [pl.DataFrame(schema=LEVER_SCHEMA)], [pl.DataFrame(schema=CURVE_SCHEMA)]
    for by in (None, "name", "cause"):
        kinds = kinds_of(reading.supports, by)
        if kinds.table.is_empty():
            continue
        episodes = reading.episodes(kinds)
        if episodes is None:
            levers.append(no_episodes(kinds.table))
            continue
        levers.append(said_of_kinds(episodes, kinds.table))
        if by is None:
            curves += _curves(episodes, kinds)
    order = ["lever", "unit_wide", "name", "cause"]
    return LeverEffects(pl.concat(levers).sort(order, nulls_last=False), pl.concat(curves))


def _curves(episodes: Episodes, kinds: Kinds) -> list[pl.DataFrame]:
    rows: list[dict[str, Any]] = kinds.table.to_dicts()
    return [curves_of(episodes, kind, row["lever"], unit_wide=row["unit_wide"]) for kind, row in enumerate(rows)]
