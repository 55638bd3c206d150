"""Totals of attainment of every line and unit, written with each evaluation: no page adds up 20,000 people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from scipy.special import stdtrit

from answerable.engine.attainment import Block
from answerable.engine.attainment.totals import adds_up, totals
from answerable.engine.gaps.signal import Judgement
from answerable.facts.frames import frame_of
from answerable.facts.people.models import Assignment, Person, Place, Unit
from answerable.findings.models import Evaluation, Total
from answerable.findings.on_record import OnRecord
from answerable.kernel.periods import period_end, period_start

BATCH = 5_000
# Somewhat more than a year, so that the same month of last year stands beside the latest; of what is measured once a
# year, the year before that.
REACH_DAYS = {"week": 400, "month": 400, "quarter": 400, "year": 800}
SAME = 1e-9
FIGURES = ("held", "people", "actual", "target", "attainment", "low", "high")
KEYS = ("whose", "expectation", "period")
_TRUNCATED = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
_PLACE = {"person": pl.Int64, "whose": pl.Int64, "starts_on": pl.Date, "ends_on": pl.Date}
_STORED = {
    "whose": pl.Int64,
    "expectation": pl.String,
    "period": pl.Date,
    "people_stored": pl.Int64,
    "held_stored": pl.Int64,
    "attainment_stored": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What totals of one expectation are made of.

    Attributes:
        way: how it is taken together, as `engine.attainment.totals.totals` has it.
        since: periods begin after this day.
        cells: what everybody in the role reached in them.
    """

    way: str
    since: date
    cells: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Totalling:
    """What an evaluation gathers while blocks are judged, to be stored with it.

    Attributes:
        record: the facts.
        on: the day looked at.
        gathered: by expectation, what its totals are made of.
    """

    record: OnRecord
    on: date
    gathered: dict[str, Gathered] = field(default_factory=dict)

    def gather(self, block: Block, judgement: Judgement) -> None:
        """Keep of a block what totals are made of.

        Args:
            block: all series of one expectation.
            judgement: where everybody stands in it.
        """
        way = "sum" if adds_up(block.expectation) else "mean"
        since = self.on - timedelta(days=REACH_DAYS[block.cadence])
        cells = _with_figures(_cells(block, judgement, self.record, since), block.expectation, self.record)
        self.gathered[str(block.expectation["expectation_id"])] = Gathered(way, since, cells)

    def store(self, evaluation: Evaluation) -> None:
        """Store what is new: periods not seen before, and those of which figures or the line were corrected since.

        Args:
            evaluation: with which.
        """
        numbers = pl.DataFrame(
            list(Person.objects.values_list("key", "pk")), schema={"key": pl.String, "person": pl.Int64}, orient="row"
        )
        for whose, places in (("leader", _lines()), ("unit", _units())):
            seen = _stored(whose, min((one.since for one in self.gathered.values()), default=self.on))
            for expectation, one in self.gathered.items():
                found = totals(one.cells.join(numbers, on="key"), places, way=one.way)
                found = found.with_columns(pl.lit(expectation).alias("expectation"))
                before = (pl.col("expectation") == expectation) & (pl.col("period") > one.since)
                _write(evaluation, whose, _fresh(found, seen.filter(before)))


def _cells(block: Block, judgement: Judgement, record: OnRecord, since: date) -> pl.DataFrame:
    numbers = range(block.first_period, block.first_period + block.attainment.shape[1])
    starts = [period_start(number, block.cadence) for number in numbers]
    ends = [period_end(number, block.cadence) - timedelta(days=1) for number in numbers]
    recent = np.array([start > since for start in starts])
    rows, columns = np.nonzero(block.held & recent)
    levels, measured = judgement.levels, judgement.attainment[rows, columns]
    mean, sd = levels.mean[rows, columns], levels.sd[rows, columns]
    margin = stdtrit(np.minimum(levels.df[rows], 1e9), 0.95) * sd
    return pl.DataFrame(
        {
            "key": record.panel.codes.people[block.person][rows],
            "period": pl.Series(starts, dtype=pl.Date)[columns],
            "last_on": pl.Series(ends, dtype=pl.Date)[columns],
            "attainment": np.where(np.isfinite(measured), measured, np.nan),
            "level": mean,
            "low": mean - margin,
            "high": mean + margin,
        }
    ).with_columns(pl.col("attainment").fill_nan(None))


def _with_figures(cells: pl.DataFrame, expectation: Mapping[str, Any], record: OnRecord) -> pl.DataFrame:
    """What was measured, and what was expected: what somebody new owed was less, and is worked back from the share."""
    key, every = expectation["expectation_id"], _TRUNCATED[expectation["cadence"]]
    nominal = pl.lit(expectation["target"], dtype=pl.Float64)
    for table, name in (("measurements", "actual"), ("targets", "stated")):
        rows = record.tables[table].filter(pl.col("expectation_id") == key)
        value = pl.col("target" if table == "targets" else "actual").cast(pl.Float64)
        given = rows.select(key="person_id", period=pl.col("period").dt.truncate(every), **{name: value})
        cells = cells.join(given, on=["key", "period"], how="left", maintain_order="left")
    share, actual = pl.col("attainment"), pl.col("actual")
    worked_back = pl.when((actual > 0) & (share > 0)).then(actual / share)
    return cells.with_columns(target=pl.coalesce(worked_back, pl.col("stated"), nominal)).drop("stated")


def _lines() -> pl.DataFrame:
    lookups = {"person": "person", "whose": "leader", "starts_on": "starts_on", "ends_on": "ends_on"}
    return frame_of(Place.objects.all(), lookups, _PLACE)


def _units() -> pl.DataFrame:
    """Who was in which unit, counting for the units above it as well."""
    lookups = {"person": "person", "unit": "unit", "starts_on": "starts_on", "ends_on": "ends_on"}
    schema = {name: kind for name, kind in _PLACE.items() if name != "whose"} | {"unit": pl.Int64}
    held = frame_of(Assignment.standing.filter(unit__isnull=False), lookups, schema)
    parents = dict(Unit.objects.values_list("pk", "parent"))
    pairs = [(unit, above) for unit in parents for above in _up_from(unit, parents)]
    above = pl.DataFrame(pairs, schema={"unit": pl.Int64, "whose": pl.Int64}, orient="row")
    return held.join(above, on="unit").select(*_PLACE)


def _up_from(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    found: list[int] = []
    here: int | None = unit
    while here is not None:
        found.append(here)
        here = parents[here]
    return found


def _stored(whose: str, since: date) -> pl.DataFrame:
    rows = Total.objects.filter(**{f"{whose}__isnull": False}, period__gt=since)
    lookups = {"whose": whose, "expectation": "expectation", "period": "period"}
    lookups |= {name: name.removesuffix("_stored") for name in _STORED if name not in lookups}
    return frame_of(rows.order_by("pk"), lookups, _STORED).unique(KEYS, keep="last", maintain_order=True)


def _fresh(found: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """What differs from what is stored; where nobody is left of whom was counted before, a row that says so."""
    both = found.join(seen, on=KEYS, how="full", coalesce=True)
    same = (pl.col("attainment") - pl.col("attainment_stored")).abs().fill_null(0.0) < SAME
    for name in ("people", "held"):
        same &= pl.col(name).fill_null(0) == pl.col(f"{name}_stored").fill_null(0)
    counts = (pl.col(name).fill_null(0) for name in ("people", "held"))
    return both.filter(~same).with_columns(*counts).select(*KEYS, *FIGURES).sort(KEYS)


def _write(evaluation: Evaluation, whose: str, fresh: pl.DataFrame) -> None:
    for piece in fresh.rename({"whose": f"{whose}_id"}).iter_slices(BATCH):
        rows = piece.with_columns(pl.col(pl.Float64).fill_nan(None)).iter_rows(named=True)
        Total.objects.bulk_create((Total(evaluation=evaluation, **values) for values in rows), batch_size=BATCH)
