"""The pages benchmarks write: each has sections of its own there and leaves those of others alone."""

import os
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


def put_section(page: Path, title: str, text: str) -> None:
    """Write a section of a page, in place of the one of that title; a new one comes last.

    Args:
        page: the file.
        title: of the section.
        text: what stands in it.
    """
    before, *sections = re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    written = f"## {title}\n\n{text.strip()}\n"
    places = [number for number, section in enumerate(sections) if section.startswith(f"## {title}\n")]
    if places:
        sections[places[0]] = written
    else:
        sections.append(written)
    page.write_text("\n".join(part.strip("\n") + "\n" for part in (before, *sections)), encoding="utf-8")


def measured_on(*packages: str) -> str:
    """Say on what something was measured.

    Args:
        packages: those whose versions matter.

    Returns:
        A sentence.
    """
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    day = datetime.now(UTC).date()
    return f"Measured on {day} on {os.cpu_count()} cores ({machine()}) with Python {python_version()}, {versions}."
