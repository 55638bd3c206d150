"""Levers at work as tables: what is at work for whom, by when it is meant to be done, how far it is."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.support.read import Given
from answerable.facts.support.running import MeasureShown
from answerable.rules.wording import spoken
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.duty_lines import LEVER_NAMES


def at_work_table(found: Sequence[MeasureShown], on: date, caption: str) -> DataTable | None:
    """Levers at work as a table.

    Args:
        found: what is at work.
        on: today.
        caption: what the table is.

    Returns:
        The table; None where there is nothing.
    """
    rows = tuple(
        (
            Cell(one.whom),
            Cell(named(one.name, one.kind), reverse("measure", args=[one.key])),
            Cell(spoken(one.starts_on)),
            Cell(until(one.planned_until, on)),
            Cell(how_far(one.progress)),
        )
        for one in found
    )
    headers = (_("For"), _("What"), _("From"), _("Meant to be done"), _("How far"))
    return DataTable(caption, headers, rows) if rows else None


def running_for(given: Sequence[Given], on: date, *, is_linked: bool = True) -> DataTable | None:
    """What runs for one person, as a table.

    Args:
        given: what was given to the person.
        on: the day looked at.
        is_linked: whether the reader may open what runs; a leader of then may not.

    Returns:
        The table; None where nothing runs.
    """
    rows = tuple(
        (
            Cell(named(one.name, one.kind), reverse("measure", args=[one.key]) if is_linked else ""),
            Cell(one.by),
            Cell(until(one.planned_until, on)),
            Cell(how_far(one.progress)),
        )
        for one in given
        if one.runs(on)
    )
    headers = (_("What"), _("Set to work by"), _("Meant to be done"), _("How far"))
    return DataTable(_("What is running"), headers, rows) if rows else None


def named(name: str, kind: str) -> str:
    """What a measure is called, else what it is."""
    return name or _(LEVER_NAMES.get(kind, kind))


def until(planned: date | None, on: date) -> str:
    """By when something is meant to be done, in words."""
    if planned is None:
        return _("open")
    return _("%(day)s, over") % {"day": spoken(planned)} if planned < on else spoken(planned)


def how_far(progress: int | None) -> str:
    """How far something is, in words."""
    return _("nothing said yet") if progress is None else _("%(share)d %%") % {"share": progress}
