"""How well forecasts of what people attain after a move have come true."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from answerable.engine.attribution import Attribution, attribute
from answerable.engine.attribution.spells import BLOCK, collapse
from answerable.engine.leaders.forecast import MONTHS, forecasts
from answerable.kernel.problems import UsageError
from answerable.panel.company import Company

FEWEST_RESULTS, FEWEST_PEOPLE = 3, 5


@dataclass(frozen=True, slots=True)
class MoveScore:
    """Forecasts made of people before they changed leaders, held against what was measured after.

    Attributes:
        since: the day the forecasts were made.
        people: how many people have changed leaders since, in the same role, and have at least three results after.
        covered: for how many of them what was measured lies in the forecast's 90 % interval.
        mean_error: measured less expected, on average, in attainment: above zero where forecasts were too low.
        typical_error: how far measured and expected lie apart, on average.
    """

    since: date
    people: int
    covered: int
    mean_error: float
    typical_error: float


def score_moves(company: Company, attribution: Attribution, months: int = MONTHS) -> MoveScore | None:
    """Hold forecasts made some months ago against what was measured of those who have changed leaders since.

    Nothing measured after the day of the forecast plays a part in it but what the role as a whole came to: forecast and
    measured are both taken beyond a typical person in the role, as known now.

    Args:
        company: the canonical tables.
        attribution: whose the company's performance is, on the day looked at.
        months: how long before that day the forecasts were made.

    Returns:
        The score, over everybody who was measured before and has at least three results under the first leader they
        came to since; None where there are fewer than five.

    Source:
        docs/methods/leaders.md.
    """
    since = _earlier(attribution.as_of, months)
    try:
        before = attribute(company, attribution.chain, as_of=since, seed=attribution.seed)
    except UsageError:
        return None
    moves = _moves(company, before, attribution)
    said = forecasts(before, moves)
    if len(said) < FEWEST_PEOPLE:
        return None
    error = (moves["measured"] - said["own"]).to_numpy()
    covered = (moves["measured"] - said["own"]).abs() <= (said["high"] - said["low"]) / 2
    return MoveScore(since, len(said), int(covered.sum()), float(np.mean(error)), float(np.mean(np.abs(error))))


def _earlier(day: date, months: int) -> date:
    earlier: date = pl.select(pl.lit(day).dt.offset_by(f"-{months}mo")).item()
    return earlier


def _moves(company: Company, before: Attribution, now: Attribution) -> pl.DataFrame:
    """Who came to which leader since, with what was `measured` of them beyond a typical person in the role."""
    spells = collapse(company, now.as_of, now.chain)
    was = before.places.select("person_id", "role_id", was_id=pl.col("manager_id"))
    parts = spells.parts.with_columns(began=pl.col("first_on").min().over("person_id", "manager_id"))
    parts = parts.filter(pl.col("began") >= before.as_of, pl.col("manager_id").is_not_null())
    parts = parts.join(was, on=["person_id", "role_id"], how="inner").filter(pl.col("was_id") != pl.col("manager_id"))
    parts = parts.filter(pl.col("began") == pl.col("began").min().over("person_id"))
    parts = _beyond_typical(parts, spells.periods, now.market)
    n, line = pl.col("n"), [f"line_{step}_id" for step in range(2, now.chain + 1)]
    moves = (
        parts.sort("person_id", "first_on", "expectation_id", *line)
        .group_by("person_id", "manager_id", maintain_order=True)
        .agg(pl.col(*line, "unit_id").last(), results=n.sum(), measured=(pl.col("beyond") * n).sum() / n.sum())
    )
    return moves.filter(pl.col("results") >= FEWEST_RESULTS)


def _beyond_typical(parts: pl.DataFrame, periods: pl.DataFrame, market: pl.DataFrame) -> pl.DataFrame:
    """Each part with how far its results lie `beyond` the level of a typical person in the same periods, on average."""
    bits = np.flatnonzero((parts["mask"].to_numpy()[:, None] >> np.arange(BLOCK)) & 1)
    row, bit = np.divmod(bits, BLOCK)
    measured = parts.select("role_id", "expectation_id", number=pl.col("block") * BLOCK)[row]
    measured = measured.with_columns(row=pl.Series(row), number=pl.col("number") + pl.Series(bit))
    levels = periods.join(market, on=["role_id", "expectation_id", "period"], how="inner")
    # Results are told beside the mean of everybody in the role; a typical person differs from it as people come and go.
    differs = levels.select("role_id", "expectation_id", "number", differs=pl.col("mean") - pl.col("level"))
    measured = measured.join(differs, on=["role_id", "expectation_id", "number"], how="left")
    shift = measured.group_by("row").agg(pl.col("differs").mean()).sort("row")["differs"]
    return parts.with_columns(beyond=pl.col("total") / pl.col("n") + shift)
