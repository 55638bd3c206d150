"""Questions about what lines and units reached together; what may be seen of it is decided by whoever shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.findings.latest import known_since
from answerable.findings.models import Total
from answerable.findings.totalling import FIGURES, REACH_DAYS

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Reached:
    """What a line or a unit reached together in one period.

    Attributes:
        period: its first day.
        held: how many people had the role all through it.
        people: how many of these were measured.
        actual: what they reached in sum; None where a sum says nothing.
        target: what was expected of them in sum, likewise.
        attainment: what they reached as a share of what was expected: of the sums, or on average over people.
        low: lower end of the 90 % interval of where they truly stand, people taken to vary independently.
        high: upper end.
    """

    period: date
    held: int
    people: int
    actual: float | None
    target: float | None
    attainment: float
    low: float
    high: float


Series = dict[str, tuple[Reached, ...]]


def of_lines(leaders: Collection[int], on: date) -> dict[int, Series]:
    """What the lines of some leaders reached in the last year; the caller has asked who may see it.

    Args:
        leaders: their numbers.
        on: the day looked at; what was found later is left out.

    Returns:
        By leader and expectation, each period in order as it was found last.
    """
    return _of("leader", leaders, on, _year_before(on))


def of_units(units: Collection[int], on: date) -> dict[int, Series]:
    """What some units reached in the last year, with those below them; as `of_lines`."""
    return _of("unit", units, on, _year_before(on))


def latest_of_lines(leaders: Collection[int], on: date) -> dict[int, Series]:
    """What the lines of very many leaders reached of late; of each series the last period is what is looked for."""
    return _of("leader", leaders, on, known_since(on))


def latest_of_units(units: Collection[int], on: date) -> dict[int, Series]:
    """As `latest_of_lines`, of units."""
    return _of("unit", units, on, known_since(on))


def _year_before(on: date) -> date:
    return on - timedelta(days=max(REACH_DAYS.values()))


def _of(whose: str, numbers: Collection[int], on: date, since: date) -> dict[int, Series]:
    found: dict[int, Series] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), CHUNK):
        found |= _some_of(whose, wanted[start : start + CHUNK], on, since)
    return found


def _some_of(whose: str, numbers: Collection[int], on: date, since: date) -> dict[int, Series]:
    rows = Total.objects.filter(**{f"{whose}__in": numbers}, period__gt=since, evaluation__as_of__lte=on)
    found: dict[int, dict[str, dict[date, Reached | None]]] = {}
    fields = ("period", *FIGURES)
    for number, expectation, *figures in rows.order_by("period", "pk").values_list(whose, "expectation", *fields):
        is_told = None not in figures[-3:]
        series = found.setdefault(number, {}).setdefault(expectation, {})
        series[figures[0]] = Reached(*figures) if is_told else None
    return {number: _told(series) for number, series in found.items()}


def _told(series: dict[str, dict[date, Reached | None]]) -> Series:
    kept = {key: tuple(one for one in periods.values() if one is not None) for key, periods in series.items()}
    return {key: periods for key, periods in kept.items() if periods}
