"""What is installed with the product is little, wanted, and locked."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

CORE_DEPENDENCIES = 4
NAME = re.compile(r"^[A-Za-z0-9._-]+")


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    """The project table of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(lock: Path) -> set[tuple[str, str]]:
    """The packages in a lock with their versions; on which machines each is needed is left aside."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith(" ")]
    found = [re.fullmatch(r"(\S+?)==(\S+)(.*?) \\", line) for line in lines]
    return {(match[1], match[2]) for match in found if match}


def test_the_core_needs_four_packages_at_most(project: dict[str, Any]):
    needed = project["dependencies"]

    assert len(needed) <= CORE_DEPENDENCIES, (
        f"The core needs {len(needed)} packages; {CORE_DEPENDENCIES} is the most. Do without, or make it an extra."
    )


def test_every_dependency_has_its_line_of_why(project: dict[str, Any], pages: dict[Path, str]):
    extras = [requirement for group in project["optional-dependencies"].values() for requirement in group]
    names = [NAME.match(requirement)[0] for requirement in (*project["dependencies"], *extras)]
    decisions = "\n".join(text for path, text in pages.items() if path.parts[:2] == ("docs", "decisions"))

    unexplained = [
        name for name in names if not re.search(rf"^\| `{re.escape(name)}` \| .+ \|", decisions, re.MULTILINE)
    ]

    assert not unexplained, f"Say in one table row of a decision in docs/decisions why the product needs {unexplained}."


def test_both_locks_hold_the_same_versions_with_hashes(root: Path):
    run, dev = pins(root / "requirements.lock"), pins(root / "requirements-dev.lock")

    assert run, "requirements.lock holds no hashed pin: make it again with 'make lock'."
    assert run <= dev, "The locks disagree: make both again with 'make lock'."


def test_the_core_imports_without_the_server_and_without_the_extras():
    script = """
import importlib, pkgutil, sys
sys.modules.update(django=None, rich=None, python_calamine=None)
import answerable, answerable.engine, answerable.kernel, answerable.panel, answerable.rules
for package in (answerable.engine, answerable.kernel, answerable.panel, answerable.rules):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
"""

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")


def test_the_command_runs_without_the_server():
    script = (
        "import sys; sys.modules['django'] = None; sys.argv = ['answerable', '--version']; "
        "from answerable.cli.main import run; sys.exit(run())"
    )

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
