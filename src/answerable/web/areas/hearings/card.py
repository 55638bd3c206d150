"""One hearing, as its page tells it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import owed
from answerable.decisions.hearings import write
from answerable.decisions.hearings.read import HearingShown
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.findings.sentences import percent, sureness
from answerable.rules.hearing import Outcome, Reviewed, Stance, was_heard
from answerable.rules.policy import Policy
from answerable.rules.wording import counted, spoken
from answerable.web.components.facts.props import Facts

STANCES = {
    Stance.SO: "I see it so",
    Stance.OTHERWISE: "I see it otherwise",
    Stance.IN_PART: "I see it so in part",
}
FINDINGS = {
    Reviewed.HOLDS: "The claim holds",
    Reviewed.DOES_NOT_HOLD: "The claim does not hold",
    Reviewed.CANNOT_TELL: "It cannot be told",
}
OUTCOMES = {
    Outcome.HOLDS: "The claim holds",
    Outcome.EXPECTATION_WRONG: "The expectation was wrong",
    Outcome.CONTESTED: "The claim is contested",
}
WORDS: dict[str, str] = {
    key.value: word for words in (STANCES.items(), FINDINGS.items(), OUTCOMES.items()) for key, word in words
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was refused, with what stood in it.

    Attributes:
        form: which form: ask, answer, time, review or end.
        hearing: the number of the hearing; 0 for none.
        reasons: why.
        sent: what stood in it.
    """

    form: str = ""
    hearing: int = 0
    reasons: tuple[str, ...] = ()
    sent: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer or a finding: who, when, in one word, in their own words."""

    by: str
    on: date
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One hearing.

    Attributes:
        number: of the hearing.
        heading: who is heard, as what.
        state: where it stands, in a word or two.
        story: how it went so far, as sentences.
        evidence: the figures it is about; None for a leader.
        lapses: what is counted to the leader, as sentences.
        answers: what was said.
        reviews: what reviewers found.
        reviewing: who may look at it until when, as a sentence; empty for nobody.
        outcome: what became of it; None while it is open.
        next_step: what follows from the outcome, empty for nothing.
        may_answer: whether the asker is the one who is heard, and it is open.
        may_want_time: whether they may ask for more time.
        may_give_time: whether the asker may give more time.
        time: the day offered in that form.
        may_ask_reviewer: whether the asker may ask for a reviewer.
        may_review: whether the asker is the reviewer it waits for.
        outcomes: what the asker may put on record as the outcome; empty where that is not theirs.
        waits: why it is too early for the outcome, empty where it is not.
        refused: the form of it that was refused.
    """

    number: int
    heading: str
    state: str
    story: tuple[str, ...]
    evidence: Facts | None
    lapses: tuple[str, ...]
    answers: tuple[Said, ...]
    reviews: tuple[Said, ...]
    reviewing: str
    outcome: Said | None
    next_step: str
    may_answer: bool
    may_want_time: bool
    may_give_time: bool
    time: date
    may_ask_reviewer: bool
    may_review: bool
    outcomes: tuple[tuple[str, str], ...]
    waits: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Scene:
    """What all hearings of a page have in common: who looks, at which gap, by which policy."""

    who: Asker
    case: CaseShown
    sight: Sight
    policy: Policy
    expectation: str
    owed: tuple[DutyShown, ...]
    led: frozenset[int]
    refused: Refused


def options_of(words: dict[Any, str]) -> tuple[tuple[str, str], ...]:
    """What a form offers: values and what they are called.

    Args:
        words: what each is called.

    Returns:
        The options.
    """
    return tuple((one.value, _(word)) for one, word in words.items())


def card(one: HearingShown, scene: Scene) -> Card:
    """Lay one hearing out.

    Args:
        one: the hearing.
        scene: who looks at it, and how.

    Returns:
        What is shown of it.
    """
    who, case, on = scene.who, scene.case, scene.who.on
    is_mine, is_open = one.heard_number == who.person, not one.is_over
    gives = is_open and scene.sight.until is None and write.may_give_time(who, one, case, scene.led)
    last = one.reviewer
    reviews = last is not None and last.found_on is None and last.reviewer_key == who.viewer.person_id
    return Card(
        number=one.number,
        heading=_heading(one),
        state=_state(one, on),
        story=tuple(_story(one)),
        evidence=None if one.is_leader else _evidence(one),
        lapses=_lapses(one, scene) if one.is_leader else (),
        answers=tuple(Said(one.heard, said.on, _(WORDS[said.stance]), said.text) for said in one.answers),
        reviews=tuple(
            Said(said.reviewer, said.found_on, _(WORDS[said.finding]), said.text)
            for said in one.reviews
            if said.found_on is not None and said.finding is not None
        ),
        reviewing=_reviewing(one),
        outcome=_outcome(one),
        next_step=_next_step(one),
        may_answer=is_mine and is_open,
        may_want_time=is_mine and is_open and one.answered_on is None,
        may_give_time=gives and one.answered_on is None,
        time=one.wanted_until or max(one.answer_by, on) + timedelta(days=scene.policy.hearing_days),
        may_ask_reviewer=is_open
        and one.review_until is None
        and scene.sight.until is None
        and write.may_ask_reviewer(who, one, (case, scene.sight), scene.led),
        may_review=is_open and reviews and last is not None and last.until >= on,
        outcomes=_outcomes(one, scene),
        waits=_waits(one, on),
        refused=scene.refused if scene.refused.hearing == one.number else Refused(),
    )


def _heading(one: HearingShown) -> str:
    said = {"name": one.heard}
    return _("%(name)s, heard as a leader") % said if one.is_leader else _("%(name)s is heard") % said


def _state(one: HearingShown, on: date) -> str:
    if one.outcome is not None:
        return _("ended: %(outcome)s") % {"outcome": _(WORDS[one.outcome]).lower()}
    if one.review_until is not None and one.review_until >= on:
        return _("under review until %(day)s") % {"day": spoken(one.review_until)}
    if one.answers:
        return _("answered, outcome open")
    if on > one.answer_by:
        return _("no answer by %(day)s") % {"day": spoken(one.answer_by)}
    return _("answer by %(day)s") % {"day": spoken(one.answer_by)}


def _story(one: HearingShown) -> list[str]:
    said = {"by": one.asked_by, "name": one.heard, "day": spoken(one.asked_on), "last": spoken(one.answer_by)}
    told = [_("%(by)s asked for %(name)s's side of it on %(day)s; there is time until %(last)s.") % said]
    if one.asked_by == one.heard:
        told = [_("%(name)s asked to be heard on %(day)s; there is time until %(last)s.") % said]
    if one.seen_on is None:
        told.append(_("%(name)s has not opened the evidence yet.") % said)
    else:
        seen = {"name": one.heard, "day": spoken(one.seen_on)}
        told.append(_("%(name)s opened the evidence on %(day)s.") % seen)
    if one.wanted_until is not None and one.answered_on is None:
        wanted = {"name": one.heard, "day": spoken(one.wanted_until)}
        told.append(_("%(name)s asks for time until %(day)s.") % wanted)
    return [*told, *was_heard(one).reasons[:1]] if one.answers and not one.is_over else told


def _evidence(one: HearingShown) -> Facts:
    facts = one.facts
    reach = {"level": percent(facts["attainment"]), "low": percent(facts["low"]), "high": percent(facts["high"])}
    return Facts(
        (
            (_("Found on"), spoken(one.found_on)),
            (_("Reaches"), _("%(level)s (between %(low)s and %(high)s)") % reach),
            (_("The standard"), percent(facts["standard"])),
            (_("Below since"), spoken(date.fromisoformat(facts["since"]))),
            (_("In a row"), counted(facts["periods"], facts["cadence"])),
            (_("Not chance"), _("%(sure)s sure") % {"sure": sureness(facts["probability"])}),
        )
    )


def _lapses(one: HearingShown, scene: Scene) -> tuple[str, ...]:
    lapsed = [duty for duty in scene.owed if duty.leader_key == one.heard_key and duty.lapsed_on is not None]
    told = []
    for duty in lapsed:
        said = {"what": owed(duty.kind, scene.expectation), "due": spoken(duty.due_on), "day": ""}
        said["day"] = spoken(duty.lapsed_on) if duty.lapsed_on is not None else ""
        told.append(_("Owed: %(what)s, due %(due)s; lapsed on %(day)s.") % said)
    return tuple(told) or (_("The gap has climbed past them. No lapse is counted to them."),)


def _reviewing(one: HearingShown) -> str:
    last = one.reviewer
    if last is None or last.found_on is not None or one.is_over:
        return ""
    said = {"by": last.asked_by, "name": last.reviewer, "day": spoken(last.asked_on), "last": spoken(last.until)}
    return _("%(by)s asked %(name)s to look at it from outside, on %(day)s: they may see this until %(last)s.") % said


def _outcome(one: HearingShown) -> Said | None:
    if one.outcome is None or one.ended_on is None:
        return None
    return Said(one.ended_by, one.ended_on, _(WORDS[one.outcome]), one.reason)


def _next_step(one: HearingShown) -> str:
    if one.outcome is Outcome.CONTESTED:
        return _("The gap is contested. It closes once its figures say so: correct them where they come from.")
    if one.outcome is Outcome.EXPECTATION_WRONG:
        return _("What is expected has to be put right for everybody in the role.")
    return ""


def _outcomes(one: HearingShown, scene: Scene) -> tuple[tuple[str, str], ...]:
    if one.is_over or scene.sight.until is not None or not write.may_decide(scene.who, one, scene.case, scene.led):
        return ()
    options = options_of(OUTCOMES)
    return tuple(two for two in options if not one.is_leader or two[0] != Outcome.EXPECTATION_WRONG.value)


def _waits(one: HearingShown, on: date) -> str:
    if one.review_until is not None and on <= one.review_until:
        return _("The outcome can be put on record once the reviewer has spoken, or after %(day)s.") % {
            "day": spoken(one.review_until)
        }
    if one.answered_on is None and on <= one.answer_by:
        return _("The outcome can be put on record once %(name)s has answered, or after %(day)s.") % {
            "name": one.heard,
            "day": spoken(one.answer_by),
        }
    return ""
