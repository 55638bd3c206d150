"""Where very many people stand now: of each series the last level, for what is taken out of the system."""

from datetime import date, timedelta

from django.db.models import QuerySet

from answerable.facts.people.models import Person
from answerable.facts.roles.models import Expectation
from answerable.findings.models import LevelFinding
from answerable.findings.read import LEVEL_FIELDS, Level

# The last quarter that is over began at most six months ago, the last year at most two years ago.
BACK_DAYS, BACK_DAYS_OF_YEARS = 200, 800


def known_since(on: date) -> date:
    """How far back one has to look for the last period of everything that is measured.

    Args:
        on: the day looked at.

    Returns:
        A day before which no such period begins.
    """
    has_years = Expectation.standing.filter(cadence="year").exists()
    return on - timedelta(days=BACK_DAYS_OF_YEARS if has_years else BACK_DAYS)


def latest_levels(people: QuerySet[Person], on: date) -> dict[int, dict[str, Level]]:
    """The last level of everybody in everything; the caller has asked who may see it.

    Args:
        people: of whom.
        on: the day looked at; what was found later is left out.

    Returns:
        By person and expectation.
    """
    rows = LevelFinding.objects.filter(person__in=people.values("pk"), period__gt=known_since(on))
    rows = rows.filter(evaluation__as_of__lte=on).order_by("period", "pk")
    found: dict[int, dict[str, Level]] = {}
    for number, expectation, *figures in rows.values_list("person", "expectation", *LEVEL_FIELDS).iterator():
        found.setdefault(number, {})[expectation] = Level(*figures)
    return found
