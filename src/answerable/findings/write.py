"""Findings are stored once, with what they rest on, and never changed."""

from collections.abc import Iterable
from datetime import date, datetime

import numpy as np
import polars as pl
from django.db import transaction
from scipy.special import stdtrit

from answerable import __version__
from answerable.engine.attainment import Block
from answerable.engine.gaps import Gaps, find_gaps
from answerable.engine.gaps.shared import UnitGaps
from answerable.engine.gaps.signal import Judgement
from answerable.facts.people.models import Person, Unit
from answerable.findings.caveats import caveats
from answerable.findings.check import gap_settings
from answerable.findings.models import Evaluation, GapFinding, LevelFinding
from answerable.findings.on_record import OnRecord
from answerable.findings.sentences import why_a_gap
from answerable.findings.totalling import Totalling
from answerable.kernel.periods import period_start

BATCH = 5_000
LEVELS = ("expectation", "period", "attainment", "level", "low", "high", "standard", "shared", "probability")


def evaluate(record: OnRecord, *, on: date, at: datetime) -> Evaluation:
    """Let the engine look at the facts as they were known on a day, unless it has looked at just these before.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        The evaluation that holds on that day.
    """
    fingerprint = record.fingerprint(on)
    latest = Evaluation.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()
    if latest is not None and latest.panel_hash == fingerprint:
        return latest
    of_people: list[pl.DataFrame] = []
    of_units: list[pl.DataFrame] = []
    together = Totalling(record, on)

    def keep(block: Block, judgement: Judgement, shared: UnitGaps) -> None:
        codes = record.panel.codes
        of_people.append(_levels(block, judgement, codes.people[block.person]))
        of_units.append(_levels(block, shared.judgement, codes.units[shared.unit]))
        together.gather(block, judgement)

    gaps = find_gaps(
        record.panel,
        record.tables["units"],
        on,
        gap_settings(record.policy),
        judging=record.judging,
        judged_block=keep,
    )
    with transaction.atomic():
        evaluation, is_new = Evaluation.objects.get_or_create(
            as_of=on,
            panel_hash=fingerprint,
            defaults={
                "engine_version": __version__,
                "policy": record.policy.describe(),
                "summary": _summary(gaps),
                "caveats": list(caveats(record.company, gaps, on)),
                "made_at": at,
            },
        )
        if is_new:
            _store_gaps(evaluation, gaps.open, record)
            _store_levels(evaluation, "person", of_people)
            _store_levels(evaluation, "unit", of_units)
            together.store(evaluation)
    return evaluation


def _summary(gaps: Gaps) -> dict[str, int]:
    return {
        "series_judged": sum(entry.judged for entry in gaps.coverage),
        "not_measured": sum(entry.not_measured for entry in gaps.coverage),
        "no_target": sum(entry.no_target for entry in gaps.coverage),
        "gaps": gaps.open.height,
    }


def _store_gaps(evaluation: Evaluation, gaps: pl.DataFrame, record: OnRecord) -> None:
    people = _numbers(Person, gaps["person_id"])
    units = _numbers(Unit, gaps["unit_id"])
    tables = record.tables
    names = dict(tables["people"].select("person_id", "name").iter_rows())
    names |= dict(tables["units"].select("unit_id", "name").iter_rows())
    names |= dict(tables["expectations"].select("expectation_id", "name").iter_rows())
    GapFinding.objects.bulk_create(
        GapFinding(
            evaluation=evaluation,
            person_id=people.get(row["person_id"]),
            unit_id=units.get(row["unit_id"]),
            expectation=row["expectation_id"],
            facts={name: _plain(value) for name, value in row.items()},
            reasons=list(why_a_gap(row, names)),
        )
        for row in gaps.iter_rows(named=True)
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _numbers(model: type[Person] | type[Unit], keys: pl.Series) -> dict[str, int]:
    return dict(model.objects.filter(key__in=keys.drop_nulls().unique().to_list()).values_list("key", "pk"))


def _levels(block: Block, judgement: Judgement, whose: pl.Series) -> pl.DataFrame:
    """Where everybody, or every unit, stood in every period in which they were measured."""
    rows, columns = np.nonzero(~np.isnan(judgement.attainment))
    levels, nominal = judgement.levels, 1 - block.expectation["tolerance"]
    mean, sd = levels.mean[rows, columns], levels.sd[rows, columns]
    margin = stdtrit(np.minimum(levels.df[rows], 1e9), 0.95) * sd
    starts = [period_start(block.first_period + number, block.cadence) for number in range(block.attainment.shape[1])]
    return pl.DataFrame(
        {
            "whose": whose[rows],
            "expectation": pl.repeat(block.expectation["expectation_id"], len(rows), eager=True),
            "period": pl.Series(starts, dtype=pl.Date)[columns],
            "attainment": judgement.attainment[rows, columns],
            "level": mean,
            "low": mean - margin,
            "high": mean + margin,
            "standard": np.full(len(rows), nominal),
            "shared": np.maximum(nominal - judgement.standard[rows, columns], 0.0),
            "probability": judgement.probability[rows, columns],
        }
    )


def _store_levels(evaluation: Evaluation, of: str, levels: Iterable[pl.DataFrame]) -> None:
    """Store what is new: periods not seen before, and periods whose figures have been corrected since."""
    model: type[Person] | type[Unit] = Person if of == "person" else Unit
    numbers = dict(model.objects.values_list("key", "pk"))
    seen = _stored_levels(of)
    for found in levels:
        numbered = found.with_columns(whose=pl.col("whose").replace_strict(numbers, return_dtype=pl.Int64))
        known = numbered.join(seen, on=["whose", "expectation", "period"], how="left", maintain_order="left")
        same = (pl.col("attainment_stored") - pl.col("attainment")).abs() < 1e-9
        fresh = known.filter(~same.fill_null(value=False)).select(pl.col("whose").alias(f"{of}_id"), *LEVELS)
        for piece in fresh.iter_slices(BATCH):
            LevelFinding.objects.bulk_create(
                (LevelFinding(evaluation=evaluation, **values) for values in piece.iter_rows(named=True)),
                batch_size=BATCH,
            )


def _stored_levels(of: str) -> pl.DataFrame:
    stored = LevelFinding.objects.filter(**{f"{of}__isnull": False}).order_by("pk")
    rows = stored.values_list(of, "expectation", "period", "attainment")
    schema = {"whose": pl.Int64, "expectation": pl.String, "period": pl.Date, "attainment_stored": pl.Float64}
    frame = pl.DataFrame(list(rows.iterator(chunk_size=50_000)), schema=schema, orient="row")
    return frame.unique(["whose", "expectation", "period"], keep="last", maintain_order=True)
