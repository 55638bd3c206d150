"""`answerable attribute`: how much of performance is whose, on a company folder."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from answerable.cli.attribution_table import print_whose
from answerable.cli.check import iso_date
from answerable.findings.whose import whose_as_json, whose_performance
from answerable.panel import read_company

STORY = """\
Reads a company folder and says how much of performance is the person, the leader, the chain above, the unit, and
chance; what each leader adds, with how sure that is; and who is short under their leader and would not be under
another. What leaders add can be told only from people who have changed leaders: the fewer, the less.

The folder is as for `answerable check`. Nothing in it is changed.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line.

    Args:
        commands: the commands so far.
    """
    parser = commands.add_parser(
        "attribute",
        help="say how much of performance is whose in a company folder",
        description=STORY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the company folder")
    parser.add_argument(
        "--chain", type=int, default=2, metavar="K", help="leaders up the line with a part of their own (default: 2)"
    )
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
        found = whose_performance(
            company,
            arguments.as_of,
            arguments.chain,
            progress=lambda step: bar.update(task, description=escape(step)),
        )
    for problem in company.advice.shown:
        complaints.print(escape(str(problem)), style="dim", soft_wrap=True, highlight=False)
    if arguments.format == "json":
        json.dump(whose_as_json(found), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print_whose(found, console)
    return 0
