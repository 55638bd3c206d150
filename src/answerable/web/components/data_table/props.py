"""What the table is given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, and where it leads to."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows and columns that stack on a phone."""

    template: ClassVar[str] = "data_table/data_table.html"

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def labelled(self) -> tuple[tuple[tuple[str, Cell], ...], ...]:
        """Every cell with its header, which stands beside it on a phone."""
        return tuple(tuple(zip(self.headers, row, strict=True)) for row in self.rows)
