"""The form with which a lever is set to work for people of one's line, or for a unit of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.starting import EARLIEST_DAYS, LATEST_DAYS, Started
from answerable.facts.levers.read import LeverShown
from answerable.facts.people import choosing
from answerable.facts.people.accounts import Asker
from answerable.facts.people.choosing import Led
from answerable.web.areas.levers.page import Choice
from answerable.web.numbers import day

SHOWN = 60
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for.

    Attributes:
        people: the keys of the people.
        unit: the key of the unit, empty for none.
        expectation: the key of what it is meant for, empty for everything.
        first: its first day, as written.
        last: its planned end, as written.
        words: what is looked for among the people.
        problems: what of it cannot be read.
    """

    people: tuple[str, ...]
    unit: str
    expectation: str
    first: str
    last: str
    words: str
    problems: tuple[str, ...] = ()

    @property
    def starts_on(self) -> date | None:
        """The first day; None where what was written is none."""
        return day(self.first)

    @property
    def until(self) -> date | None:
        """The planned end; None where that is open."""
        return day(self.last) if self.last else None


def read_form(form: QueryDict, on: date, shown: LeverShown) -> Asked:
    """Read what was sent, or followed a link here.

    Args:
        form: what was sent.
        on: today.
        shown: the lever.

    Returns:
        What was asked for; what is left out begins today and takes as long as the lever says.
    """
    days = shown.text.days
    planned = "" if days is None else (on + timedelta(days=days - 1)).isoformat()
    first, last = form.get("first", on.isoformat()).strip(), form.get("last", planned).strip()
    wrong = [text for text in (first, last) if text and day(text) is None]
    wrong += [first] if not first else []
    return Asked(
        people=tuple(dict.fromkeys(key for key in form.getlist("people") if key)),
        unit=form.get("unit", ""),
        expectation=form.get("expectation", ""),
        first=first,
        last=last,
        words=form.get("q", "").strip()[:LONGEST_WORDS],
        problems=tuple(
            _("Expected a day such as 2026-01-12, found “%(found)s”.") % {"found": text[:40]} for text in wrong
        ),
    )


@dataclass(frozen=True, slots=True)
class Refused:
    """Whom a lever was not started for, why, and where the plan is made that it takes first; empty for no plan."""

    name: str
    reason: str
    plan_url: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """The page.

    Attributes:
        shown: the lever.
        asked: what stands in the form.
        chosen: the people chosen so far.
        found: people to choose from, besides these.
        more: whether there are more than are shown.
        units: units to choose from.
        expectations: what it can be meant for.
        problems: why nothing was started.
        refused: for whom it was not.
        earliest: the first day it can begin on.
        latest: the last day it can begin on.
    """

    shown: LeverShown
    asked: Asked
    chosen: tuple[Led, ...]
    found: tuple[Led, ...]
    more: bool
    units: tuple[Choice, ...]
    expectations: tuple[Choice, ...]
    problems: tuple[str, ...]
    refused: tuple[Refused, ...]
    earliest: date
    latest: date


def start_page(
    who: Asker, shown: LeverShown, asked: Asked, *, problems: Sequence[str] = (), started: Started | None = None
) -> StartPage:
    """Put the form together.

    Args:
        who: the leader.
        shown: the lever.
        asked: what stands in it.
        problems: why nothing was started.
        started: what came of it; None before anything did.

    Returns:
        What the page shows.
    """
    chosen = choosing.chosen(who, asked.people)
    keys = {one.key for one in chosen}
    found = choosing.choose_from(who, asked.words, limit=SHOWN + len(chosen) + 1)
    others = tuple(one for one in found if one.key not in keys)
    return StartPage(
        shown=shown,
        asked=asked,
        chosen=chosen,
        found=others[:SHOWN],
        more=len(others) > SHOWN,
        units=tuple(Choice(one.key, one.name, one.key == asked.unit) for one in choosing.units_led(who)),
        expectations=tuple(Choice(key, name, key == asked.expectation) for key, name in choosing.expected_in_line(who)),
        problems=tuple(problems),
        refused=() if started is None else refused(started),
        earliest=who.on - timedelta(days=EARLIEST_DAYS),
        latest=who.on + timedelta(days=LATEST_DAYS),
    )


def refused(started: Started) -> tuple[Refused, ...]:
    """For whom it was not started, with where to go next."""
    return tuple(
        Refused(
            one.name or _("Somebody you chose"),
            _(one.reason),
            "" if one.case is None else reverse("plan", args=[one.case]),
        )
        for one in started.left_out
    )
