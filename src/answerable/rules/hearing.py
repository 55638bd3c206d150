"""The fair hearing: who may be asked, by when they answer, who may review, and when somebody was heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict
from answerable.rules.wording import counted, spoken


class Stance(StrEnum):
    """How whoever is heard sees the claim."""

    SO = "so"
    OTHERWISE = "otherwise"
    IN_PART = "in_part"


class Reviewed(StrEnum):
    """What a reviewer from outside finds of the claim."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does_not_hold"
    CANNOT_TELL = "cannot_tell"


class Outcome(StrEnum):
    """What became of the claim once everybody was heard."""

    HOLDS = "holds"
    EXPECTATION_WRONG = "expectation_wrong"
    CONTESTED = "contested"


LONGEST_REVIEW_DAYS = 60


class Hearing(Protocol):
    """What the rules have to know of a hearing."""

    @property
    def asked_on(self) -> date:
        """The day somebody was asked for their side."""

    @property
    def answer_by(self) -> date:
        """The last day on which an answer is in time."""

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer; None where there is none."""

    @property
    def review_until(self) -> date | None:
        """The last day of a reviewer who has not said what they find; None where none is awaited."""

    @property
    def ended_on(self) -> date | None:
        """The day the outcome was put on record; None while it is open."""


@dataclass(frozen=True, slots=True)
class Request:
    """That somebody is to be asked for their side of it.

    Attributes:
        asker: who asks.
        heard: who is to be heard.
        leaders: the leaders above the one to be heard, the direct one first.
        is_concerned: whether the gap is theirs, or they are a leader named in it.
        gap_is_open: whether the gap is still open.
        is_being_heard: whether a hearing of theirs on it is open already.
        answer_by: until when they are to answer.
    """

    asker: str
    heard: str
    leaders: tuple[str, ...]
    is_concerned: bool
    gap_is_open: bool
    is_being_heard: bool
    answer_by: date


@dataclass(frozen=True, slots=True)
class Reviewing:
    """That somebody is to review a claim.

    Attributes:
        reviewer: who.
        leads: whether anybody reports to them.
        above_reviewer: the leaders above the reviewer.
        heard: whose claim it is.
        above_heard: the leaders above the one who is heard, the direct one first, to the top.
        decides: the leader who puts the outcome on record; None for nobody.
        is_leader: whether they are heard as a leader, not as the person whose gap it is.
        answered_before: whoever was answerable for the gap before.
    """

    reviewer: str
    leads: bool
    above_reviewer: tuple[str, ...]
    heard: str
    above_heard: tuple[str, ...]
    decides: str | None
    is_leader: bool
    answered_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ending:
    """That an outcome is to be put on record.

    Attributes:
        by: who puts it there.
        heard: who was heard.
        answerable: the leader who answers for the gap; None for nobody.
        above_heard: the leaders above the one who was heard.
        is_leader: whether it is a leader who was heard, not the person whose gap it is.
        outcome: what became of the claim.
        reason: why.
    """

    by: str
    heard: str
    answerable: str | None
    above_heard: tuple[str, ...]
    is_leader: bool
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Enabled:
    """What the organisation gave a leader to lead with.

    Attributes:
        trainings: measures to learn to lead, trainings and coaching, ever on record.
        conversations: how often their own leader talked with them of late; None where no record is kept, or nobody is
            above them.
        reports: how many people report to them.
        lapsed_before: in how many other gaps duties of theirs have lapsed.
    """

    trainings: int
    conversations: int | None
    reports: int
    lapsed_before: int


def _verdict(against: Sequence[str]) -> Verdict:
    return Verdict(allowed=not against, reasons=tuple(against))


def may_be_asked(request: Request, on: date, policy: Policy) -> Verdict:
    """Say whether somebody may be asked for their side of it.

    Args:
        request: who asks whom, and by when.
        on: today.
        policy: how many days they have at least.

    Returns:
        Refused with all that stands against it. Whoever is named may ask for their own hearing.
    """
    against = []
    if request.asker not in {request.heard, *request.leaders}:
        against.append("Only their leaders, or they themselves, can ask for this hearing.")
    if not request.is_concerned:
        against.append("This gap is not theirs, and nothing of it was counted to them.")
    if not request.gap_is_open:
        against.append("This gap has closed: there is no claim left to be heard on.")
    if request.is_being_heard:
        against.append("They are being heard on it already.")
    against += _too_soon(request.answer_by, on, policy)
    return _verdict(against)


def first_day_to_answer_by(on: date, policy: Policy) -> date:
    """Say which day to answer by is the earliest fair one.

    Args:
        on: the day somebody is asked.
        policy: how many days they have at least.

    Returns:
        The day.
    """
    return on + timedelta(days=policy.hearing_days)


def _too_soon(answer_by: date, on: date, policy: Policy) -> list[str]:
    first = first_day_to_answer_by(on, policy)
    if answer_by >= first:
        return []
    days = counted(policy.hearing_days, "day")
    return [f"Whoever is heard has at least {days} to answer: until {spoken(first)} or later."]


def may_answer(hearing: Hearing, *, who: str, heard: str) -> Verdict:
    """Say whether somebody may answer in a hearing.

    Args:
        hearing: the hearing.
        who: who wants to answer.
        heard: who is heard.

    Returns:
        Refused to anybody else, and once the outcome is on record. An answer after the day stands as well.
    """
    if who != heard:
        return _verdict(["Only the one who is heard can answer here."])
    return _still_open(hearing)


def may_extend(hearing: Hearing, until: date, on: date) -> Verdict:
    """Say whether the day to answer by may be put off.

    Args:
        hearing: the hearing.
        until: the new day.
        on: today.

    Returns:
        Refused where that would take time away, or gives none.
    """
    verdict = _still_open(hearing)
    if not verdict.allowed:
        return verdict
    if until <= max(hearing.answer_by, on):
        return _verdict([f"Give a later day than {spoken(max(hearing.answer_by, on))}: time given is not taken back."])
    return verdict


def _still_open(hearing: Hearing) -> Verdict:
    ended = hearing.ended_on
    return _verdict([] if ended is None else [f"This hearing ended on {spoken(ended)}."])


def may_be_reviewed(hearing: Hearing, until: date, on: date, policy: Policy) -> Verdict:
    """Say whether somebody from outside may be asked to look at a claim until a day.

    Args:
        hearing: the hearing.
        until: the last day of the reviewer.
        on: today.
        policy: how many days a reviewer has at least, as many as whoever is heard.

    Returns:
        Refused once the outcome is on record, while another reviewer looks at it, and for a day too near or too far.
    """
    against = [*_still_open(hearing).reasons]
    if hearing.review_until is not None and on <= hearing.review_until:
        against.append("A reviewer is looking at it already.")
    first, last = first_day_to_answer_by(on, policy), on + timedelta(days=LONGEST_REVIEW_DAYS)
    if not first <= until <= last:
        against.append(f"A reviewer has until a day from {spoken(first)} to {spoken(last)}.")
    return _verdict(against)


def may_review(reviewing: Reviewing) -> Verdict:
    """Say whether somebody stands far enough outside to review a claim.

    Args:
        reviewing: the reviewer, and whose claim it is.

    Returns:
        Refused with all that stands against it. Everybody is below the top; that alone is no bar.
    """
    one, against = reviewing, []
    if not one.leads:
        against.append("A reviewer leads people: they know what a leader can do.")
    if one.reviewer == one.heard or one.reviewer in one.above_heard:
        against.append("A reviewer stands outside the direct line of the one who is heard.")
    elif one.reviewer == one.decides or one.reviewer in one.answered_before:
        against.append("A reviewer has not answered for this gap themself.")
    if not _concerned(one).isdisjoint(one.above_reviewer):
        against.append("A reviewer does not report, at any distance, to a leader whom the claim concerns.")
    return _verdict(against)


def _concerned(one: Reviewing) -> frozenset[str]:
    return concerned_leaders(one.heard, one.above_heard, one.decides, is_leader=one.is_leader)


def concerned_leaders(
    heard: str, above_heard: tuple[str, ...], decides: str | None, *, is_leader: bool
) -> frozenset[str]:
    """Name those below whom nobody stands outside: the leader whom the claim concerns, and whoever decides.

    Args:
        heard: who is heard.
        above_heard: the leaders above them, the direct one first, to the top.
        decides: the leader who puts the outcome on record; None for nobody.
        is_leader: whether they are heard as a leader. A person's gap concerns their direct leader too.

    Returns:
        Their keys, without the top, below whom everybody is.
    """
    direct = () if is_leader else above_heard[:1]
    deciding = () if decides is None else (decides,)
    return frozenset((heard, *direct, *deciding)) - frozenset(above_heard[-1:])


def may_end(hearing: Hearing, ending: Ending, on: date) -> Verdict:
    """Say whether the outcome of a hearing may be put on record.

    Args:
        hearing: the hearing.
        ending: who puts what on record, and why.
        on: today.

    Returns:
        Refused with all that stands against it.
    """
    against = [*_still_open(hearing).reasons]
    if not _may_decide(ending):
        against.append("The outcome is for the leader who answers for this gap now, and for nobody about themself.")
    if hearing.answered_on is None and on <= hearing.answer_by:
        against.append(f"They have until {spoken(hearing.answer_by)} to answer. Hear them first.")
    if hearing.review_until is not None and on <= hearing.review_until:
        against.append(f"The reviewer has until {spoken(hearing.review_until)}. Read what they find first.")
    if ending.is_leader and ending.outcome is Outcome.EXPECTATION_WRONG:
        against.append("That the expectation was wrong is said in the hearing of the one whose gap it is.")
    if not ending.reason.strip():
        against.append("Say why: the one who was heard is owed a reason.")
    return _verdict(against)


def _may_decide(ending: Ending) -> bool:
    if ending.by == ending.heard:
        return False
    # Whoever answers for the gap and is heard on it themself is judged by those above.
    return ending.by in ending.above_heard if ending.heard == ending.answerable else ending.by == ending.answerable


def was_heard(hearing: Hearing | None) -> Verdict:
    """Say whether somebody was heard: asked, given the time, and told what became of it.

    Args:
        hearing: theirs, the latest one; None where they were never asked.

    Returns:
        Refused with what is still missing.
    """
    if hearing is None:
        return _verdict(["Nobody asked for their side of it."])
    if hearing.ended_on is not None:
        return _verdict([])
    if hearing.answered_on is None:
        return _verdict([f"They were asked on {spoken(hearing.asked_on)} and have not answered yet."])
    return _verdict([f"They answered on {spoken(hearing.answered_on)}; no outcome is on record yet."])


def weighs(enabled: Enabled, policy: Policy) -> Verdict:
    """Say whether a lapse weighs against a leader, given what the organisation gave them to lead with.

    Args:
        enabled: what they were given.
        policy: how many people one can lead.

    Returns:
        Not allowed where something is missing, with each thing that is: a first lapse opens support, no blame.
    """
    missing = []
    if enabled.lapsed_before == 0:
        missing.append("It is a first lapse: it opens support and raises no blame.")
    if enabled.trainings == 0:
        missing.append("No training or coaching to lead is on record for them.")
    if enabled.conversations == 0:
        days = counted(policy.record_days, "day")
        missing.append(f"Their own leader has had no conversation with them in {days}.")
    if enabled.reports > policy.most_reports:
        people = counted(enabled.reports, "person").replace("persons", "people")
        missing.append(f"They lead {people}; one can lead {policy.most_reports} well.")
    return _verdict(missing)
