"""Who may see what: by place in the dated chain, refused unless a rule allows it.

The account travels, the conversation stays. A leader of today sees a person's whole record; a leader of then sees
what is of their time; the words of a conversation, a note or an answer are for those who said or wrote them. That a
conversation took place, and what was committed in it, belongs to the record.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answerable.rules.chain import ReportingLine
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict
from answerable.rules.wording import spoken


class Matter(StrEnum):
    """What a thing to be seen is."""

    PERFORMANCE = "performance"
    CONVERSATION_TEXT = "conversation_text"
    PRIVATE_NOTE = "private_note"
    UPWARD_FEEDBACK = "upward_feedback"
    LEADER_EFFECT = "leader_effect"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Grant:
    """A dated permission for an administrator to see something of one person.

    Attributes:
        matter: what is opened: performance or a leader's effect; a grant opens nothing else.
        subject_id: whose.
        starts_on: first day.
        ends_on: first day no longer.
    """

    matter: Matter
    subject_id: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks to see, with their standing on the day they ask.

    Attributes:
        person_id: who.
        partner_of: the units for which they are named as people partner, each by itself.
        is_administrator: whether they look after the system.
        grants: what was opened to them as an administrator.
        is_partner_of_all: whether they are named for every unit there is.
    """

    person_id: str
    partner_of: frozenset[str] = frozenset()
    is_administrator: bool = False
    grants: tuple[Grant, ...] = ()
    is_partner_of_all: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be seen.

    Attributes:
        matter: what it is.
        subject_id: the person it is about; None for configuration.
        day: the day it is of.
        unit_id: the unit of the person it is about, on the day it is looked at; None where they have none.
        said_by: who wrote, held or gave it: both for a conversation, the author of a note, the giver of an answer.
    """

    matter: Matter
    subject_id: str | None
    day: date
    unit_id: str | None = None
    said_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeedbackAnswer:
    """One answer about a leader.

    Attributes:
        answer_id: which.
        giver_id: who gave it; an id of its own where that was not recorded.
    """

    answer_id: str
    giver_id: str


@dataclass(frozen=True, slots=True)
class FeedbackGroup:
    """Answers about a leader that somebody asks to see together, as one figure.

    Attributes:
        leader_id: the leader they are about.
        day: the day of the latest of them.
        unit_id: the leader's unit on the day they are looked at; None where they have none.
        answers: the answers asked for.
        shown: every group of answers about this leader that was shown before, to anybody.
    """

    leader_id: str
    day: date
    unit_id: str | None
    answers: frozenset[FeedbackAnswer]
    shown: tuple[frozenset[FeedbackAnswer], ...] = ()


_OUTSIDE = "This person is not in your line, and you are not their people partner."

_WORDS = {
    Matter.CONVERSATION_TEXT: "The text of a conversation is read only by the two who held it.",
    Matter.PRIVATE_NOTE: "A private note is read only by its author.",
    Matter.UPWARD_FEEDBACK: "One answer about a leader is read only by whoever gave it.",
}


def may_see(viewer: Viewer, thing: Thing, line: ReportingLine, on: date) -> Verdict:
    """Say whether somebody may see a thing.

    Args:
        viewer: who asks.
        thing: what they ask to see. One answer about a leader is a thing; for several together ask `may_see_feedback`.
        line: who reported to whom, when.
        on: the day they ask.

    Returns:
        The verdict with its reason; refused where no rule allows it.
    """
    if thing.matter is Matter.CONFIGURATION:
        reason = "You look after the system." if viewer.is_administrator else "Only administrators see this."
        return Verdict(viewer.is_administrator, (reason,))
    if thing.matter in _WORDS:
        own = viewer.person_id == thing.subject_id or line.is_present(viewer.person_id, on)
        if own and viewer.person_id in thing.said_by:
            return Verdict(allowed=True, reasons=("These are words of your own, or were said to you.",))
        return Verdict(allowed=False, reasons=(_WORDS[thing.matter],))
    allowed = _place(viewer, thing, line, on) or _granted(viewer, thing, on)
    return Verdict(allowed is not None, (allowed or _OUTSIDE,))


def may_see_feedback(viewer: Viewer, group: FeedbackGroup, line: ReportingLine, on: date, policy: Policy) -> Verdict:
    """Say whether somebody may see answers about a leader, taken together.

    Groups that overlap can be subtracted from each other. So the answers are parted by which groups they were shown
    in: every part that could be worked out has to come from enough people, the viewer not counted.

    Args:
        viewer: who asks.
        group: the answers, and what was shown of them before.
        line: who reported to whom, when.
        on: the day they ask.
        policy: from how many people on answers are shown.

    Returns:
        The verdict with its reason.
    """
    thing = Thing(Matter.UPWARD_FEEDBACK, group.leader_id, group.day, group.unit_id)
    place = _place(viewer, thing, line, on)
    if place is None:
        return Verdict(allowed=False, reasons=(_OUTSIDE,))
    threshold = policy.anonymity_threshold
    if _givers(group.answers, viewer) < threshold:
        few = f"Fewer than {threshold} people have answered: their answers are not shown, so that nobody is unmasked."
        return Verdict(allowed=False, reasons=(few,))
    if any(_givers(part, viewer) < threshold for part in _parts((group.answers, *group.shown))):
        apart = (
            f"Set against what was shown before, this would single out fewer than {threshold} people: "
            "it is shown once enough others have answered."
        )
        return Verdict(allowed=False, reasons=(apart,))
    return Verdict(allowed=True, reasons=(place,))


def _place(viewer: Viewer, thing: Thing, line: ReportingLine, on: date) -> str | None:
    """Why somebody's place lets them see what is on record of a person; None where it does not."""
    if thing.subject_id is None:
        return None
    if viewer.person_id == thing.subject_id:
        return "It is about you."
    if line.is_present(viewer.person_id, on):
        if viewer.person_id in line.chain(thing.subject_id, on, {}).leaders:
            return "This person is in your line."
        # What is dated ahead is not yet of anybody's time.
        if thing.day <= on and viewer.person_id in line.chain(thing.subject_id, thing.day, {}).leaders:
            return f"This person was in your line on {spoken(thing.day)}."
    if thing.unit_id in viewer.partner_of:
        return "You are the people partner of this person's unit."
    return None


_GRANTABLE = {Matter.PERFORMANCE, Matter.LEADER_EFFECT}


def _granted(viewer: Viewer, thing: Thing, on: date) -> str | None:
    if not viewer.is_administrator or thing.matter not in _GRANTABLE:
        return None
    for grant in viewer.grants:
        fits = grant.matter is thing.matter and grant.subject_id == thing.subject_id
        if fits and grant.starts_on <= on < grant.ends_on:
            return f"This was opened to you on {spoken(grant.starts_on)}, until {spoken(grant.ends_on)}."
    return None


def _parts(groups: tuple[frozenset[FeedbackAnswer], ...]) -> list[set[FeedbackAnswer]]:
    """The answers, parted by which of the groups each stands in: no sum of the groups can be finer than that."""
    parts: defaultdict[tuple[bool, ...], set[FeedbackAnswer]] = defaultdict(set)
    for answer in frozenset().union(*groups):
        parts[tuple(answer in group for group in groups)].add(answer)
    return list(parts.values())


def _givers(answers: frozenset[FeedbackAnswer] | set[FeedbackAnswer], viewer: Viewer) -> int:
    return len({answer.giver_id for answer in answers} - {viewer.person_id})
