"""What happens between two visits, in stories: figures come in, days pass."""

from datetime import UTC, date, datetime

from answerable.facts.people.models import Installation
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.panel import company_from_frames
from answerable.sources.intake import write as intake
from cast import SELLERS, measurements
from staged import PEER, SHORT, TODAY, staged_tables

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
