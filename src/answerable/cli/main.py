"""`answerable`: its commands, and what every one of them does with trouble."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from answerable import __version__
from answerable.cli import attribute, check, levers, place, server, simulate, source
from answerable.kernel.problems import InputRefused, UsageError

DONE, REFUSED, USAGE = 0, 1, 2

STORY = """\
A leader is answerable for the performance of everyone under them. Answerable asks of each gap:
is it real, whose is it, who must do what by when?

  answerable simulate --demo --out demo        a company to look round in
  answerable check demo                        who is answerable for what in it, and since when
  answerable check my-company --format json    the same of your own tables, for programs
  answerable attribute demo                    how much of performance is whose: person, leader, chain, chance
  answerable levers demo                       what each lever adds, beyond what passes by itself
  answerable place demo                        where people would attain more, and what would have to be true
"""


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line.

    Returns:
        A parser whose result carries the command's `run` function.
    """
    top = argparse.ArgumentParser("answerable", description=STORY, formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("--version", action="version", version=f"answerable {__version__}")
    commands = top.add_subparsers(required=True, dest="command", title="commands")
    for module in (check, attribute, levers, place, simulate, source, server):
        module.add_parser(commands)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        words: the command line; the process's own where None.

    Returns:
        0 when done, 1 when the input was refused, 2 when the command makes no sense.
    """
    console, complaints = Console(), Console(stderr=True)
    arguments = parser().parse_args(words)
    try:
        code: int = arguments.run(arguments, console, complaints)
    except InputRefused as refusal:
        show_refusal(refusal, complaints)
        return REFUSED
    except UsageError as error:
        complaints.print(escape(str(error)), soft_wrap=True)
        return USAGE
    return code


def show_refusal(refusal: InputRefused, complaints: Console) -> None:
    """Print everything wrong with an input, grouped by kind and file.

    Args:
        refusal: the problems.
        complaints: where to.
    """
    total = refusal.problems.total
    noun = "problem" if total == 1 else "problems"
    complaints.print(f"[bold]Refused: {total} {noun}.[/] Nothing was taken; mend them and bring it again.\n")
    for line in str(refusal).splitlines():
        complaints.print(escape(line), soft_wrap=True, highlight=False)


def run() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(main())
