"""The page on the tables says just what the schema says."""

import re

import pytest

from answerable.panel.schema import APART, TABLES, Column, Kind


def holds(column: Column) -> str:
    """What a column holds, as the page says it."""
    if column.choices:
        return ", ".join(f"`{choice}`" for choice in column.choices)
    if column.refers_to:
        table, name = column.refers_to
        return f"`{name}` of `{table}`"
    words = f"whole {column.kind}" if column.whole else str(column.kind)
    if column.high is not None:
        return f"{words}, {column.low:g} to {column.high:g}"
    return words if column.low is None else f"{words}, {column.low:g} or more"


def needed(column: Column) -> str:
    """Whether a column has to be there, and what stands in for it."""
    if column.required:
        return "yes, may be empty" if column.empty else "yes"
    if column.default is None:
        return "no"
    stands_in = f"{column.default:g}" if column.kind is Kind.NUMBER else str(column.default).lower()
    return f"no; `{stands_in}`"


def test_the_page_on_tables_names_every_table_and_no_other(reference: dict[str, dict[str, str]]):
    assert list(reference["tables"]) == [*TABLES, *(f"Kept apart: {name}" for name in APART)]


@pytest.mark.parametrize("name", APART)
def test_the_page_says_the_same_of_what_is_kept_apart(name: str, reference: dict[str, dict[str, str]]):
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|", reference["tables"][f"Kept apart: {name}"], re.MULTILINE)

    assert rows == [(column.name, holds(column), needed(column)) for column in APART[name].columns]


@pytest.mark.parametrize("name", TABLES)
def test_the_page_on_tables_says_of_every_column_what_the_schema_says(name: str, reference: dict[str, dict[str, str]]):
    section = reference["tables"][name]

    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|", section, re.MULTILINE)

    assert rows == [(column.name, holds(column), needed(column)) for column in TABLES[name].columns]
    assert ("**Needed.**" in section) == TABLES[name].required
