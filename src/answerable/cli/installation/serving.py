"""`answerable serve`: the application, its worker and its schedule, until it is stopped."""

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from ipaddress import ip_address
from types import FrameType

from django.conf import settings
from rich.console import Console
from rich.markup import escape

from answerable.cli.installation.preparing import prepare_pages
from answerable.facts.people import accounts

PATIENCE_SECONDS = 10


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where the address is shown.
        complaints: where trouble is told.

    Returns:
        0 when it was stopped; 1 when a part of it ended by itself.
    """
    prepare_pages()
    # Read by the processes started below: links in letters lead there, and forms are taken from there.
    address = os.environ.setdefault("ADDRESS", address_of(arguments.host, arguments.port))
    shown = escape(address)
    if not accounts.has_accounts():
        console.print(f"To set it up, open {shown} and give this code: [bold]{settings.SETUP_CODE}[/]")
    console.print(f"Answerable is at [bold]{shown}[/]  (stop it with Ctrl-C)", highlight=False)
    return watch([_pages(arguments), _worker()], complaints)


def address_of(host: str, port: int) -> str:
    """Say where a browser on this machine finds the application.

    Args:
        host: where it listens.
        port: on which port.

    Returns:
        An address without a slash at its end.
    """
    with suppress(ValueError):
        listening = ip_address(host)
        if listening.is_unspecified or host == "127.0.0.1":
            host = "localhost"
        elif listening.version == 6:
            host = f"[{host}]"
    return f"http://{host}:{port}"


def _pages(arguments: argparse.Namespace) -> list[str]:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "answerable.site.wsgi:application"]
    where = ["--host", arguments.host, "--port", str(arguments.port)]
    return [*server, *where, "--workers", str(arguments.workers), "--blocking-threads", "4", "--log-level", "warning"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "run_huey", "--quiet"]


def watch(commands: list[list[str]], complaints: Console) -> int:
    """Run processes side by side until somebody stops them or one of them ends.

    Args:
        commands: the processes' command lines.
        complaints: where it is told that one ended by itself.

    Returns:
        0 when stopped by a signal, 1 when one ended by itself.
    """
    stopped = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    before = {kind: signal.signal(kind, stop) for kind in (signal.SIGINT, signal.SIGTERM)}
    running: list[subprocess.Popen[bytes]] = []
    try:
        # A group of their own: Ctrl-C reaches this process alone, which then ends the others in good order.
        running += (subprocess.Popen(command, start_new_session=True) for command in commands)
        while not stopped and all(process.poll() is None for process in running):
            time.sleep(0.2)
    finally:
        _end(running)
        for kind, handler in before.items():
            signal.signal(kind, handler)
    if not stopped:
        complaints.print("A part of the server ended by itself; what it said stands above.")
    return 0 if stopped else 1


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    """End processes in good order, and whatever they leave behind without ceremony."""
    for process in running:
        process.terminate()
    for process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
