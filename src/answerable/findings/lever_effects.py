"""What each lever adds, without a server: a company's tables in, effects and sentences out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from answerable.engine.attainment import Block, read_panel
from answerable.engine.gaps import GapSettings
from answerable.engine.gaps.find import judge
from answerable.engine.gaps.shared import UnitGaps, UnitTree
from answerable.engine.gaps.signal import Judgement
from answerable.engine.levers import LeverEffects, lever_effects
from answerable.engine.levers.comparison import FEWEST_EPISODES
from answerable.findings.check import gap_settings, measured_until
from answerable.findings.report import rounded
from answerable.panel.company import Company
from answerable.rules.policy import Policy, default_policy
from answerable.rules.wording import counted


@dataclass(frozen=True, slots=True)
class LeversFound:
    """What levers add in a company, on a day.

    Attributes:
        as_of: the day.
        effects: what each adds, and how gaps ended with it and without.
    """

    as_of: date
    effects: LeverEffects


def levers_found(
    company: Company,
    as_of: date | None = None,
    policy: Policy | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> LeversFound:
    """Say what each lever adds beyond what passes by itself.

    Args:
        company: the canonical tables.
        as_of: the day to look at; by default the day the measurements run to.
        policy: the rules' figures, which say what a gap is; the default policy where none is given.
        progress: is told of each step as a short phrase.

    Returns:
        Effects, or why they are not known yet.

    Raises:
        UsageError: there is no measurement at all.
    """

    def judging(block: Block, tree: UnitTree, settings: GapSettings) -> tuple[Judgement, UnitGaps]:
        progress(f"judging {block.expectation['expectation_id']}")
        return judge(block, tree, settings)

    progress("reading the company")
    day = as_of or measured_until(read_panel(company))
    return LeversFound(day, lever_effects(company, day, gap_settings(policy or default_policy()), judging))


def levers_as_json(found: LeversFound) -> dict[str, Any]:
    """Turn what was found into the object that `answerable levers --format json` prints.

    Args:
        found: what levers add.

    Returns:
        Plain lists, dicts, numbers and strings; keys are the columns of the engine's frames.
    """
    tables = {"levers": found.effects.levers, "curves": found.effects.curves}
    return {"as_of": found.as_of.isoformat()} | {name: _rows(table) for name, table in tables.items()}


def lever_called(row: Mapping[str, Any]) -> str:
    """Name a row as people would.

    Args:
        row: of `engine.levers.LEVER_SCHEMA`.

    Returns:
        Such as "training: Winning Conversations workshop" or "process, for whole units".
    """
    name: str = row["lever"].replace("_", " ")
    name += f": {row['name']}" if row["name"] else ""
    name += f", where the cause was {row['cause'].replace('_', ' ')}" if row["cause"] else ""
    return name + (", for whole units" if row["unit_wide"] else "")


def closing_said(row: Mapping[str, Any]) -> str:
    """Say how many episodes closed, and how many more than by themselves.

    Args:
        row: of `engine.levers.LEVER_SCHEMA`.

    Returns:
        A sentence without its full stop; nothing where there was no episode.
    """
    if not row["episodes"]:
        return ""
    closed = f"closed {row['closed']} of {row['episodes']} like this one"
    if row["more_closed"] is None:
        return closed
    more, low, high = (round(row[key]) for key in ("more_closed", "more_low", "more_high"))
    if not row["more_known"]:
        return f"{closed}; how many more than would have closed by themselves is not known yet ({low:+d} to {high:+d})"
    if more > 0:
        return f"{closed}; {more} more than would have closed by themselves, between {low} and {high}"
    return f"{closed}; {-more} fewer than would have closed by themselves, between {-high} and {-low}"


def effect_said(row: Mapping[str, Any]) -> str:
    """Say what a lever adds to attainment, or why that is not known yet.

    Args:
        row: of `engine.levers.LEVER_SCHEMA`.

    Returns:
        A sentence without its full stop.
    """
    if row["known"]:
        effect, low, high = (points(row[key]) for key in ("effect", "effect_low", "effect_high"))
        if effect >= 0:
            return f"adds {counted(effect, 'point')}, between {low} and {high}"
        return f"takes away {counted(-effect, 'point')}, between {-high} and {-low}"
    return f"not known yet: {_because(row)}"


def points(attainment: float) -> int:
    """Write attainment in points, hundredths of the target.

    Args:
        attainment: 0.05, say.

    Returns:
        Such as 5.
    """
    return round(100 * attainment)


def _because(row: Mapping[str, Any]) -> str:
    if row["reason"] == "few":
        return f"{counted(row['episodes'], 'episode')} so far, {FEWEST_EPISODES} are needed"
    if row["reason"] == "no_comparison":
        return "nobody like them went without, or not without something else"
    if row["reason"] == "chosen":
        apart = points(row["chosen"])
        better = "better" if apart > 0 else "worse"
        return (
            f"those chosen were already doing {better} than others like them, by {counted(abs(apart), 'point')}, "
            "before it could act; whether it was the lever or the choice cannot be told"
        )
    return f"between {points(row['effect_low']):+d} and {points(row['effect_high']):+d} points"


def _rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {name: rounded(value) if isinstance(value, float) else value for name, value in row.items()}
        for row in table.iter_rows(named=True)
    ]
