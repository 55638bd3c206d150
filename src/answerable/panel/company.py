"""A company: its canonical tables, typed, every column present, in whatever dataframe they came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True, slots=True)
class Company:
    """The facts an evaluation rests on.

    Every canonical table is there with every canonical column, typed (`text` String, `date` Date, `moment`
    Datetime, `number` Float64, `true or false` Boolean), defaults filled in; a table nobody brought is there
    without rows. All frames are of one backend, so that they can be joined with each other.

    Attributes:
        tables: the canonical tables by name; columns the contract does not name are kept behind the others.
        given: the names of the tables that were brought.
        source: what the company was read from, for messages.
    """

    tables: Mapping[str, Frame]
    given: frozenset[str]
    source: str

    def __getitem__(self, table: str) -> Frame:
        """The canonical table of this name."""
        return self.tables[table]
