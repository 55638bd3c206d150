"""What the rules say is owed on a day: because of gaps, and without any."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from answerable.decisions.duties.write import Wanted
from answerable.findings.report import GapFound
from answerable.findings.situation import Situation
from answerable.rules.chain import Chain
from answerable.rules.clocks import Duty, DutyKind, one_on_one_duties
from answerable.rules.owing import owed_for_gap

Pair = tuple[str, str]

ONE_ON_ONE = DutyKind.ONE_ON_ONE.value


def owed_for_case(case: int, gap: GapFound, situation: Situation) -> Iterator[Wanted]:
    """Say what is owed because of one open gap.

    Args:
        case: the number of its case.
        gap: the gap, and who answers for it.
        situation: the company on the day.

    Yields:
        Each duty with who owes it.
    """
    for owed in owed_for_gap(gap.duties, gap.answer, Chain(gap.chain, ()), situation.on, situation.policy):
        stays = owed.leader_id == gap.answer.leader_id
        is_unit = gap.unit_id is not None
        yield Wanted(
            owed.leader_id, gap.subject_id, owed.duty, stays, is_unit=is_unit, case=case, came_from=owed.came_from
        )


def one_on_ones_owed(situation: Situation, last: Mapping[Pair, date]) -> Iterator[Wanted]:
    """Say which one-on-ones every leader owes the people who report to them.

    Args:
        situation: the company on the day.
        last: by leader and person, the day the latest duty on record arose.

    Yields:
        From that duty on (or from the start of their time together, at most `policy.record_days` back) one duty after
        the other, up to the first about which nothing is settled yet.
    """
    on, policy = situation.on, situation.policy
    window = on - timedelta(days=policy.record_days)
    held = situation.support.with_leader or {}
    for leader, people in situation.line.reports.items():
        for person in people:
            began = situation.line.reporting.manager_since(person, on) or window
            since = last.get((leader, person), max(began, window, situation.asks_from))
            days = held.get((leader, person), [])
            known = tuple(days[bisect_left(days, since) :])
            for clock in _up_to_the_open_one(one_on_one_duties(since, on, known, policy), situation):
                yield Wanted(leader, person, clock, _is_open(clock, situation))


def _up_to_the_open_one(duties: Iterable[Duty], situation: Situation) -> Iterator[Duty]:
    for duty in duties:
        yield duty
        if _is_open(duty, situation):
            return


def _is_open(duty: Duty, situation: Situation) -> bool:
    """Whether it can still be made good: a one-on-one is missed for good once the next one would have been due."""
    if duty.kept_on is not None and duty.kept_on <= situation.on:
        return False
    return situation.on <= duty.due_on + timedelta(days=situation.policy.one_on_one_every_days)


def latest_by_pair(rows: Iterable[tuple[str, str, date]]) -> dict[Pair, date]:
    """By leader and person, the latest of some days.

    Args:
        rows: leader, person, day.

    Returns:
        The latest day of each pair.
    """
    latest: dict[Pair, date] = {}
    for leader, person, day in rows:
        latest[leader, person] = max(day, latest.get((leader, person), date.min))
    return latest
