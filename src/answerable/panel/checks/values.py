"""Values that cannot be: outside their bounds or choices, twice where they may be once, unknown, before their start."""

from difflib import get_close_matches

import narwhals as nw

from answerable.panel.checks.loaded import Loaded, Tables, Tally
from answerable.panel.company import Frame
from answerable.panel.schema import Column
from answerable.panel.text import LINE


def check_values(tables: Tables, tally: Tally) -> None:
    """Check every column by what the schema says of it.

    Args:
        tables: the typed tables.
        tally: is told of every fault.
    """
    for loaded in tables.values():
        if not loaded.given:
            continue
        for column in loaded.table.columns:
            _bounds(loaded, column, tally)
            _choices(loaded, column, tally)
            _references(tables, loaded, column, tally)
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
        tally.tell(loaded, faulty, "not-a-choice", column.name, lambda row: _nearest(row[column.name], column.choices))


def _nearest(value: str, choices: tuple[str, ...]) -> str:
    near = get_close_matches(value.lower(), choices, n=1)
    hint = f" Is {near[0]} meant?" if near else ""
    return f"Expected one of: {', '.join(choices)}.{hint}"


def _references(tables: Tables, loaded: Loaded, column: Column, tally: Tally) -> None:
    if column.refers_to is None:
        return
    table, key = column.refers_to
    target = tables[table]
    if not target.given or not target.is_known(key):
        return  # a table lost or read in part is told once, not for each row
    named = loaded.frame.filter(~nw.col(column.name).is_null())
    known = target.frame.select(nw.col(key).alias(column.name)).unique()
    faulty = named.join(known, on=column.name, how="anti")
    advice = f"Expected an id that stands in {table}.{key}. Add it there, or correct it here."
    tally.tell(loaded, faulty, f"unknown-{key.removesuffix('_id')}", column.name, advice)


def _keys(loaded: Loaded, tally: Tally) -> None:
    key = list(loaded.table.key)
    if not key:
        return
    known = loaded.frame.filter(*(~nw.col(name).is_null() for name in key))
    if _surely_once(known.select(*key)):
        return
    twice = known.group_by(*key).agg(nw.len().alias("__rows__")).filter(nw.col("__rows__") > 1)
    if not twice.head(1).collect(backend="polars").shape[0]:
        return
    again = known.join(twice, on=key, how="inner")
    first = again.group_by(*key).agg(nw.col(LINE).min().alias("__first__"))
    told = ", ".join(f"{name} {{{name}}}" for name in key)
    later = again.join(first, on=key, how="inner").filter(nw.col(LINE) > nw.col("__first__"))
    advice = f"Expected one row for {told}; the first one is in line {{__first__}}. Keep the right one."
    tally.tell(loaded, later, "twice", key[0], advice)
    # Where rows have no order none of them is the first, and each key is told once.
    unordered = first.filter(nw.col("__first__").is_null()).with_columns(nw.col("__first__").alias(LINE))
    tally.tell(loaded, unordered, "twice", key[0], f"Expected one row for {told}. Keep the right one.")


def _surely_once(keys: Frame) -> bool:
    """A quick answer for millions of rows in memory: as many different hashes as rows leave no room for a second."""
    if keys.implementation is not nw.Implementation.POLARS:
        return False
    hashes = keys.collect(backend="polars").to_native().hash_rows()
    return bool(hashes.n_unique() == len(hashes))


def _order_of_dates(loaded: Loaded, tally: Tally) -> None:
    names = {column.name for column in loaded.table.columns}
    if {"starts_on", "ends_on"} <= names:
        faulty = loaded.frame.filter(nw.col("ends_on") <= nw.col("starts_on"))
        advice = "Expected a day after starts_on, {starts_on}: ends_on is the first day it no longer holds."
        tally.tell(loaded, faulty, "ends-before-start", "ends_on", advice)
