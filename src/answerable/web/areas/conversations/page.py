"""One conversation, as the two who hold it see it: before, during and after."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.conversations import read as conversations
from answerable.decisions.conversations.read import CommitmentShown, ConversationShown, Opened, Words
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Subject
from answerable.findings.in_force import policy
from answerable.rules.conversations import Deed, Talk, TalkState, may, next_day
from answerable.rules.wording import spoken
from answerable.web.areas.conversations.standing import Prompt, Standing, prompts_of, standing_of

KIND_NAMES = {"one_on_one": "one-on-one", "coaching": "coaching"}
STATE_NAMES = {
    TalkState.PLANNED: "planned",
    TalkState.HELD: "held, to be confirmed",
    TalkState.CONFIRMED: "confirmed by both",
    TalkState.POSTPONED: "put off",
    TalkState.CANCELLED: "called off",
}
JUDGED = {"open": "open", "kept": "kept", "not_kept": "not kept", "dropped": "dropped"}


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment on the page.

    Attributes:
        shown: the commitment.
        due: by when, and that its day is over.
        said: what became of it, who said so; empty while it is open.
        around: where it comes from, when it was made with another leader or in another talk; empty otherwise.
    """

    shown: CommitmentShown
    due: str
    said: str
    around: str


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """The page.

    Attributes:
        shown: what is on record of the conversation.
        words: what only the two read.
        other: the other one.
        title: whose conversation it is.
        when: which day, at which time, how long.
        state: how it stands, in words.
        allowed: what the asker may do to it, by name.
        waits_for: who has not confirmed it yet.
        prompts: what might be put on the agenda.
        promises: what both promised and is open, and what was judged in this conversation's time.
        standing: where things stand; None once the leader leads the person no more.
        next_on: the day proposed for the next one.
        next_number: the conversation that is planned next, None without one.
        today: the day it is.
        due_on: the day proposed for a commitment.
    """

    shown: ConversationShown
    words: Words
    other: Subject
    title: str
    when: str
    state: str
    allowed: frozenset[str]
    waits_for: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    promises: tuple[Promise, ...]
    standing: Standing | None
    next_on: date
    next_number: int | None
    today: date
    due_on: date

    @property
    def is_open(self) -> bool:
        """Whether anything can still be written here."""
        return Deed.WRITE.value in self.allowed


def conversation_page(who: Asker, found: Opened, words: Words) -> ConversationPage:
    """Put the page together.

    Args:
        who: one of the two.
        found: the conversation.
        words: its words.

    Returns:
        What the page shows.
    """
    shown = found.shown
    other = shown.person if who.person == shown.leader.pk else shown.leader
    promised = conversations.commitments_around(shown.person.pk, since=min(shown.day, who.on))
    standing = standing_of(who, shown) if found.is_led else None
    is_ahead = shown.state is TalkState.PLANNED
    proposals = prompts_of(who, shown, words, standing, promised) if is_ahead and standing is not None else ()
    after = None if is_ahead or not found.is_led else conversations.planned_between(shown.leader.pk, shown.person.pk)
    return ConversationPage(
        shown=shown,
        words=words,
        other=other,
        title=_("%(one)s and %(two)s") % {"one": shown.leader.name, "two": shown.person.name},
        when=when(shown),
        state=_(STATE_NAMES[shown.state]),
        allowed=_allowed(who, found),
        waits_for=_waits_for(shown),
        prompts=proposals,
        promises=tuple(
            _promise(_as_known(one, who, found), shown, who.on)
            for one in promised
            if _concerns(one, shown, is_led=found.is_led)
        ),
        standing=standing,
        next_on=next_day(shown.day, policy().one_on_one_every_days, who.on),
        next_number=after,
        today=who.on,
        due_on=who.on + timedelta(days=7),
    )


def when(shown: ConversationShown) -> str:
    """Say when a conversation is or was, and how long.

    Args:
        shown: the conversation.

    Returns:
        Such as "Monday 12 January 2026, 10:00, 30 minutes".
    """
    day = f"{shown.day:%A} {spoken(shown.day)}"
    minutes = _("%(n)d minutes") % {"n": shown.minutes}
    return ", ".join([day, *([f"{shown.begins:%H:%M}"] if shown.begins is not None else []), minutes])


def _allowed(who: Asker, found: Opened) -> frozenset[str]:
    shown = found.shown
    talk = Talk(
        state=shown.state,
        day=shown.day,
        leader_id=shown.leader.key,
        person_id=shown.person.key,
        led_on_day=shown.leader.key in found.around.line.chain(shown.person.key, shown.day, {}).leaders,
        confirmed_by=shown.confirmed_by,
    )
    return frozenset(deed.value for deed in Deed if may(deed, talk, who.viewer.person_id, who.on).allowed)


def _waits_for(shown: ConversationShown) -> tuple[str, ...]:
    if shown.state is not TalkState.HELD:
        return ()
    return tuple(one.name for one in (shown.leader, shown.person) if one.key not in shown.confirmed_by)


def _concerns(one: CommitmentShown, shown: ConversationShown, *, is_led: bool) -> bool:
    """Whoever leads the person sees all they and their leaders promised; a leader of then what was theirs."""
    return is_led or one.leader.key == shown.leader.key


def _as_known(one: CommitmentShown, who: Asker, found: Opened) -> CommitmentShown:
    """For a leader of then: what the next leader said became of it is of a time after theirs."""
    shown = found.shown
    is_of_then = not found.is_led and who.person == shown.leader.pk
    if not is_of_then or one.said_by in {"", shown.leader.name, shown.person.name}:
        return one
    return replace(one, state="open", said_by="", said_on=None)


def _promise(one: CommitmentShown, shown: ConversationShown, on: date) -> Promise:
    return Promise(shown=one, due=due(one, on), said=said(one), around=_around(one, shown))


def _around(one: CommitmentShown, shown: ConversationShown) -> str:
    if one.conversation == shown.number:
        return ""
    if one.leader.key != shown.leader.key:
        return _("made with %(leader)s on %(day)s") % {"leader": one.leader.name, "day": spoken(one.made_on)}
    return _("carried over from %(day)s") % {"day": spoken(one.made_on)}


def due(one: CommitmentShown, on: date) -> str:
    """Say by when something was promised.

    Args:
        one: the commitment.
        on: today.

    Returns:
        Such as "by 3 March 2026", with a word where that day is over.
    """
    said_ = {"day": spoken(one.due_on)}
    return (_("by %(day)s: its day is over") if one.is_over(on) else _("by %(day)s")) % said_


def said(one: CommitmentShown) -> str:
    """Say what became of a commitment.

    Args:
        one: the commitment.

    Returns:
        Such as "kept, says Lee Okoro on 3 March 2026"; empty while it is open.
    """
    if one.said_on is None or one.state == "open":
        return ""
    found = {"state": _(JUDGED[one.state]), "name": one.said_by, "day": spoken(one.said_on)}
    return _("%(state)s, says %(name)s on %(day)s") % found


def conversation_url(number: int) -> str:
    """Where a conversation is.

    Args:
        number: of the conversation.

    Returns:
        Its address.
    """
    return reverse("conversation", args=[number])
