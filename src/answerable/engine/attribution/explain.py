"""The parts of one gap: role and market, unit, chain, leader, person, and chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from answerable.kernel.problems import UsageError

# 95 % of a normal distribution lie within so many standard deviations.
REACH = 1.959964


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a gap.

    Attributes:
        component: `market` (role and market), `unit`, `line_2` and so on, `manager`, `match` (person and leader
            together), `person`, or `chance`.
        subject_id: the role, unit, leader or person behind it; None for chance.
        estimate: how much of the shortfall it is, as a share of the target; below zero where it makes the gap smaller.
        low: lower end of its 95 % interval.
        high: upper end.
    """

    component: str
    subject_id: str | None
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whose a gap is.

    Attributes:
        shortfall: the shortfall explained, 1 less the level of attainment.
        parts: its parts, which add up to it, in the order role and market, unit, chain from the top, leader,
            pair, person, chance.
        telling: whether the interval of any part but chance and market keeps to one side of zero.
    """

    shortfall: float
    parts: tuple[Part, ...]
    telling: bool


def explain_gap(gap: Mapping[str, Any], places: pl.DataFrame, market: pl.DataFrame, chain: int) -> Explanation | None:
    """Take a gap apart.

    Args:
        gap: with `person_id` or `unit_id`, `expectation_id`, `attainment` and perhaps `since`.
        places: by `person_id`, the latest place: `role_id`, the ids of its unit and leaders, and by component what it
            adds (`manager`, say) with its standard deviation (`manager_sd`), and `total_sd` of them all together.
        market: by `expectation_id` and `period`, the `level` of a typical person.
        chain: how many leaders up the line have an effect of their own.

    Returns:
        The parts, or None where nothing is known of whom it concerns.

    Raises:
        UsageError: the gap has no attainment.
    """
    if gap.get("attainment") is None:
        raise UsageError("A gap without attainment was to be explained. Expected its level, such as 0.85.")
    people = _people_of(gap, places)
    periods = market.filter(pl.col("expectation_id") == gap["expectation_id"])
    if people.is_empty() or periods.is_empty():
        return None
    shortfall = 1 - float(gap["attainment"])
    since = gap.get("since")
    lasting = periods if since is None else periods.filter(pl.col("period") >= since)
    level = (periods.tail(1) if since is None or lasting.is_empty() else lasting)["level"]
    parts = [_part("market", people["role_id"][0], 1 - _mean(level), 0.0)]
    components = ("unit", *(f"line_{step}" for step in range(chain, 1, -1)), "manager", "match", "person")
    parts += [_of_people(component, people) for component in components if component in people.columns]
    left = shortfall - sum(part.estimate for part in parts)
    parts.append(_part("chance", None, left, _of_mean(people["total_sd"])))
    own = [part for part in parts if part.component not in {"market", "chance"}]
    return Explanation(shortfall, tuple(parts), any(part.low > 0 or part.high < 0 for part in own))


def _people_of(gap: Mapping[str, Any], places: pl.DataFrame) -> pl.DataFrame:
    if gap.get("person_id") is not None:
        return places.filter(pl.col("person_id") == gap["person_id"])
    return places.filter((pl.col("unit_id") == gap["unit_id"]) & pl.col("current"))


def _of_people(component: str, people: pl.DataFrame) -> Part:
    """What a component adds on average; what people share is as uncertain as for one of them, the rest is not."""
    estimate, sd = people[component], people[f"{component}_sd"]
    ids = people[f"{component}_id"].unique(maintain_order=True)
    shared = len(ids) == 1
    spread = _mean(sd) if shared else _of_mean(sd)
    return _part(component, ids[0] if shared else None, -_mean(estimate), spread)


def _mean(values: pl.Series) -> float:
    return float(np.mean(values.to_numpy()))


def _of_mean(sd: pl.Series) -> float:
    """The standard deviation of a mean of independent values."""
    return float(np.sqrt(np.sum(sd.to_numpy() ** 2)) / len(sd))


def _part(component: str, subject_id: str | None, estimate: float, sd: float) -> Part:
    return Part(component, subject_id, estimate, estimate - REACH * sd, estimate + REACH * sd)
