"""`answerable source`: a company folder from what another system exports."""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from answerable.cli.files import text_of
from answerable.kernel.problems import UsageError
from answerable.panel import write_company
from answerable.sources.crm_opportunities import convert, read_mapping, template

STORY = """\
Makes a company folder from an export of a CRM: one file with a line for each deal, one with a line for each person
who sells. A mapping file says which columns mean what, and what is expected.

  answerable source crm-opportunities --template > mapping.toml
  answerable source crm-opportunities EXPORT --mapping mapping.toml --out company
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line.

    Args:
        commands: the commands so far.
    """
    command = commands.add_parser("source", help="make a company folder from what another system exports")
    systems = command.add_subparsers(required=True, dest="system", title="systems")
    parser = systems.add_parser(
        "crm-opportunities",
        help="from a CRM's export of opportunities",
        description=STORY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("export", type=Path, nargs="?", metavar="EXPORT", help="the folder with the export's files")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="which columns mean what, a TOML file")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write the company; a new folder")
    parser.add_argument("--template", action="store_true", help="print a mapping file to start from, and do no more")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where results go.
        complaints: where progress goes.

    Returns:
        0 when the folder is written, or the template printed.

    Raises:
        InputRefused: the mapping or the export cannot be used; nothing was written.
        UsageError: something that is needed is not named, or the folder holds something already.
    """
    if arguments.template:
        sys.stdout.write(template())
        return 0
    if arguments.export is None or arguments.mapping is None or arguments.out is None:
        raise UsageError("Expected EXPORT, --mapping FILE and --out FOLDER; or --template for a mapping to start from.")
    mapping = read_mapping(text_of(arguments.mapping, "--mapping"), arguments.mapping.name)
    with complaints.status("reading the export") as status:
        made = convert(arguments.export, mapping)
        status.update("writing the company")
        write_company(made.tables, arguments.out)
    people, folder = made.tables["people"].height, escape(str(arguments.out))
    console.print(f"Wrote a company of {people} people to {folder}.", soft_wrap=True)
    for note in made.notes:
        console.print(f"  · {escape(note)}", soft_wrap=True, highlight=False)
    console.print(f"Next: answerable check {folder}", soft_wrap=True)
    return 0
