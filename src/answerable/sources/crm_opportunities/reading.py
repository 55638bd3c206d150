"""The two files of an export, read by their mapping: every value that cannot be used is named with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from answerable.kernel.problems import InputRefused, Problem, gather
from answerable.panel.schema import Column, Kind, Table
from answerable.panel.text import LINE, RawTable, read_text_table
from answerable.panel.typed import typed_table
from answerable.sources.crm_opportunities.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds.

    Attributes:
        deals: one row a deal: `person`, `closed_on`, `stage`, `won`, `value` (null where the export has none).
        people: one row a person: `person`, `manager`, `unit`, `starts_on`, `target`; null where it says nothing.
    """

    deals: pl.DataFrame
    people: pl.DataFrame


def read_export(folder: Path, mapping: Mapping) -> Export:
    """Read an export.

    Args:
        folder: where its files are.
        mapping: what their columns mean.

    Returns:
        Its deals and people.

    Raises:
        InputRefused: something in it cannot be used; every problem at once.
    """
    problems: list[Problem] = []
    more: dict[tuple[str, str], int] = {}

    def read(section: dict[str, Any], columns: dict[str, Column]) -> pl.DataFrame | None:
        raw, faults = _raw(folder, section["file"])
        problems.extend(faults)
        if raw is None:
            return None
        wanted = {name: column for name, column in columns.items() if column.name}
        dated = _dated(raw, wanted, mapping.opportunities["date_format"], problems)
        typed, faults, uncounted = typed_table(dated, Table(raw.file, tuple(wanted.values())))
        problems.extend(map(_advised, faults))
        more.update(uncounted)
        found = {name: typed[column.name] for name, column in wanted.items()}
        empty = {name: pl.lit(None, _DTYPES[column.kind]) for name, column in columns.items() if not column.name}
        return pl.DataFrame(found | {LINE: typed[LINE]}).with_columns(**empty)

    deals = read(mapping.opportunities, _deal_columns(mapping))
    people = read(mapping.teams, _people_columns(mapping))
    if deals is not None and people is not None and not problems:
        won = deals["stage"].is_in(mapping.opportunities["won"]).fill_null(value=False)
        deals = deals.with_columns(won=won)
        problems.extend(_contradictions(deals, people, mapping))
    if problems or deals is None or people is None:
        raise InputRefused(gather(problems, more))
    return Export(deals.drop(LINE), people.drop(LINE))


def _advised(problem: Problem) -> Problem:
    """What to do about a problem where a mapping stands between file and table."""
    advice = {
        "column-missing": " Or name the column as it is called in the mapping.",
        "not-a-date": " Where all are written in another way, set date_format in [opportunities] of the mapping.",
    }
    return replace(problem, expected=problem.expected + advice.get(problem.kind, ""))


_DTYPES = {Kind.TEXT: pl.String, Kind.DATE: pl.Date, Kind.NUMBER: pl.Float64}


def _deal_columns(mapping: Mapping) -> dict[str, Column]:
    keys = mapping.opportunities
    return {
        "person": Column(keys["person"]),
        "closed_on": Column(keys["close_date"], Kind.DATE, empty=True),
        "stage": Column(keys["stage"], empty=True),
        "value": Column(keys["value"] or "", Kind.NUMBER, empty=True),
    }


def _people_columns(mapping: Mapping) -> dict[str, Column]:
    keys = mapping.teams
    return {
        "person": Column(keys["person"]),
        "manager": Column(keys["manager"], empty=True),
        "unit": Column(keys["unit"] or "", empty=True),
        "starts_on": Column(keys["starts_on"] or "", Kind.DATE, empty=True),
        "target": Column(mapping.target["column"] or "", Kind.NUMBER, low=0),
    }


def _raw(folder: Path, file: str) -> tuple[RawTable | None, list[Problem]]:
    path = folder / file
    if path.is_file():
        return read_text_table(path)
    there = sorted(found.name for found in folder.glob("*.csv")) if folder.is_dir() else []
    listed = f"There are {', '.join(there)}." if there else "There is no CSV file in it."
    return None, [Problem("no-file", file, None, None, "", f"Expected this file in {folder}. {listed}")]


def _dated(raw: RawTable, columns: dict[str, Column], date_format: str | None, problems: list[Problem]) -> RawTable:
    """Dates written in the export's own way become ISO dates."""
    frame = raw.frame
    for column in columns.values():
        if date_format is None or column.kind is not Kind.DATE or column.name not in frame.columns:
            continue
        text = frame[column.name].str.strip_chars()
        dates = text.str.to_date(date_format, strict=False)
        unread = (dates.is_null() & (text != "")).fill_null(value=False)
        expected = f"Expected a date written as {date_format}, which [opportunities] sets as date_format."
        place = _Place(raw.file, column.name, column.name)
        problems.extend(_at(place, frame.filter(unread), "not-a-date", expected))
        frame = frame.with_columns(dates.dt.strftime("%Y-%m-%d").alias(column.name))
    return RawTable(raw.file, frame, raw.decimal_comma)


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of one of the files: its name there, and the one it goes by here."""

    file: str
    column: str
    name: str


def _at(place: _Place, rows: pl.DataFrame, kind: str, expected: str) -> Iterator[Problem]:
    """One problem a row."""
    for line, found in rows.select(LINE, place.name).iter_rows():
        yield Problem(kind, place.file, line, place.column, "" if found is None else str(found), expected)


def _contradictions(deals: pl.DataFrame, people: pl.DataFrame, mapping: Mapping) -> Iterator[Problem]:
    keys, teams = mapping.opportunities, mapping.teams
    person, manager = (_Place(teams["file"], teams[name], name) for name in ("person", "manager"))
    twice = people.filter(~people["person"].is_first_distinct())
    expected = "Expected each person once, with the manager they have now."
    yield from _at(person, twice, "person-twice", expected)
    alone = people.filter(people["person"] == people["manager"])
    expected = "Expected somebody else: nobody leads themselves. Leave it empty at the top."
    yield from _at(manager, alone, "own-manager", expected)
    strangers = deals.filter(~deals["person"].is_in(people["person"].to_list()))
    expected = f"Expected a person of {teams['file']}. Add them there, with their manager."
    yield from _at(_Place(keys["file"], keys["person"], "person"), strangers, "unknown-person", expected)
    yield from _unusable(deals, mapping)


def _unusable(deals: pl.DataFrame, mapping: Mapping) -> Iterator[Problem]:
    """Deals that were won, but not when or for how much; or no deal that was won at all."""
    keys, won = mapping.opportunities, deals.filter("won")
    expected = "Expected the day on which this deal was won."
    undated = won.filter(won["closed_on"].is_null())
    yield from _at(_Place(keys["file"], keys["close_date"], "closed_on"), undated, "empty", expected)
    if mapping.expectation["measure"] == "value":
        expected = "Expected what this deal was worth: it was won."
        worthless = won.filter(won["value"].is_null())
        yield from _at(_Place(keys["file"], keys["value"], "value"), worthless, "empty", expected)
    if won.is_empty():
        stages = ", ".join(deals["stage"].drop_nulls().unique().sort().to_list())
        expected = f"Expected one of these to be a stage of this file. There are: {stages}."
        yield Problem("nothing-won", keys["file"], None, keys["stage"], ", ".join(keys["won"]), expected)
