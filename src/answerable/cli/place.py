"""`answerable place`: where people would attain more, on a company folder."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from answerable.cli.check import iso_date
from answerable.cli.placing_table import print_placing
from answerable.findings.placing import placing, placing_as_json
from answerable.findings.placing_openings import read_openings
from answerable.panel import read_company

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
    parser = commands.add_parser(
        "place",
        help="say where people would attain more in a company folder",
        description=STORY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the company folder")
    parser.add_argument(
        "--openings",
        type=Path,
        metavar="FILE",
        help="what is open, as CSV: opening_id, role_id, unit_id, manager_id (default: roles as they are)",
    )
    parser.add_argument("--people", nargs="+", metavar="ID", help="whom to look at (default: see above)")
    parser.add_argument(
        "--as-of", type=iso_date, metavar="DATE", help="the day to look at (default: the day the measurements run to)"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where results go.
        complaints: where progress and advice go.

    Returns:
        0, whatever was found.
    """
    with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
        task = bar.add_task("reading the tables", total=None)
        company = read_company(arguments.folder)
        openings = None if arguments.openings is None else read_openings(arguments.openings, company)
        found = placing(
            company,
            openings,
            arguments.people,
            arguments.as_of,
            progress=lambda step: bar.update(task, description=escape(step)),
        )
    for problem in company.advice.shown:
        complaints.print(escape(str(problem)), style="dim", soft_wrap=True, highlight=False)
    if arguments.format == "json":
        json.dump(placing_as_json(found), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print_placing(found, console)
    return 0
