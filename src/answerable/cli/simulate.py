"""`answerable simulate`: an organisation whose truth is known."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from answerable.engine.worlds import WORLDS, demo_company, simulate, world
from answerable.kernel.problems import UsageError
from answerable.panel import write_company

FEWEST_PEOPLE, MOST_PEOPLE = 40, 2_000_000
FEWEST_MONTHS, MOST_MONTHS = 3, 120


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line.

    Args:
        commands: the commands so far.
    """
    listed = "\n".join(f"  {name:24s}{purpose}" for name, purpose in WORLDS.items())
    parser = commands.add_parser(
        "simulate",
        help="write an organisation whose truth is known",
        description=f"Writes a company folder, with what is really so in its folder truth/.\n\nThe worlds:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--demo", action="store_true", help="the demo company, with its cast and stories")
    parser.add_argument(
        "--people", type=int, metavar="N", help="how many people (default: what the world is meant for)"
    )
    parser.add_argument("--months", type=int, default=24, metavar="M", help="how many months (default: 24)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which one of all alike (default: 0)")
    parser.add_argument("--world", choices=tuple(WORLDS), default="typical", metavar="NAME", help="default: typical")
    parser.add_argument("--files", choices=("csv", "parquet"), default="csv", help="format of the files (default: csv)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write; a new folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where results go.
        complaints: where progress goes.

    Returns:
        0 when the folder is written.

    Raises:
        UsageError: the size is out of bounds, or the folder holds something already.
    """
    _check_size(arguments.people, arguments.months)
    with complaints.status("making up the company") as status:
        if arguments.demo:
            made = demo_company()
        else:
            made = simulate(world(arguments.world, arguments.people, arguments.months, arguments.seed))
        status.update("writing it")
        write_company(made.tables, arguments.out, arguments.files, made.truth)
    people, measurements = made.tables["people"].height, made.tables["measurements"].height
    folder = escape(str(arguments.out))
    console.print(f"Wrote {people} people and {measurements} measurements to {folder}.", soft_wrap=True)
    console.print(f"Next: answerable check {folder}", soft_wrap=True)
    return 0


def _check_size(people: int | None, months: int) -> None:
    if people is not None and not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise UsageError(f"--people {people}: expected {FEWEST_PEOPLE} to {MOST_PEOPLE:,}.")
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise UsageError(f"--months {months}: expected {FEWEST_MONTHS} to {MOST_MONTHS}.")
