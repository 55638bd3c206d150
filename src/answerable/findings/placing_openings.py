"""Openings from a file: refused as a whole where anything in it cannot be used, as a company's tables are."""

from dataclasses import replace
from pathlib import Path

import narwhals as nw
import polars as pl

from answerable.engine.placement import Opening
from answerable.kernel.problems import InputRefused, Problem, UsageError
from answerable.panel.assembly import unread_columns
from answerable.panel.checks.loaded import Loaded, Tally
from answerable.panel.checks.values import check_values
from answerable.panel.company import Company
from answerable.panel.schema import TABLES, Column, Table
from answerable.panel.text import LINE, RawTable, read_text_table
from answerable.panel.typed import typed_table

OPENINGS = Table(
    "openings",
    (
        Column("opening_id"),
        Column("role_id", refers_to=("roles", "role_id")),
        Column("unit_id", required=False, empty=True, refers_to=("units", "unit_id")),
        Column("manager_id", required=False, empty=True, refers_to=("people", "person_id")),
    ),
    key=("opening_id",),
)


def read_openings(path: Path, company: Company) -> tuple[Opening, ...]:
    """Read and check a file of openings.

    Args:
        path: comma-, semicolon- or tab-separated values with the columns `opening_id` and `role_id` and, where they are
            known, `unit_id` and `manager_id`.
        company: whose openings they are.

    Returns:
        The openings, in order of the file.

    Raises:
        InputRefused: something in it cannot be used; every problem at once.
        UsageError: there is no such file, or it cannot be read.
    """
    try:
        raw, problems = read_text_table(path)
    except OSError as error:
        raise UsageError(f"--openings {path} cannot be read: {error.strerror}.") from error
    tally = Tally(list(problems))
    frame = pl.DataFrame() if raw is None else _checked(raw, company, tally)
    refused = tally.result()
    if refused.total:
        raise InputRefused(refused)
    return tuple(Opening(*row) for row in frame.select(column.name for column in OPENINGS.columns).iter_rows())


def _checked(raw: RawTable, company: Company, tally: Tally) -> pl.DataFrame:
    frame, faults, more = typed_table(raw, OPENINGS)
    tally.problems.extend(faults)
    tally.more |= more
    unread = unread_columns(tally.problems, raw.file)
    # What the company's own tables hold was checked when it was read; here they are only referred to.
    referred = {
        name: Loaded(replace(TABLES[name], columns=(), key=()), name, company[name], given=name in company.given)
        for name in ("people", "roles", "units")
    }
    openings = Loaded(OPENINGS, raw.file, nw.from_native(frame.lazy()), given=True, unread=unread)
    check_values({**referred, "openings": openings}, tally)
    if frame.is_empty() and not tally.problems:
        expected = "Expected at least one row: the file says what is open."
        tally.problems.append(Problem("table-empty", raw.file, None, None, "", expected))
    return frame.drop(LINE)
