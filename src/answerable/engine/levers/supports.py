"""What was done to help, by lever, laid over the periods in which it began."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment import Block, Panel
from answerable.engine.attainment.coding import Ints, code_of, collect, days, period_of_days
from answerable.panel.company import Company

Truths = NDArray[np.bool_]

KEYS = ("lever", "name", "cause", "unit_wide")


@dataclass(frozen=True, slots=True)
class Supports:
    """Everything that was done to help; each of shape (supports,).

    Attributes:
        table: `lever`, `name`, `cause` (null where none is given) and `unit_wide`, a row a support.
        person: code of the person it was for, -1 where it was for a unit.
        unit: code of the unit, -1 where it was for one person.
        expectation: code of the expectation meant, -1 where none is named.
        day: first day, in days since 1970-01-01.
    """

    table: pl.DataFrame
    person: Ints
    unit: Ints
    expectation: Ints
    day: Ints


@dataclass(frozen=True, slots=True)
class Kinds:
    """Supports put into kinds that are compared with each other.

    Attributes:
        table: what each kind is, columns as `KEYS`, in order.
        of: the kind of every support, -1 where it is of none, shape (supports,).
    """

    table: pl.DataFrame
    of: Ints


def read_supports(company: Company, panel: Panel) -> Supports:
    """Read the interventions with what kind of help they were.

    Args:
        company: the canonical tables.
        panel: the same company as numbers.

    Returns:
        One entry an intervention, in order of the first day.
    """
    rows = collect(company["interventions"]).sort("starts_on", "intervention_id")
    rows = rows.with_columns(unit_wide=pl.col("person_id").is_null())
    codes = panel.codes
    return Supports(
        table=rows.select(KEYS),
        person=code_of(rows["person_id"], codes.people),
        unit=code_of(rows["unit_id"], codes.units),
        expectation=code_of(rows["expectation_id"], codes.expectations["expectation_id"]),
        day=days(rows["starts_on"]),
    )


def kinds_of(supports: Supports, by: str | None) -> Kinds:
    """Put supports into kinds: by lever, or more finely by program or cause.

    Args:
        supports: what was done.
        by: `name` or `cause` beside the lever; None for the lever as a whole.

    Returns:
        The kinds, what is for a unit apart from what is for one person. A support without a name or cause is of none.
    """
    keys = ["lever", "unit_wide"] if by is None else ["lever", by, "unit_wide"]
    numbered = supports.table.with_row_index("support")
    named = numbered if by is None else numbered.filter(pl.col(by).is_not_null())
    found = named.select(keys).unique().sort(keys).with_row_index("kind")
    of = np.full(len(numbered), -1, dtype=np.int64)
    placed = named.join(found, on=keys, how="left")
    of[placed["support"].to_numpy()] = placed["kind"].to_numpy()
    absent = [pl.lit(None, pl.String).alias(key) for key in KEYS if key not in keys]
    return Kinds(found.with_columns(absent).select(KEYS), of)


def starts_in(block: Block, supports: Supports, kind: Ints, kinds: int) -> Truths:
    """Lay out in which periods of which series support began.

    Args:
        block: the series of one expectation.
        supports: what was done.
        kind: the kind of every support, -1 for none, shape (supports,).
        kinds: how many kinds there are; supports of none are counted as one more.

    Returns:
        True where support of the kind began, shape (kinds + 1, series, periods).
    """
    series, periods = block.attainment.shape
    column = period_of_days(supports.day, block.cadence) - block.first_period
    meant = (supports.expectation == block.expectation["expectation"]) | (supports.expectation < 0)
    meant &= (column >= 0) & (column < periods)
    layer = np.where(kind < 0, kinds, kind)
    began = np.zeros((kinds + 1, series, periods), dtype=bool)
    place = np.searchsorted(block.person, supports.person).clip(max=series - 1)
    own = np.flatnonzero(meant & (supports.person >= 0) & (block.person[place] == supports.person))
    began[layer[own], place[own], column[own]] = True
    for shared in np.flatnonzero(meant & (supports.person < 0) & (supports.unit >= 0)):
        at = column[shared]
        began[layer[shared], :, at] |= block.unit[:, at] == supports.unit[shared]
    return began
