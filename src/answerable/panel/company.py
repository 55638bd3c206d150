"""A company: its canonical tables, typed, every column present, in whatever dataframe they came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from answerable.kernel.problems import Problems, gather

Frame = nw.LazyFrame[Any]

NO_PROBLEMS = gather(())


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
        advice: what was taken as it is and should still be told, such as a manager who has left.
    """

    tables: Mapping[str, Frame]
    given: frozenset[str]
    source: str
    advice: Problems = NO_PROBLEMS

    def __getitem__(self, table: str) -> Frame:
        """The canonical table of this name."""
        return self.tables[table]
