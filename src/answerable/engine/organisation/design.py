"""Organisation design: layers, teams, and how large a team a leader of this company can serve."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.engine.organisation.layers import layers
from answerable.engine.organisation.line import read_line
from answerable.engine.organisation.relation import Relation, relation
from answerable.engine.organisation.teams import teams, window_start
from answerable.engine.organisation.threshold import Observed
from answerable.panel.company import Company

# Of a leader of whom the figures know less than this part, what they add is no more than what was believed before.
LEAST_KNOWN = 0.1


@dataclass(frozen=True, slots=True)
class Organisation:
    """How a company is built, as of a day.

    Attributes:
        as_of: the day looked at.
        since: the first day on which what leaders did counts.
        seed: of the draws behind chance and intervals.
        layers: a row a layer, columns as `LAYER_SCHEMA`.
        teams: a row a leader, columns as `TEAM_SCHEMA`.
        relations: how `kept`, `minutes` and, where effects were given, `added` go with the size of teams.
    """

    as_of: date
    since: date
    seed: int
    layers: pl.DataFrame
    teams: pl.DataFrame
    relations: tuple[Relation, ...]


def organisation(
    company: Company,
    as_of: date,
    every_days: int,
    *,
    since: date | None = None,
    effects: pl.DataFrame | None = None,
    seed: int = 0,
) -> Organisation:
    """Say how a company is built, and what its record says about how large a team a leader can serve.

    Leaders are compared with leaders: those who lead nobody but people without reports with each other, and those who
    lead leaders with each other.

    Args:
        company: the canonical tables.
        as_of: the last day looked at.
        every_days: days between the one-on-ones owed to everybody.
        since: the first day of which it is on record what leaders did; by default that of the first activity. At most
            182 days are looked at.
        effects: what direct leaders add, where it is known: `leader_id`, `estimate` and `sd` in attainment, drawn to
            zero as far as little is known, and `variance`, that of leaders' effects.
        seed: of the draws behind chance and intervals.

    Returns:
        Layers, teams and relations. An association among leaders as they are: no leader was given people at random.

    Source:
        docs/methods/organisation.md.
    """
    line = read_line(company, as_of)
    first = window_start(as_of, since or _first_day(company) or as_of)
    found = teams(company, line, as_of, every_days, first)
    given = [(name, _told_of(found, name)) for name in ("kept", "minutes")]
    if effects is not None:
        given.append(("added", _with_effects(found, effects)))
    relations = tuple(relation(name, _observed(rows), seed) for name, rows in given)
    return Organisation(as_of, first, seed, layers(line.leader), found, relations)


def _first_day(company: Company) -> date | None:
    moments = collect(company["activities"].select("at"))
    first: date | None = moments.select(pl.col("at").cast(pl.Date).min()).item()
    return first


def _told_of(found: pl.DataFrame, name: str) -> pl.DataFrame:
    rows = found.filter(pl.col(name).is_not_null())
    return rows.select("span", "leads_leaders", value=pl.col(name), weight=pl.lit(1.0))


def _with_effects(found: pl.DataFrame, effects: pl.DataFrame) -> pl.DataFrame:
    """What each adds as measured, before it was drawn to zero, weighted by how much of it is known."""
    known = 1 - pl.col("sd") ** 2 / pl.col("variance")
    rows = found.filter(pl.col("span").is_not_null()).join(effects, on="leader_id", maintain_order="left")
    rows = rows.filter(pl.col("variance") > 0).with_columns(weight=known).filter(pl.col("weight") >= LEAST_KNOWN)
    return rows.select("span", "leads_leaders", value=pl.col("estimate") / pl.col("weight"), weight="weight")


def _observed(rows: pl.DataFrame) -> Observed:
    return Observed(
        size=rows["span"].to_numpy(),
        value=rows["value"].to_numpy(),
        weight=rows["weight"].to_numpy(),
        kind=rows["leads_leaders"].cast(pl.Int64).to_numpy().astype(np.int64),
    )
