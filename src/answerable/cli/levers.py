"""`answerable levers`: what each lever adds, on a company folder."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from answerable.cli.check import iso_date
from answerable.cli.levers_table import print_levers
from answerable.findings.lever_effects import levers_as_json, levers_found
from answerable.panel import read_company

STORY = """\
Reads a company folder and says what each lever and each named program adds: to attainment, and to how often people
are at the standard again within 90 days. What passes by itself is not credited to anybody: those who were helped are
compared with others who were just as short and had not been helped. Where that cannot be told yet, it says why.

The folder is as for `answerable check`. Nothing in it is changed.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line.

    Args:
        commands: the commands so far.
    """
    parser = commands.add_parser(
        "levers",
        help="say what each lever adds in a company folder, beyond what passes by itself",
        description=STORY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the company folder")
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
        found = levers_found(company, arguments.as_of, progress=lambda step: bar.update(task, description=escape(step)))
    for problem in company.advice.shown:
        complaints.print(escape(str(problem)), style="dim", soft_wrap=True, highlight=False)
    if arguments.format == "json":
        json.dump(levers_as_json(found), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print_levers(found, console)
    return 0
