"""What a company's record tells of its people in its roles: read once, asked many times."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.engine.attribution import Attribution
from answerable.engine.placement.abilities import find_sizes, movers_of
from answerable.engine.placement.carry import Carry, find_carry
from answerable.engine.placement.equations import Solved, solve
from answerable.engine.placement.record import read_record
from answerable.panel.company import Company

# The level of a role is that of its latest half year.
MONTHS, MONTHS_A_YEAR = 6, 12


@dataclass(frozen=True, slots=True)
class Learned:
    """What a company's record tells of its people in its roles.

    Attributes:
        attribution: whose the company's performance is.
        solved: people, leaders, units and roles, told apart.
        carry: how much of what people bring to one role they bring to another.
        levels: by role, the attainment of a typical person in it in the last half year.
        drift: variance of how far a role's level moves from one half year to the next.
        standards: by role, the attainment that is enough.
        code: by person, their code in the record.
        lines: by leader who leads directly, who is above them, by component.
    """

    attribution: Attribution
    solved: Solved
    carry: Carry
    levels: Mapping[str, float]
    drift: float
    standards: Mapping[str, float]
    code: Mapping[str, int]
    lines: Mapping[str, Mapping[str, str]]


def learn(company: Company, attribution: Attribution) -> Learned:
    """Learn from a company's record what people bring to their roles, and how much of it goes along to another one.

    Args:
        company: the canonical tables.
        attribution: whose the company's performance is; its day counts.

    Returns:
        What `predicted` and `place` ask.

    Source:
        docs/methods/placement.md.
    """
    record = read_record(company, attribution)
    sizes = find_sizes(record)
    movers = movers_of(solve(record, sizes, np.eye(len(record.roles))))
    carry = find_carry(record.roles, sizes.ability, movers)
    people = record.keys.select("person_id").with_columns(code=pl.Series(record.person)).unique()
    expectations = collect(company["expectations"].select("expectation_id", "role_id", "weight", "tolerance"))
    halves = _by_half_year(attribution.market, expectations)
    return Learned(
        attribution=attribution,
        solved=solve(record, sizes, carry.mean),
        carry=carry,
        levels=dict(halves.filter(pl.col("half") == 0).select("role_id", "level").iter_rows()),
        drift=_drift(halves),
        standards=_standards(expectations),
        code=dict(people.iter_rows()),
        lines=_lines(attribution),
    )


def _by_half_year(market: pl.DataFrame, expectations: pl.DataFrame) -> pl.DataFrame:
    """By role and half year back from its last month, the level of a typical person, expectations by their weights."""
    last, day = pl.col("period").max().over("role_id"), pl.col("period")
    months = (last.dt.year() - day.dt.year()) * MONTHS_A_YEAR + last.dt.month().cast(pl.Int32) - day.dt.month()
    rows = market.with_columns(half=months // MONTHS).sort("role_id", "half", "expectation_id", "period")
    keys = ("role_id", "half", "expectation_id")
    rows = rows.group_by(keys, maintain_order=True).agg(pl.col("level").mean())
    rows = rows.join(expectations.select("expectation_id", "weight"), on="expectation_id", maintain_order="left")
    return rows.group_by("role_id", "half", maintain_order=True).agg(_weighed("level"))


def _drift(halves: pl.DataFrame) -> float:
    """The mean square of how far roles have moved from one half year to the next; nothing where none followed."""
    moved = halves.select(by=pl.col("level").diff().over("role_id"), next=pl.col("half").diff().over("role_id") == 1)
    squares = moved.filter("next")["by"].to_numpy() ** 2
    return float(np.mean(squares)) if len(squares) else 0.0


def _standards(expectations: pl.DataFrame) -> dict[str, float]:
    enough = expectations.with_columns(enough=1 - pl.col("tolerance"))
    enough = enough.sort("expectation_id")
    return dict(enough.group_by("role_id", maintain_order=True).agg(_weighed("enough")).iter_rows())


def _weighed(name: str) -> pl.Expr:
    return ((pl.col(name) * pl.col("weight")).sum() / pl.col("weight").sum()).alias(name)


def _lines(attribution: Attribution) -> dict[str, dict[str, str]]:
    """By leader, who was above them when their people were measured last."""
    names = [f"line_{step}" for step in range(2, attribution.chain + 1)]
    led = attribution.places.filter(pl.col("manager_id").is_not_null()).sort("last_on", "person_id")
    latest = led.group_by("manager_id").agg(pl.col(f"{name}_id").last().alias(name) for name in names)
    return {
        row["manager_id"]: {name: row[name] for name in names if row[name] is not None} for row in latest.to_dicts()
    }
