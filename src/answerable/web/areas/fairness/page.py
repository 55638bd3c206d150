"""The page: how decisions and rules fall on the groups of one respect."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.groups import read as groups
from answerable.facts.groups.read import Looked
from answerable.facts.people.accounts import Asker
from answerable.findings import fairness
from answerable.findings.fairness import FairnessShown, TableShown, Told
from answerable.findings.sentences import percent
from answerable.jobs import weighing
from answerable.rules.wording import spoken
from answerable.web.areas.fairness.words import is_decision, ratio, sentence, verdict, words_of
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.progress.props import Progress


@dataclass(frozen=True, slots=True)
class Tab:
    """One respect in which people are told apart."""

    label: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of decision, or one rule.

    Attributes:
        title: what it is called.
        sentence: what is to be said of it.
        table: by group.
        test: the exact test, and the day it was counted.
    """

    title: str
    sentence: str
    table: DataTable
    test: str


@dataclass(frozen=True, slots=True)
class FairnessPage:
    """The page.

    Attributes:
        lead: what there is to say of all of it, in one sentence.
        nothing: what stands there where nothing is to be shown.
        tabs: the respects in which people are told apart.
        decisions: what people decided.
        rules: what rules raised.
        too_few: what fell on too few people to be shown, by name.
        progress: how far a new look is; None where none is under way.
        may_bring: whether the asker may supply groups.
        may_ask: whether there is something to look at anew.
        looks: who looked.
    """

    lead: str
    nothing: Empty | None
    tabs: tuple[Tab, ...]
    decisions: tuple[Part, ...]
    rules: tuple[Part, ...]
    too_few: tuple[str, ...]
    progress: Progress | None
    may_bring: bool
    may_ask: bool
    looks: tuple[Looked, ...]


def fairness_page(who: Asker, attribute: str) -> FairnessPage:
    """Put the page together.

    Args:
        who: somebody who may see it.
        attribute: the respect asked for; empty for the first one.

    Returns:
        What the page shows.
    """
    supplied, found = groups.are_supplied(), fairness.fairness(who)
    attributes = [] if found is None else list(dict.fromkeys(one.attribute for one in found.tables))
    here = attribute if attribute in attributes else next(iter(attributes), "")
    tables = [] if found is None else [one for one in found.tables if one.attribute == here]
    shown = [one for one in tables if one.groups]
    return FairnessPage(
        lead=_lead(found, shown) if found is not None else "",
        nothing=_nothing(found, supplied=supplied),
        tabs=tuple(Tab(one, f"?{urlencode({'by': one})}", is_here=one == here) for one in attributes),
        decisions=tuple(_part(one) for one in shown if is_decision(one.kind)),
        rules=tuple(_part(one) for one in shown if not is_decision(one.kind)),
        too_few=tuple(words_of(one.kind).title for one in tables if not one.groups),
        progress=progress(),
        may_bring=who.viewer.is_administrator,
        may_ask=supplied,
        looks=groups.looks(who),
    )


def progress() -> Progress | None:
    """How far a new look is; None where none is under way."""
    if not weighing.is_under_way():
        return None
    return Progress(_("counting how decisions fell"), 0, 0, reverse("fairness-progress"))


def _nothing(found: FairnessShown | None, *, supplied: bool) -> Empty | None:
    if not supplied:
        heading = _("No groups are supplied")
        return Empty(heading, _("Without them nothing is said of fairness, and nothing else changes."))
    if found is None:
        return Empty(_("Not counted yet"), _("Groups are supplied. How decisions fell on them is counted tonight."))
    return None


def _lead(found: FairnessShown, shown: list[TableShown]) -> str:
    if not shown:
        return _("Counted on %(day)s: nothing fell on enough people yet to be told.") % {"day": spoken(found.as_of)}
    said = {
        "day": spoken(found.as_of),
        "n": len(shown),
        "below": sum(one.told is Told.BELOW for one in shown),
        "less": sum(one.told is Told.LESS for one in shown),
        "no_sign": sum(one.told is Told.NO_SIGN for one in shown),
        "few": sum(one.told is Told.TOO_FEW for one in shown),
    }
    return (
        _(
            "Kinds of decisions and rules in the year up to %(day)s: %(n)d. Below four fifths: %(below)d; different, "
            "but within four fifths: %(less)d; no sign of a difference: %(no_sign)d; too few to tell: %(few)d."
        )
        % said
    )


def _part(table: TableShown) -> Part:
    words = words_of(table.kind)
    rows = tuple(
        (
            Cell(one.group),
            Cell(f"{one.people:,}"),
            Cell(f"{one.selected:,}"),
            Cell(percent(one.rate)),
            Cell(ratio(one.ratio)),
            Cell("–" if one.low is None else _between(one.low, one.high)),
            Cell(_("compared with") if one.told is None else verdict(one.told)),
        )
        for one in table.groups
    )
    headers = (_("Group"), _("People"), _("Fell on"), _("Share"), _("Ratio"), _("Between"), _("What can be told"))
    said = {"p": _p(table.p), "n": table.people, "day": spoken(table.as_of)}
    test = _("Exact test: p %(p)s, n = %(n)d; counted on %(day)s.") % said
    return Part(words.title, sentence(table), DataTable(words.title, headers, rows), test)


def _between(low: float, high: float | None) -> str:
    return _("%(low)s and %(high)s") % {"low": ratio(low), "high": ratio(high)}


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"
