"""What every command that looks at a company folder shares: how it is asked, and how the folder is read."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from answerable.panel import read_company
from answerable.panel.company import Company


def add_folder_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    *,
    says: str,
    story: str,
    run: Callable[[argparse.Namespace, Console, Console], int],
) -> argparse.ArgumentParser:
    """Add a command that looks at a company folder on some day, and prints a table or JSON.

    Args:
        commands: the commands so far.
        name: what it is called.
        says: what it says, in one line.
        story: what it does, at length.
        run: runs it.

    Returns:
        Its parser, for what else it may be told.
    """
    parser = commands.add_parser(
        name, help=says, description=story, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the company folder")
    parser.add_argument(
        "--as-of", type=iso_date, metavar="DATE", help="the day to look at (default: the day the measurements run to)"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")
    parser.set_defaults(run=run)
    return parser


def iso_date(text: str) -> date:
    """Read a date given on the command line.

    Args:
        text: what was given.

    Returns:
        The date.

    Raises:
        ArgumentTypeError: it is no ISO date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"found {text!r}, expected an ISO date such as 2026-03-01"
        raise argparse.ArgumentTypeError(message) from None


@dataclass(frozen=True, slots=True)
class Reading:
    """A company that was read, and somebody waiting for what is made of it.

    Attributes:
        company: the company.
        expect: is told how many steps there will be.
        step: is told of each step as it begins.
    """

    company: Company
    expect: Callable[[int], None]
    step: Callable[[str], None]


@contextmanager
def reading(folder: Path, complaints: Console) -> Iterator[Reading]:
    """Read a company folder; progress is shown meanwhile, and advice on its tables after all is done.

    Args:
        folder: the folder.
        complaints: where progress and advice go.

    Yields:
        The company, with whom to tell of progress.
    """
    with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
        task = bar.add_task("reading the tables", total=None)
        company = read_company(folder)
        yield Reading(
            company,
            expect=lambda steps: bar.update(task, total=steps),
            step=lambda said: bar.update(task, description=escape(said), advance=1),
        )
    for problem in company.advice.shown:
        complaints.print(escape(str(problem)), style="dim", soft_wrap=True, highlight=False)


def print_json(found: object) -> None:
    """Print what was found for programs to read.

    Args:
        found: lists, mappings, texts and figures.
    """
    json.dump(found, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
