"""Raw tables to a company: typed, checked, taken whole or not at all."""

from collections.abc import Collection, Iterable, Mapping

import narwhals as nw
import polars as pl

from answerable.kernel.problems import InputRefused, Problem
from answerable.panel.cells import DTYPES
from answerable.panel.checks.every import check_tables
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.company import Company
from answerable.panel.schema import TABLES, Table
from answerable.panel.text import LINE, RawTable
from answerable.panel.typed import typed_table


def assembled(
    raw: Mapping[str, RawTable], problems: list[Problem], source: str, unreadable: Collection[str] = ()
) -> Company:
    """Type and check raw tables, and put them together.

    Args:
        raw: the tables brought, by name.
        problems: what was found wrong while they were read.
        source: what they were read from.
        unreadable: the names of tables that were there but could not be read at all.

    Returns:
        The company.

    Raises:
        InputRefused: anything is wrong with them; every problem at once.
    """
    tally = Tally(list(problems))
    tables = {}
    for name, table in TABLES.items():
        if name in raw:
            frame, faults, more = typed_table(raw[name], table)
            tally.problems.extend(faults)
            tally.more |= more
            told = [*faults, *problems]
            unread = unread_columns(told, raw[name].file)
            tables[name] = Loaded(table, raw[name].file, nw.from_native(frame.lazy()), given=True, unread=unread)
        else:
            # A file that was there but could not be read has had its message; it is not missing as well.
            unread = frozenset({None} if name in unreadable else ())
            tables[name] = Loaded(table, name, nw.from_native(_empty(table).lazy()), given=False, unread=unread)
    return checked(tables, tally, source)


def unread_columns(problems: Iterable[Problem], file: str) -> frozenset[str | None]:
    """Say which columns of a table problems were found in.

    Args:
        problems: what was found wrong while tables were read.
        file: the table's file.

    Returns:
        The columns' names, and None where whole rows or the file are concerned.
    """
    return frozenset(problem.column for problem in problems if problem.file == file)


def checked(tables: Mapping[str, Loaded], tally: Tally, source: str) -> Company:
    """Run every check over typed tables and make them a company.

    Args:
        tables: all canonical tables.
        tally: what was found wrong so far.
        source: what they were read from.

    Returns:
        The company, its tables without line numbers.

    Raises:
        InputRefused: anything is wrong with them.
    """
    refused, advice = check_tables(tables, tally)
    if refused.total:
        raise InputRefused(refused)
    frames = {name: loaded.frame.drop(LINE) for name, loaded in tables.items()}
    return Company(frames, frozenset(name for name, loaded in tables.items() if loaded.given), source, advice)


def _empty(table: Table) -> pl.DataFrame:
    return pl.DataFrame(schema={**{column.name: DTYPES[column.kind] for column in table.columns}, LINE: pl.Int64()})
