"""`answerable attribute`: how much of performance is whose, on a company folder."""

import argparse

from rich.console import Console

from answerable.cli.attribution_table import print_whose
from answerable.cli.folder import add_folder_command, print_json, reading
from answerable.findings.whose import whose_as_json, whose_performance

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
    says = "say how much of performance is whose in a company folder"
    parser = add_folder_command(commands, "attribute", says=says, story=STORY, run=run)
    parser.add_argument(
        "--chain", type=int, default=2, metavar="K", help="leaders up the line with a part of their own (default: 2)"
    )


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
        found = whose_performance(read.company, arguments.as_of, arguments.chain, progress=read.step)
    if arguments.format == "json":
        print_json(whose_as_json(found))
    else:
        print_whose(found, console)
    return 0
