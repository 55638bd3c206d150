"""My people: one row a person, by name; nobody is ranked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.sentences import last_talk, owed, time_left
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Member
from answerable.facts.roles import read as roles
from answerable.facts.support import read as support
from answerable.findings import read as findings
from answerable.findings.read import Level
from answerable.findings.sentences import percent, sureness
from answerable.rules.wording import counted
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.sparkline.props import Sparkline

SHOWN_DAYS = 400
PAGE = 50


@dataclass(frozen=True, slots=True)
class Series:
    """One expectation of a person.

    Attributes:
        name: what it is called.
        line: the last periods.
        level: where the person stands.
        is_shared: whether what is missing is missing in the whole unit, whose gap it then is.
    """

    name: str
    line: Sparkline
    level: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A person.

    Attributes:
        member: who.
        url: their page.
        series: how they do, by expectation.
        gaps: their open gaps, with where to read of them.
        talked: when the leader last talked with them.
        owed: what they are owed next, empty for nothing.
    """

    member: Member
    url: str
    series: tuple[Series, ...]
    gaps: tuple[tuple[str, str], ...]
    talked: str
    owed: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The page.

    Attributes:
        shared: the gaps that a whole unit of the leader shares.
        rows: the people of this page of the list.
        query: what was looked for.
        total: how many there are in all.
        pages: the pages of the list, with their addresses; only one where all fit.
        nothing: what stands there where nobody is shown.
    """

    shared: DataTable | None
    rows: tuple[Row, ...]
    query: str
    total: int
    pages: tuple[tuple[int, str, bool], ...]
    nothing: Empty | None


def my_people(who: Asker, query: str, number: int) -> PeoplePage:
    """Put the page together.

    Args:
        who: the leader.
        query: part of a name, a role or a unit; empty for everybody.
        number: which page of the list, from 1 on.

    Returns:
        What the page shows.
    """
    members = [one for one in people.direct_reports(who) if _fits(one, query)]
    shown = members[(number - 1) * PAGE : number * PAGE]
    rows = _rows(who, shown)
    last = max((len(members) + PAGE - 1) // PAGE, 1)
    pages = tuple((one, _page_url(query, one), one == number) for one in range(1, last + 1)) if last > 1 else ()
    nothing = None if shown else Empty(_("Nobody here"), _("Nobody who reports to you fits. Look for something else."))
    return PeoplePage(_shared(who), rows, query, len(members), pages, nothing)


def _page_url(query: str, number: int) -> str:
    return f"?{urlencode({'q': query, 'page': number})}"


def _shared(who: Asker) -> DataTable | None:
    found = cases.of_units_led(who)
    names = roles.expectations({case.expectation for case in found})
    rows = tuple(
        (
            Cell(case.subject, reverse("gap", args=[case.number])),
            Cell(names[case.expectation].name if case.expectation in names else case.expectation),
            Cell(percent(case.facts["attainment"])),
            Cell(_("%(sure)s sure") % {"sure": sureness(case.facts["probability"])}),
            Cell(case.answerable or _("nobody is left")),
        )
        for case in found
    )
    headers = (_("Unit"), _("In"), _("Reaches"), _("It is real"), _("Answerable"))
    return DataTable(_("Gaps that a whole unit shares"), headers, rows) if rows else None


def _fits(member: Member, query: str) -> bool:
    words = query.casefold().split()
    text = f"{member.name} {member.role} {member.unit}".casefold()
    return all(word in text for word in words)


def _rows(who: Asker, members: list[Member]) -> tuple[Row, ...]:
    numbers = [member.number for member in members]
    levels = findings.levels_of(numbers, since=who.on - timedelta(days=SHOWN_DAYS))
    gaps = defaultdict(list)
    open_cases = [case for case in cases.of_people(numbers) if case.closed_on is None]
    for gap in open_cases:
        gaps[gap.subject_key].append(gap)
    owed_by_key = {duty.subject_key: duty for duty in reversed(duties.owed_by_to(who, numbers))}
    keys = {key for _person, key in levels} | {case.expectation for case in open_cases}
    names = {key: one.name for key, one in roles.expectations(keys).items()}
    talked = support.last_conversations(who)
    rows = []
    for member in members:
        own = [(key, found) for (person, key), found in levels.items() if person == member.number]
        duty = owed_by_key.get(member.key)
        case = next((one for one in open_cases if duty is not None and one.number == duty.case), None)
        expectation = names.get(case.expectation, "") if case is not None else ""
        rows.append(
            Row(
                member=member,
                url=reverse("person", args=[member.key]),
                series=tuple(_series(names.get(key, key), found) for key, found in sorted(own)),
                gaps=tuple(
                    (names.get(one.expectation, one.expectation), reverse("gap", args=[one.number]))
                    for one in gaps[member.key]
                ),
                talked=last_talk(talked.get(member.key)),
                owed=f"{owed(duty.kind, expectation)}, {time_left(duty.due_on, who.on)}" if duty is not None else "",
            )
        )
    return tuple(rows)


def _series(name: str, levels: tuple[Level, ...]) -> Series:
    last = levels[-1]
    label = f"{name}: {percent(last.level)}, {counted(len(levels), 'period')}"
    line = Sparkline(label, tuple(one.level for one in levels), last.standard)
    return Series(name, line, percent(last.level), is_shared=last.shared > 0)
