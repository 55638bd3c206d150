"""docs/map.md leads from each of the twenty-one responsibilities to what keeps it, and to nothing that is not there."""

import re
from pathlib import Path

import pytest

NOT_BUILT = "not built yet"
COLUMNS = ["#", "responsibility", "module", "rule", "screen", "test", "state"]


@pytest.fixture(scope="module")
def rows(pages: dict[Path, str]) -> list[list[str]]:
    """The cells of the map's table, its header first."""
    lines = pages[Path("docs/map.md")].splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [table[0], *table[2:]]


def paths(row: list[str]) -> list[str]:
    """What a row names between backticks."""
    return re.findall(r"`([^`]+)`", " ".join(row))


def test_the_map_has_a_row_for_each_of_the_21_responsibilities(rows: list[list[str]]):
    assert rows[0] == COLUMNS
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 22)]


def test_every_path_on_the_map_exists(pages: dict[Path, str], root: Path):
    named = re.findall(r"`([^`]+)`", pages[Path("docs/map.md")])

    lost = [f"docs/map.md names {path}, which is not there." for path in named if not (root / path).exists()]

    assert not lost, "\n".join(lost)


def test_a_row_that_is_not_built_names_no_path_and_a_row_that_is_names_its_module_and_its_test(rows: list[list[str]]):
    wrong = [
        f"Row {row[0]} of docs/map.md: a row either says {NOT_BUILT!r} and names no path, or names a module and a test."
        for row in rows[1:]
        if (row[6] == NOT_BUILT) == bool(paths(row))
        or (row[6] != NOT_BUILT and not (paths(row[2:4]) and paths(row[5:6])))
    ]

    assert not wrong, "\n".join(wrong)


def test_a_row_that_is_built_names_its_module_rule_screen_and_a_story_in_a_browser(rows: list[list[str]]):
    wrong = [
        f"Row {row[0]} of docs/map.md is built: expected a module, a rule, a screen and a test in tests/browser/."
        for row in rows[1:]
        if row[6].startswith("built")
        and not (all(paths([cell]) for cell in row[2:6]) and any("tests/browser/" in path for path in paths([row[5]])))
    ]

    assert not wrong, "\n".join(wrong)
