"""Values that cannot be: outside their bounds or choices, twice where they may be once, unknown, before their start."""

import narwhals as nw
import polars as pl

from answerable.panel.checks.loaded import Loaded, Places, Tables, Tally
from answerable.panel.company import Frame
from answerable.panel.schema import Column
from answerable.panel.text import LINE


def check_values(tables: Tables, tally: Tally) -> None:
    """Check every column by what the schema says of it.

    Args:
        tables: the typed tables.
        tally: is told of every fault.
    """
    damaged = tally.places()
    for loaded in tables.values():
        if not loaded.given:
            continue
        for column in loaded.table.columns:
            _bounds(loaded, column, tally)
            _choices(loaded, column, tally)
            if column.refers_to and _is_whole(tables, column.refers_to, damaged):
                _references(tables[column.refers_to[0]], loaded, column.name, column.refers_to, tally)
        _keys(loaded, tally)
        _order_of_dates(loaded, tally)


def _bounds(loaded: Loaded, column: Column, tally: Tally) -> None:
    value = nw.col(column.name)
    if column.low is not None:
        faulty = loaded.frame.filter(value < column.low)
        tally.tell(loaded, faulty, "too-small", column.name, f"Expected {column.low:g} or more.")
    if column.high is not None:
        faulty = loaded.frame.filter(value > column.high)
        tally.tell(loaded, faulty, "too-large", column.name, f"Expected at most {column.high:g}.")
    if column.whole:
        faulty = loaded.frame.filter(value != value.round(0))
        tally.tell(loaded, faulty, "not-whole", column.name, "Expected a whole number.")


def _choices(loaded: Loaded, column: Column, tally: Tally) -> None:
    if column.choices:
        faulty = loaded.frame.filter(~nw.col(column.name).is_in(column.choices) & ~nw.col(column.name).is_null())
        listed = ", ".join(column.choices)
        tally.tell(loaded, faulty, "not-a-choice", column.name, f"Expected one of: {listed}.")


def _is_whole(tables: Tables, key: tuple[str, str], damaged: Places) -> bool:
    """Whether every id that may be referred to is there: a table lost or read in part is told once, not row by row."""
    table, column = key
    file = tables[table].file
    return tables[table].given and not damaged & {(file, column), (file, None)}


def _references(target: Loaded, loaded: Loaded, name: str, refers_to: tuple[str, str], tally: Tally) -> None:
    table, key = refers_to
    known = target.frame.select(nw.col(key).alias(name)).unique()
    faulty = loaded.frame.filter(~nw.col(name).is_null()).join(known, on=name, how="anti")
    advice = f"Expected an id that stands in {table}.{key}. Add it there, or correct it here."
    tally.tell(loaded, faulty, f"unknown-{key.removesuffix('_id')}", name, advice)


def _keys(loaded: Loaded, tally: Tally) -> None:
    key = list(loaded.table.key)
    if not key:
        return
    known = loaded.frame.filter(*(~nw.col(name).is_null() for name in key))
    if _surely_once(known, key):
        return
    twice = known.group_by(*key).agg(nw.len().alias("__rows__")).filter(nw.col("__rows__") > 1)
    if not twice.head(1).collect(backend="polars").shape[0]:
        return
    again = known.join(twice, on=key, how="inner")
    first = again.group_by(*key).agg(nw.col(LINE).min().alias("__first__"))
    repeats = again.join(first, on=key, how="inner")
    repeats = repeats.filter((nw.col(LINE) > nw.col("__first__")) | nw.col("__first__").is_null())
    told = ", ".join(f"{name} {{{name}}}" for name in key)
    advice = f"Expected one row for {told}; the first one is in line {{__first__}}. Keep the right one."
    tally.tell(loaded, repeats, "twice", key[0], advice)


def _surely_once(frame: Frame, key: list[str]) -> bool:
    """A quick answer for millions of rows: as many different hashes as rows leave no room for a second one."""
    native = frame.to_native()
    if not isinstance(native, pl.LazyFrame):
        return False
    counted = native.select(pl.struct(key).hash().n_unique().alias("hashes"), pl.len().alias("rows"))
    hashes, rows = counted.collect(engine="streaming").row(0)
    return bool(hashes == rows)


def _order_of_dates(loaded: Loaded, tally: Tally) -> None:
    names = {column.name for column in loaded.table.columns}
    if {"starts_on", "ends_on"} <= names:
        faulty = loaded.frame.filter(nw.col("ends_on") <= nw.col("starts_on"))
        advice = "Expected a day after starts_on, {starts_on}: ends_on is the first day it no longer holds."
        tally.tell(loaded, faulty, "ends-before-start", "ends_on", advice)
