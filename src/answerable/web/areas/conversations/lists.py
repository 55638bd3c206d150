"""Lists of conversations: all of mine, and those with somebody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.conversations import read as conversations
from answerable.decisions.conversations.read import CommitmentShown, ConversationShown
from answerable.decisions.conversations.rows import Pair
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Subject
from answerable.findings.in_force import policy
from answerable.rules.conversations import TalkState, next_day
from answerable.rules.wording import spoken
from answerable.web.areas.conversations.page import KIND_NAMES, STATE_NAMES, conversation_url, due, said, when
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.pager.props import Pager, pager_of

ROWS = 20
MOST_TO_CONFIRM = 10
HELD = {TalkState.HELD, TalkState.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Ahead:
    """A conversation that is planned: with whom, when, and where it is prepared."""

    name: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class MyPage:
    """My conversations.

    Attributes:
        ahead: those planned, the next first.
        waiting: those that wait for my confirmation.
        promised: what I have promised and not done yet.
        table: those over, the latest first; None without any.
        pager: to the others.
        nothing: what stands there where there is none at all.
        may_log: whether I can log one with somebody.
    """

    ahead: tuple[Ahead, ...]
    waiting: tuple[Ahead, ...]
    promised: DataTable | None
    table: DataTable | None
    pager: Pager | None
    nothing: Empty | None
    may_log: bool


@dataclass(frozen=True, slots=True)
class WithPage:
    """Conversations with somebody, or of somebody with their leaders.

    Attributes:
        key: of the other one.
        name: theirs.
        is_pair: whether one of us leads the other: then we can plan to talk.
        may_log: whether I am the leader of the two.
        ahead: what we have planned, None where nothing is.
        promised: what we, or they and their leaders, have promised each other.
        table: the conversations, the latest first; None without any.
        pager: to the others.
        next_on: the day proposed for the next one.
        today: the day it is.
        last: the last day that can be planned for.
        until: for leaders of then, the last day shown.
        seen_as: why I see those of others; empty where I see none.
        leads_to: whether the asker may open the person's page.
    """

    key: str
    name: str
    is_pair: bool
    may_log: bool
    ahead: Ahead | None
    promised: DataTable | None
    table: DataTable | None
    pager: Pager | None
    next_on: date
    today: date
    last: date
    until: date | None
    seen_as: str
    leads_to: bool


def my_page(who: Asker, number: int) -> MyPage:
    """Put my conversations together.

    Args:
        who: who asks.
        number: which page of those that are over, from 1.

    Returns:
        What the page shows.
    """
    found = conversations.mine(who, limit=number * ROWS + 1)
    ahead = tuple(_ahead(one, who) for one in conversations.planned(who))
    waiting = tuple(_ahead(one, who) for one in conversations.to_confirm(who, limit=MOST_TO_CONFIRM))
    is_empty = not found and not ahead
    return MyPage(
        ahead=ahead,
        waiting=waiting,
        promised=promised_table(conversations.commitments_of(who), who.on, _("What I have promised")),
        table=_table(found[(number - 1) * ROWS : number * ROWS]),
        pager=pager_of(number, more=len(found) > number * ROWS),
        nothing=_nothing() if is_empty else None,
        may_log=who.leads,
    )


def with_page(who: Asker, other: Subject, sight: Sight | None, pair: Pair | None, number: int) -> WithPage:
    """Put the conversations with somebody together.

    Args:
        who: who asks.
        other: somebody else.
        sight: what the asker may see of their account; None for nothing.
        pair: the two of them, where one leads the other today.
        number: which page, from 1.

    Returns:
        What the page shows.
    """
    found = conversations.with_person(who, other, sight, limit=number * ROWS + 1)
    ours = [one for one in found if one.is_mine]
    ahead = next((one for one in ours if one.state is TalkState.PLANNED), None)
    last = next((one.day for one in ours if one.state in HELD), who.on - timedelta(days=1))
    until = None if sight is None else sight.until
    return WithPage(
        key=other.key,
        name=other.name,
        is_pair=pair is not None,
        may_log=pair is not None and pair.leader.pk == who.person,
        ahead=None if ahead is None else _ahead(ahead, who),
        promised=promised_table(_promised(who, other, sight, pair), who.on, _("What was promised")),
        table=_table(found[(number - 1) * ROWS : number * ROWS]),
        pager=pager_of(number, more=len(found) > number * ROWS),
        next_on=next_day(last, policy().one_on_one_every_days, who.on),
        today=who.on,
        last=who.on + timedelta(days=366),
        until=until,
        seen_as="" if sight is None or pair is not None else sight.reason,
        leads_to=sight is not None,
    )


def _promised(who: Asker, other: Subject, sight: Sight | None, pair: Pair | None) -> tuple[CommitmentShown, ...]:
    since = who.on - timedelta(days=conversations.LATELY_DAYS)
    if sight is not None:
        return conversations.commitments_around(other.pk, since=since, until=sight.until)
    if pair is None or who.person is None:
        return ()
    mine = conversations.commitments_around(who.person, since=since)
    return tuple(one for one in mine if other.pk in {one.leader.pk, one.by.pk} or one.by.pk == who.person)


def promised_table(found: tuple[CommitmentShown, ...], on: date, caption: str) -> DataTable | None:
    """Commitments as a table, the first due first.

    Args:
        found: the commitments.
        on: today.
        caption: what the table is called.

    Returns:
        The table; None without any.
    """
    rows = tuple(
        (Cell(one.text), Cell(one.by.name), Cell(_to(one)), Cell(due(one, on)), Cell(said(one) or _("open")))
        for one in found
    )
    headers = (_("What"), _("By"), _("To"), _("When"), _("What became of it"))
    return DataTable(caption, headers, rows) if rows else None


def _to(one: CommitmentShown) -> str:
    return one.leader.name if one.by.pk == one.person.pk else one.person.name


def _ahead(one: ConversationShown, who: Asker) -> Ahead:
    other = one.person if one.leader.pk == who.person else one.leader
    return Ahead(other.name, when(one), conversation_url(one.number or 0))


def _table(found: tuple[ConversationShown, ...]) -> DataTable | None:
    rows = tuple(
        (
            Cell(spoken(one.day), conversation_url(one.number) if one.is_mine and one.number is not None else ""),
            Cell(_("%(leader)s with %(person)s") % {"leader": one.leader.name, "person": one.person.name}),
            Cell(_(KIND_NAMES.get(one.kind, one.kind))),
            Cell(_("%(n)d minutes") % {"n": one.minutes}),
            Cell(_stands(one)),
        )
        for one in found
    )
    headers = (_("When"), _("Who"), _("What"), _("How long"), _("How it stands"))
    return DataTable(_("Conversations, the latest first"), headers, rows) if rows else None


def _stands(one: ConversationShown) -> str:
    if one.number is None:
        return _("on record from elsewhere")
    if one.state is TalkState.HELD and one.confirmed_by:
        names = [side.name for side in (one.leader, one.person) if side.key in one.confirmed_by]
        return _("held, confirmed by %(name)s") % {"name": names[0]}
    return _(STATE_NAMES[one.state])


def _nothing() -> Empty:
    text = _("None is planned and none is on record. Plan one with your leader, or with somebody you lead.")
    return Empty(_("No conversations yet"), text, _("To me"), reverse("me"))
