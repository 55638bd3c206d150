"""`answerable place`: where people would attain more, on a company folder."""

import argparse
from pathlib import Path

from rich.console import Console

from answerable.cli.folder import add_folder_command, print_json, reading
from answerable.cli.placing_table import print_placing
from answerable.findings.placing import placing, placing_as_json
from answerable.findings.placing_openings import read_openings

STORY = """\
Reads a company folder and says where people would attain more than where they are: what to expect there and here, how
sure that is, and what would have to be true. With openings it proposes whom to ask for each; without, it looks at
everybody with a sustained gap and at the other roles in which they would be expected to meet the standard.

It ranks nobody and decides nothing. Where nothing can be told, it says so. Nothing in the folder is changed.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line.

    Args:
        commands: the commands so far.
    """
    says = "say where people would attain more in a company folder"
    parser = add_folder_command(commands, "place", says=says, story=STORY, run=run)
    parser.add_argument(
        "--openings",
        type=Path,
        metavar="FILE",
        help="what is open, as CSV: opening_id, role_id, unit_id, manager_id (default: roles as they are)",
    )
    parser.add_argument("--people", nargs="+", metavar="ID", help="whom to look at (default: see above)")


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where results go.
        complaints: where progress and advice go.

    Returns:
        0, whatever was found.
    """
    with reading(arguments.folder, complaints) as read:
        openings = None if arguments.openings is None else read_openings(arguments.openings, read.company)
        found = placing(read.company, openings, arguments.people, arguments.as_of, progress=read.step)
    if arguments.format == "json":
        print_json(placing_as_json(found))
    else:
        print_placing(found, console)
    return 0
