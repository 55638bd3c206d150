"""The commands that work on an installation. They load the server only when called: the others run without it."""

import argparse
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from answerable.cli.folder import iso_date
from answerable.kernel.problems import UsageError


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the command line.

    Args:
        commands: the commands so far.
    """
    _serving(commands, "serve", "serve the application, with its worker and its schedule", "serving")
    _serving(commands, "demo", "load the demo company into the local database and serve it", "demonstrating")
    loading = commands.add_parser(
        "import", help="load a company folder into the installation", description="All of it or nothing is loaded."
    )
    loading.add_argument("folder", type=Path, metavar="FOLDER", help="the company folder")
    loading.add_argument("--preview", action="store_true", help="say what would change, and change nothing")
    loading.set_defaults(run=partial(in_installation, "importing"))
    ticking = commands.add_parser(
        "tick", help="look at the facts of a day and do what follows: cases, duties, escalations", description=TICK
    )
    ticking.add_argument("--on", type=iso_date, metavar="DATE", help="the day (default: today)")
    ticking.add_argument("--from", type=iso_date, metavar="DATE", dest="first", help="replay from this day on")
    ticking.add_argument("--to", type=iso_date, metavar="DATE", dest="last", help="replay up to this day")
    ticking.set_defaults(run=partial(in_installation, "ticking"))
    verifying = commands.add_parser(
        "verify",
        help="check the ledger's chain",
        description="Says that the ledger is whole, or names the first broken entry.",
    )
    verifying.set_defaults(run=partial(in_installation, "verifying"))


TICK = "Any time, any number of times: a day that was looked at before changes nothing. Days have to come in order."


def _serving(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, story: str, module: str
) -> None:
    parser = commands.add_parser(name, help=story, description=f"{story[0].upper()}{story[1:]}.")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, metavar="PORT", help="on which port (default: 8000)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes that answer (default: 2)")
    parser.set_defaults(run=partial(in_installation, module))


def in_installation(module: str, arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run a command inside the installation, its database brought up to date first.

    Args:
        module: the command's module under `answerable.cli.installation`.
        arguments: the command line.
        console: where results go.
        complaints: where progress and advice go.

    Returns:
        The exit code.

    Raises:
        UsageError: the server is not installed.
    """
    if find_spec("django") is None:
        raise UsageError("This command needs the server. Install it with: pip install 'answerable[server]'")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.site.settings")
    import_module("django").setup()
    import_module("answerable.cli.installation.preparing").prepare()
    run: Callable[[argparse.Namespace, Console, Console], int] = import_module(
        f"answerable.cli.installation.{module}"
    ).run
    return run(arguments, console, complaints)
