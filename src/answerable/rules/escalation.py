"""Who is answerable for a gap now, since when, and why.

Two tracks carry answerability upward. Every duty that lapses moves it one level up. A gap that is sustained makes the
next level answerable beside the one below, and every further span one level more. Whoever stands highest on either
track is answerable, beside them the leaders from the level that the lapses have reached; at the top it stays, and is
marked so.
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
        further_on: the days on which the gap had lasted one more span, in order.
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
        since: the day answerability came to that level; for level 1, the day the gap opened or, where the direct leader
            came later, the day their time began.
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
    lowest, level, since = 1, 1, _clock_start(gap)
    reasons = [*chain.notes, _first(gap, since, _name(chain, 1, names))]
    for step in sorted((*_lapse_steps(gap, on), *_span_steps(gap, on)), key=_order):
        reached = min(step.level, top)
        if reached > level:
            reasons.append(_climbed(step, _name(chain, level, names), _name(chain, reached, names)))
            level, since = reached, step.on
        elif reached > lowest and not step.beside:
            reasons.append(_left_alone(step, _name(chain, lowest, names), _name(chain, level, names)))
        if not step.beside:
            lowest = reached
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
    why = "it keeps coming back" if gap.consistent else f"{counted(gap.periods, gap.cadence)} in a row by now"
    first = _Step(
        gap.sustained_on, 2, f"The gap counts as sustained since {spoken(gap.sustained_on)} ({why})", beside=True
    )
    further = [
        _Step(day, level, f"By {spoken(day)} the gap had lasted one more span", beside=True)
        for level, day in enumerate(gap.further_on, start=3)
    ]
    return [step for step in (first, *further) if step.on <= on]


def _clock_start(gap: OpenGap) -> date:
    """The day from which the direct leader answers: a leader who came after the gap opened owes nothing earlier."""
    return max([gap.opened_on, *(duty.arises_on for duty in gap.duties if duty.kind is DutyKind.CONVERSATION)])


def _order(step: _Step) -> tuple[date, bool, int]:
    return step.on, step.beside, step.level


def _first(gap: OpenGap, since: date, leader: str) -> str:
    first = f"The gap opened on {spoken(gap.opened_on)}: closing it falls first to {leader}, the nearest leader"
    return f"{first}." if since == gap.opened_on else f"{first}, whose time for it began on {spoken(since)}."


def _climbed(step: _Step, below: str, above: str) -> str:
    if step.beside:
        return f"{step.cause}: {above} is answerable beside {below}."
    return f"{step.cause}: answerability moved from {below} to {above} on {spoken(step.on)}."


def _left_alone(step: _Step, passed: str, above: str) -> str:
    return f"{step.cause}: since {spoken(step.on)} {passed} is no longer answerable beside {above}."


def _name(chain: Chain, level: int, names: Mapping[str, str]) -> str:
    leader_id = chain.leaders[level - 1]
    return names.get(leader_id, leader_id)
