"""How large a team a leader here can serve, the layers, and who has little time for their people."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Spent, Subject
from answerable.findings.in_force import policy
from answerable.findings.organisation import (
    LITTLE_MINUTES,
    Built,
    Estimate,
    Layer,
    TeamShown,
    built_on,
    how_known,
    in_line,
    in_units,
    standing_out,
)
from answerable.findings.sentences import percent
from answerable.rules.wording import spoken
from answerable.web.areas.teams.said import are_few, headline, people, said_of, value_of
from answerable.web.components.breadcrumbs.props import Breadcrumbs
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.lines import Tab, crumbs, partner_tabs, tabs

MOST_LEADERS = 100


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """The page.

    Attributes:
        title: of what.
        crumbs: the way from the asker down to here.
        tabs: the pages about the same line.
        nothing: what stands there before the first reckoning.
        built: what is said of the company as a whole; None before that.
        asked: what is said of those who have little time, or of there being nobody.
        little: who has little time, or more people than leaders here serve as well; None for nobody.
        unknown: of how many leaders it is not known.
        reckoned: of which day it is.
    """

    title: str
    crumbs: Breadcrumbs | None
    tabs: tuple[Tab, ...]
    nothing: Empty | None
    built: "Whole | None"
    asked: str
    little: DataTable | None
    unknown: tuple[str, ...]
    reckoned: str


@dataclass(frozen=True, slots=True)
class Whole:
    """What is said of the company as a whole; it names nobody.

    Attributes:
        headline: how large a team a leader here can serve.
        said: what that rests on, a sentence for each thing that leaders do.
        allowed: what the policy takes to be the most.
        sizes: what is to be expected by size; None where nothing can be said.
        deep: how many layers there are.
        layers: from the top.
    """

    headline: str
    said: tuple[str, ...]
    allowed: str
    sizes: DataTable | None
    deep: str
    layers: DataTable


def teams_page(who: Asker, root: Subject, above: tuple[Spent, ...]) -> TeamsPage:
    """Put the page of a leader's line together.

    Args:
        who: who asks; the caller has asked whether they may see this line.
        root: the leader.
        above: the leaders above that one, the direct one first.

    Returns:
        What the page shows.
    """
    is_mine = root.pk == who.person
    title = _("Teams in my line") if is_mine else _("Teams under %(name)s") % {"name": root.name}
    return _page(
        who, title, crumbs(who, root, above, "teams-of"), tabs(root.key, here="teams"), in_line(root.pk, who.on)
    )


def partner_page(who: Asker) -> TeamsPage:
    """Put the page of a people partner's units together.

    Args:
        who: the people partner.

    Returns:
        What the page shows.
    """
    whose = in_units(who.viewer.partner_of, who.on)
    return _page(who, _("Teams in my units"), None, partner_tabs(here="teams"), whose)


def _page(who: Asker, title: str, way: Breadcrumbs | None, around: tuple[Tab, ...], whose: Q) -> TeamsPage:
    built = built_on(who.on)
    if built is None:
        text = _("How the company is built is reckoned at night, once there are people in it.")
        return TeamsPage(title, way, around, Empty(_("Not reckoned yet"), text), None, "", None, (), "")
    fall = built.fall
    beyond = None if fall is None or fall.from_smallest else fall.serves.high
    found = standing_out(built, whose, beyond=beyond, limit=MOST_LEADERS)
    return TeamsPage(
        title=title,
        crumbs=way,
        tabs=around,
        nothing=None,
        built=_whole(built),
        asked=_asked(beyond) if found else _("Of nobody here does the record say so."),
        little=_little(found, beyond, who),
        unknown=tuple(_unknown(how_known(built, whose))),
        reckoned=_("Reckoned on %(day)s, from what is on record of what leaders did since %(since)s.")
        % {"day": spoken(built.as_of), "since": spoken(built.since)},
    )


def _whole(built: Built) -> Whole:
    deep = len(built.layers)
    return Whole(
        headline=headline(built),
        said=() if are_few(built) else tuple(said_of(relation) for relation in built.relations),
        allowed=_allowed(built),
        sizes=_sizes(built),
        deep=ngettext("%(n)d layer from top to bottom.", "%(n)d layers from top to bottom.", deep) % {"n": deep},
        layers=_layers(built.layers),
    )


def _allowed(built: Built) -> str:
    """What the policy takes to be the most one can lead well, held against the record."""
    most, fall = policy().most_reports, built.fall
    said = _("The policy takes %(people)s to be the most that one can lead well.") % {"people": people(most)}
    if fall is None or fall.serves.low <= most <= fall.serves.high:
        return said
    if most > fall.serves.high:
        return f"{said} {_('The record says that it is fewer here.')}"
    return f"{said} {_('The record says that it can be more here.')}"


def _sizes(built: Built) -> DataTable | None:
    falls = {one.measure: one.fall for one in built.relations if one.fall is not None}
    heads = {"kept": _("One-on-ones kept"), "minutes": _("With each, four weeks"), "added": _("Leaders add")}
    values = {
        (point.size, measure): value_of(measure, Estimate(point.estimate, point.low, point.high))
        for measure, fall in falls.items()
        for point in fall.curve
    }
    rows = tuple(
        (Cell(people(size)), *(Cell(values.get((size, measure), "–")) for measure in falls))
        for size in sorted({size for size, _measure in values})
    )
    headers = (_("Team"), *(heads[measure] for measure in falls))
    return DataTable(_("What is to be expected by the size of a team, 95 % sure"), headers, rows) if rows else None


def _layers(layers: tuple[Layer, ...]) -> DataTable:
    rows = tuple(
        (Cell(_("Layer %(n)d") % {"n": one.layer}), Cell(str(one.people)), Cell(str(one.leaders)), Cell(_span(one)))
        for one in layers
    )
    headers = (_("Layer"), _("People"), _("Of these lead others"), _("People each leads"))
    return DataTable(_("Layers, from the top"), headers, rows)


def _span(layer: Layer) -> str:
    if layer.span is None:
        return "–"
    said = {"span": f"{layer.span:.1f}".removesuffix(".0"), "low": layer.smallest, "high": layer.largest}
    return _("%(span)s (%(low)d to %(high)d)") % said if layer.smallest != layer.largest else str(said["span"])


def _asked(beyond: float | None) -> str:
    said = {"minutes": LITTLE_MINUTES}
    little = _(
        "On record is less than %(minutes)d minutes in four weeks with each person, in one-on-ones and coaching."
    )
    if beyond is not None:
        little = _(
            "On record is less than %(minutes)d minutes in four weeks with each person, in one-on-ones and coaching, "
            "or a team larger than leaders here serve as well."
        )
    ask = _(
        "That is a question to them and to their own leader: is the team too large, does other work take the time, or "
        "was it not logged?"
    )
    return f"{little % said} {ask}"


def _little(found: tuple[TeamShown, ...], beyond: float | None, who: Asker) -> DataTable | None:
    # The line below a leader is open to whoever leads it too; a people partner goes on to the leader's own page.
    further = "teams-of" if who.leads else "person"
    rows = tuple(
        (
            Cell(one.name, "" if one.number == who.person else reverse(further, args=[one.key])),
            Cell(str(one.reports)),
            Cell(_("not known") if one.minutes is None else _("%(n)d minutes") % {"n": round(one.minutes)}),
            Cell(_("not known") if one.kept is None else percent(one.kept)),
            Cell(_why(one, beyond)),
        )
        for one in found
    )
    headers = (_("Leader"), _("People"), _("With each, four weeks"), _("One-on-ones kept"), _("What to ask about"))
    return DataTable(_("Leaders to ask, by name"), headers, rows) if rows else None


def _why(one: TeamShown, beyond: float | None) -> str:
    reasons = [_("little time for each")] if one.has_time is False else []
    if beyond is not None and one.reports > beyond:
        reasons.append(_("more people than leaders here serve as well"))
    return ", ".join(reasons)


def _unknown(known: dict[str, int]) -> list[str]:
    silent, new = known.get("silent", 0), known.get("new", 0)
    said = []
    if silent:
        text = ngettext(
            "Of %(n)d leader nothing at all is on record: whether they had time is not known.",
            "Of %(n)d leaders nothing at all is on record: whether they had time is not known.",
            silent,
        )
        said.append(text % {"n": silent})
    if new:
        text = ngettext(
            "%(n)d leader has led for less than eight weeks: too new to say.",
            "%(n)d leaders have led for less than eight weeks: too new to say.",
            new,
        )
        said.append(text % {"n": new})
    return said
