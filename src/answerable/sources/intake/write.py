"""A company's tables into the facts: whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import polars as pl
from django.db import models, transaction

from answerable.facts.agreements import write as agreements
from answerable.facts.people import write as people
from answerable.facts.people.models import Correction
from answerable.ledger import write as ledger
from answerable.panel import Company
from answerable.panel.schema import TABLES
from answerable.sources.intake.compare import ROW, Changes, changes, contradicted
from answerable.sources.intake.read import company_on_record, standing_rows
from answerable.sources.intake.tables import HOMES, Home

BATCH = 5_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TableLoaded:
    """What became of one table.

    Attributes:
        table: which.
        added: rows that are new.
        corrected: rows that were known and said something else, or were contradicted.
        same: rows that change nothing.
    """

    table: str
    added: int
    corrected: int
    same: int


def preview(company: Company) -> tuple[TableLoaded, ...]:
    """Say what loading a company would change, and change nothing.

    Args:
        company: the tables, checked.

    Returns:
        An entry for each table that was brought.
    """
    return tuple(_told(home, _changes(home, company)) for home in _brought(company))


def load(
    company: Company, *, actor: str, at: datetime, progress: Progress = lambda _step, _done, _total: None
) -> tuple[TableLoaded, ...]:
    """Take a company's tables into the facts, in one transaction with its entry in the ledger.

    Args:
        company: the tables, checked.
        actor: who brings them.
        at: when.
        progress: is told of each step, rows done and rows in all.

    Returns:
        What became of each table. Where nothing changed, nothing was written.

    Raises:
        InputRefused: together with what is on record it makes no sense; nothing was written.
    """
    with transaction.atomic():
        # Nobody else changes the facts between comparing and writing.
        ledger.lock()
        loaded = [_load_table(home, company, at, progress) for home in _brought(company)]
        if any(table.added or table.corrected for table in loaded):
            progress("checking the whole", 0, 0)
            company_on_record()
            progress("working out the chain", 0, 0)
            people.rewrite_places()
            agreements.take_brought(on=at.date(), at=at)
            body = {table.table: [table.added, table.corrected] for table in loaded}
            ledger.append(kind="company.loaded", at=at, day=at.date(), actor=actor, subject="company", body=body)
    return tuple(loaded)


def _brought(company: Company) -> Iterable[Home]:
    return (home for home in HOMES if home.table in company.given)


def _told(home: Home, found: Changes) -> TableLoaded:
    return TableLoaded(home.table, found.added.height, found.corrected.height + len(found.withdrawn), found.same)


def _changes(home: Home, company: Company) -> Changes:
    brought = company[home.table].select(*home.fields).collect().to_polars()
    standing = standing_rows(home)
    found = changes(brought, standing, TABLES[home.table].key)
    if home.table != "assignments":
        return found
    return replace(found, withdrawn=tuple(contradicted(brought, standing)[ROW].to_list()))


def _load_table(home: Home, company: Company, at: datetime, progress: Progress) -> TableLoaded:
    found = _changes(home, company)
    total = found.added.height + found.corrected.height
    progress(home.table, 0, total)
    if home.dated:
        _replace(home, [*found.corrected[ROW].to_list(), *found.withdrawn], at)
        rows = pl.concat([found.added, found.corrected.drop(ROW)])
        _create(home, rows, at, lambda done: progress(home.table, done, total))
    else:
        _create(home, found.added, at, lambda done: progress(home.table, done, total))
        _correct(home, found.corrected, at)
        _link(home, pl.concat([found.added, found.corrected.drop(ROW)]))
    progress(home.table, total, total)
    return _told(home, found)


def _replace(home: Home, rows: list[int], at: datetime) -> None:
    for start in range(0, len(rows), BATCH):
        home.model.objects.filter(pk__in=rows[start : start + BATCH]).update(replaced_at=at)


def _create(home: Home, rows: pl.DataFrame, at: datetime, told: Callable[[int], None]) -> None:
    places = _places(home) if home.dated else {}
    own = [column for column in home.fields if home.dated or column not in home.refers]
    names = [_attribute(home, column) for column in own]
    columns = [_resolved(rows[column], places.get(column)) for column in own]
    recorded = {"recorded_at": at} if home.dated else {}
    for start in range(0, rows.height, BATCH):
        piece = zip(*(column[start : start + BATCH] for column in columns), strict=True)
        made = [home.model(**dict(zip(names, values, strict=True)), **recorded) for values in piece]
        home.model.objects.bulk_create(made, batch_size=BATCH)
        told(min(start + BATCH, rows.height))


def _attribute(home: Home, column: str) -> str:
    return f"{home.fields[column]}_id" if column in home.refers else home.fields[column]


def _places(home: Home) -> dict[str, dict[str, int]]:
    """By column that refers to another table, the rows of that table by key."""
    models_ = set(home.refers.values())
    rows = {model: dict(model.objects.values_list("key", "pk")) for model in models_}
    return {column: rows[model] for column, model in home.refers.items()}


def _resolved(values: pl.Series, places: dict[str, int] | None) -> list[Any]:
    if values.dtype == pl.Datetime("us"):
        values = values.dt.replace_time_zone("UTC")
    if places is None:
        return [value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for value in values.to_list()]
    return [None if key is None else places[key] for key in values.to_list()]


def _correct(home: Home, rows: pl.DataFrame, at: datetime) -> None:
    """Correct names and other details where they stand; what they were before is kept beside them."""
    plain = [column for column in home.fields if column not in home.refers]
    standing = home.model.objects.in_bulk(rows[ROW].to_list())
    noted = []
    for values in rows.iter_rows(named=True):
        row: Any = standing[values[ROW]]
        before = {column: _plain(row, home, column) for column in home.fields}
        noted.append(
            Correction(table=home.table, key=row.key, before=before, after=_spoken(values, home), recorded_at=at)
        )
        for column in plain:
            setattr(row, home.fields[column], values[column])
    home.model.objects.bulk_update(list(standing.values()), [home.fields[column] for column in plain[1:]])
    Correction.objects.bulk_create(noted)


def _plain(row: models.Model, home: Home, column: str) -> str | None:
    value = getattr(row, home.fields[column])
    value = getattr(value, "key", value)
    return None if value is None else str(value)


def _spoken(values: dict[str, Any], home: Home) -> dict[str, str | None]:
    return {column: None if values[column] is None else str(values[column]) for column in home.fields}


def _link(home: Home, rows: pl.DataFrame) -> None:
    """Let rows refer to each other once all of them are there."""
    if not home.refers or not rows.height:
        return
    places = _places(home)
    key = next(iter(home.fields))
    standing = {row.key: row for row in home.model.objects.filter(key__in=rows[key].to_list())}
    for values in rows.iter_rows(named=True):
        for column in home.refers:
            setattr(standing[values[key]], _attribute(home, column), places[column].get(values[column]))
    home.model.objects.bulk_update(
        list(standing.values()), [home.fields[column] for column in home.refers], batch_size=500
    )
