"""Who waited from when to when, gap by gap."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from answerable.engine.attainment.coding import ALWAYS, Ints, day_number
from answerable.engine.inaction.actions import first_days
from answerable.engine.inaction.episodes import Episodes, episodes_of
from answerable.engine.inaction.lines import Judged, Lines
from answerable.engine.stats.kalman import Floats, Leaders


@dataclass(frozen=True, slots=True)
class Waited:
    """The gaps of some series, and how long each was left waiting.

    Attributes:
        episodes: the times in which they were open.
        shares: how much of each period was spent waiting, shape (gaps, over + 1).
        gaps: a row a gap: `person_id`, `unit_id`, `expectation_id`, `leader_id` and `in_unit_id` (at its end, or now),
            `since`, `signal_on`, `ended_on`, `first_action_on`, `weeks`.
    """

    episodes: Episodes
    shares: Floats
    gaps: pl.DataFrame


def waited(judged: Judged, lines: Lines, actions: pl.DataFrame, ended_since: date | None) -> Waited:
    """Find the gaps of some series, and from when to when each was left waiting.

    Args:
        judged: the company.
        lines: the series.
        actions: what was done, as `known_actions` tells it.
        ended_since: gaps that ended on this day or later count as well; none where it is not given.

    Returns:
        The gaps, in order of series and time.
    """
    edges, today = lines.span.edges, day_number(judged.as_of)
    every = episodes_of(lines.is_open, lines.now)
    fresh = edges[every.last + 1] >= (ALWAYS if ended_since is None else day_number(ended_since))
    episodes = every.of(every.lasts | fresh)
    first = first_days(lines, episodes, actions)
    signal = edges[episodes.first + 1]
    ends = np.where(episodes.lasts, today, np.minimum(edges[episodes.last + 1], today))
    until = np.maximum(np.minimum(first, ends), signal)
    gaps = _named(judged, lines, episodes).with_columns(
        since=_dates(edges[episodes.first]),
        signal_on=_dates(signal),
        ended_on=_dates(np.where(episodes.lasts, ALWAYS, ends)),
        first_action_on=_dates(first),
        weeks=pl.Series((until - signal) / 7, dtype=pl.Float64),
    )
    return Waited(episodes, lines.span.shares(signal, until), gaps)


def named(judged: Judged, leader: Ints | Leaders, unit: Ints | Leaders) -> dict[str, pl.Series]:
    """Name leaders and units.

    Args:
        judged: the company.
        leader: person codes, -1 for none, shape (n,).
        unit: unit codes, -1 for none, shape (n,).

    Returns:
        `leader_id` and `in_unit_id`.
    """
    codes = judged.panel.codes
    return {"leader_id": _ids(codes.people, leader), "in_unit_id": _ids(codes.units, unit)}


def _named(judged: Judged, lines: Lines, episodes: Episodes) -> pl.DataFrame:
    codes, who = judged.panel.codes, lines.who[episodes.row]
    nobody = np.full(len(who), -1)
    at = np.where(episodes.lasts, lines.span.over, episodes.last)
    leader, unit = lines.leader[episodes.row, at], lines.unit[episodes.row, at]
    return pl.DataFrame(
        {
            "person_id": _ids(codes.people, nobody if lines.of_units else who),
            "unit_id": _ids(codes.units, who if lines.of_units else nobody),
            "expectation_id": pl.repeat(lines.expectation["expectation_id"], len(who), dtype=pl.String, eager=True),
            **named(judged, leader, unit),
        }
    )


def _ids(known: pl.Series, codes: Ints | Leaders) -> pl.Series:
    place = pl.Series(np.where(codes >= 0, codes, 0), dtype=pl.UInt32)
    frame = pl.DataFrame({"id": known.gather(place) if len(known) else pl.repeat(None, len(codes), eager=True)})
    return frame.select(pl.when(pl.Series(codes >= 0)).then(pl.col("id").cast(pl.String))).to_series()


def _dates(days: Ints) -> pl.Series:
    """Days as dates, nothing where it is `ALWAYS`."""
    frame = pl.DataFrame({"day": pl.Series(days, dtype=pl.Int64)})
    return frame.select(pl.when(pl.col("day") < ALWAYS).then(pl.col("day").cast(pl.Int32).cast(pl.Date))).to_series()
