"""How a leader means to grow: what they want to do better, what their own leader does for it, what they were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.decisions.duties import read as duties
from answerable.decisions.duties.first_days import SAID_SO
from answerable.decisions.duties.sentences import owed, standing
from answerable.facts.leading import read as leading
from answerable.facts.leading.read import AimShown, Before, Led
from answerable.facts.people.accounts import Asker
from answerable.facts.support import read as support
from answerable.rules.wording import spoken
from answerable.web.areas.mirror.naming import LEVERS
from answerable.web.areas.person.parts import given_table
from answerable.web.components.data_table.props import Cell, DataTable

GIVEN_DAYS = 365
AHEAD_DAYS = 90
STATES = {"open": "open", "reached": "reached", "dropped": "dropped"}


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing to do better, as it is shown.

    Attributes:
        shown: what is on record.
        lever: by what means, in words.
        state: how it stands, in words.
        is_open: whether it can still be worked on.
        may_change: whether the asker is the leader whose it is.
        may_promise: whether the asker is their own leader.
        may_note: whether the asker is one of the two.
        refused: what was sent of this one and not kept: `change`, `promise`, `note`; empty for nothing.
    """

    shown: AimShown
    lever: str
    state: str
    is_open: bool
    may_change: bool
    may_promise: bool
    may_note: bool
    refused: str


@dataclass(frozen=True, slots=True)
class GrowthPage:
    """The page.

    Attributes:
        key: of the leader.
        name: theirs.
        is_own: whether it is the asker's own.
        may_read: whether the asker is one of the two who read the aims.
        above: who leads this leader, empty at the top.
        aims: what they want to do better.
        hidden: how many aims there are, for those who do not read them; empty for none of that.
        levers: what can be chosen.
        until: a day to begin with.
        tomorrow: the first day that can be chosen.
        first_days: what was owed in their first 90 days of leading, None where that was nothing.
        undo: of these, where each that was kept by saying so is taken back.
        given: training, coaching and conversations of a year.
        span: how many people they lead.
        refused: what was sent and not kept.
    """

    key: str
    name: str
    is_own: bool
    may_read: bool
    above: str
    aims: tuple[Aim, ...]
    hidden: str
    levers: tuple[tuple[str, str], ...]
    until: str
    tomorrow: str
    first_days: DataTable | None
    undo: tuple[tuple[str, str], ...]
    given: DataTable | None
    span: str
    refused: "Refused"


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent and not kept.

    Attributes:
        typed: what.
        reason: why not; empty where nothing was sent.
        part: which form: `new`, or a part and the number of an aim.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    part: str = ""


NOTHING = Refused()


def growth_page(who: Asker, led: Led, before: Before, refused: Refused = NOTHING) -> GrowthPage:
    """Put the page together.

    Args:
        who: who asks; the caller has asked whether they may.
        led: the leader.
        before: what the asker may see.
        refused: what was sent and not kept.

    Returns:
        What the page shows.
    """
    leader, may_read = led.subject, before.is_own or before.is_direct
    owed_then = duties.first_days_of(leader.pk, until=who.on)
    given = support.given_to(leader.pk, since=who.on - timedelta(days=GIVEN_DAYS), until=None)
    return GrowthPage(
        key=leader.key,
        name=leader.name,
        is_own=before.is_own,
        may_read=may_read,
        above=led.above,
        aims=tuple(_aim(one, before, refused.part) for one in leading.aims_of(leader.pk)) if may_read else (),
        hidden="" if may_read else _hidden(leading.how_many_aims(leader.pk)),
        levers=tuple((key, str(label)) for key, label in LEVERS.items()),
        until=(who.on + timedelta(days=AHEAD_DAYS)).isoformat(),
        tomorrow=(who.on + timedelta(days=1)).isoformat(),
        first_days=_first_days(owed_then, who.on),
        undo=_undo(owed_then, who),
        given=given_table(given),
        span=ngettext("%(n)d person reports to them.", "%(n)d people report to them.", led.reports)
        % {"n": led.reports},
        refused=refused,
    )


def _aim(one: AimShown, before: Before, refused_part: str) -> Aim:
    is_open = one.state == "open"
    part, _dash, number = refused_part.partition("-")
    return Aim(
        shown=one,
        lever=str(LEVERS.get(one.lever, one.lever)),
        state=_(STATES[one.state]),
        is_open=is_open,
        may_change=before.is_own and is_open,
        may_promise=before.is_direct and is_open,
        may_note=before.is_own or before.is_direct,
        refused=part if number == str(one.number) else "",
    )


def _hidden(number: int) -> str:
    if not number:
        return _("No aim is set. What it says is read by the leader and their own leader.")
    text = ngettext("%(n)d aim is set.", "%(n)d aims are set.", number) % {"n": number}
    return text + " " + _("What they say is read by the leader and their own leader.")


def _first_days(found: tuple[duties.DutyShown, ...], on: date) -> DataTable | None:
    rows = tuple(
        (Cell(owed(duty.kind, "")), Cell(duty.leader), Cell(spoken(duty.due_on)), Cell(standing(duty, on)))
        for duty in found
    )
    headers = (_("What"), _("By"), _("Due"), _("How it stands"))
    return DataTable(_("The first 90 days of leading"), headers, rows) if rows else None


def _undo(found: tuple[duties.DutyShown, ...], who: Asker) -> tuple[tuple[str, str], ...]:
    mine = (one for one in found if one.kept_on is not None and one.leader_key == who.viewer.person_id)
    said = (one for one in mine if one.kind.value in SAID_SO)
    return tuple((owed(one.kind, ""), reverse("first-days-back", args=[one.number])) for one in said)
