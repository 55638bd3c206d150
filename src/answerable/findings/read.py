"""Questions about what was found. What may be seen of it is decided by whoever shows it to somebody."""

from datetime import date

import polars as pl

from answerable.engine.gaps.table import GAP_SCHEMA
from answerable.findings.models import Evaluation, GapFinding


def gaps_of(evaluation_id: int) -> pl.DataFrame:
    """The gaps an evaluation found.

    Args:
        evaluation_id: which.

    Returns:
        As the engine gave them, columns of `GAP_SCHEMA`, and `finding`, the number of the stored row.
    """
    rows = GapFinding.objects.filter(evaluation=evaluation_id).order_by("pk").values_list("pk", "facts")
    found = [facts | {"finding": number} for number, facts in rows]
    text = {name: pl.String if kind == pl.Date else kind for name, kind in GAP_SCHEMA.items()}
    frame = pl.DataFrame(found, schema=text | {"finding": pl.Int64}, orient="row")
    days = [pl.col(name).str.to_date() for name, kind in GAP_SCHEMA.items() if kind == pl.Date]
    # JSON knows no NaN: what could not be told is stored as null.
    figures = [pl.col(name).fill_null(float("nan")) for name, kind in GAP_SCHEMA.items() if kind == pl.Float64]
    return frame.with_columns(*days, *figures)


def latest_evaluation(on: date) -> Evaluation | None:
    """The evaluation that holds on a day; none before the first."""
    return Evaluation.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()
