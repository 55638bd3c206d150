"""Uploads: received, looked at, loaded; how far that is can be asked at any time."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from answerable.facts.groups import write as group_facts
from answerable.facts.people import write as people
from answerable.facts.people.accounts import Asker
from answerable.kernel.problems import InputRefused, Problem, UsageError
from answerable.panel import Company, read_company
from answerable.sources.intake import groups, write
from answerable.sources.intake.groups import Sent
from answerable.sources.intake.models import Upload

MOST_FILES = 30
SUFFIXES = {".csv", ".parquet", ".xlsx", ".xlsm", ".ods"}
SHOWN = 200


@dataclass(frozen=True, slots=True)
class UploadShown:
    """An upload.

    Attributes:
        number: of the upload.
        state: looking, refused, ready, loading, loaded or broken.
        tables: by table, rows that are new, corrected and the same.
        problems: what is wrong, a mapping a problem.
        problem_count: how many there are in all.
        brought_at: when it came in.
    """

    number: int
    state: str
    tables: dict[str, list[int]]
    problems: list[dict[str, Any]]
    problem_count: int
    brought_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work on an upload is."""

    step: str
    done: int
    total: int


def receive(files: Iterable[Sent], who: Asker, *, at: datetime) -> int:
    """Keep the files of an upload; a zip is opened.

    Args:
        files: what was sent.
        who: by whom.
        at: when.

    Returns:
        The number of the upload.

    Raises:
        UsageError: nothing among the files is a table, or there is too much of them.
    """
    upload = Upload.objects.create(account_id=who.account, brought_at=at)
    folder = folder_of(upload.pk)
    # Files of a number that the database has only now given out are from before it was brought back from a backup.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        for sent in files:
            _keep(sent, folder)
        _check(folder)
    except (UsageError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        shutil.rmtree(folder)
        upload.delete()
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            "This zip cannot be opened. Expected one without a password, as computers make them."
        ) from error
    return upload.pk


def folder_of(number: int) -> Path:
    """Where the files of an upload are kept."""
    return Path(settings.MEDIA_ROOT) / str(number)


def _check(folder: Path) -> None:
    if not any(path.suffix.lower() in SUFFIXES for path in folder.iterdir()):
        raise UsageError("There is no table among these files. Expected CSV, Parquet or Excel files, or a zip of them.")


def _keep(sent: Sent, folder: Path) -> None:
    name = PurePosixPath(sent.name or "").name
    target = folder / f".{name}"
    left = settings.MAX_UPLOAD_BYTES - _size(folder)
    with target.open("wb") as out:
        for chunk in sent.chunks():
            left -= len(chunk)
            if left < 0:
                raise UsageError(_too_much())
            out.write(chunk)
    if zipfile.is_zipfile(target) and PurePosixPath(name).suffix.lower() == ".zip":
        _unpack(target, folder)
        target.unlink()
    else:
        target.rename(folder / name)


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as content:
        entries = [entry for entry in content.infolist() if not entry.is_dir() and _is_table(entry.filename)]
        # What a zip says of its own size is checked, and its contents are read no further than that.
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > settings.MAX_UPLOAD_BYTES:
            raise UsageError(_too_much())
        for entry in entries:
            with content.open(entry) as source, (folder / PurePosixPath(entry.filename).name).open("wb") as out:
                _copy(source, out, entry.file_size)


def _copy(source: IO[bytes], out: IO[bytes], size: int) -> None:
    while size > 0 and (piece := source.read(min(size, 1 << 20))):
        out.write(piece)
        size -= len(piece)


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _too_much() -> str:
    megabytes = settings.MAX_UPLOAD_BYTES // 1024**2
    return f"This is more than {megabytes} MB. Load it with the command line: answerable import FOLDER"


def look(number: int) -> None:
    """Read an upload and say what loading it would change, or what is wrong with it.

    Args:
        number: of the upload.
    """
    upload = Upload.objects.get(pk=number)
    with _noting_refusal(upload):
        company = _read(upload)
        belonging = groups.supplied(folder_of(number), company)
        apart = () if belonging is None else (groups.as_table(group_facts.preview(belonging)),)
        upload.preview = _told((*write.preview(company), *apart))
        upload.state = "ready"
        upload.save(update_fields=["preview", "state"])


def take(number: int, *, at: datetime) -> bool:
    """Load an upload, and let the installation begin with it.

    Args:
        number: of the upload.
        at: when.

    Returns:
        Whether it is loaded; where it was refused, nothing has begun.
    """
    upload = Upload.objects.select_related("account__person").get(pk=number)
    if upload.state == "loading":
        with _noting_refusal(upload), transaction.atomic():
            _load(upload, at)
    if upload.state == "loaded":
        shutil.rmtree(folder_of(number), ignore_errors=True)
    return upload.state == "loaded"


def _load(upload: Upload, at: datetime) -> None:
    actor = upload.account.person.key if upload.account.person is not None else upload.account.email
    loaded = write.load(
        _read(upload),
        actor=actor,
        at=at,
        progress=lambda step, done, total: _note(upload.pk, Progress(step, done, total)),
    )
    people.begin(on=timezone.localtime(at).date())
    belonging = groups.supplied(folder_of(upload.pk))
    apart = () if belonging is None else (groups.as_table(group_facts.bring(belonging, actor=actor, at=at)),)
    upload.preview = _told((*loaded, *apart))
    upload.state, upload.ended_at = "loaded", at
    upload.save(update_fields=["preview", "state", "ended_at"])


def _told(tables: Iterable[write.TableLoaded]) -> dict[str, list[int]]:
    return {one.table: [one.added, one.corrected, one.same] for one in tables}


def start_loading(who: Asker, number: int) -> bool:
    """Let an upload be loaded next, once.

    Args:
        who: who asks; an administrator.
        number: of the upload.

    Returns:
        Whether it was ready for that.
    """
    ready = Upload.objects.filter(pk=number, state__in=("ready", "broken"))
    return who.viewer.is_administrator and ready.update(state="loading") == 1


def broke(number: int | None = None) -> None:
    """Note that work on an upload broke off; nothing of it was loaded.

    Args:
        number: of the upload; None for every one that was being worked on.
    """
    busy = Upload.objects.filter(state__in=("loading", "looking"))
    (busy if number is None else busy.filter(pk=number)).update(state="broken")


def shown(who: Asker, number: int) -> UploadShown | None:
    """An upload, for an administrator."""
    row = Upload.objects.filter(pk=number).first() if who.viewer.is_administrator else None
    return None if row is None else _shown(row)


def latest(who: Asker) -> tuple[UploadShown, ...]:
    """The latest uploads, for an administrator."""
    rows = Upload.objects.order_by("-pk")[:10] if who.viewer.is_administrator else []
    return tuple(_shown(row) for row in rows)


def progress_of(number: int) -> Progress:
    """How far work on an upload is."""
    try:
        return Progress(**json.loads((folder_of(number) / ".progress").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Progress("waiting for the worker", 0, 0)


def _note(number: int, progress: Progress) -> None:
    # A file, for the database is busy with the one transaction that loads everything.
    path = folder_of(number) / ".progress.new"
    path.write_text(json.dumps(asdict(progress)), encoding="utf-8")
    path.replace(folder_of(number) / ".progress")


def _read(upload: Upload) -> Company:
    _note(upload.pk, Progress("reading the tables", 0, 0))
    return read_company(folder_of(upload.pk))


@contextmanager
def _noting_refusal(upload: Upload) -> Iterator[None]:
    """Where the tables cannot be used, note what is wrong with them."""
    try:
        yield
    except InputRefused as refusal:
        _refuse(upload, [_described(one) for one in refusal.problems.shown[:SHOWN]], refusal.problems.total)
    except UsageError as error:
        _refuse(upload, [{"file": "", "line": None, "column": None, "value": "", "expected": str(error)}], 1)


def _described(one: Problem) -> dict[str, Any]:
    return {
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "value": str(one.value),
        "expected": one.expected,
    }


def _refuse(upload: Upload, problems: list[dict[str, Any]], total: int) -> None:
    upload.problems, upload.problem_count, upload.state = problems, total, "refused"
    upload.save(update_fields=["problems", "problem_count", "state"])


def _shown(row: Upload) -> UploadShown:
    return UploadShown(row.pk, row.state, row.preview, row.problems, row.problem_count, row.brought_at)
