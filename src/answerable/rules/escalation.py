"""Who is answerable for a gap now, since when, and why.

Two tracks carry answerability upward. Every duty that lapses moves it one level up. A gap that is sustained makes the
next level answerable beside the one below, and every further span one level more. Whoever stands highest on either
track is answerable; at the top it stays, and is marked so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.rules.chain import Chain
from answerable.rules.clocks import Duty, DutyKind, has_lapsed
from answerable.rules.wording import counted, spoken


@dataclass(frozen=True, slots=True)
class OpenGap:
    """What the rule has to know of an open gap.

    Attributes:
        opened_on: the day it opened.
        periods: how many periods in a row it has been open.
        cadence: what a period is: week, month, quarter or year.
        sustained_on: the day from which it counts as sustained, None where it does not.
        further_on: the days on which it had lasted one more span, in order.
        duties: what it asked of the leaders.
        consistent: whether it counts as sustained (also) for coming back again and again.
    """

    opened_on: date
    periods: int
    cadence: str
    sustained_on: date | None
    further_on: tuple[date, ...]
    duties: tuple[Duty, ...]
    consistent: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is answerable.

    Attributes:
        leader_id: the leader who must act now; None where nobody above holds a role.
        level: their place in the chain, 1 being the direct leader; 0 for nobody.
        since: the day answerability came to them.
        beside: leaders below who are answerable together with them.
        at_top: whether nobody is above them: it stays there.
        reasons: how it came about, as sentences in order of time.
    """

    leader_id: str | None
    level: int
    since: date
    beside: tuple[str, ...]
    at_top: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """Answerability reaching a level on a day."""

    on: date
    level: int
    cause: str
    beside: bool


def answerable(gap: OpenGap, chain: Chain, on: date, names: Mapping[str, str]) -> Answer:
    """Say who is answerable for an open gap on a day.

    Args:
        gap: the gap.
        chain: the leaders above whom it concerns, on that day.
        on: the day.
        names: display names by id, for the reasons.

    Returns:
        The answerable leader with the reasons; `chain.leaders[level - 1]` is that leader.
    """
    if not chain.leaders:
        nobody = "Nobody above holds a role: there is no leader left whom this could fall to."
        return Answer(None, 0, gap.opened_on, (), at_top=True, reasons=(*chain.notes, nobody))
    top = len(chain.leaders)
    lapses, spans = _lapse_steps(gap, on), _span_steps(gap, on)
    lowest = min(1 + len(lapses), top)
    level, since = 1, gap.opened_on
    reasons = [*chain.notes, _direct(gap, _name(chain, 1, names))]
    for step in sorted((*lapses, *spans), key=lambda step: (step.on, step.beside, step.level)):
        if min(step.level, top) <= level:
            continue
        reasons.append(_sentence(step, _name(chain, level, names), _name(chain, min(step.level, top), names)))
        level, since = min(step.level, top), step.on
    if level == top:
        reasons.append(f"Nobody is above {_name(chain, top, names)}: it stays there.")
    return Answer(
        leader_id=chain.leaders[level - 1],
        level=level,
        since=since,
        beside=chain.leaders[lowest - 1 : level - 1],
        at_top=level == top,
        reasons=tuple(reasons),
    )


def lapsed_duties(duties: tuple[Duty, ...], on: date) -> tuple[Duty, ...]:
    """Pick the lapses that move answerability, in order of the day they lapsed.

    A run of reviews missed one after the other is one lapse: the leader stopped, and that moves the gap once.

    Args:
        duties: what a gap asked of the leaders; reviews in order.
        on: the day looked at.

    Returns:
        The duties whose lapse counts.
    """
    counting = []
    stopped = False
    for duty in duties:
        lapsed = has_lapsed(duty, on)
        if lapsed and not (duty.kind is DutyKind.REVIEW and stopped):
            counting.append(duty)
        if duty.kind is DutyKind.REVIEW:
            stopped = lapsed and duty.kept_on is None
    return tuple(sorted(counting, key=lambda duty: duty.lapses_on))


_UNDONE = {
    DutyKind.CONVERSATION: "No conversation was held",
    DutyKind.PLAN: "No plan was agreed",
    DutyKind.REVIEW: "The plan was not reviewed",
    DutyKind.DECISION: "Nothing was decided",
}


def _lapse_steps(gap: OpenGap, on: date) -> list[_Step]:
    steps = []
    for level, duty in enumerate(lapsed_duties(gap.duties, on), start=2):
        last_day = duty.lapses_on - timedelta(days=1)
        grace = counted((last_day - duty.due_on).days, "day")
        cause = f"{_UNDONE[duty.kind]} by {spoken(last_day)} (due {spoken(duty.due_on)}, {grace} of grace)"
        steps.append(_Step(duty.lapses_on, level, cause, beside=False))
    return steps


def _span_steps(gap: OpenGap, on: date) -> list[_Step]:
    if gap.sustained_on is None:
        return []
    how = "it keeps coming back" if gap.consistent else "it has lasted"
    cause = f"The gap is sustained ({how}, open for {counted(gap.periods, gap.cadence)} now)"
    first = _Step(gap.sustained_on, 2, cause, beside=True)
    longer = "The sustained gap has lasted one more span"
    further = [_Step(day, level, longer, beside=True) for level, day in enumerate(gap.further_on, start=3)]
    return [step for step in (first, *further) if step.on <= on]


def _direct(gap: OpenGap, leader: str) -> str:
    return f"{leader} leads directly here and has been answerable since the gap opened on {spoken(gap.opened_on)}."


def _sentence(step: _Step, below: str, above: str) -> str:
    if step.beside:
        return f"{step.cause}: {above} is answerable beside {below} since {spoken(step.on)}."
    return f"{step.cause}: answerability moved from {below} to {above} on {spoken(step.on)}."


def _name(chain: Chain, level: int, names: Mapping[str, str]) -> str:
    leader_id = chain.leaders[level - 1]
    return names.get(leader_id, leader_id)
