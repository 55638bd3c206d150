"""The contracts that import-linter keeps are themselves kept: present, exhaustive, and hiding nothing."""

import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def importlinter(root: Path) -> dict[str, Any]:
    """The import-linter table of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_the_house_the_engine_and_the_decisions_are_layered_and_no_folder_is_left_out(importlinter: dict[str, Any]):
    layered = [contract for contract in importlinter["contracts"] if contract["type"] == "layers"]

    assert {tuple(contract["containers"]): contract["exhaustive"] for contract in layered} == {
        ("answerable",): True,
        ("answerable.engine",): True,
        ("answerable.decisions",): True,
    }


def test_the_pure_parts_are_kept_from_frameworks_and_the_network(importlinter: dict[str, Any]):
    pure = next(
        contract for contract in importlinter["contracts"] if "answerable.kernel" in contract.get("source_modules", ())
    )

    assert set(pure["source_modules"]) == {
        "answerable.kernel",
        "answerable.panel",
        "answerable.engine",
        "answerable.rules",
    }
    assert {"django", "requests", "httpx", "urllib", "http", "socket"} <= set(pure["forbidden_modules"])


def test_no_import_is_excused(importlinter: dict[str, Any]):
    excused = [contract["name"] for contract in importlinter["contracts"] if contract.get("ignore_imports")]

    assert not excused, f"{excused} excuse imports: move the code to the layer it belongs to instead."
