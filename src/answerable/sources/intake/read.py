"""The company as the facts that stand have it."""

from typing import Any

import polars as pl

from answerable.facts.frames import frame_of
from answerable.facts.measures.models import Measurement
from answerable.kernel.problems import UsageError
from answerable.panel import Company, company_from_frames
from answerable.panel.cells import DTYPES
from answerable.panel.schema import TABLES
from answerable.sources.intake.agreed_targets import with_what_was_agreed
from answerable.sources.intake.compare import ROW
from answerable.sources.intake.said import with_what_was_said
from answerable.sources.intake.tables import HOMES, Home


def company_on_record() -> Company:
    """Put the facts that stand together as the canonical tables.

    Returns:
        The company, checked as if it had been brought.

    Raises:
        UsageError: nothing was loaded yet.
        InputRefused: the facts contradict each other.
    """
    if not Measurement.standing.exists():
        raise UsageError("Nothing is on record yet. Load a company first: answerable import FOLDER")
    frames = {home.table: standing_rows(home).drop(ROW) for home in HOMES}
    frames["feedback"] = with_what_was_said(frames["feedback"])
    frames["targets"] = with_what_was_agreed(frames["targets"], frames["measurements"])
    brought = {name: frame for name, frame in frames.items() if frame.height or TABLES[name].required}
    return company_from_frames(brought, "the facts on record")


def standing_rows(home: Home) -> pl.DataFrame:
    """Read the rows of a table that stand.

    Args:
        home: where they live.

    Returns:
        Canonical columns, and `row_id`.
    """
    table = TABLES[home.table]
    schema: dict[str, Any] = {name: DTYPES[table.column(name).kind] for name in home.fields}
    rows = home.model.objects.filter(replaced_at__isnull=True) if home.dated else home.model.objects.all()
    lookups = {name: home.lookup(name) for name in home.fields} | {ROW: "pk"}
    return frame_of(rows.order_by(), lookups, schema | {ROW: pl.Int64})
