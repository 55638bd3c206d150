"""What people reach together, in words and on a line of a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from answerable.facts.roles.read import Expected
from answerable.findings.sentences import percent
from answerable.findings.totals import Reached, Series
from answerable.rules.wording import counted
from answerable.web.components.sparkline.props import Sparkline

MOST_IN_SHORT = 3
# Up to the same month of last year, which does not count.
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Row:
    """What was reached in one expectation.

    Attributes:
        name: of the expectation.
        line: the last twelve months.
        reaches: the share reached in the latest period.
        between: where they truly stand, 90 % sure.
        sums: actual and target added up; empty where a sum says nothing.
        people: how many were measured, of how many.
        period: which period it is.
    """

    name: str
    line: Sparkline
    reaches: str
    between: str
    sums: str
    people: str
    period: str


def rows(series: Series, names: Mapping[str, Expected]) -> tuple[Row, ...]:
    """Say what was reached, by the names of the expectations.

    Args:
        series: the last year, by expectation.
        names: expectations by key.

    Returns:
        One row an expectation.
    """
    found = [_row(key, reached, names.get(key)) for key, reached in series.items()]
    return tuple(sorted(found, key=lambda row: row.name.casefold()))


def in_short(series: Series, names: Mapping[str, Expected]) -> str:
    """Say what was reached within a cell of a table: where most people stand first.

    Args:
        series: the last year, by expectation.
        names: expectations by key.

    Returns:
        Such as "Bookings 94 %, Qualified meetings 101 %".
    """
    latest = sorted(((key, found[-1]) for key, found in series.items()), key=lambda one: (-one[1].people, one[0]))
    told = [f"{_name(key, names.get(key))} {percent(one.attainment)}" for key, one in latest[:MOST_IN_SHORT]]
    more = len(latest) - len(told)
    return ", ".join(told) + (_(" and %(n)d more") % {"n": more} if more else "") if told else "–"


def period_name(reached: Reached, cadence: str) -> str:
    """Name a period as people say it.

    Args:
        reached: of which period.
        cadence: how long it is.

    Returns:
        Such as "December 2025".
    """
    start = reached.period
    if cadence == "month":
        return f"{start:%B %Y}"
    if cadence == "quarter":
        return _("quarter %(n)d of %(year)d") % {"n": (start.month + 2) // 3, "year": start.year}
    return f"{start:%Y}" if cadence == "year" else _("week of %(day)s") % {"day": f"{start.day} {start:%B %Y}"}


def _row(key: str, found: tuple[Reached, ...], expected: Expected | None) -> Row:
    last, name = found[-1], _name(key, expected)
    year = tuple(one for one in found if one.period > last.period - timedelta(days=YEAR_DAYS))
    unit, cadence = ("", "month") if expected is None else (expected.unit, expected.cadence)
    standard = 0.9 if expected is None else 1 - expected.tolerance
    label = _("%(name)s: %(level)s, %(periods)s") % {
        "name": name,
        "level": percent(last.attainment),
        "periods": counted(len(year), "period"),
    }
    return Row(
        name=name,
        line=Sparkline(label, tuple(one.attainment for one in year), standard),
        reaches=percent(last.attainment),
        between=_("%(low)s to %(high)s") % {"low": percent(last.low), "high": percent(last.high)},
        sums=_sums(last, unit),
        people=_("%(people)d of %(held)d") % {"people": last.people, "held": last.held},
        period=period_name(last, cadence),
    )


def _name(key: str, expected: Expected | None) -> str:
    return key if expected is None else expected.name


def _sums(reached: Reached, unit: str) -> str:
    if reached.actual is None or reached.target is None:
        return _("a mean over people")
    said = {"actual": f"{reached.actual:,.0f}", "target": f"{reached.target:,.0f}", "unit": unit}
    return _("%(actual)s of %(target)s %(unit)s") % said
