"""What people said of their leaders here stands beside what was brought of it."""

import polars as pl

from answerable.facts.frames import frame_of
from answerable.facts.leading.models import PulseAnswer
from answerable.facts.leading.statements import TEXTS
from answerable.panel.cells import DTYPES
from answerable.panel.schema import TABLES

LOOKUPS = {
    "leader_id": "leader__key",
    "person_id": "person__key",
    "item": "statement",
    "score": "score",
    "given_on": "given_on",
}


def with_what_was_said(feedback: pl.DataFrame) -> pl.DataFrame:
    """Add the answers given here to the table of feedback; "cannot say" is no answer.

    Args:
        feedback: what was brought.

    Returns:
        The same columns, with a row an answer.
    """
    table = TABLES["feedback"]
    schema = {name: DTYPES[table.column(name).kind] for name in LOOKUPS}
    rows = PulseAnswer.standing.filter(score__isnull=False).order_by()
    said = frame_of(rows, LOOKUPS, schema).with_columns(pl.col("item").replace(TEXTS))
    return pl.concat([feedback, said.select(feedback.columns)])
