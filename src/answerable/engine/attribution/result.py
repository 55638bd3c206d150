"""Whose gap it is: what an attribution says, as tables, sentences and a chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from answerable.engine.attribution.cross_check import CrossCheck
from answerable.engine.attribution.explain import Explanation, explain_gap
from answerable.engine.attribution.plot import attribution_chart

SHARE_SCHEMA = {
    "component": pl.String,
    "variance": pl.Float64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
LEADER_SCHEMA = {
    "leader_id": pl.String,
    "component": pl.String,
    "estimate": pl.Float64,
    "sd": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "lfsr": pl.Float64,
    "named": pl.Boolean,
    "people": pl.Int64,
    "identified_by": pl.Int64,
}
PEOPLE_SCHEMA = {
    "person_id": pl.String,
    "role_id": pl.String,
    "manager_id": pl.String,
    "unit_id": pl.String,
    "estimate": pl.Float64,
    "sd": pl.Float64,
    "expected": pl.Float64,
    "expected_sd": pl.Float64,
    "leaders": pl.Int64,
    "results": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """How much of performance is whose, in one company, as of a day.

    Attributes:
        as_of: the day looked at.
        chain: how many leaders up the line have an effect of their own.
        seed: of the draws it rests on.
        shares: a row a component (`person`, `manager`, `line_2` and so on, `unit`, `match`, `noise`): its `variance`,
            its `share` of the whole, and the share's 95 % interval `low` to `high`.
        leaders: a row a leader and component (`manager` for those who report directly, `line_2` and so on for those
            further down): `estimate` in attainment (0.05 adds five points), posterior `sd`, 95 % interval `low` to
            `high`, local false sign rate `lfsr`, whether the leader is `named`, how many `people` were led, and
            `identified_by`: how many of them also worked under another leader.
        people: a row for each person's latest place: what they bring themselves (`estimate`, `sd`), the attainment
            to be `expected` of them there under a typical leader with its `expected_sd`, and how many `leaders` and
            `results` that rests on.
        cross_check: the same by two-way fixed effects, leave-out corrected; None where there are no leaders to compare.
        caveats: what limits the figures, as sentences.
        stories: how likely each way is in which the figures could have come about: `plain`, `lasting` (what a leader
            taught stays with those who move on), `placed` (leaders were put in units for how hard these are).
        places: what explaining a gap takes: a row for each person's latest place with what each component adds.
        market: what explaining a gap takes: the `level` of a typical person by expectation and period.
    """

    as_of: date
    chain: int
    seed: int
    shares: pl.DataFrame
    leaders: pl.DataFrame
    people: pl.DataFrame
    cross_check: CrossCheck | None
    caveats: tuple[str, ...]
    stories: dict[str, float]
    places: pl.DataFrame
    market: pl.DataFrame

    def explain(self, gap: Mapping[str, Any]) -> Explanation | None:
        """Say whose a gap is.

        Args:
            gap: with `person_id` or `unit_id`, `expectation_id`, `attainment` (its level, 1.0 on target), and, where it
                is known, the day `since` when it is below standard; such as a row of the gaps found.

        Returns:
            Its parts, which add up to the shortfall; None where nothing is known of whom it concerns, such as of
            somebody who leads others: their result is that of their people.

        Raises:
            UsageError: the gap has no attainment.
        """
        return explain_gap(gap, self.places, self.market, self.chain)

    def to_frame(self) -> pl.DataFrame:
        """The leaders, those whose sign is surest first."""
        return self.leaders.sort("lfsr", "leader_id", "component")

    def plot(self) -> object:
        """Draw the shares, and the leaders' effects with their intervals.

        Returns:
            An Altair chart.

        Raises:
            UsageError: Altair is not installed.
        """
        return attribution_chart(self.shares, self.leaders)
