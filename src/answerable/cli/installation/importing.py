"""`answerable import`: a company folder into the installation."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from answerable.decisions.cases import write as cases
from answerable.facts.groups import write as group_facts
from answerable.facts.people import write as people
from answerable.panel import Company, read_company
from answerable.panel.apart import Belonging
from answerable.sources.intake import groups
from answerable.sources.intake import write as intake
from answerable.sources.intake.write import TableLoaded

ACTOR = "command line"


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
    belonging = groups.supplied(arguments.folder, company)
    if arguments.preview:
        apart = () if belonging is None else (groups.as_table(group_facts.preview(belonging)),)
        found = (*intake.preview(company), *apart)
        _show(found, "Nothing was changed. This is what loading the folder would do", console)
        return 0
    with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
        task = bar.add_task("comparing", total=None)

        def told(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        loaded = load(company, at=datetime.now(UTC), belonging=belonging, progress=told)
    _show(loaded, "Loaded", console)
    return 0


def load(
    company: Company,
    *,
    at: datetime,
    belonging: Sequence[Belonging] | None = None,
    progress: intake.Progress = lambda _step, _done, _total: None,
) -> tuple[TableLoaded, ...]:
    """Load a company, and let the installation begin with it; where the company is refused, nothing has begun.

    Args:
        company: the tables, checked.
        at: when.
        belonging: who belongs to which group, None where that was not supplied.
        progress: is told of each step, rows done and rows in all.

    Returns:
        What became of each table.
    """
    with transaction.atomic():
        loaded = intake.load(company, actor=ACTOR, at=at, progress=progress)
        if belonging is not None:
            loaded = (*loaded, groups.as_table(group_facts.bring(belonging, actor=ACTOR, at=at)))
        cases.count_below()
        people.begin(on=timezone.localtime(at).date())
    return loaded


def _show(loaded: tuple[TableLoaded, ...], title: str, console: Console) -> None:
    table = Table("table", "new", "corrected", "the same", box=None)
    for entry in loaded:
        table.add_row(entry.table, f"{entry.added:,}", f"{entry.corrected:,}", f"{entry.same:,}")
    console.print(f"{title}:", soft_wrap=True)
    console.print(table)
