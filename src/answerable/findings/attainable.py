"""How attainable each target has been: of those who were measured by it, how many reached the standard."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from django.db.models import Count, Exists, F, OuterRef, Q

from answerable.findings.models import LevelFinding

DAYS = 365
FEWEST = 20
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Attainable:
    """How often a target was reached.

    Attributes:
        reached: of the periods of people, how many reached the standard.
        n: how many there were; of one person each period counts.
        people: of how many people.
        low: lower end of the 95 % interval of the share; 0 where it is too few to tell.
        high: upper end; 1 where it is too few to tell.
        tells: whether there is enough to tell, and of enough people that nobody is singled out.
    """

    reached: int
    n: int
    people: int
    low: float
    high: float
    tells: bool


def attainable(expectations: Collection[str], *, on: date, fewest_people: int) -> dict[str, Attainable]:
    """Say how often each of some targets was reached in the last twelve months.

    Args:
        expectations: the keys of the expectations; the caller has asked who may read of them.
        on: the day looked at.
        fewest_people: from how many people on a share is told.

    Returns:
        By key; what was never measured is left out.
    """
    same = {name: OuterRef(name) for name in ("person", "expectation", "period")}
    later = LevelFinding.objects.filter(**same, pk__gt=OuterRef("pk"))
    rows = LevelFinding.objects.filter(
        ~Exists(later),
        expectation__in=expectations,
        person__isnull=False,
        attainment__isnull=False,
        period__gt=on - timedelta(days=DAYS),
        evaluation__as_of__lte=on,
    )
    counted = (
        rows.order_by()
        .values("expectation")
        .annotate(
            n=Count("pk"),
            reached=Count("pk", filter=Q(attainment__gte=F("standard"))),
            people=Count("person", distinct=True),
        )
    )
    return {row["expectation"]: _told(row["reached"], row["n"], row["people"], fewest_people) for row in counted}


def _told(reached: int, n: int, people: int, fewest_people: int) -> Attainable:
    if n < FEWEST or people < fewest_people:
        return Attainable(reached, n, people, 0.0, 1.0, tells=False)
    low, high = wilson(reached, n)
    return Attainable(reached, n, people, low, high, tells=True)


def wilson(reached: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    Args:
        reached: how many did.
        n: of how many, at least one.

    Returns:
        Its ends.

    Source:
        Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    """
    share, square = reached / n, Z95 * Z95
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = Z95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)
