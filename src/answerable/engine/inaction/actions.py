"""What was done about gaps, and when it began."""

from typing import Any

import numpy as np
import polars as pl

from answerable.engine.attainment.coding import ALWAYS, Ints, code_of, day_number, days
from answerable.engine.inaction.episodes import Episodes
from answerable.engine.inaction.lines import Judged, Lines

ACTIONS_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "unit_id": pl.String,
    "expectation_id": pl.String,
    "day": pl.Date,
}


def known_actions(judged: Judged, actions: pl.DataFrame | None) -> pl.DataFrame:
    """Put together all that was done by the day looked at.

    Args:
        judged: the company, of which support is read.
        actions: what else counts as an action, columns as `ACTIONS_SCHEMA`: for a person or for everybody in a unit,
            about an expectation or, where that is empty, about whatever they fall short of.

    Returns:
        The codes `person`, `unit` and `expectation`, -1 for none, and the `day`, in days since 1970-01-01.
    """
    codes, supports = judged.panel.codes, judged.panel.supports
    given = _coded(supports.person, supports.unit, supports.expectation, supports.day)
    if actions is not None:
        more = _coded(
            code_of(actions["person_id"], codes.people),
            code_of(actions["unit_id"], codes.units),
            code_of(actions["expectation_id"], codes.expectations["expectation_id"]),
            days(actions["day"]),
        )
        known = actions["expectation_id"].is_null().to_numpy() | (more["expectation"].to_numpy() >= 0)
        given = pl.concat([given, more.filter(pl.Series(known))])
    return given.filter(pl.col("day") <= day_number(judged.as_of))


def first_days(lines: Lines, episodes: Episodes, actions: pl.DataFrame) -> Ints:
    """Find the day on which something was first done about each gap.

    What begins with the first period below standard, or later, answers the gap. What is done for a unit is done for
    everybody who is in it at the time.

    Args:
        lines: the series.
        episodes: the times in which gaps were open.
        actions: as `known_actions` tells them.

    Returns:
        Days since 1970-01-01, `ALWAYS` where nothing was done while the gap was open, shape (episodes,).
    """
    meant = actions.filter(pl.col("expectation").is_in([-1, lines.expectation["expectation"]]))
    meant = meant.with_columns(column=pl.Series(lines.span.column_of(meant["day"].to_numpy()), dtype=pl.Int64))
    cells = _cells(lines, episodes)
    keys = ["unit"] if lines.of_units else ["person", "unit"]
    found = [
        cells.filter(pl.col(key) >= 0)
        .join(meant.filter(pl.col(key) >= 0).select(key, "column", "day"), on=[key, "column"])
        .select("episode", "day")
        for key in keys
    ]
    first = pl.concat(found).group_by("episode").agg(pl.col("day").min())
    result = np.full(len(episodes.row), ALWAYS, dtype=np.int64)
    result[first["episode"].to_numpy()] = first["day"].to_numpy()
    return result


def _coded(person: Ints, unit: Ints, expectation: Ints, day: Ints) -> pl.DataFrame:
    return pl.DataFrame({"person": person, "unit": unit, "expectation": expectation, "day": day})


def _cells(lines: Lines, episodes: Episodes) -> pl.DataFrame:
    """A row for each episode and period of it: who, and in which unit."""
    stop = np.where(episodes.lasts, lines.span.over + 1, episodes.last + 1)
    length = stop - episodes.first
    episode = np.repeat(np.arange(len(length)), length)
    column = np.arange(len(episode)) - np.repeat(np.cumsum(length) - length, length) + episodes.first[episode]
    row = episodes.row[episode]
    person = np.full(len(row), -1) if lines.of_units else lines.who[row]
    unit = lines.unit[row, column].astype(np.int64)
    return pl.DataFrame({"episode": episode, "column": column, "person": person, "unit": unit})
