"""What is taken along, as rows: the roll-up, the gaps and the duties of a line or of some units."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties.lines import owed_in_line
from answerable.facts.people import line
from answerable.facts.people.accounts import Asker
from answerable.facts.people.line import InLine
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import Expected
from answerable.findings import totals
from answerable.findings.latest import latest_levels
from answerable.findings.read import Level
from answerable.findings.totals import Reached, Series

Value = str | int | float | date | None
Row = tuple[Value, ...]

EVERY_GAP = 1_000_000
DUTY_DAYS = 90

ROLLUP = (
    "as_of",
    "of",
    "key",
    "name",
    "role",
    "unit",
    "expectation",
    "in",
    "period",
    "held",
    "measured",
    "actual",
    "target",
    "counted_in",
    "attainment",
    "low",
    "high",
    "gap_open_since",
    "sustained_since",
    "answerable",
    "answerable_name",
    "answerable_level",
)
GAPS = (
    "as_of",
    "case",
    "of",
    "key",
    "name",
    "expectation",
    "in",
    "opened_on",
    "taken_up_on",
    "sustained_on",
    "attainment",
    "low",
    "high",
    "standard",
    "certainty",
    "answerable",
    "answerable_name",
    "answerable_level",
    "answerable_since",
    "at_top",
)
DUTIES = (
    "as_of",
    "kind",
    "owed_to",
    "owed_to_name",
    "owed_by",
    "owed_by_name",
    "after",
    "case",
    "arises_on",
    "due_on",
    "kept_on",
    "lapsed_on",
    "ended_on",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table to take along.

    Attributes:
        name: what it is called in files.
        headers: its columns.
        rows: its rows.
        people: the numbers of the people whose figures are in it.
    """

    name: str
    headers: tuple[str, ...]
    rows: Iterator[Row]
    people: frozenset[int]


def rollup_table(who: Asker) -> Table:
    """One row for each person, line and unit, and expectation.

    Args:
        who: who asks; a leader gets their line, a people partner their units, anybody else nothing.

    Returns:
        The table.
    """
    everybody = line.everybody(who)
    levels = latest_levels(line.theirs(who), who.on)
    leaders = {one.leader_number: (one.leader_key, one.leader) for one in everybody if who.leads}
    lines = totals.latest_of_lines(leaders, who.on)
    places = line.unit_places()
    units = totals.latest_of_units(set(line.units_of(who).values_list("pk", flat=True)), who.on)
    measured = {key for own in levels.values() for key in own}
    together = {key for series in (*lines.values(), *units.values()) for key in series}
    names = roles.expectations(measured | together)
    open_gaps = _gaps(who)
    gaps, shared = (
        {(case.subject_key, case.expectation): case for case in open_gaps if case.is_unit is is_unit}
        for is_unit in (False, True)
    )

    def rows() -> Iterator[Row]:
        for one in everybody:
            yield from _of_person(who, one, levels.get(one.number, {}), gaps, names)
        for number, (key, name) in sorted(leaders.items(), key=lambda item: item[1]):
            yield from _together(who, _Whole("line", key, name, (key, name)), lines.get(number, {}), {}, names)
        for number in sorted(units, key=lambda one: places[one].name):
            unit = places[number]
            whole = _Whole("unit", unit.key, unit.name, (unit.leader_key, unit.leader_name))
            yield from _together(who, whole, units[number], shared, names)

    return Table("rollup", ROLLUP, rows(), frozenset(one.number for one in everybody))


def gaps_table(who: Asker) -> Table:
    """The open gaps of the line, or of the units.

    Args:
        who: who asks; as in `rollup_table`.

    Returns:
        The table.
    """
    found = _gaps(who)
    names = roles.expectations({case.expectation for case in found})
    people = frozenset(case.subject_number for case in found if not case.is_unit)
    return Table("gaps", GAPS, (_gap(who, case, names) for case in found), people)


def duties_table(who: Asker) -> Table:
    """What is owed in the line, or in the units: open, or fallen due in the last 90 days.

    Args:
        who: who asks; as in `rollup_table`.

    Returns:
        The table.
    """
    owed = owed_in_line(who, since=who.on - timedelta(days=DUTY_DAYS))
    rows = (
        (
            who.on,
            one.kind,
            one.subject_key,
            one.subject,
            one.leader_key,
            one.leader,
            one.came_from,
            one.case,
            one.arises_on,
            one.due_on,
            one.kept_on,
            one.lapsed_on,
            one.ended_on,
        )
        for one in owed
    )
    people = frozenset(line.theirs(who).values_list("pk", flat=True))
    return Table("duties", DUTIES, rows, people)


def definitions(who: Asker) -> tuple[Row, ...]:
    """What the columns say, for whoever opens the file without this page.

    Args:
        who: who took it.

    Returns:
        Words and what they mean.
    """
    said = {"name": who.name, "day": who.on.isoformat()}
    return (
        (_("Taken"), _("by %(name)s, as things stood on %(day)s") % said),
        ("of", _("person; line: everybody below a leader; unit: everybody in a unit and the units below it")),
        ("period", _("first day of the latest period that is over and measured")),
        ("held, measured", _("people who had the role all through the period; those of them who were measured")),
        ("actual, target", _("sums, where a sum says something: results of which more is better, counted in a unit")),
        ("attainment", _("what was measured over what was expected: of the sums, else the mean over people")),
        (
            "low, high",
            _(
                "where the person truly stands, or those together do, 90 % sure; of several people as if they varied "
                "independently of each other"
            ),
        ),
        ("answerable", _("who must act on the gap; where none is open, the direct leader, the unit's or the line's")),
        ("standard, certainty", _("the least the role asks for; how sure it is that the level lies below it")),
        ("after", _("the leader below who let it lapse, so that it came to the one who owes it now")),
        (_("Not in it"), _("texts of conversations, notes, answers, what leaders add")),
    )


TABLES: Mapping[str, Callable[[Asker], Table]] = {
    "rollup": rollup_table,
    "gaps": gaps_table,
    "duties": duties_table,
}


def _gaps(who: Asker) -> tuple[CaseShown, ...]:
    if who.leads:
        return cases.in_line(who.person or 0, limit=EVERY_GAP)
    return cases.in_units(who.viewer.partner_of, limit=EVERY_GAP)


def _of_person(
    who: Asker,
    one: InLine,
    levels: Mapping[str, Level],
    gaps: Mapping[tuple[str, str], CaseShown],
    names: Mapping[str, Expected],
) -> Iterator[Row]:
    first = (who.on, "person", one.key, one.name, one.role, one.unit)
    direct = (None, None, one.leader_key, one.leader, 1 if one.leader_key else None)
    if not levels:
        yield (*first, *(None,) * 11, *direct)
    for key, level in sorted(levels.items()):
        case = gaps.get((one.key, key))
        figures = (level.period, 1, 1, None, None, None, level.attainment, level.low, level.high)
        yield (*first, *_what(key, names), *figures, *(direct if case is None else _answering(case)))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is taken together: a line or a unit, and who answers for it."""

    of: str
    key: str
    name: str
    answers: tuple[str, str]


def _together(
    who: Asker,
    whole: _Whole,
    series: Series,
    gaps: Mapping[tuple[str, str], CaseShown],
    names: Mapping[str, Expected],
) -> Iterator[Row]:
    first = (who.on, whole.of, whole.key, whole.name, "", "")
    otherwise = (None, None, *whole.answers, 1 if whole.answers[0] else None)
    for key, found in sorted(series.items()):
        case = gaps.get((whole.key, key))
        answering = otherwise if case is None else _answering(case)
        yield (*first, *_what(key, names), *_figures(found[-1], names.get(key)), *answering)


def _figures(last: Reached, expected: Expected | None) -> Row:
    counted_in = expected.unit if expected is not None and last.actual is not None else None
    numbers = (last.actual, last.target, counted_in, last.attainment, last.low, last.high)
    return (last.period, last.held, last.people, *numbers)


def _what(key: str, names: Mapping[str, Expected]) -> tuple[str, str]:
    return key, names[key].name if key in names else key


def _answering(case: CaseShown) -> Row:
    return case.opened_on, case.sustained_on, case.answerable_key, case.answerable, case.level


def _gap(who: Asker, case: CaseShown, names: Mapping[str, Expected]) -> Row:
    facts = case.facts
    return (
        who.on,
        case.number,
        "unit" if case.is_unit else "person",
        case.subject_key,
        case.subject,
        *_what(case.expectation, names),
        case.opened_on,
        case.taken_up_on,
        case.sustained_on,
        *(facts[name] for name in ("attainment", "low", "high", "standard", "probability")),
        case.answerable_key,
        case.answerable,
        case.level,
        case.since,
        "yes" if case.at_top else "no",
    )
