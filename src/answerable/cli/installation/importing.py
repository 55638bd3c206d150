"""`answerable import`: a company folder into the installation."""

import argparse
from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from answerable.facts.people import write as people
from answerable.panel import read_company
from answerable.sources.intake import write as intake
from answerable.sources.intake.write import TableLoaded


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where the result goes.
        complaints: where progress and advice go.

    Returns:
        0 once the folder is loaded.
    """
    company = read_company(arguments.folder)
    for problem in company.advice.shown:
        complaints.print(escape(str(problem)), style="dim", soft_wrap=True, highlight=False)
    if arguments.preview:
        _show(intake.preview(company), "Nothing was changed. This is what loading the folder would do", console)
        return 0
    at = datetime.now(UTC)
    people.begin(on=at.date())
    with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
        task = bar.add_task("comparing", total=None)

        def told(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        loaded = intake.load(company, actor="command line", at=at, progress=told)
    _show(loaded, "Loaded", console)
    return 0


def _show(loaded: tuple[TableLoaded, ...], title: str, console: Console) -> None:
    table = Table("table", "new", "corrected", "the same", box=None, title=title, title_justify="left")
    for entry in loaded:
        table.add_row(entry.table, f"{entry.added:,}", f"{entry.corrected:,}", f"{entry.same:,}")
    console.print(table)
