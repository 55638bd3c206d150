"""`answerable tick`: one evaluation, or one for each day of a stretch of time."""

import argparse
from datetime import UTC, date, datetime

from rich.console import Console
from rich.progress import Progress

from answerable.findings import in_force
from answerable.jobs import tick
from answerable.kernel.problems import UsageError


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where the result goes.
        complaints: where progress goes.

    Returns:
        0 once everything follows from the facts.

    Raises:
        UsageError: the days named make no stretch of time.
    """
    at = datetime.now(UTC)
    first, last = _days(arguments, tick.today())
    until = tick.looked_until()
    record = in_force.record()
    with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
        task = bar.add_task("looking", total=(last - first).days + 1)
        entries = tick.replay(
            record,
            first=first,
            last=last,
            at=at,
            progress=lambda day: bar.update(task, advance=1, description=day.isoformat()),
        )
    if until is not None and last < until:
        console.print(f"Everything up to {until} was looked at before: nothing was changed.")
        return 0
    console.print(f"Looked at {first}." if first == last else f"Looked at {first} to {last}.", end=" ")
    noun = "entry" if entries == 1 else "entries"
    console.print(f"{entries:,} {noun} in the ledger." if entries else "Nothing had changed.")
    return 0


def _days(arguments: argparse.Namespace, today: date) -> tuple[date, date]:
    if (arguments.first is None) != (arguments.last is None):
        raise UsageError("Name both ends of the days to replay: --from DATE --to DATE.")
    if arguments.first is None:
        day = arguments.on or today
        return day, day
    if arguments.on is not None:
        raise UsageError("Name one day with --on, or a stretch with --from and --to, not both.")
    if arguments.last < arguments.first:
        raise UsageError(f"Expected --to on or after --from, found {arguments.last} before {arguments.first}.")
    return arguments.first, arguments.last
