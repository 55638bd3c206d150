"""What the tests of the house read: the project's folder, and its code as syntax trees."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def code() -> dict[Path, ast.Module]:
    """Every Python file of the project, by its path from the project's folder."""
    return {
        path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
        for folder in ("src", "tests", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        # Migrations are written by a program, and never changed once somebody has applied them.
        if path.parent.name != "migrations"
    }


@pytest.fixture(scope="session")
def product(code: dict[Path, ast.Module]) -> dict[Path, ast.Module]:
    """The files of the package itself, by their path from the package's folder."""
    package = Path("src/answerable")
    return {path.relative_to(package): tree for path, tree in code.items() if path.is_relative_to(package)}


@pytest.fixture(scope="session")
def pages() -> dict[Path, str]:
    """Every page of documentation, by its path from the project's folder."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in sorted(found)}


@pytest.fixture(scope="session")
def reference(pages: dict[Path, str]) -> dict[str, dict[str, str]]:
    """The second-level sections of every reference page, by page and heading."""
    folder = Path("docs/reference")
    parts = {
        path.stem: re.split(r"^## (.+)$", text, flags=re.MULTILINE)
        for path, text in pages.items()
        if path.parent == folder
    }
    return {
        page: dict(zip((heading.strip("`") for heading in split[1::2]), split[2::2], strict=True))
        for page, split in parts.items()
    }
