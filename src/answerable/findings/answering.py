"""Who answers for each open gap: the engine's gaps through the rules."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl

from answerable.findings.report import GapFound
from answerable.findings.sentences import why_a_gap
from answerable.findings.situation import Situation
from answerable.kernel.periods import Cadence, period_end, period_index
from answerable.rules.clocks import Decided, clock_start, gap_duties
from answerable.rules.escalation import OpenGap, answerable
from answerable.rules.policy import Policy

NOTHING_KNOWN: Mapping[tuple[str, str], date] = MappingProxyType({})
NOTHING_DECIDED: Mapping[tuple[str, str], tuple[Decided, ...]] = MappingProxyType({})


def answer_for_gaps(
    gaps: pl.DataFrame,
    situation: Situation,
    known_since: Mapping[tuple[str, str], date] = NOTHING_KNOWN,
    decided: Mapping[tuple[str, str], tuple[Decided, ...]] = NOTHING_DECIDED,
) -> tuple[GapFound, ...]:
    """Say for every open gap who is answerable, since when, and why.

    Args:
        gaps: open gaps, columns as `engine.gaps.table.GAP_SCHEMA`.
        situation: the company on the day looked at.
        known_since: by person or unit and expectation, the day a gap was first known, where that is on record: nobody
            is asked for anything before. Without an entry a gap is taken to have been known when it opened.
        decided: by person or unit and expectation, what was decided on the gap beside measures: that it got more time.

    Returns:
        The gaps, those that have climbed highest first, then the longest open, then by id.
    """
    found = []
    for row in gaps.iter_rows(named=True):
        key = (row["person_id"] or row["unit_id"], row["expectation_id"])
        known = known_since.get(key, row["opened_on"])
        found.append(_answer(row, max(known, situation.asks_from), situation, decided.get(key, ())))
    return tuple(sorted(found, key=_urgency))


def _urgency(gap: GapFound) -> tuple[int, date, str, str]:
    return -gap.answer.level, gap.facts["opened_on"], gap.subject_id, gap.expectation_id


def _answer(row: dict[str, Any], asks_from: date, situation: Situation, decided: tuple[Decided, ...]) -> GapFound:
    on, line, support, policy = situation.on, situation.line, situation.support, situation.policy
    person_id, unit_id, expectation_id = row["person_id"], row["unit_id"], row["expectation_id"]
    opened_on = row["opened_on"]
    if person_id is not None:
        chain = line.chain_of_person(person_id, on)
        led_since = line.reporting.manager_since(person_id, on) or opened_on
        clock = clock_start(opened_on, max(led_since, asks_from))
        given = support.for_person(person_id, expectation_id, clock)
    else:
        chain, clock = line.chain_of_unit(unit_id, on), clock_start(opened_on, asks_from)
        given = support.for_unit(unit_id, line.unit_leaders.get(unit_id), expectation_id, clock)
    duties = gap_duties(clock, given, on, policy, decided)
    gap = OpenGap(
        opened_on=opened_on,
        periods=row["periods"],
        cadence=row["cadence"],
        sustained_on=row["sustained_on"],
        further_on=further_spans(row["sustained_on"], Cadence(row["cadence"]), on, policy),
        duties=duties,
        consistent=row["consistent"],
    )
    return GapFound(
        person_id=person_id,
        unit_id=unit_id,
        expectation_id=expectation_id,
        facts=row,
        answer=answerable(gap, chain, on, line.names),
        chain=chain.leaders,
        duties=duties,
        reasons=why_a_gap(row, line.names),
    )


def further_spans(sustained_on: date | None, cadence: Cadence, on: date, policy: Policy) -> tuple[date, ...]:
    """Name the days on which a sustained gap had lasted one more span of `sustained_after` periods.

    Args:
        sustained_on: the day from which the gap counts as sustained, None where it does not.
        cadence: the length of its periods.
        on: the day looked at.
        policy: how many periods make a span.

    Returns:
        The days up to the one looked at, in order.
    """
    if sustained_on is None:
        return ()
    span = policy.sustained_after[cadence.value]
    first = period_index(sustained_on, cadence) - 1
    past = period_index(on, cadence)
    return tuple(period_end(number, cadence) for number in range(first + span, past, span))
