"""Layers: how many there are from the top down, and how many people each leader in them leads."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

LAYER_SCHEMA: dict[str, Any] = {
    "layer": pl.Int64,
    "people": pl.Int64,
    "leaders": pl.Int64,
    "span": pl.Float64,
    "smallest": pl.Int64,
    "largest": pl.Int64,
}


def layers(leader: Mapping[str, str | None]) -> pl.DataFrame:
    """Count the layers of a company.

    Args:
        leader: of everybody, the leader they report to; None at the top.

    Returns:
        A row a `layer`, 1 being those above whom there is nobody: its `people`, how many of these are `leaders`, and
        how many people report to each of them: `span` on average, `smallest` and `largest` (null without leaders).
        Whoever stands in a line that leads back to itself is left out.
    """
    spans = Counter(above for above in leader.values() if above is not None)
    depth: dict[str, int] = {}
    below: dict[str | None, list[str]] = {}
    for person, above in leader.items():
        below.setdefault(above, []).append(person)
    here, layer = below.get(None, []), 1
    while here:
        depth |= dict.fromkeys(here, layer)
        here, layer = [person for above in here for person in below.get(above, ())], layer + 1
    rows = [(number, spans.get(person)) for person, number in depth.items()]
    table = pl.DataFrame(rows, schema={"layer": pl.Int64, "reports": pl.Int64}, orient="row")
    reports = pl.col("reports")
    found = table.group_by("layer").agg(
        people=pl.len(),
        leaders=reports.is_not_null().sum(),
        span=reports.mean(),
        smallest=reports.min(),
        largest=reports.max(),
    )
    return found.sort("layer").select(pl.col(name).cast(kind) for name, kind in LAYER_SCHEMA.items())
