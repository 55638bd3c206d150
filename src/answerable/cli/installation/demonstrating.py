"""`answerable demo`: the demo company with its two years, served."""

import argparse
from datetime import UTC, date, datetime

from django.db import transaction
from rich.console import Console
from rich.progress import Progress

from answerable.cli.installation import serving
from answerable.engine.worlds import demo_company
from answerable.facts.people import accounts
from answerable.facts.people import write as people_write
from answerable.findings import in_force
from answerable.jobs import tick
from answerable.kernel.problems import UsageError
from answerable.panel import company_from_frames
from answerable.sources.intake import write as intake

FIRST, TODAY = date(2024, 11, 1), date(2026, 11, 2)

# Whose eyes one can look through: person, and what one sees.
PERSONAS = (
    ("P000000", "Chief executive: the whole company, and what has climbed to the top"),
    ("P000001", "Vice president of Sales: a bad territory, and a team that is badly managed"),
    ("P000295", "Leader of Account Executives Harbour: good people who fell short under him"),
    ("P000017", "Leader of Account Executives Northgate: does everything, and the market turned"),
    ("P000033", "Leader of Customer Success Midland: talks with nobody"),
    ("P000146", "New leader of the Content Studio: never taught to lead"),
    ("P000051", "Account executive: short under one leader, well under the next"),
)
PARTNER = ("P000210", "People partner of three units", ("U0016", "U0017", "U0033"))
ADMINISTRATOR = "Looks after the system: brings data, lets people in, sees nobody's figures"


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where the address is shown.
        complaints: where progress goes.

    Returns:
        As `serve`.

    Raises:
        UsageError: this installation is somebody's own.
    """
    installation = accounts.installation()
    if not installation.is_demo if installation is not None else accounts.has_accounts():
        raise UsageError(
            "This installation is in use already. Name another place: ANSWERABLE_HOME=demo answerable demo"
        )
    if not accounts.demo_accounts():
        with Progress(console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
            task = bar.add_task("loading the demo company", total=(TODAY - FIRST).days + 1)
            load(lambda day: bar.update(task, advance=1, description=f"{day:%B %Y} happens"))
    return serving.run(arguments, console, complaints)


def load(progress: tick.Told = lambda _: None) -> None:
    """Load the demo company and let its two years happen, day by day; what was done before goes on where it ended.

    Args:
        progress: is told of each day once it has happened.
    """
    at = datetime.now(UTC)
    intake.load(company_from_frames(demo_company().tables, "the demo company"), actor="demo", at=at)
    people_write.begin(on=FIRST, name="Tessaline", is_demo=True, stands_on=TODAY)
    tick.replay(in_force.record(), first=FIRST, last=TODAY, at=at, progress=progress)
    _open_accounts(at)


def _open_accounts(at: datetime) -> None:
    """All or none: that one is there says that the demo company is."""
    with transaction.atomic():
        for number, (key, persona) in enumerate(PERSONAS):
            people_write.open_account(
                email=f"demo-{number}@example.com", person=key, persona=persona, actor="demo", at=at
            )
        key, persona, units = PARTNER
        partner = people_write.open_account(
            email="demo-partner@example.com", person=key, persona=persona, actor="demo", at=at
        )
        people_write.name_partner(account=partner, units=units, on=FIRST, actor="demo", at=at)
        people_write.open_account(
            email="demo-administrator@example.com",
            person=None,
            is_administrator=True,
            persona=ADMINISTRATOR,
            actor="demo",
            at=at,
        )
