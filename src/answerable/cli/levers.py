"""`answerable levers`: what each lever adds, on a company folder."""

import argparse

from rich.console import Console

from answerable.cli.folder import add_folder_command, print_json, reading
from answerable.cli.levers_table import print_levers
from answerable.findings.lever_effects import levers_as_json, levers_found

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
    says = "say what each lever adds in a company folder, beyond what passes by itself"
    add_folder_command(commands, "levers", says=says, story=STORY, run=run)


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
        found = levers_found(read.company, arguments.as_of, progress=read.step)
    if arguments.format == "json":
        print_json(levers_as_json(found))
    else:
        print_levers(found, console)
    return 0
