"""Teams: how many people each leader has led lately, and how much time they had for each."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.engine.organisation.line import Line
from answerable.panel.company import Company

TEAM_SCHEMA: dict[str, Any] = {
    "leader_id": pl.String,
    "leads_leaders": pl.Boolean,
    "reports": pl.Int64,
    "span": pl.Float64,
    "days": pl.Int64,
    "record": pl.String,
    "minutes": pl.Float64,
    "owed": pl.Int64,
    "kept": pl.Float64,
    "has_time": pl.Boolean,
}
# Twenty-six weeks: long enough to tell a habit from a holiday, short enough that it is how they lead now.
WINDOW_DAYS = 182
# Who has led for less has not had the time to show how.
FEWEST_DAYS = 56
# Minutes are counted over four weeks, in which everybody is to be sat down with about twice.
FOUR_WEEKS = 28
# Less than ten minutes every other week is no time for a person.
LITTLE_MINUTES = 20.0
WITH_PERSON = ("one_on_one", "coaching")


def window_start(as_of: date, since: date) -> date:
    """The first day on which what leaders did counts.

    Args:
        as_of: the last day looked at.
        since: the first day of which it is on record.

    Returns:
        The first of the 182 days, or the later one on which the record begins.
    """
    return max(since, as_of - timedelta(days=WINDOW_DAYS - 1))


def teams(company: Company, line: Line, as_of: date, every_days: int, first: date) -> pl.DataFrame:
    """Say of everybody who leads somebody how large their team is and how much time they had for each in it.

    Args:
        company: the canonical tables.
        line: its reporting line up to the day.
        as_of: the last day looked at.
        every_days: days between the one-on-ones that are owed to everybody.
        first: the first day looked at.

    Returns:
        A row a leader, in order of id. `leads_leaders`: whether any of their people leads others. `reports`: who report
        to them on the day. `span`: how many did on average on the `days` on which anybody did. `record`: `told`, `new`
        where they led for less than 56 of these days, `silent` where nothing at all of what they did is on record:
        whether they had time is not known then, and the following are null. `minutes`: of one-on-ones and coaching
        with each of their people in four weeks. `owed`: whole stretches of `every_days` in which each of their people
        was to have a one-on-one; `kept`: the share in which they had one, or coaching. `has_time`: whether the minutes
        are at least 20.
    """
    spells = line.spells.with_columns(begins=pl.max_horizontal("begins", pl.lit(first)))
    spells = spells.filter(pl.col("ends") > pl.col("begins")).with_row_index("spell")
    done = collect(company["activities"].select("leader_id", "kind", "at", "minutes", "person_id"))
    done = done.with_columns(day=pl.col("at").cast(pl.Date)).filter(pl.col("day").is_between(first, as_of))
    found = _now(line, as_of).join(_spans(spells), on="leader_id", how="left")
    found = found.join(_time(spells, done, every_days), on="leader_id", how="left")
    silent = ~pl.col("leader_id").is_in(done["leader_id"].unique().implode())
    new = pl.col("days").fill_null(0) < FEWEST_DAYS
    found = found.with_columns(
        record=pl.when(new).then(pl.lit("new")).when(silent).then(pl.lit("silent")).otherwise(pl.lit("told"))
    )
    told = pl.col("record") == "told"
    found = found.with_columns(pl.when(told).then(pl.col(name)).alias(name) for name in ("minutes", "owed", "kept"))
    found = found.with_columns(has_time=pl.col("minutes") >= LITTLE_MINUTES).sort("leader_id")
    return found.select(pl.col(name).cast(kind) for name, kind in TEAM_SCHEMA.items())


def _now(line: Line, as_of: date) -> pl.DataFrame:
    """Who leads on the day, how many, and whether leaders are among them."""
    now = line.spells.filter(pl.col("ends") > as_of).select("leader_id", "person_id").unique()
    leads = pl.col("person_id").is_in(now["leader_id"].unique().implode())
    return now.group_by("leader_id").agg(reports=pl.len(), leads_leaders=leads.any())


def _spans(spells: pl.DataFrame) -> pl.DataFrame:
    """How many people each led on average, over the days on which they led any: counted from change to change."""
    come = spells.select("leader_id", day="begins", by=pl.lit(1))
    gone = spells.select("leader_id", day="ends", by=pl.lit(-1))
    steps = pl.concat([come, gone]).group_by("leader_id", "day").agg(pl.col("by").sum()).sort("leader_id", "day")
    lasts = (pl.col("day").shift(-1).over("leader_id") - pl.col("day")).dt.total_days().fill_null(0)
    steps = steps.with_columns(lasts=lasts, people=pl.col("by").cum_sum().over("leader_id"))
    led = steps.filter(pl.col("people") > 0).group_by("leader_id")
    return led.agg(span=(pl.col("people") * pl.col("lasts")).sum() / pl.col("lasts").sum(), days=pl.col("lasts").sum())


def _time(spells: pl.DataFrame, done: pl.DataFrame, every_days: int) -> pl.DataFrame:
    """Minutes with each of their people, and in how many of the stretches owed there was a one-on-one or coaching."""
    lasts = (pl.col("ends") - pl.col("begins")).dt.total_days()
    spells = spells.with_columns(lasts=lasts, owed=lasts // every_days)
    talks = done.filter(pl.col("kind").is_in(WITH_PERSON)).join(spells, on=["leader_id", "person_id"], how="inner")
    talks = talks.filter(pl.col("day") >= pl.col("begins"), pl.col("day") < pl.col("ends"))
    talks = talks.with_columns(stretch=(pl.col("day") - pl.col("begins")).dt.total_days() // every_days)
    whole = pl.col("stretch") < pl.col("owed")
    given = talks.group_by("spell").agg(pl.col("minutes").sum(), met=pl.col("stretch").filter(whole).n_unique())
    rows = spells.join(given, on="spell", how="left").with_columns(pl.col("minutes", "met").fill_null(0))
    found = rows.group_by("leader_id").agg(pl.col("minutes", "met", "owed", "lasts").sum())
    kept = pl.when(pl.col("owed") > 0).then(pl.col("met") / pl.col("owed"))
    return found.select("leader_id", "owed", minutes=FOUR_WEEKS * pl.col("minutes") / pl.col("lasts"), kept=kept)
