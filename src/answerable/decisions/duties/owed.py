"""What the rules say is owed on a day: because of gaps, and without any."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from answerable.decisions.duties.write import Wanted
from answerable.findings.report import GapFound
from answerable.findings.situation import Situation
from answerable.rules.chain import Chain
from answerable.rules.clocks import Duty, DutyKind, expectations_duty, one_on_one_duties
from answerable.rules.onboarding import Beginner, OwedToLeader, is_beginner, owed_to_beginner
from answerable.rules.onboarding import Key as FirstDaysKey
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


def beginners(situation: Situation) -> tuple[str, ...]:
    """Say who is new to leading.

    Args:
        situation: the company on the day.

    Returns:
        The keys of those who began since the installation did, not long ago, and still lead; in order.
    """
    line, on = situation.line, situation.on
    new = (key for key, began_on in line.first_led.items() if is_beginner(began_on, situation.began_on, on))
    return tuple(sorted(key for key in new if _leads(key, situation)))


def _leads(key: str, situation: Situation) -> bool:
    """Whether somebody leads people now, or came into a role for it in which nobody reports to them yet."""
    line = situation.line
    if key in line.reports:
        return True
    held = line.roles.get(key)
    return held is not None and held.starts_on == line.first_led[key]


def first_days_owed(
    situation: Situation, kept: Mapping[str, Mapping[FirstDaysKey, date]], known_since: Mapping[str, date]
) -> Iterator[Wanted]:
    """Say what is owed to those who are new to leading, and to leaders who let that lapse.

    Args:
        situation: the company on the day.
        kept: by new leader, what was kept towards them, as `write.first_days_kept` has it.
        known_since: by new leader, since when it could be known that they are one, as `write.first_days_known` has it:
            nobody can keep in time what nobody asked for.

    Yields:
        What is not done yet, with who owes it. That support was given shows in the talks on record.
    """
    line, on, policy = situation.line, situation.on, situation.policy
    held = situation.support.with_leader or {}
    for key in beginners(situation):
        above = line.chain_of_person(key, on).leaders
        began_on = line.first_led[key]
        led_since = max(line.reporting.manager_since(key, on) or began_on, known_since[key])
        beginner = Beginner(key, began_on, led_since, above, kept.get(key, {}))
        talks = {pair: tuple(held.get(pair, ())) for pair in zip(above[1:], above[:-1], strict=True)}
        for owed in owed_to_beginner(beginner, talks, on, policy):
            if owed.duty.kind is DutyKind.LEADER_SUPPORTED or not _is_kept(owed, on):
                yield Wanted(owed.leader_id, owed.subject_id, owed.duty, owed.stays, came_from=owed.came_from)


def _is_kept(owed: OwedToLeader, on: date) -> bool:
    return owed.duty.kept_on is not None and owed.duty.kept_on <= on


def agreements_owed(situation: Situation, waiting: Iterable[tuple[str, str, date]]) -> Iterator[Wanted]:
    """Say which agreements leaders owe those who were asked to agree on what is expected.

    Args:
        situation: the company on the day.
        waiting: the keys of each person and of the role they were asked about, and since when they are.

    Yields:
        Each duty, owed by whoever leads the person now: from the day they were asked, or from the first day under that
        leader. Whoever holds the role no longer is owed nothing about it.
    """
    on, line = situation.on, situation.line
    for person, role, asked_on in waiting:
        held = line.roles.get(person)
        leaders = line.chain_of_person(person, on).leaders[:1]
        if held is None or held.role_id != role or not leaders:
            continue
        since = line.reporting.manager_since(person, on)
        clock = expectations_duty(max(asked_on, since or asked_on), None, situation.policy)
        yield Wanted(leaders[0], person, clock, stays=True)


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
