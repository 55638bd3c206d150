"""Whose performance is, without a server: a company's tables in; shares, leaders and who is held back out."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from answerable.engine.attainment import read_panel
from answerable.engine.attainment.coding import collect
from answerable.engine.attribution import Attribution, attribute
from answerable.engine.gaps import find_gaps
from answerable.engine.leaders import MoveScore, badly_managed, score_moves
from answerable.findings.check import gap_settings, measured_until
from answerable.findings.report import rounded
from answerable.panel.company import Company
from answerable.rules.policy import Policy, default_policy

LEADER_KEYS = ("leader_id", "estimate", "sd", "low", "high", "lfsr", "named", "people", "identified_by")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose the performance of a company is, on a day.

    Attributes:
        attribution: shares, leaders, people and what limits the figures.
        potential: people who are short under their leader and would probably not be under a typical one, columns as
            `engine.leaders.POTENTIAL_SCHEMA`.
        moves: how forecasts came true of those who changed leaders in the last six months; None of too few.
        names: display names of people and expectations by id.
    """

    attribution: Attribution
    potential: pl.DataFrame
    moves: MoveScore | None
    names: dict[str, str]


def whose_performance(
    company: Company,
    as_of: date | None = None,
    chain: int = 2,
    policy: Policy | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Whose:
    """Say whose the performance of a company is, and who is held back.

    Args:
        company: the canonical tables.
        as_of: the day to look at; by default the day the measurements run to.
        chain: how many leaders up the line have an effect of their own.
        policy: the rules' figures, which say what a gap is; the default policy where none is given.
        progress: is told of each step as a short phrase.

    Returns:
        The attribution, with the gaps of the same day held against it, and earlier forecasts held against what came.

    Raises:
        UsageError: nothing had been measured by `as_of` of anybody who leads nobody.
    """
    progress("reading the company")
    panel = read_panel(company)
    day = as_of or measured_until(panel)
    progress("asking whose performance is")
    attribution = attribute(company, chain, as_of=day)
    settings = gap_settings(policy or default_policy())
    gaps = find_gaps(panel, collect(company["units"]), day, settings, lambda name: progress(f"judging {name}"))
    expectations = collect(company["expectations"].select("expectation_id", "name", "tolerance"))
    potential = badly_managed(attribution, gaps.open, expectations)
    progress("holding forecasts against what came")
    moves = score_moves(company, attribution)
    names = dict(expectations.select("expectation_id", "name").iter_rows())
    names |= dict(collect(company["people"].select("person_id", "name")).iter_rows())
    return Whose(attribution, potential, moves, names)


def whose_as_json(found: Whose) -> dict[str, Any]:
    """Turn what was found into the object that `answerable attribute --format json` prints.

    Args:
        found: whose the performance is.

    Returns:
        Plain lists, dicts, numbers and strings; dates are ISO, ids are those of the input.
    """
    attribution, moves, check = found.attribution, found.moves, found.attribution.cross_check
    leaders = attribution.leaders.sort("leader_id", "component")
    direct = pl.col("component") == "manager"
    return {
        "as_of": attribution.as_of.isoformat(),
        "chain": attribution.chain,
        "seed": attribution.seed,
        "shares": {row.pop("component"): row for row in _rows(attribution.shares)},
        "leaders": _rows(leaders.filter(direct).select(LEADER_KEYS)),
        "lines": _rows(leaders.filter(~direct).select("component", *LEADER_KEYS)),
        "potential": _rows(found.potential),
        "forecasts": None if moves is None else _plain(asdict(moves)),
        "cross_check": None if check is None else _plain(asdict(check) | {"sorted": check.sorted_to_leaders}),
        "caveats": list(attribution.caveats),
    }


def _rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    return [_plain(row) for row in table.iter_rows(named=True)]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Numbers rounded as elsewhere, days as ISO, what is undefined as null."""
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, float):
        return rounded(value)
    return value.isoformat() if isinstance(value, date) else value
