"""`answerable serve`: two processes side by side, started with what they need to know and ended together."""

import argparse
import fcntl
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import TextIO

import pytest
from django.conf import settings
from rich.console import Console

from answerable.cli.installation import serving
from answerable.cli.installation.serving import address_of, watch
from answerable.facts.people.models import Account, Partnership

ARGUMENTS = argparse.Namespace(host="127.0.0.1", port=8123, workers=3)
SLEEPS = "import time; time.sleep(60)"


def python(code: str, *given: str) -> list[str]:
    return [sys.executable, "-c", code, *given]


def says_its_number(path: Path, then: str = SLEEPS) -> list[str]:
    """A process that writes its number to a file, so that others can look for it."""
    return python(f"import os, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); {then}", str(path))


def number_in(path: Path) -> int:
    while not (path.exists() and path.read_text()):
        time.sleep(0.01)
    return int(path.read_text())


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def stop_when(ready: Callable[[], object], kind: signal.Signals = signal.SIGTERM) -> threading.Thread:
    """Send this process a signal once something is there."""

    def wait() -> None:
        ready()
        os.kill(os.getpid(), kind)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.fixture
def complaints() -> Console:
    """Where trouble is told."""
    return Console(record=True, quiet=True)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_and_is_no_trouble(kind: signal.Signals, tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "other"
    complaints = Console(file=(tmp_path / "said").open("w"))
    before = signal.getsignal(kind)
    stopping = stop_when(lambda: (number_in(one), number_in(other)), kind)

    code = watch([says_its_number(one), says_its_number(other)], complaints)

    stopping.join()
    complaints.file.close()
    assert code == 0
    assert not is_there(number_in(one))
    assert not is_there(number_in(other))
    assert (tmp_path / "said").read_text() == ""
    assert signal.getsignal(kind) is before


def test_where_one_ends_by_itself_the_other_is_ended_and_it_is_told(tmp_path: Path):
    other = tmp_path / "other"
    complaints = Console(file=(tmp_path / "said").open("w"), width=200)
    waits = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)"

    code = watch([python(waits, str(other)), says_its_number(other)], complaints)

    complaints.file.close()
    assert code == 1
    assert not is_there(number_in(other))
    assert (tmp_path / "said").read_text() == "A part of the server ended by itself; what it said stands above.\n"


def test_one_that_does_not_listen_is_ended_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, complaints: Console
):
    monkeypatch.setattr(serving, "PATIENCE_SECONDS", 0.1)
    path = tmp_path / "deaf"
    deaf = python(
        "import os, pathlib, signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\ntime.sleep(60)",
        str(path),
    )
    stopping = stop_when(lambda: number_in(path))

    assert watch([deaf], complaints) == 0

    stopping.join()
    assert not is_there(number_in(path))


def test_what_a_process_leaves_behind_is_ended_too(tmp_path: Path, complaints: Console):
    held = tmp_path / "held"
    child = (
        "import fcntl, pathlib, signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "file = open(sys.argv[1], 'a')\nfcntl.flock(file, fcntl.LOCK_EX)\n"
        "pathlib.Path(sys.argv[1] + '-now').write_text('1')\ntime.sleep(60)"
    )
    parent = python(
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}, sys.argv[1]])", str(held)
    )
    stopping = stop_when(lambda: number_in(tmp_path / "held-now"))

    assert watch([parent], complaints) == 0

    stopping.join()
    # Whoever holds a lock lets go of it only when they end.
    with held.open() as file:
        assert_free(file)


def assert_free(file: TextIO) -> None:
    for _again in range(100):
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.02)
    pytest.fail("Somebody still holds the file.")


def test_where_one_cannot_be_started_the_others_are_ended(tmp_path: Path, complaints: Console):
    one = tmp_path / "one"
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(FileNotFoundError):
        watch([says_its_number(one), [str(tmp_path / "no-such-program")]], complaints)

    assert not one.exists() or not is_there(number_in(one))
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://localhost:8123"),
        ("localhost", "http://localhost:8123"),
        ("people.example.com", "http://people.example.com:8123"),
        ("192.0.2.7", "http://192.0.2.7:8123"),
        # All addresses of the machine: none to go to.
        (str(IPv4Address(0)), "http://localhost:8123"),
        (str(IPv6Address(0)), "http://localhost:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_the_address_is_one_a_browser_finds(host: str, expected: str):
    assert address_of(host, 8123) == expected


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been done, in order: pages laid out, processes run."""
    commands: list[list[str]] = []

    def watch(wanted: list[list[str]], _complaints: Console) -> int:
        commands.extend(wanted)
        return 0

    monkeypatch.setattr(serving, "watch", watch)
    monkeypatch.setattr(serving, "prepare_pages", lambda: commands.append(["pages"]))
    monkeypatch.setenv("ADDRESS", "forgotten at the end")
    monkeypatch.delenv("ADDRESS")
    return commands


def run() -> str:
    with io.StringIO() as out:
        assert serving.run(ARGUMENTS, Console(file=out, width=200), Console(quiet=True)) == 0
        return out.getvalue()


@pytest.mark.django_db
def test_pages_are_laid_out_and_then_the_application_and_its_worker_run(watched: list[list[str]]):
    said = run()

    assert said == "Answerable is at http://localhost:8123  (stop it with Ctrl-C)\n"
    pages, application, worker = watched
    assert pages == ["pages"]
    assert " ".join(application[1:]) == (
        "-m granian --interface wsgi answerable.site.wsgi:application --host 127.0.0.1 --port 8123 --workers 3 "
        "--blocking-threads 4 --log-level warning"
    )
    assert worker[1:] == ["-m", "django", "run_huey", "--quiet"]


@pytest.mark.django_db
def test_the_processes_are_told_where_they_are_found(watched: list[list[str]]):
    run()

    assert os.environ["ADDRESS"] == "http://localhost:8123"


@pytest.mark.django_db
def test_an_address_that_was_set_stays_and_is_the_one_that_is_shown(
    watched: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ADDRESS", "https://people.example.com")

    assert run() == "Answerable is at https://people.example.com  (stop it with Ctrl-C)\n"
    assert os.environ["ADDRESS"] == "https://people.example.com"


@pytest.mark.django_db
def test_before_anybody_can_sign_in_the_code_to_set_it_up_is_shown(watched: list[list[str]]):
    Partnership.objects.all().delete()
    Account.objects.all().delete()

    said = run()

    code = f"To set it up, open http://localhost:8123 and give this code: {settings.SETUP_CODE}\n"
    assert said == f"{code}Answerable is at http://localhost:8123  (stop it with Ctrl-C)\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def leads_to(port: int) -> str | None:
    """Where a server that is starting sends whoever comes to its front door."""
    for _again in range(300):
        asking = HTTPConnection("localhost", port, timeout=60)
        try:
            asking.request("GET", "/")
            return asking.getresponse().getheader("Location")
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            asking.close()
    raise AssertionError(f"Nobody answers on port {port}.")


def test_a_real_server_answers_and_ends_when_it_is_told_to(tmp_path: Path):
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ADDRESS"}}
    start = "from answerable.cli.main import run; run()"
    server = subprocess.Popen(
        [*python(start), "serve", "--port", str(port), "--workers", "1"],
        env=environment | {"ANSWERABLE_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )

    try:
        front_door = leads_to(port)
    finally:
        server.terminate()
        said, _nothing = server.communicate(timeout=60)

    code = (tmp_path / "setup-code").read_text(encoding="utf-8")
    assert front_door == "/welcome/"
    assert said.splitlines() == [
        f"To set it up, open http://localhost:{port} and give this code: {code}",
        f"Answerable is at http://localhost:{port}  (stop it with Ctrl-C)",
    ]
    assert server.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
