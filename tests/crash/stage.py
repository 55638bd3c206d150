"""Databases to be hurt, and the processes that hurt them."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, zip_longest
from pathlib import Path
from typing import Any

import psycopg

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Left:
    """What a process left behind.

    Attributes:
        statements: how many it sent to the database.
        rows: all that the database says.
    """

    statements: int
    rows: dict[str, list[str]]


@dataclass
class SqliteFiles:
    """Databases that are files."""

    folder: Path
    numbers: "count[int]" = field(default_factory=count)

    def new(self, model: str | None) -> str:
        """A database like another, or none at all yet."""
        path = self.folder / f"crash-{next(self.numbers)}.sqlite3"
        if model is not None:
            # The last to leave has written everything into the one file.
            shutil.copy(model, path)
        return str(path)

    def drop(self, name: str) -> None:
        """Forget a database."""
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)


@dataclass
class PostgresqlDatabases:
    """Databases of the server the tests run on."""

    address: str
    numbers: "count[int]" = field(default_factory=count)

    def new(self, model: str | None) -> str:
        """A database like another, or an empty one."""
        name = f"crash_{os.getpid()}_{next(self.numbers)}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE {model or 'template0'}")
        return name

    def drop(self, name: str) -> None:
        """Forget a database."""
        self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as server:
            server.execute(statement.encode())


Databases = SqliteFiles | PostgresqlDatabases


def databases(folder: Path) -> Databases:
    """Where the databases of these tests are: with the others."""
    address = os.environ.get("DATABASE_URL")
    return SqliteFiles(folder) if address is None else PostgresqlDatabases(address)


class Stage:
    """Starts deeds on databases in processes of their own, and tells what they left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.databases = databases(folder)
        self.complaints = folder / "complaints"
        self.heard = self.complaints.open("w", encoding="utf-8")
        # One thread each: a process is only copied safely while it has no other.
        environment = os.environ | {
            "PYTHONPATH": str(TESTS),
            "ANSWERABLE_HOME": str(folder / "home"),
            "DJANGO_SETTINGS_MODULE": "answerable.site.settings",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.nursery = subprocess.Popen(
            [sys.executable, str(TESTS / "crash" / "nursery.py")],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.heard,
            text=True,
        )

    def run(self, databases: list[str], deed: str, *, die: Sequence[int] = ()) -> list[int]:
        """Do a deed in a process for each of some databases, all at once; how they ended."""
        # Those who share a database shall meet.
        starts_at = time.time() + (0.05 if len(set(databases)) < len(databases) else 0)
        orders: list[dict[str, Any]] = [
            {"database": name, "deed": deed, "die": at, "starts_at": starts_at, "state": str(self._state_of(name))}
            for name, at in zip_longest(databases, die, fillvalue=0)
        ]
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(json.dumps(orders) + "\n")
        self.nursery.stdin.flush()
        ended: list[int] = json.loads(self.nursery.stdout.readline())
        return ended

    def done(self, databases: list[str], deed: str) -> list[Left]:
        """Do a deed to its end in a process for each of some databases; what is there then."""
        ended = self.run(databases, deed)
        assert ended == [0] * len(databases), self.complaints.read_text(encoding="utf-8")
        return [Left(**json.loads(self._state_of(name).read_text(encoding="utf-8"))) for name in databases]

    def _state_of(self, database: str) -> Path:
        return self.folder / f"{Path(database).name}.json"

    def close(self) -> None:
        """Let nobody start anything any more."""
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.close()
        self.nursery.wait(10)
        self.nursery.stdout.close()
        self.heard.close()
