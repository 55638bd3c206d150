"""What I promised, and what my leader promised me: in conversations and in plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.answers import read as answers
from answerable.decisions.answers.read import ChoiceShown
from answerable.decisions.conversations import read as conversations
from answerable.decisions.duties.sentences import time_left
from answerable.decisions.plans import read as plans
from answerable.decisions.plans.promised import commitments_around
from answerable.facts.people.accounts import Asker
from answerable.rules.wording import spoken
from answerable.web.components.data_table.props import Cell, DataTable

LATELY_DAYS = 90


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody promised, wherever they did.

    Attributes:
        by_key: who.
        by: their name.
        text: what.
        to: to whom or for what; empty where that is the asker.
        due_on: by when.
        became: what became of it; empty while nobody has said.
        url: where it was made.
    """

    by_key: str
    by: str
    text: str
    to: str
    due_on: date
    became: str
    url: str


@dataclass(frozen=True, slots=True)
class PromisesPage:
    """The page.

    Attributes:
        mine: what I promised and is open, or was judged of late.
        theirs: what my leaders promised me, likewise.
    """

    mine: DataTable | None
    theirs: DataTable | None


def promises_page(who: Asker) -> PromisesPage:
    """Put the page together.

    Args:
        who: the person.

    Returns:
        What the page shows.
    """
    since = who.on - timedelta(days=LATELY_DAYS)
    around = conversations.commitments_around(who.person or 0, since=since)
    for_gaps = commitments_around(who.person or 0, since=since)
    found = {
        *(_talked(one, who) for one in (*conversations.commitments_of(who), *around)),
        *(_planned(one) for one in (*plans.commitments_of(who), *for_gaps)),
        *(_chosen(one) for one in answers.commitments_of(who)),
    }
    me = who.viewer.person_id
    return PromisesPage(
        mine=_table((one for one in found if one.by_key == me), who.on, is_mine=True),
        theirs=_table((one for one in found if one.by_key != me), who.on, is_mine=False),
    )


_BECAME = {"kept": "kept", "not_kept": "not kept", "dropped": "dropped by both"}


def _talked(one: conversations.CommitmentShown, who: Asker) -> Promise:
    other = one.person if one.by.key == one.leader.key else one.leader
    return Promise(
        by_key=one.by.key,
        by=one.by.name,
        text=one.text,
        to=other.name if other.key != who.viewer.person_id else "",
        due_on=one.due_on,
        became=_(_BECAME[one.state]) if one.state in _BECAME else "",
        url=reverse("conversation", args=[one.conversation]),
    )


def _planned(one: plans.CommitmentShown) -> Promise:
    said = (one.person_says, one.leader_says)
    became = "" if said == (None, None) else _("kept") if one.is_kept else _("not kept, or not agreed that it was")
    return Promise(
        by_key=one.by_key,
        by=one.by,
        text=one.text,
        to=_("a plan"),
        due_on=one.due_on,
        became=became,
        url=reverse("plan", args=[one.case]),
    )


def _chosen(one: ChoiceShown) -> Promise:
    """What a leader said they would do when a gap came to them; it is open, for only open ones are asked for."""
    return Promise(
        by_key=one.leader_key,
        by=one.leader,
        text=one.commitment,
        to=_("a gap that came to me"),
        due_on=one.due_on or one.on,
        became="",
        url=reverse("gap", args=[one.case]),
    )


def _table(promises: Iterable[Promise], on: date, *, is_mine: bool) -> DataTable | None:
    found = sorted(promises, key=lambda one: (bool(one.became), one.due_on, one.text))
    rows = tuple(
        (
            Cell(one.text, one.url),
            Cell(one.to if is_mine else one.by),
            Cell(spoken(one.due_on)),
            Cell(one.became or time_left(one.due_on, on)),
        )
        for one in found
    )
    second = _("To, or for") if is_mine else _("Who")
    caption = _("What I promised") if is_mine else _("What my leaders promised me")
    return DataTable(caption, (_("What"), second, _("By"), _("How it stands")), rows) if rows else None
