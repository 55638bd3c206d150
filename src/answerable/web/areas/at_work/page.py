"""Levers at work: what runs in the asker's line, how far each is, and one of them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.starting import may_take_back
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.facts.support import running
from answerable.facts.support.running import DONE, MeasureShown
from answerable.rules.wording import spoken
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.facts.props import Facts
from answerable.web.components.pager.props import Pager, pager_of
from answerable.web.numbers import amount
from answerable.web.running_tables import at_work_table, how_far, named

PAGE = 50


@dataclass(frozen=True, slots=True)
class RunningPage:
    """The page.

    Attributes:
        overdue: what was meant to be done by now.
        others: the rest.
        nothing: what stands there where nothing runs.
        pager: the other pages of the list, None where there are none.
    """

    overdue: DataTable | None
    others: DataTable | None
    nothing: Empty | None
    pager: Pager | None


def running_page(who: Asker, number: int) -> RunningPage:
    """Put the list of what runs together.

    Args:
        who: who asks.
        number: which page of the list, from 1 on.

    Returns:
        What the page shows.
    """
    found = running.running(who, skip=(number - 1) * PAGE, limit=PAGE)
    overdue = tuple(one for one in found.measures if one.is_overdue(who.on))
    others = tuple(one for one in found.measures if not one.is_overdue(who.on))
    sentence = _("What you or your leaders set to work for people of your line, or for you, stands here until it ends.")
    return RunningPage(
        overdue=at_work_table(overdue, who.on, _("Overdue")),
        others=at_work_table(others, who.on, _("Running")),
        nothing=None if found.measures else Empty(_("Nothing runs"), sentence, _("The library"), reverse("levers")),
        pager=pager_of(number, more=found.more),
    )


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """The page.

    Attributes:
        shown: the measure.
        title: what for whom.
        facts: what there is to say of it.
        said: how far it was on which day, as said; None before anybody said so.
        state: how it stands, in words.
        is_overdue: whether it should be done by now.
        whom_url: where to read of whom it is for; empty for a unit.
        lever_url: where the lever is in the library; empty for none.
        may_report: whether the asker can say how far it is.
        may_end: whether they can say that it is done or stopped.
        may_take_back: whether they can take it back.
        who_reads: who reads what is written here.
        today: the day it is.
        share: how far it was last, to begin with.
        currency: of the cost, to begin with.
    """

    shown: MeasureShown
    title: str
    facts: Facts
    said: DataTable | None
    state: str
    is_overdue: bool
    whom_url: str
    lever_url: str
    may_report: bool
    may_end: bool
    may_take_back: bool
    who_reads: str
    today: date
    share: int
    currency: str


def measure_page(who: Asker, shown: MeasureShown) -> MeasurePage:
    """Put the page of a measure together.

    Args:
        who: who asks.
        shown: the measure.

    Returns:
        What the page shows.
    """
    is_open = not shown.is_over(who.on)
    reports = is_open and running.may_report(who, shown)
    whom = shown.whom
    return MeasurePage(
        shown=shown,
        title=_("%(what)s, for %(whom)s") % {"what": named(shown.name, shown.kind), "whom": whom},
        facts=_facts(shown),
        said=_said(shown),
        state=_state(shown, who.on),
        is_overdue=shown.is_overdue(who.on),
        whom_url=reverse("person", args=[shown.person_key]) if shown.person_key else "",
        lever_url="" if shown.library is None else reverse("lever", args=[shown.library]),
        may_report=reports and shown.starts_on <= who.on,
        may_end=reports and (shown.person == "" or shown.answers != who.person) and shown.starts_on <= who.on,
        may_take_back=may_take_back(who, shown).allowed,
        who_reads=_who_reads(shown),
        today=who.on,
        share=shown.progress or 0,
        currency=shown.currency or "EUR",
    )


def _who_reads(shown: MeasureShown) -> str:
    if shown.person:
        said = {"name": shown.person}
        return _("Read by %(name)s, the leaders above, and the people partner of the unit.") % said
    said = {"unit": shown.unit}
    return _("Read by everybody in %(unit)s, the leaders above, and its people partner.") % said


def _state(shown: MeasureShown, on: date) -> str:
    if shown.is_over(on):
        word = _("done") if shown.ended_as == DONE else _("stopped") if shown.ended_as else _("ended")
        last = None if shown.ends_on is None else date.fromordinal(shown.ends_on.toordinal() - 1)
        return word if last is None else _("%(word)s, last day %(day)s") % {"word": word, "day": spoken(last)}
    if shown.starts_on > on:
        return _("begins on %(day)s") % {"day": spoken(shown.starts_on)}
    return _("overdue") if shown.is_overdue(on) else _("running")


def _facts(shown: MeasureShown) -> Facts:
    name = roles.expectations([shown.expectation]) if shown.expectation else {}
    meant = name[shown.expectation].name if shown.expectation in name else shown.expectation
    cost = "" if shown.cost is None else f"{amount(shown.cost)} {shown.currency}"
    rows = (
        (_("For"), shown.whom),
        (_("Meant for"), meant or _("everything that is expected")),
        (_("Set to work by"), shown.leader),
        (_("From"), spoken(shown.starts_on)),
        (_("Meant to be done"), _("open") if shown.planned_until is None else spoken(shown.planned_until)),
        (_("How far"), how_far(shown.progress)),
        (_("It cost"), cost),
        (_("Why it was stopped"), shown.stopped_reason),
    )
    return Facts(tuple((label, value) for label, value in rows if value))


def _said(shown: MeasureShown) -> DataTable | None:
    rows = tuple(
        (Cell(spoken(one.on)), Cell(f"{one.share} %"), Cell(one.by), Cell(one.note or "–"))
        for one in running.progress_of(shown)
    )
    headers = (_("Day"), _("How far"), _("Said by"), _("What there was to say"))
    return DataTable(_("How far it was, the latest first"), headers, rows) if rows else None
