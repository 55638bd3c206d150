"""Groups people belong to, from a company folder or a file of their own."""

import shutil
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from django.conf import settings

from answerable.facts.groups import write as groups
from answerable.facts.groups.write import Brought
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person
from answerable.kernel.problems import UsageError
from answerable.panel import Company
from answerable.panel.apart import Belonging, read_groups
from answerable.panel.schema import GROUPS
from answerable.sources.intake.write import TableLoaded

SUFFIXES = (".csv", ".parquet", ".xlsx", ".xlsm", ".ods")


class Sent(Protocol):
    """A file as it came in."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Its bytes, piece by piece."""


def supplied(folder: Path, company: Company | None = None) -> tuple[Belonging, ...] | None:
    """Read the groups that lie in a folder.

    Args:
        folder: the folder.
        company: what else was read from it, whose people may be named; None for those on record alone.

    Returns:
        Who belongs to which; None where no groups lie in it.

    Raises:
        InputRefused: they cannot be used.
    """
    known = set(Person.objects.values_list("key", flat=True))
    if company is not None:
        known.update(company["people"].select("person_id").collect().to_polars()["person_id"].to_list())
    return read_groups(folder, known)


def as_table(brought: Brought) -> TableLoaded:
    """Tell what became of groups as it is told of other tables.

    Args:
        brought: what supplying them changes.

    Returns:
        Rows that are new, corrected or withdrawn, and the same.
    """
    return TableLoaded(GROUPS.name, brought.added, brought.corrected + brought.withdrawn, brought.same)


def receive(sent: Sent, who: Asker, *, at: datetime) -> Brought:
    """Take in a file of groups by itself. Nothing of the file is kept.

    Args:
        sent: the file, whatever it is called.
        who: an administrator.
        at: when.

    Returns:
        What it changed.

    Raises:
        UsageError: it is no table, or too large.
        InputRefused: it cannot be used.
    """
    suffix = PurePosixPath(sent.name or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError("Expected a CSV, Parquet or Excel file with the columns person_id, attribute and group.")
    folder = Path(tempfile.mkdtemp(prefix="groups-"))
    try:
        _keep(sent, folder / f"groups{suffix}")
        found = supplied(folder)
    finally:
        shutil.rmtree(folder)
    if found is None:
        raise UsageError("Expected a sheet named groups in this workbook.")
    return groups.bring(found, actor=who.actor, at=at)


def _keep(sent: Sent, path: Path) -> None:
    left = settings.MAX_UPLOAD_BYTES
    with path.open("wb") as out:
        for chunk in sent.chunks():
            left -= len(chunk)
            if left < 0:
                raise UsageError(f"This is more than {settings.MAX_UPLOAD_BYTES // 1024**2} MB.")
            out.write(chunk)
