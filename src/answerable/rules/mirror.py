"""The mirror of a leader: what is asked, when it counts, and what of their people's answers may be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from answerable.rules.chain import ReportingLine
from answerable.rules.clocks import DutyKind
from answerable.rules.policy import Policy
from answerable.rules.seeing import FeedbackAnswer, FeedbackGroup, Viewer, may_see_feedback
from answerable.rules.verdicts import Verdict

SIX = (
    DutyKind.EXPECTATIONS_AGREED,
    DutyKind.CONVERSATION,
    DutyKind.PLAN,
    DutyKind.REVIEW,
    DutyKind.DECISION,
    DutyKind.ONE_ON_ONE,
)
GROWTH = "growth"
STATEMENTS = (*(kind.value for kind in SIX), GROWTH)
SCORES = (1, 2, 3, 4, 5)
LONGEST_LINE = 300
MOST_HOURS = 100
# A median of fewer says nothing.
ENOUGH = 5


def quarter_of(day: date) -> date:
    """Say in which quarter a day lies.

    Args:
        day: any day.

    Returns:
        The first day of its quarter.
    """
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """Say when the quarter after that of a day begins.

    Args:
        day: any day.

    Returns:
        Its first day.
    """
    return quarter_of(quarter_of(day) + timedelta(days=95))


def week_of(day: date) -> date:
    """Say in which week a day lies.

    Args:
        day: any day.

    Returns:
        The Monday.
    """
    return day - timedelta(days=day.weekday())


def is_whole(scores: Mapping[str, int | None], lines: Mapping[str, str]) -> Verdict:
    """Say whether a self-view can be kept.

    Args:
        scores: by duty, from 1 to 5; None where nothing that counts was given.
        lines: by duty, what the leader says to it.

    Returns:
        Refused where a duty has no score, or a line is too long; all reasons at once.
    """
    missing = [kind for kind in SIX if scores.get(kind.value) not in SCORES]
    long = [kind for kind in SIX if len(lines.get(kind.value, "")) > LONGEST_LINE]
    reasons = []
    if missing:
        reasons.append(f"Give each of the six a number from 1 to 5: {len(missing)} have none yet.")
    if long:
        reasons.append(f"One line each, of at most {LONGEST_LINE} characters: {len(long)} are longer.")
    return Verdict(not reasons, tuple(reasons))


def may_estimate(hours: Sequence[float | None], week: date, on: date) -> Verdict:
    """Say whether an estimate of a week can be kept.

    Args:
        hours: with people, on reports, with customers, on other things; None where none was given.
        week: the Monday of the week it is of.
        on: today.

    Returns:
        Refused for another week than this one, for what are no hours, and for more than a week can hold.
    """
    if week != week_of(on):
        return Verdict(
            allowed=False, reasons=("A week can be estimated and corrected while it lasts; this one is over.",)
        )
    given = [one for one in hours if one is not None and one >= 0]
    if len(given) < len(hours):
        return Verdict(allowed=False, reasons=("Give hours for all four, 0 where there were none.",))
    if sum(given) > MOST_HOURS:
        return Verdict(
            allowed=False, reasons=(f"That is {sum(given):g} hours; a week of more than {MOST_HOURS} is not meant.",)
        )
    return Verdict(sum(given) > 0, () if sum(given) else ("Give hours for at least one of the four.",))


def may_answer(has_leader: Verdict, given_before: Verdict, scores: Mapping[str, int | None]) -> Verdict:
    """Say whether somebody's answers about their leader can be kept.

    Args:
        has_leader: whether anybody leads them.
        given_before: whether nothing was given this quarter yet.
        scores: by statement, from 1 to 5; None for "cannot say"; without an entry where nothing was chosen.

    Returns:
        Refused where any of these does not hold, with the first reason that does not.
    """
    if not has_leader.allowed:
        return has_leader
    if not given_before.allowed:
        return given_before
    open_ = [one for one in STATEMENTS if one not in scores]
    wrong = [one for one, score in scores.items() if one not in STATEMENTS or score not in (None, *SCORES)]
    if open_ or wrong:
        number = len(open_) + len(wrong)
        return Verdict(allowed=False, reasons=(f"Choose something for each; “cannot say” will do. {number} to go.",))
    return Verdict(allowed=True, reasons=())


@dataclass(frozen=True, slots=True)
class Typical:
    """How long something typically takes.

    Attributes:
        days: the median; None where it cannot be said.
        number: of how many.
        waiting: how many of these have not been acted on yet.
    """

    days: float | None
    number: int
    waiting: int

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few to say anything."""
        return self.number < ENOUGH


def typical(days: Iterable[int | None]) -> Typical:
    """Say how many days it typically takes until something is done.

    Args:
        days: for each how many it took; None where it was not done yet, which is longer than any that was.

    Returns:
        The median of all, those not done included; none where there are too few, or where it would be one not done.
    """
    found = list(days)
    done = [one for one in found if one is not None]
    waiting = len(found) - len(done)
    middle = None
    if len(found) >= ENOUGH:
        middle = median([*map(float, done), *[float("inf")] * waiting])
    return Typical(middle if middle is not None and middle < float("inf") else None, len(found), waiting)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which answers to one statement may be shown together.

    Attributes:
        answers: these; None where none may.
        is_new: whether they were not shown together before.
        reason: why none, or why not all.
    """

    answers: frozenset[FeedbackAnswer] | None
    is_new: bool
    reason: str


def choose(viewer: Viewer, group: FeedbackGroup, line: ReportingLine, on: date, policy: Policy) -> Chosen:
    """Choose what is shown of the answers to one statement: all of them, else what was shown last, else nothing.

    Args:
        viewer: who asks.
        group: all answers there are, and the groups shown before, the latest last.
        line: who reported to whom, when.
        on: the day they ask.
        policy: from how many people on answers are shown.

    Returns:
        The choice. Whatever is shown singles nobody out, also not by subtraction from what was shown before.
    """
    verdict = may_see_feedback(viewer, group, line, on, policy)
    if verdict.allowed:
        return Chosen(group.answers, is_new=group.answers not in group.shown, reason="")
    for earlier in reversed(group.shown):
        again = FeedbackGroup(group.leader_id, group.day, group.unit_id, earlier, group.shown)
        if may_see_feedback(viewer, again, line, on, policy).allowed:
            return Chosen(earlier, is_new=False, reason=verdict.reasons[0])
    return Chosen(None, is_new=False, reason=verdict.reasons[0])
