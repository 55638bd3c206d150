"""The tick: facts to findings to cases and duties, with the ledger. Any time, any number of times, day after day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl
from django.db import transaction

from answerable.decisions.cases import write as cases
from answerable.decisions.duties import owed
from answerable.decisions.duties import write as duties
from answerable.findings import read as findings
from answerable.findings import write as evaluations
from answerable.findings.answering import answer_for_gaps
from answerable.findings.on_record import OnRecord
from answerable.findings.situation import Situation
from answerable.ledger import write as ledger

Told = Callable[[date], None]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick changed.

    Attributes:
        on: the day.
        entries: how many entries it made in the ledger.
    """

    on: date
    entries: int


def tick(record: OnRecord, *, on: date, at: datetime) -> Ticked:
    """Bring everything to what follows from the facts on a day.

    Args:
        record: the facts.
        on: the day; days have to be taken in order.
        at: when this happens.

    Returns:
        What changed; nothing where the day had been ticked before.
    """
    found = findings.gaps_of(evaluations.evaluate(record, on=on, at=at).pk)
    situation = record.situation(on)
    with transaction.atomic():
        # Two ticks at once wait for each other here; the second finds nothing left to do.
        ledger.lock()
        taken, entries = _cases(found, situation, on)
        entries += _duties(taken, situation, on)
        ledger.append_all(entries, at)
    return Ticked(on, len(entries))


def replay(record: OnRecord, *, first: date, last: date, at: datetime, progress: Told = lambda _: None) -> int:
    """Tick one day after the other.

    Args:
        record: the facts.
        first: the first day.
        last: the last day.
        at: when this happens.
        progress: is told of each day once it is done.

    Returns:
        How many entries were made in the ledger.
    """
    entries = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        entries += tick(record, on=day, at=at).entries
        progress(day)
    return entries


def _cases(found: pl.DataFrame, situation: Situation, on: date) -> tuple[list[cases.Taken], list[ledger.NewEntry]]:
    standing = cases.open_cases()
    numbers, rows = {}, []
    for row in found.iter_rows(named=True):
        key = (row["person_id"] or row["unit_id"], row["expectation_id"])
        numbers[key] = row.pop("finding")
        case = standing.get(key)
        if case is not None:
            # What was recorded stands, also where later figures would have put it on another day.
            row |= {"opened_on": case.opened_on, "sustained_on": case.sustained_on or row["sustained_on"]}
        rows.append(row)
    gaps = pl.DataFrame(rows, schema=found.drop("finding", strict=False).schema, orient="row")
    return cases.take_up(answer_for_gaps(gaps, situation), standing, on=on, findings=numbers)


def _duties(taken: list[cases.Taken], situation: Situation, on: date) -> list[ledger.NewEntry]:
    standing = {duties.row_key(row): row for row in duties.standing_duties({entry.case for entry in taken})}
    wanted = [duty for entry in taken for duty in owed.owed_for_case(entry.case, entry.found, situation)]
    began = owed.latest_by_pair(
        (row.leader.key, row.person.key, row.arises_on)
        for row in standing.values()
        if row.case is None and row.kind == owed.ONE_ON_ONE and row.person is not None
    )
    wanted += owed.one_on_ones_owed(situation, began)
    return duties.settle(wanted, standing, on=on)
