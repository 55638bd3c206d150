"""Every leader's part: which of the duties that fell due lately were kept, late or missing."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.findings.report import DutyCount, GapFound, LeaderFound
from answerable.findings.situation import Situation
from answerable.panel.company import Company
from answerable.rules.clocks import Duty, DutyState, expectations_duty, one_on_one_duties, state


def leaders_found(company: Company, gaps: tuple[GapFound, ...], situation: Situation) -> tuple[LeaderFound, ...]:
    """Count every leader's duties of the last `policy.record_days` days.

    Counted are the one-on-ones owed to everybody who reports to them, the expectations owed to people who came to
    them, and what the gaps open now asked of them; each duty with the leader who leads the person directly.

    Args:
        company: the canonical tables.
        gaps: the open gaps, answered for.
        situation: the company on the day looked at.

    Returns:
        Everybody who leads somebody or is answerable for a gap, in order of id.
    """
    window = situation.on - timedelta(days=situation.policy.record_days)
    reports = situation.line.reports
    expected = _expected_from(company)
    owed: dict[str, DutyCount] = {}
    for leader_id, people in reports.items():
        duties = [duty for person in people for duty in _one_on_ones(person, leader_id, window, situation)]
        duties += [duty for person in people for duty in _agreement(person, window, expected, situation)]
        owed[leader_id] = count_duties(duties, window, situation.on)
    for gap in gaps:
        if gap.chain:
            owed[gap.chain[0]] = owed.get(gap.chain[0], DutyCount()) + count_duties(gap.duties, window, situation.on)
    answering = Counter(gap.answer.leader_id for gap in gaps if gap.answer.leader_id is not None)
    everybody = sorted({*owed, *answering})
    return tuple(
        LeaderFound(leader, len(reports.get(leader, ())), owed.get(leader, DutyCount()), answering[leader])
        for leader in everybody
    )


def count_duties(duties: Iterable[Duty], window: date, on: date) -> DutyCount:
    """Count duties that fell due in a window, by how they went.

    Args:
        duties: any duties.
        window: the day after which they have to have fallen due to count.
        on: the day looked at, on which the last of them may have fallen due.

    Returns:
        The counts; duties of which the company keeps no record count for nobody and against nobody.
    """
    states = Counter(state(duty, on) for duty in duties if window < duty.due_on <= on)
    kept, late = states[DutyState.KEPT], states[DutyState.LATE]
    missing = states[DutyState.OVERDUE] + states[DutyState.LAPSED]
    return DutyCount(kept + late + missing, kept, late, missing)


def _one_on_ones(person_id: str, leader_id: str, window: date, situation: Situation) -> tuple[Duty, ...]:
    on, policy, record = situation.on, situation.policy, situation.support
    # What was held before the log began is not known, so nothing was owed before it that could be missing.
    since = max(situation.line.reporting.manager_since(person_id, on) or window, window, record.log_began)
    held = record.with_leader
    if held is None:
        return one_on_one_duties(since, on, None, policy)
    days = held.get((leader_id, person_id), [])
    return one_on_one_duties(since, on, tuple(days[bisect_left(days, since) :]), policy)


def _agreement(
    person_id: str, window: date, expected: dict[tuple[str, str], date], situation: Situation
) -> tuple[Duty, ...]:
    role, policy = situation.line.roles.get(person_id), situation.policy
    if role is None or role.starts_on + timedelta(days=policy.expectations_agreed_days) <= window:
        return ()
    days = (expected.get(("", role.role_id)), expected.get((person_id, role.role_id)))
    known = [max(day, role.starts_on) for day in days if day is not None and day <= situation.on]
    return (expectations_duty(role.starts_on, min(known, default=None), policy),)


def _expected_from(company: Company) -> dict[tuple[str, str], date]:
    """By (person, role), the first day something with a target was expected; person "" means of everybody."""
    expectations = collect(company["expectations"].select("expectation_id", "role_id", "target", "starts_on"))
    general = (
        expectations.filter(pl.col("target").is_not_null())
        .group_by("role_id")
        .agg(pl.col("starts_on").fill_null(date.min).min())
    )
    targets = collect(company["targets"].select("person_id", "expectation_id", "period"))
    own = (
        targets.join(expectations.select("expectation_id", "role_id"), on="expectation_id")
        .group_by("person_id", "role_id")
        .agg(pl.col("period").min())
    )
    found = {("", role_id): day for role_id, day in general.iter_rows()}
    return found | {(person_id, role_id): day for person_id, role_id, day in own.iter_rows()}
