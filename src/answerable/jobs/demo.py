"""The demo company is loaded, with its two years and the people one can look round as."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from answerable.facts.levers import write as levers
from answerable.facts.people import accounts
from answerable.facts.people import write as people_write
from answerable.findings import in_force
from answerable.findings.demo import demo_tables
from answerable.jobs import tick
from answerable.ledger import write as ledger
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


@dataclass(frozen=True, slots=True)
class Happening:
    """How far the demo company is: days that have happened, of all its days."""

    done: int
    total: int


def happening() -> Happening | None:
    """How far loading the demo company is; None where it is not being loaded."""
    installation = accounts.installation()
    if installation is None or not installation.is_demo or accounts.demo_accounts():
        return None
    until = tick.looked_until()
    return Happening(0 if until is None else (until - FIRST).days + 1, (TODAY - FIRST).days + 1)


def begin() -> None:
    """Let the installation be the demo company's, which is then on its way."""
    people_write.begin(on=FIRST, name="Tessaline", is_demo=True, stands_on=TODAY)


def may_load() -> bool:
    """Whether the demo company may be loaded here: into an empty installation, or to go on where loading broke off."""
    installation = accounts.installation()
    return not accounts.has_accounts() if installation is None else installation.is_demo


def load(progress: tick.Told = lambda _: None) -> None:
    """Load the demo company and let its two years happen, day by day; what was done before goes on where it ended.

    Args:
        progress: is told of each day once it has happened.
    """
    at = datetime.now(UTC)
    begin()
    intake.load(demo_tables(), actor="demo", at=at)
    levers.bring_library(actor="demo", day=FIRST, at=at)
    tick.replay(in_force.record(), first=FIRST, last=TODAY, at=at, progress=progress)
    _open_accounts(at)


def _open_accounts(at: datetime) -> None:
    """All or none: that one is there says that the demo company is."""
    with transaction.atomic():
        ledger.lock()
        if accounts.demo_accounts():
            return
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
            email="administrator@example.com",
            person=None,
            is_administrator=True,
            persona=ADMINISTRATOR,
            actor="demo",
            at=at,
        )
