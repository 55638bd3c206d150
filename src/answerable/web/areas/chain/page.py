"""The organisation below a leader: where gaps are, where they have climbed, how duties are kept."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.standing import Standing, standings
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Leader, Member, Spent, Subject
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import Expected
from answerable.findings.attributed import Potential
from answerable.findings.sentences import percent, sureness
from answerable.rules.wording import counted, spoken
from answerable.web.areas.chain.led import Led, led, told_of
from answerable.web.components.breadcrumbs.props import Breadcrumbs
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.icicle.geometry import Node
from answerable.web.components.icicle.props import Icicle
from answerable.web.lines import Tab, crumbs, partner_tabs, tabs

LEVELS = 2
MOST_GAPS = 30
MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class ChainPage:
    """The page.

    Attributes:
        title: whose line.
        person_url: the leader's own page; empty where it is the asker's line, or no leader's.
        crumbs: the way from the asker down to here.
        tabs: the pages about the same line; of a people partner the roll-up of their units.
        picture: the organisation, None where nobody leads anybody.
        leaders: the same as a table.
        people: the people directly below who lead nobody.
        gaps: the open gaps, those that have climbed highest first.
        led: what leaders add, and who is held back; None where there is no leader to speak of.
        nothing: what stands there where there is no line at all.
    """

    title: str
    person_url: str
    crumbs: Breadcrumbs | None
    tabs: tuple[Tab, ...]
    picture: Icicle | None
    leaders: DataTable | None
    people: DataTable | None
    gaps: DataTable | None
    led: Led | None
    nothing: Empty | None


def chain_page(who: Asker, root: Subject, above: tuple[Spent, ...]) -> ChainPage:
    """Put the page of a leader's line together.

    Args:
        who: who asks; the caller has asked whether they may see this line.
        root: the leader.
        above: the leaders above that one, the direct one first.

    Returns:
        What the page shows.
    """
    below = people.leaders_below(root.pk, levels=LEVELS)
    leaders = [root.pk, *(leader.number for leader in below)]
    standing = standings(leaders, who.on)
    found = cases.in_line(root.pk, limit=MOST_GAPS + 1)
    told = told_of(who, leaders)
    names = _names(found, told.potential)
    nothing = (
        Empty(_("Nobody in this line"), _("Nobody reports to this leader.")) if not standing[root.pk].people else None
    )
    return ChainPage(
        title=_("Under %(name)s") % {"name": root.name} if root.pk != who.person else _("My line"),
        person_url=reverse("person", args=[root.key]) if root.pk != who.person else "",
        crumbs=crumbs(who, root, above, "chain-of"),
        tabs=tabs(root.key, here="chain"),
        picture=Icicle(_node(root.name, root.key, root.pk, _by_leader(below), standing)) if below else None,
        leaders=_table([leader for leader in below if leader.level == 1], standing),
        people=_people(people.reports_of(root.pk, who.on), {leader.key for leader in below}, found),
        gaps=_gaps(found, names),
        led=led(who, told, names) if nothing is None else None,
        nothing=nothing,
    )


def partner_page(who: Asker) -> ChainPage:
    """Put the page of a people partner's units together.

    Args:
        who: the people partner.

    Returns:
        What the page shows.
    """
    found = cases.in_units(who.viewer.partner_of, limit=MOST_GAPS + 1)
    nothing = (
        None if found else Empty(_("No gap is open"), _("In the units you are people partner of, no gap is open."))
    )
    in_units = people.people_in(who.viewer.partner_of, who.on, limit=MOST_PEOPLE)
    told = told_of(who, [member.number for member in in_units])
    names = _names(found, told.potential)
    return ChainPage(
        title=_("My units"),
        person_url="",
        crumbs=None,
        tabs=partner_tabs(here="chain"),
        picture=None,
        leaders=None,
        people=_people(in_units, set(), found),
        gaps=_gaps(found, names),
        led=led(who, told, names),
        nothing=nothing,
    )


def _by_leader(below: tuple[Leader, ...]) -> dict[int, list[Leader]]:
    children = defaultdict(list)
    for leader in below:
        children[leader.above].append(leader)
    return children


def _node(name: str, key: str, number: int, children: dict[int, list[Leader]], standing: dict[int, Standing]) -> Node:
    own = standing[number]
    return Node(
        name=name,
        url=reverse("chain-of", args=[key]),
        people=own.people,
        gaps=own.gaps,
        sustained=own.sustained,
        answers_for=own.answers_for,
        overdue=own.over,
        children=tuple(
            _node(leader.name, leader.key, leader.number, children, standing) for leader in children.get(number, ())
        ),
    )


def _table(leaders: list[Leader], standing: dict[int, Standing]) -> DataTable | None:
    rows = tuple(
        (
            Cell(leader.name, reverse("chain-of", args=[leader.key])),
            Cell(str(own.people)),
            Cell(str(own.gaps)),
            Cell(str(own.sustained)),
            Cell(str(own.answers_for)),
            Cell(_("%(kept)d of %(due)d") % {"kept": own.kept, "due": own.due}),
            Cell(str(own.over)),
            Cell(_("Mirror"), reverse("mirror-of", args=[leader.key])),
        )
        for leader in leaders
        for own in [standing[leader.number]]
    )
    headers = (
        _("Leader"),
        _("People in their line"),
        _("Open gaps"),
        _("Sustained"),
        _("Answers for"),
        _("Duties kept, 90 days"),
        _("Over their day"),
        _("How they lead"),
    )
    return DataTable(_("Leaders directly below, by name"), headers, rows) if rows else None


def _people(members: tuple[Member, ...], leaders: Collection[str], found: tuple[CaseShown, ...]) -> DataTable | None:
    gaps = Counter(case.subject_key for case in found if not case.is_unit)
    rows = tuple(
        (
            Cell(one.name, reverse("person", args=[one.key])),
            Cell(one.role),
            Cell(one.unit or "–"),
            Cell(counted(gaps[one.key], "gap") if gaps[one.key] else "–"),
        )
        for one in members
        if one.key not in leaders
    )
    return DataTable(_("People, by name"), (_("Person"), _("Role"), _("Unit"), _("Gaps")), rows) if rows else None


def _names(found: tuple[CaseShown, ...], potential: tuple[Potential, ...]) -> dict[str, Expected]:
    return roles.expectations({case.expectation for case in found} | {one.expectation for one in potential})


def _gaps(found: tuple[CaseShown, ...], names: Mapping[str, Expected]) -> DataTable | None:
    rows = tuple(
        (
            Cell(case.subject + (_(" (whole unit)") if case.is_unit else ""), reverse("gap", args=[case.number])),
            Cell(names[case.expectation].name if case.expectation in names else case.expectation),
            Cell(percent(case.facts["attainment"])),
            Cell(_("%(sure)s sure") % {"sure": sureness(case.facts["probability"])}),
            Cell(spoken(case.opened_on)),
            Cell(_("%(leader)s, level %(level)d") % {"leader": case.answerable or _("nobody"), "level": case.level}),
        )
        for case in found[:MOST_GAPS]
    )
    headers = (_("Whose gap"), _("In"), _("Reaches"), _("It is real"), _("Open since"), _("Answerable"))
    caption = _("Open gaps, those that have climbed highest first")
    if len(found) > MOST_GAPS:
        caption = _("The %(most)d open gaps that have climbed highest; drill down for the others") % {"most": MOST_GAPS}
    return DataTable(caption, headers, rows) if rows else None
