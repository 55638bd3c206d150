"""`answerable demo`: the demo company with its two years, served."""

import argparse

from rich.console import Console
from rich.progress import Progress

from answerable.cli.installation import serving
from answerable.facts.people import accounts
from answerable.jobs import demo
from answerable.kernel.problems import UsageError


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where the address is shown.
        complaints: where progress goes.

    Returns:
        As `serve`.

    Raises:
        UsageError: this installation is somebody's own.
    """
    if not demo.may_load():
        raise UsageError(
            "This installation is in use already. Name another place: ANSWERABLE_HOME=demo answerable demo"
        )
    if not accounts.demo_accounts():
        with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
            task = bar.add_task("loading the demo company", total=(demo.TODAY - demo.FIRST).days + 1)
            demo.load(lambda day: bar.update(task, advance=1, description=f"{day:%B %Y} happens"))
    return serving.run(arguments, console, complaints)
