"""The cast on a database: a year of a small company, ticked week by week, and an account for everybody who looks.

Whose performance is was reckoned on 6 January 2026 (`reckoned.py`), and who would do well elsewhere (`prospected.py`);
what levers add and waiting costs likewise (`effects_made.py`), and how large teams can be on the last day.
Leader talks with the sellers every other week, but not with seller-1, who falls to 60 % in July 2025, which is known on
1 September; nobody takes it up. Seller-6 goes over to the new leader on 1 December 2025: the first to report to her, so
the director owes her what new leaders are owed, and has kept it so far. Today is 12 January 2026.
"""

from datetime import UTC, date, datetime, timedelta

import polars as pl
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q

from answerable.decisions.duties.keeping import duty_rows, keep_duties
from answerable.facts.levers import write as levers
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person
from answerable.facts.support.models import Activity
from answerable.findings import in_force
from answerable.findings.organising import organise
from answerable.jobs.tick import tick
from answerable.panel import Company, company_from_frames
from answerable.rules.clocks import DutyKind
from answerable.rules.seeing import Viewer
from answerable.sources.intake import write as intake
from cast import BEGAN, CHIEF, DIRECTOR, LEADER, NEW_LEADER, SELLERS, measurements, people, steady, tables
from effects_made import look_at_effects
from prospected import prospect
from reckoned import reckon

TODAY = date(2026, 1, 12)
AT = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
MOVED_ON = date(2025, 12, 1)
FELL_SHORT_ON = date(2025, 9, 1)
SHORT, PEER, MOVED = SELLERS[0], SELLERS[1], SELLERS[5]
STRANGER, PARTNER = "stranger", "partner"
FIRST_DAYS_KEPT = {
    date(2025, 12, 2): DutyKind.LEADING_AGREED,
    date(2025, 12, 9): DutyKind.PEOPLE_INTRODUCED,
    date(2025, 12, 16): DutyKind.LEADING_TRAINED,
    date(2025, 12, 23): DutyKind.LEADING_REVIEW,
}
LOOKED_BACK_ON = date(2025, 12, 22)
LOOKING = {
    "chief": CHIEF,
    "director": DIRECTOR,
    "leader": LEADER,
    "new leader": NEW_LEADER,
    "seller": SHORT,
    "peer": PEER,
    "moved": MOVED,
    "stranger": STRANGER,
    "partner": PARTNER,
}


def staged_people() -> pl.DataFrame:
    others = pl.DataFrame({"person_id": [STRANGER, PARTNER], "name": ["Sam Stranger", "Pat Partner"]})
    return pl.concat([people(), others])


def staged_assignments() -> pl.DataFrame:
    rows: list[tuple[str, str, str | None, date, str, date | None]] = [
        (CHIEF, "leads", None, BEGAN, "company", None),
        (DIRECTOR, "leads", CHIEF, BEGAN, "company", None),
        (LEADER, "leads", DIRECTOR, BEGAN, "north", None),
        (NEW_LEADER, "leads", DIRECTOR, BEGAN, "south", None),
        (STRANGER, "advises", CHIEF, BEGAN, "south", None),
        (PARTNER, "advises", CHIEF, BEGAN, "company", None),
        *((seller, "sells", LEADER, BEGAN, "north", MOVED_ON if seller == MOVED else None) for seller in SELLERS),
        (MOVED, "sells", NEW_LEADER, MOVED_ON, "south", None),
    ]
    names = ["person_id", "role_id", "manager_id", "starts_on", "unit_id", "ends_on"]
    dates = {"starts_on": pl.Date, "ends_on": pl.Date}
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=dates)


def staged_activities() -> pl.DataFrame:
    """Leader sits down with five of six every other Monday; director with both leaders; chief with the director."""
    pairs = [(LEADER, seller) for seller in SELLERS[1:5]] + [
        (DIRECTOR, LEADER),
        (DIRECTOR, NEW_LEADER),
        (CHIEF, DIRECTOR),
    ]
    mondays = [datetime(2025, 1, 6, 10) + timedelta(days=14 * number) for number in range(27)]
    rows = [(leader, "one_on_one", day, 30.0, person) for day in mondays for leader, person in pairs]
    rows += [(LEADER, "one_on_one", day, 30.0, MOVED) for day in mondays if day.date() < MOVED_ON]
    rows += [(LEADER, "report", datetime(2026, 1, 7, 15), 90.0, None)]
    names = ["leader_id", "kind", "at", "minutes", "person_id"]
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides={"at": pl.Datetime("us")})


def staged_tables() -> dict[str, pl.DataFrame]:
    """The tables of the staged company."""
    shares = {seller: steady(1.0) for seller in SELLERS}
    shares[SHORT] = [1.0 if number < 6 else 0.6 + 0.02 * (-1) ** number for number in range(12)]
    return tables(
        people=staged_people(),
        units=pl.DataFrame(
            {
                "unit_id": ["company", "north", "south"],
                "name": ["All", "North", "South"],
                "parent_unit_id": [None, "company", "company"],
                "leader_id": [CHIEF, LEADER, NEW_LEADER],
            }
        ),
        roles=pl.DataFrame(
            {"role_id": ["sells", "leads", "advises"], "title": ["Account Executive", "Sales Manager", "Adviser"]}
        ),
        assignments=staged_assignments(),
        activities=staged_activities(),
        measurements=measurements(shares),
    )


def staged_company() -> Company:
    """The staged company."""
    return company_from_frames(staged_tables())


def keep_first_days(day: date) -> None:
    """Let the director keep what is due on a day of the new leader's first ones; they looked back the day before."""
    director = Person.objects.get(key=DIRECTOR)
    who = Asker(0, director.pk, director.name, leads=True, viewer=Viewer(DIRECTOR), on=day)
    with transaction.atomic():
        for duty in duty_rows(Q(leader=director, kind=FIRST_DAYS_KEPT[day], ended_on=None)):
            talks = Activity.objects.filter(leader=director, person=duty.person, at__date=LOOKED_BACK_ON)
            is_talk = duty.kind == DutyKind.LEADING_REVIEW
            keep_duties([duty], who, LOOKED_BACK_ON if is_talk else day, talks.get().pk if is_talk else None, AT)


def set_stage() -> None:
    """Load the company, let its second half-year happen, and open the accounts."""
    call_command("createcachetable", verbosity=0)
    intake.load(staged_company(), actor="stage", at=AT)
    levers.bring_library(actor="stage", day=date(2025, 1, 1), at=AT)
    people_write.begin(on=date(2025, 1, 1), name="Cast", is_demo=True, stands_on=TODAY)
    record = in_force.record()
    weekly = [date(2025, 7, 1) + timedelta(days=7 * number) for number in range(28)]
    for day in sorted([*weekly, FELL_SHORT_ON, TODAY]):
        tick(record, on=day, at=AT)
        if day in FIRST_DAYS_KEPT:
            keep_first_days(day)
    reckon()
    prospect()
    organise(record, on=TODAY, at=AT)
    look_at_effects()
    for name, key in LOOKING.items():
        people_write.open_account(
            email=f"{name.replace(' ', '-')}@example.com", person=key, password="long enough 1", actor="stage", at=AT
        )
    partner = people_write.open_account(
        email="north-partner@example.com", person=None, password="long enough 1", actor="stage", at=AT
    )
    people_write.name_partner(account=partner, units=["north"], on=BEGAN, actor="stage", at=AT)
    people_write.open_account(
        email="administrator@example.com",
        person=None,
        password="long enough 1",
        is_administrator=True,
        actor="stage",
        at=AT,
    )
