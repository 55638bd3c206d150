"""A table under examination, and how a fault in it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from answerable.kernel.problems import SHOWN_PER_KIND, Problem, Problems, gather
from answerable.panel.company import Frame
from answerable.panel.schema import Table
from answerable.panel.text import LINE


@dataclass(frozen=True, slots=True)
class Loaded:
    """A typed table with the lines its rows stand on.

    Attributes:
        table: what it is.
        file: what it was read from.
        frame: its columns and `LINE`, which is null where rows have no order.
        given: whether it was brought at all, or is empty for want of it.
        unread: the columns some cell of which could not be read; with None among them, whole rows could not.
    """

    table: Table
    file: str
    frame: Frame
    given: bool
    unread: frozenset[str | None] = frozenset()

    def is_known(self, *columns: str) -> bool:
        """Whether every row of these columns was read; of what was not, nothing further is said to be wrong."""
        return None not in self.unread and self.unread.isdisjoint(columns)


Tables = Mapping[str, Loaded]
Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Faults as they are found: the first of each kind and file told, the rest counted.

    Attributes:
        problems: those told.
        more: by (kind, file), how many were only counted.
    """

    problems: list[Problem] = field(default_factory=list)
    more: dict[tuple[str, str], int] = field(default_factory=dict)

    def tell(
        self, loaded: Loaded, faulty: Frame, kind: str, column: str | None, expected: str | Callable[[Row], str]
    ) -> None:
        """Tell of every row of a frame.

        Args:
            loaded: the table the rows belong to.
            faulty: the rows at fault, with `LINE` and every column named here.
            kind: a short stable name of the fault.
            column: the column at fault, None for the whole row.
            expected: what was expected; `{name}` stands for the row's value in that column. Or what says it of a row.
        """
        rows = faulty.sort(LINE).head(SHOWN_PER_KIND + 1).collect(backend="polars").to_native()
        if not rows.height:
            return
        for row in rows.head(SHOWN_PER_KIND).iter_rows(named=True):
            value = "" if column is None or row[column] is None else spelt(row[column])
            self.problems.append(Problem(kind, loaded.file, row[LINE], column, value, _sentence(expected, row)))
        if rows.height > SHOWN_PER_KIND:
            count = faulty.select(nw.len().alias("count")).collect(backend="polars").to_native().item()
            key = (kind, loaded.file)
            self.more[key] = self.more.get(key, 0) + count - SHOWN_PER_KIND

    def result(self) -> Problems:
        """All that was told, with what was only counted."""
        return gather(self.problems, self.more)


def _sentence(expected: str | Callable[[Row], str], row: Row) -> str:
    if isinstance(expected, str):
        return expected.format(**{name: spelt(entry) for name, entry in row.items()})
    return expected(row)


def spelt(value: object) -> str:
    """Write a value as it would stand in a file.

    Args:
        value: a cell's value.

    Returns:
        Its text; whole numbers without a point.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
