"""Groups people belong to, where a company supplies them: read apart from the company, and never part of it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import polars as pl

from answerable.kernel.problems import InputRefused, Problem
from answerable.panel.cells import DTYPES
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.checks.values import check_values
from answerable.panel.folder import tables_in
from answerable.panel.schema import APART, GROUPS, PEOPLE
from answerable.panel.text import RawTable
from answerable.panel.typed import typed_table

COLUMNS = [column.name for column in GROUPS.columns]


@dataclass(frozen=True, slots=True)
class Belonging:
    """That a person belongs to a group.

    Attributes:
        person_id: who.
        attribute: in what respect, such as "sex" or "age".
        group: which group; None where the person is no longer to be counted to any.
    """

    person_id: str
    attribute: str
    group: str | None


def read_groups(folder: Path, known: Collection[str]) -> tuple[Belonging, ...] | None:
    """Read who belongs to which group from a folder; other tables are left alone.

    Args:
        folder: holds `groups.csv` or `groups.parquet`, or a workbook with a sheet of that name.
        known: the ids of everybody who may be named.

    Returns:
        What was supplied, in the order of the file; None where the folder holds no such table.

    Raises:
        InputRefused: something in it cannot be used; every problem at once.
        UsageError: a workbook is there but the package to read it is not.
    """
    problems: list[Problem] = []
    raw: list[RawTable] = []
    for _name, table, faults in tables_in(folder, APART):
        problems.extend(faults)
        if table is not None:
            raw.append(table)
    problems.extend(
        Problem("table-twice", other.file, None, None, "", f"Expected groups once; also in {raw[0].file}. Remove one.")
        for other in raw[1:]
    )
    tally = Tally(problems)
    frame = _checked(raw[0], known, tally) if raw else None
    refused = tally.result()
    if refused.total:
        raise InputRefused(refused)
    return None if frame is None else tuple(Belonging(*row) for row in frame.select(COLUMNS).iter_rows())


def _checked(raw: RawTable, known: Collection[str], tally: Tally) -> pl.DataFrame:
    frame, faults, more = typed_table(raw, GROUPS)
    tally.problems.extend(faults)
    tally.more |= more
    loaded = Loaded(GROUPS, raw.file, nw.from_native(frame.lazy()), given=True)
    # The people are not in this folder; whom the file names is checked against those who are known.
    people = pl.LazyFrame(schema={column.name: DTYPES[column.kind] for column in PEOPLE.columns})
    check_values({"groups": loaded, "people": Loaded(PEOPLE, "people", nw.from_native(people), given=False)}, tally)
    named = nw.col("person_id")
    strangers = loaded.frame.filter(~named.is_null() & ~named.is_in(list(known)))
    advice = "Expected the id of somebody on record. Load the people first, or correct it here."
    tally.tell(loaded, strangers, "unknown-person", "person_id", advice)
    return frame
