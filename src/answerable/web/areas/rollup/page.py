"""The roll-up of a leader's line: the whole, leader by leader, and the people who report directly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import counts
from answerable.decisions.cases.counts import OpenGap
from answerable.decisions.standing import Standing, standings
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Leader, Member, Spent, Subject
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import Expected
from answerable.findings import read as findings
from answerable.findings import totals
from answerable.findings.read import Level
from answerable.findings.sentences import percent
from answerable.findings.totals import Series
from answerable.rules.wording import counted
from answerable.web.areas.rollup.reached import Row, in_short, rows
from answerable.web.components.breadcrumbs.props import Breadcrumbs
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.lines import Tab, crumbs, tabs

PERSON_DAYS = 200
MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class RollupPage:
    """The page.

    Attributes:
        title: of what.
        crumbs: the way from the asker down to here.
        tabs: the pages about the same line.
        answers: who answers for the whole, as a sentence.
        reached: what all of them reach together, by expectation.
        leaders: each leader directly below.
        units: each unit.
        people: each person who reports directly and leads nobody.
        may_take: whether the asker can take the figures along from here: of their own line, or their own units.
        nothing: what stands there where there is nobody.
    """

    title: str
    crumbs: Breadcrumbs | None
    tabs: tuple[Tab, ...]
    answers: str
    reached: tuple[Row, ...]
    leaders: DataTable | None
    units: DataTable | None
    people: DataTable | None
    may_take: bool
    nothing: Empty | None


def rollup_page(who: Asker, root: Subject, above: tuple[Spent, ...]) -> RollupPage:
    """Put the page of a leader's line together.

    Args:
        who: who asks; the caller has asked whether they may see this line.
        root: the leader.
        above: the leaders above that one, the direct one first.

    Returns:
        What the page shows.
    """
    leaders = people.leaders_below(root.pk, levels=1)
    numbers = [root.pk, *(leader.number for leader in leaders)]
    together, standing = totals.of_lines(numbers, who.on), standings(numbers, who.on)
    below = {leader.number for leader in leaders}
    others = [one for one in people.reports_of(root.pk, who.on) if one.number not in below][:MOST_PEOPLE]
    levels, gaps = _of_people(who, others)
    names = roles.expectations({key for series in together.values() for key in series} | {key for _n, key in levels})
    is_mine = root.pk == who.person
    nobody = Empty(_("Nobody in this line"), _("Nobody reports to this leader."))
    return RollupPage(
        title=_("Roll-up of my line") if is_mine else _("Roll-up under %(name)s") % {"name": root.name},
        crumbs=crumbs(who, root, above, "rollup-of"),
        tabs=tabs(root.key, here="leaders"),
        answers=_answers(root, standing[root.pk]),
        reached=rows(together.get(root.pk, {}), names),
        leaders=_leaders(leaders, together, standing, names),
        units=None,
        people=_people(others, levels, gaps, names),
        may_take=is_mine,
        nothing=None if standing[root.pk].people else nobody,
    )


def _of_people(
    who: Asker, members: list[Member]
) -> tuple[dict[tuple[int, str], tuple[Level, ...]], dict[int, tuple[OpenGap, ...]]]:
    numbers = [one.number for one in members]
    since = who.on - timedelta(days=PERSON_DAYS)
    return findings.levels_of(numbers, since=since), counts.open_gaps_of(numbers)


def _answers(root: Subject, own: Standing) -> str:
    return _("%(name)s answers for it: %(people)s, %(gaps)s open, %(sustained)d sustained.") % {
        "name": root.name,
        "people": _("1 person") if own.people == 1 else _("%(n)d people") % {"n": own.people},
        "gaps": counted(own.gaps, "gap"),
        "sustained": own.sustained,
    }


def _leaders(
    leaders: tuple[Leader, ...],
    together: Mapping[int, Series],
    standing: Mapping[int, Standing],
    names: Mapping[str, Expected],
) -> DataTable | None:
    found = tuple(
        (
            Cell(leader.name, reverse("rollup-of", args=[leader.key])),
            Cell(str(own.people)),
            Cell(in_short(together.get(leader.number, {}), names)),
            *figures(own),
        )
        for leader in leaders
        for own in [standing[leader.number]]
    )
    headers = (_("Who answers"), _("People"), _("Reach together"), *figure_headers())
    return DataTable(_("Leaders directly below, by name"), headers, found) if found else None


def figures(own: Standing) -> tuple[Cell, ...]:
    """How a leader stands, as cells of a table; under `figure_headers`.

    Args:
        own: how they stand.

    Returns:
        Gaps, sustained, duties kept, over.
    """
    kept = _("%(kept)d of %(due)d") % {"kept": own.kept, "due": own.due}
    return Cell(str(own.gaps)), Cell(str(own.sustained)), Cell(kept), Cell(str(own.over))


def figure_headers() -> tuple[str, ...]:
    """The heads of `figures`."""
    return _("Open gaps"), _("Sustained"), _("Duties kept, 90 days"), _("Over their day")


def _people(
    members: list[Member],
    levels: Mapping[tuple[int, str], tuple[Level, ...]],
    gaps: Mapping[int, tuple[OpenGap, ...]],
    names: Mapping[str, Expected],
) -> DataTable | None:
    latest: dict[int, list[str]] = {}
    for (number, key), found in sorted(levels.items()):
        latest.setdefault(number, []).append(_level(names[key].name if key in names else key, found[-1]))
    found_rows = tuple(
        (
            Cell(one.name, reverse("person", args=[one.key])),
            Cell(one.role),
            Cell(", ".join(latest.get(one.number, ())) or _("not measured")),
            Cell(str(len(own))),
            Cell(str(sum(gap.is_sustained for gap in own))),
            Cell(_who_answers(own)),
        )
        for one in members
        for own in [gaps.get(one.number, ())]
    )
    headers = (_("Person"), _("Role"), _("Reaches"), _("Open gaps"), _("Sustained"), _("Who answers"))
    return DataTable(_("People who report directly, by name"), headers, found_rows) if found_rows else None


def _level(name: str, level: Level) -> str:
    said = {"name": name, "level": percent(level.level), "low": percent(level.low), "high": percent(level.high)}
    return _("%(name)s %(level)s (%(low)s to %(high)s)") % said


def _who_answers(gaps: tuple[OpenGap, ...]) -> str:
    said = [
        _("%(leader)s, level %(level)d") % {"leader": gap.answerable or _("nobody"), "level": gap.level} for gap in gaps
    ]
    return "; ".join(dict.fromkeys(said)) or "–"
