"""The product, really served: an installation with a home of its own, answered by `answerable serve` on a free port."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import StorageState

TESTS = Path(__file__).parents[1]
ANSWERABLE = str(Path(sys.executable).with_name("answerable"))
STARTS_WITHIN_TENTHS = 600

# What a home holds before anybody is served from it.
FILE = "answerable.sqlite3"
KEPT = (FILE, "secret-key", "setup-code")

# Does what it is told, line by line, and says what came of it.
HANDY = """
import io, json, sys, traceback
from contextlib import redirect_stderr, redirect_stdout
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    script, *sys.argv[1:] = json.loads(line)
    said, trouble = io.StringIO(), ""
    with redirect_stdout(said), redirect_stderr(said):
        try:
            exec(script, {})
        except BaseException:
            trouble = traceback.format_exc()
    connections.close_all()
    print(json.dumps([said.getvalue(), trouble]), flush=True)
"""
COMMAND = "import sys; from answerable.cli.main import main; assert main(sys.argv[1:]) == 0"


@dataclass(slots=True)
class Place:
    """Where an installation lives.

    Attributes:
        home: its folder.
        database: the address of its database; empty for a file in the folder.
        hand: a process that works on it beside the server; begun once, since that takes seconds.
    """

    home: Path
    database: str
    hand: "subprocess.Popen[str] | None" = None

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a process is told to work on this installation, with letters as files."""
        wanted = {"ANSWERABLE_HOME": str(self.home), "EMAIL": "filebased", "OPENBLAS_NUM_THREADS": "1"}
        wanted |= {"DATABASE_URL": self.database} if self.database else {}
        return os.environ | wanted | dict(more or {})

    def do(self, script: str, *words: str) -> str:
        """Let something happen that no screen does; what was said of it."""
        if self.hand is None:
            more = {"PYTHONPATH": str(TESTS), "DJANGO_SETTINGS_MODULE": "answerable.site.settings"}
            self.hand = subprocess.Popen(
                [sys.executable, "-c", HANDY],
                env=self.environment(more),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.hand.stdin is not None
        assert self.hand.stdout is not None
        print(json.dumps([script, *words]), file=self.hand.stdin, flush=True)
        said, trouble = json.loads(self.hand.stdout.readline())
        assert not trouble, said + trouble
        return str(said)

    def run(self, *words: str) -> str:
        """Run a command of the product on this installation; what it said."""
        return self.do(COMMAND, *words)

    def leave(self) -> None:
        """Let go of the hand, if there is one."""
        if self.hand is not None:
            self.hand.communicate()
            self.hand = None

    def letters(self) -> list[str]:
        """The letters written so far, the oldest first."""
        written = sorted((self.home / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text(encoding="utf-8") for path in written]


@dataclass
class Land:
    """Where installations are put: folders, and databases on the server the tests run on."""

    folder: Path
    numbers: "count[int]" = field(default_factory=count)
    names: list[str] = field(default_factory=list)

    def empty(self) -> Place:
        """A place with nothing in it yet."""
        return self._place("template0")

    def copy(self, model: Place) -> Place:
        """A place like another that nobody is served from."""
        place = self._place(urlsplit(model.database).path.lstrip("/"))
        for name in KEPT:
            with suppress(FileNotFoundError):
                shutil.copy(model.home / name, place.home)
        return place

    def restore(self, place: Place, model: Place) -> None:
        """Make a place, which may be served from, like another that nobody is served from."""
        shutil.rmtree(place.home / "mail", ignore_errors=True)
        if place.database:
            name, template = (urlsplit(one.database).path.lstrip("/") for one in (place, model))
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")
            self._tell(f"CREATE DATABASE {name} TEMPLATE {template}")
            return
        with closing(sqlite3.connect(model.home / FILE)) as before, closing(sqlite3.connect(place.home / FILE)) as now:
            before.backup(now)

    def _place(self, template: str) -> Place:
        number = next(self.numbers)
        home = self.folder / f"home-{number}"
        home.mkdir()
        server = os.environ.get("DATABASE_URL")
        if server is None:
            return Place(home, "")
        self.names.append(f"browser_{os.getpid()}_{number}")
        self._tell(f"CREATE DATABASE {self.names[-1]} TEMPLATE {template}")
        return Place(home, urlsplit(server)._replace(path=f"/{self.names[-1]}").geturl())

    def clear(self) -> None:
        """Forget the databases; the folders go with the tests' own."""
        for name in self.names:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _tell(self, statement: str) -> None:
        # psycopg's own context only ends the transaction when the connection is not closed by it.
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(statement.encode())


@dataclass(frozen=True, slots=True)
class Served:
    """An installation one can visit.

    Attributes:
        address: where it answers, without a slash at the end.
        place: where it lives.
        sessions: by e-mail address, the cookies of those who have signed in.
    """

    address: str
    place: Place
    sessions: dict[str, StorageState] = field(default_factory=dict)


@contextmanager
def serving(place: Place, *words: str) -> Iterator[Served]:
    """Serve an installation as long as the context lasts.

    Args:
        place: where it lives.
        words: the command, by default `serve`.

    Yields:
        The installation, which answers.
    """
    port = _free_port()
    command = [ANSWERABLE, *(words or ("serve",)), "--port", str(port), "--workers", "1"]
    said = place.home / "said"
    # It says its own address in letters.
    environment = place.environment({"ADDRESS": f"http://localhost:{port}"})
    with said.open("w", encoding="utf-8") as heard:
        process = subprocess.Popen(command, env=environment, stdout=heard, stderr=heard)
    try:
        _wait(process, port, said)
        yield Served(f"http://localhost:{port}", place)
    finally:
        place.leave()
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    for _ in range(STARTS_WITHIN_TENTHS):
        with suppress(OSError), socket.create_connection(("localhost", port)):
            return
        # Waits a little, and notices at once when it ended instead of starting.
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    raise AssertionError(f"It did not start: {said.read_text(encoding='utf-8')}")


def set_stage(place: Place) -> None:
    """Let the staged company live in an empty place."""
    place.do("from answerable.cli.installation.preparing import prepare; prepare()")
    place.do("from staged import set_stage; set_stage()")
    place.leave()
