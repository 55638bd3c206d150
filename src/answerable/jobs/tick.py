"""The tick: facts to findings to cases and duties, with the ledger. Any time, any number of times, day after day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl
from django.db import transaction
from django.utils import timezone

from answerable.decisions.cases import acting
from answerable.decisions.cases import write as cases
from answerable.decisions.duties import owed
from answerable.decisions.duties import write as duties
from answerable.decisions.moves import following
from answerable.decisions.moves import read as moves
from answerable.decisions.plans import read as plans
from answerable.facts.agreements import read as agreements
from answerable.facts.people import accounts
from answerable.findings import attributing, helping, organising, prospecting, waiting
from answerable.findings import read as findings
from answerable.findings import write as evaluations
from answerable.findings.answering import answer_for_gaps
from answerable.findings.on_record import OnRecord, read_on_record
from answerable.findings.situation import Situation
from answerable.jobs.models import Looked
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


def today() -> date:
    """The day it is here; in the demo company time stands still."""
    installation = accounts.installation()
    return (installation.stands_on if installation is not None else None) or timezone.localdate()


def looked_until() -> date | None:
    """The last day that was ticked; None before the first."""
    return Looked.objects.filter(pk=1).values_list("on", flat=True).first()


def tick(record: OnRecord, *, on: date, at: datetime) -> Ticked:
    """Bring everything to what follows from the facts on a day.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        What changed; nothing where the day had been ticked before, or a later one.
    """
    if _is_over(on):
        return Ticked(on, 0)
    record = _as_moved(record, on, at)
    found = findings.gaps_of(evaluations.evaluate(record, on=on, at=at).pk)
    situation = record.situation(on)
    with transaction.atomic():
        # Two ticks at once wait for each other here; the second finds nothing left to do.
        ledger.lock()
        if _is_over(on):
            return Ticked(on, 0)
        taken, entries = _cases(found, situation, on)
        cases.count_below()
        entries += _duties(taken, situation, on)
        entries += following.look(on=on)
        ledger.append_all(entries, at)
        if not Looked.objects.filter(pk=1).update(on=on):
            Looked.objects.create(pk=1, on=on)
    return Ticked(on, len(entries))


def _as_moved(record: OnRecord, on: date, at: datetime) -> OnRecord:
    """The facts, read anew where a move that was decided takes effect on the day."""
    return read_on_record(record.policy, record.began_on) if following.take_effect(on=on, at=at) else record


def _is_over(on: date) -> bool:
    """Whether a later day was ticked: to go back would undo what has happened since."""
    latest = looked_until()
    return latest is not None and on < latest


def replay(record: OnRecord, *, first: date, last: date, at: datetime, progress: Told = lambda _: None) -> int:
    """Tick one day after the other, and reckon at the end; one that broke off goes on where it ended.

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
        # What took effect on a day holds on those that follow.
        record = record if _is_over(day) else _as_moved(record, day, at)
        entries += tick(record, on=day, at=at).entries
        # Whose performance is takes long to reckon: in a stretch of days only at its end, the day before the last one,
        # so that leaders have a day to see theirs before anybody else.
        if day >= last - timedelta(days=1) and not _is_over(day):
            attributing.reckon_when_due(record, on=day, at=at)
            organising.organise_when_due(record, on=day, at=at)
            helping.weigh_when_due(record, on=day, at=at)
            waiting.reckon_when_due(record, acting.acted, on=day, at=at)
            prospecting.prospect_when_due(record, moves.wanted_roles(), on=day, at=at)
        progress(day)
    return entries


def _cases(found: pl.DataFrame, situation: Situation, on: date) -> tuple[list[cases.Taken], list[ledger.NewEntry]]:
    standing = cases.open_cases()
    numbers, known_since, rows = {}, {}, []
    for row in found.iter_rows(named=True):
        key = (row["person_id"] or row["unit_id"], row["expectation_id"])
        numbers[key] = row.pop("finding")
        case = standing.get(key)
        known_since[key] = on if case is None else case.taken_up_on
        if case is not None:
            # What was recorded stands, also where later figures would have put it on another day.
            row |= {"opened_on": case.opened_on, "sustained_on": case.sustained_on or row["sustained_on"]}
        rows.append(row)
    gaps = pl.DataFrame(rows, schema=found.drop("finding", strict=False).schema, orient="row")
    told = plans.decided(until=on)
    decided = {key: told[case.pk] for key, case in standing.items() if case.pk in told}
    return cases.take_up(answer_for_gaps(gaps, situation, known_since, decided), standing, on=on, findings=numbers)


def _duties(taken: list[cases.Taken], situation: Situation, on: date) -> list[ledger.NewEntry]:
    standing = {duties.row_key(row): row for row in duties.standing_duties({entry.case for entry in taken})}
    wanted = [duty for entry in taken for duty in owed.owed_for_case(entry.case, entry.found, situation)]
    began = owed.latest_by_pair(
        (row.leader_key, row.subject_key, row.arises_on)
        for row in standing.values()
        if row.case is None and row.kind == owed.ONE_ON_ONE and row.person_id is not None
    )
    wanted += owed.one_on_ones_owed(situation, began)
    wanted += _first_days(situation)
    wanted += owed.agreements_owed(situation, agreements.waiting())
    return duties.settle(wanted, standing, on=on)


def _first_days(situation: Situation) -> Iterator[duties.Wanted]:
    began = {key: situation.line.first_led[key] for key in owed.beginners(situation)}
    known_since = duties.first_days_known(began, looked_until(), situation.on)
    return owed.first_days_owed(situation, duties.first_days_kept(began, situation.on), known_since)
