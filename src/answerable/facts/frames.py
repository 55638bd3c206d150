"""Rows of the database as a typed frame."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db.models import QuerySet

CHUNK = 50_000


def frame_of(rows: QuerySet[Any], lookups: Mapping[str, str], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Read rows into a frame, in pieces, so that a million of them need no million tuples at once.

    Args:
        rows: which rows.
        lookups: by column of the frame, how the database is asked for it.
        schema: by column of the frame, its type; moments come as UTC without a zone.

    Returns:
        A frame with these columns.
    """
    pieces, piece = [], []
    for row in rows.values_list(*lookups.values()).iterator(chunk_size=CHUNK):
        piece.append(row)
        if len(piece) == CHUNK:
            pieces.append(_frame(piece, lookups, schema))
            piece = []
    return pl.concat([*pieces, _frame(piece, lookups, schema)])


def _frame(rows: list[tuple[Any, ...]], lookups: Mapping[str, str], schema: Mapping[str, Any]) -> pl.DataFrame:
    zoned = {name: pl.Datetime("us", "UTC") if schema[name] == pl.Datetime("us") else schema[name] for name in lookups}
    frame = pl.DataFrame(rows, schema=zoned, orient="row")
    moments = [name for name in lookups if schema[name] == pl.Datetime("us")]
    return frame.with_columns(pl.col(name).dt.replace_time_zone(None) for name in moments)
