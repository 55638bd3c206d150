"""What happens between two visits, in stories: figures come in, days pass, people join."""

from datetime import UTC, date, datetime

from answerable.facts.groups import write as groups
from answerable.facts.people import write as people
from answerable.facts.people.models import Account, Assignment, Installation, Person, Unit
from answerable.facts.roles.models import Role
from answerable.facts.support.models import Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.panel import apart, company_from_frames
from answerable.sources.intake import write as intake
from cast import BEGAN, DIRECTOR, SELLERS, measurements
from more_cases import owe, take_up
from staged import AT, PEER, SHORT, TODAY, staged_tables

MONTHS = 15
WIGGLE = 0.02


def _shares(low: dict[str, set[int]], months: int) -> dict[str, list[float | None]]:
    """By seller, their attainment month by month: 60 % in some, all that is expected in the others."""
    return {
        seller: [(0.6 if number in low.get(seller, ()) else 1.0) + WIGGLE * (-1) ** number for number in range(months)]
        for seller in SELLERS
    }


def _bring(low: dict[str, set[int]], months: int, on: date) -> None:
    figures = measurements(_shares(low, months))
    intake.load(company_from_frames(staged_tables() | {"measurements": figures}), actor="stage", at=_at(on))
    let_it_be(on)


def _at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 6, tzinfo=UTC)


def let_it_be(on: date) -> None:
    """It is another day, and the clock was looked at."""
    Installation.objects.update(stands_on=on)
    tick(in_force.record(), on=on, at=_at(on))


def it_is_the_day_of_the_first_review() -> None:
    """Two weeks pass."""
    let_it_be(date(2026, 1, 26))


STILL_SHORT = {SHORT: set(range(6, MONTHS))}


def seller_2_falls_short() -> None:
    """In November and December seller-2 reached 60 %, which is known today."""
    _bring(STILL_SHORT | {PEER: {10, 11}}, 12, TODAY)


def seller_2_recovers() -> None:
    """From January on seller-2 reaches all that is expected; it is 2 April."""
    _bring(STILL_SHORT | {PEER: {10, 11}}, MONTHS, date(2026, 4, 2))


def the_unit_falls_short() -> None:
    """In November and December everybody in the north reached 60 %, which is known today."""
    _bring({seller: {10, 11} for seller in SELLERS[:5]}, 12, TODAY)


def the_unit_recovers() -> None:
    """From January on everybody reaches all that is expected; it is 2 April."""
    _bring({seller: {10, 11} for seller in SELLERS[:5]}, MONTHS, date(2026, 4, 2))


def decisions_fall_on_forty_more() -> None:
    """Forty more have a gap each, their age and contract are supplied, and north's people partner is that of all units.

    Of the twenty under 40, sixteen were given a lever and eight are owed a plan; of the others, five and twelve.
    """
    keys = [f"adviser-{number}" for number in range(40)]
    found = Person.objects.bulk_create(Person(key=key, name=key.capitalize()) for key in keys)
    held = {"role": Role.objects.get(key="advises"), "manager": Person.objects.get(key=DIRECTOR)}
    held |= {"unit": Unit.objects.get(key="south"), "starts_on": BEGAN, "recorded_at": AT}
    Assignment.objects.bulk_create(Assignment(person=person, **held) for person in found)
    people.rewrite_places()
    helped, owed = [*found[:16], *found[20:25]], {*keys[:8], *keys[20:32]}
    given = {"lever": "training", "starts_on": TODAY, "recorded_at": AT}
    Measure.objects.bulk_create(Measure(key=f"for {one.key}", person=one, **given) for one in helped)
    for key in keys:
        case = take_up(person=key, answers=DIRECTOR)
        if key in owed:
            owe(case, kind="plan", leader=DIRECTOR)
    ages = [apart.Belonging(key, "age", "under 40" if at < 20 else "40 and over") for at, key in enumerate(keys)]
    terms = [apart.Belonging(key, "contract", ("open", "for a time")[at % 2]) for at, key in enumerate(keys)]
    groups.bring([*ages, *terms], actor="stage", at=AT)
    account = Account.objects.get(email="north-partner@example.com")
    units = Unit.objects.exclude(key="north").values_list("key", flat=True)
    people.name_partner(account=account, units=units, on=BEGAN, actor="stage", at=AT)
