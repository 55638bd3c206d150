"""Gaps are taken up, passed on and closed; each change with its entry for the ledger."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.decisions.cases.models import Answerability, Below, Case, Response
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person, Place, Unit
from answerable.findings.report import GapFound
from answerable.ledger import write as ledger
from answerable.ledger.entries import NewEntry

BATCH = 2_000
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A gap that stands, with its case.

    Attributes:
        case: the number of the case.
        found: the gap, and who answers for it.
    """

    case: int
    found: GapFound


def open_cases() -> dict[Key, Case]:
    """The open cases, by person or unit and expectation."""
    rows = Case.objects.filter(closed_on__isnull=True).select_related("person", "unit", "answerable")
    return {(_subject(case), case.expectation): case for case in rows}


def take_up(
    found: Iterable[GapFound], standing: Mapping[Key, Case], *, on: date, findings: Mapping[Key, int]
) -> tuple[list[Taken], list[NewEntry]]:
    """Open a case for every new gap, bring the open ones up to date, close those whose gap has closed.

    Args:
        found: every gap open on the day.
        standing: the cases open until then.
        on: the day.
        findings: by person or unit and expectation, the finding the gap rests on.

    Returns:
        Every gap with its case, and what to enter in the ledger.
    """
    gaps = {(gap.subject_id, gap.expectation_id): gap for gap in found}
    numbers = _numbers(gaps.values())
    taken, entries = [], []
    for key, gap in gaps.items():
        case = standing.get(key)
        entries += (
            _open(gap, numbers, findings[key], on) if case is None else _update(case, gap, numbers, findings[key], on)
        )
    for key in sorted(standing.keys() - gaps.keys()):
        entries += _close(standing[key], on)
    cases = {
        (_subject(case), case.expectation): case.pk
        for case in Case.objects.filter(closed_on__isnull=True).select_related("person", "unit")
    }
    taken = [Taken(cases[key], gap) for key, gap in gaps.items()]
    return taken, entries


@dataclass(frozen=True, slots=True)
class _Numbers:
    people: dict[str, int]
    units: dict[str, int]


def _numbers(gaps: Iterable[GapFound]) -> _Numbers:
    named = list(gaps)
    people = {key for gap in named for key in (gap.person_id, *gap.chain) if key is not None}
    units = {gap.unit_id for gap in named if gap.unit_id is not None}
    return _Numbers(
        dict(Person.objects.filter(key__in=people).values_list("key", "pk")),
        dict(Unit.objects.filter(key__in=units).values_list("key", "pk")),
    )


def _subject(case: Case) -> str:
    subject = case.person or case.unit
    return subject.key if subject is not None else ""


def _answer(gap: GapFound, numbers: _Numbers) -> dict[str, Any]:
    answer = gap.answer
    return {
        "answerable_id": numbers.people.get(answer.leader_id or ""),
        "level": answer.level,
        "since": answer.since,
        "at_top": answer.at_top,
        "beside": list(answer.beside),
        "reasons": list(answer.reasons),
    }


def _open(gap: GapFound, numbers: _Numbers, finding: int, on: date) -> list[NewEntry]:
    case = Case.objects.create(
        person_id=numbers.people.get(gap.person_id or ""),
        unit_id=numbers.units.get(gap.unit_id or ""),
        expectation=gap.expectation_id,
        opened_on=gap.facts["opened_on"],
        taken_up_on=on,
        sustained_on=gap.facts["sustained_on"],
        finding_id=finding,
        latest_id=finding,
        **_answer(gap, numbers),
    )
    entries = [_entry("case.opened", gap, case.pk, on, {"opened_on": str(gap.facts["opened_on"]), "finding": finding})]
    if gap.facts["sustained_on"] is not None:
        entries.append(_entry("case.sustained", gap, case.pk, on, {"since": str(gap.facts["sustained_on"])}))
    return [*entries, _answers(case, gap, on)]


def _update(case: Case, gap: GapFound, numbers: _Numbers, finding: int, on: date) -> list[NewEntry]:
    entries = []
    if case.sustained_on is None and gap.facts["sustained_on"] is not None:
        entries.append(_entry("case.sustained", gap, case.pk, on, {"since": str(gap.facts["sustained_on"])}))
    now = _answer(gap, numbers)
    moved = (case.answerable_id, case.level, case.since) != (now["answerable_id"], now["level"], now["since"])
    fields = {"sustained_on": case.sustained_on or gap.facts["sustained_on"], "latest_id": finding, **now}
    changed = [name for name, value in fields.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, fields[name])
    if changed:
        case.save(update_fields=[name.removesuffix("_id") for name in changed])
    if moved:
        entries.append(_answers(case, gap, on))
    return entries


def _answers(case: Case, gap: GapFound, on: date) -> NewEntry:
    Answerability.objects.create(
        case=case, leader_id=case.answerable_id, level=case.level, since=case.since, recorded_on=on
    )
    answer = gap.answer
    body = {
        "leader": answer.leader_id,
        "level": answer.level,
        "since": str(answer.since),
        "beside": list(answer.beside),
        "why": list(answer.reasons),
    }
    return _entry("answerability.moved", gap, case.pk, on, body)


def _close(case: Case, on: date) -> list[NewEntry]:
    case.closed_on = on
    case.save(update_fields=["closed_on"])
    body = {"case": case.pk, "expectation": case.expectation, "opened_on": str(case.opened_on)}
    return [NewEntry("case.closed", on, "clock", _subject(case), body)]


def _entry(kind: str, gap: GapFound, case: int, on: date, body: Mapping[str, Any]) -> NewEntry:
    return NewEntry(kind, on, "clock", gap.subject_id, {"case": case, "expectation": gap.expectation_id, **body})


def count_below() -> None:
    """Count anew what is below every leader; called by whatever changed cases or the line.

    A unit's gap counts for its leader and everybody above, once.
    """
    with transaction.atomic():
        ledger.lock()
        leaders = defaultdict(list)
        for person, leader in Place.objects.filter(ends_on__isnull=True).values_list("person", "leader"):
            leaders[person].append(leader)
        people = Counter(leader for above in leaders.values() for leader in above)
        gaps, sustained = _gaps_below(leaders)
        counted = {leader: (people[leader], gaps[leader], sustained[leader]) for leader in people.keys() | gaps.keys()}
        _store_below(counted)


def _gaps_below(leaders: Mapping[int, list[int]]) -> tuple[Counter[int], Counter[int]]:
    gaps: Counter[int] = Counter()
    sustained: Counter[int] = Counter()
    is_open = Case.objects.filter(closed_on__isnull=True)
    rows: Iterable[tuple[int | None, int | None, date | None]] = is_open.values_list(
        "person", "unit__leader", "sustained_on"
    )
    for person, unit_leader, sustained_on in rows:
        own = [] if unit_leader is None else [unit_leader]
        counting = [*own, *leaders.get(person or unit_leader or 0, ())]
        gaps.update(counting)
        sustained.update(counting if sustained_on is not None else ())
    return gaps, sustained


def _store_below(counted: Mapping[int, tuple[int, int, int]]) -> None:
    """Most figures stay as they were: only those that changed are written."""
    rows = Below.objects.values_list("leader", "people", "gaps", "sustained")
    stored = {leader: (people, gaps, sustained) for leader, people, gaps, sustained in rows}
    changed = [leader for leader, figures in counted.items() if stored.get(leader) != figures]
    past = [*changed, *(stored.keys() - counted.keys())]
    for start in range(0, len(past), BATCH):
        Below.objects.filter(leader__in=past[start : start + BATCH]).delete()
    fresh = [
        Below(leader_id=leader, people=n, gaps=m, sustained=k) for leader in changed for n, m, k in [counted[leader]]
    ]
    Below.objects.bulk_create(fresh, batch_size=BATCH)


def respond(who: Asker, *, case: int, subject: str, text: str, at: datetime) -> int:
    """Put on record what the person a case is about says to it; it stands beside the claim for good.

    Args:
        who: the person; the caller has asked whether they may.
        case: the number of the case.
        subject: the key of the person.
        text: what they say.
        at: when.

    Returns:
        The number of the answer; of the one before where the same is said twice.
    """
    with transaction.atomic():
        ledger.lock()
        latest = Response.objects.filter(case=case, account=who.account).order_by("-pk").first()
        if latest is not None and latest.text == text:
            # A form sent twice is one answer.
            return latest.pk
        row = Response.objects.create(case_id=case, account_id=who.account, text=text, at=at)
        body = {"case": case, "response": row.pk}
        ledger.append(kind="case.answered", at=at, day=who.on, actor=who.viewer.person_id, subject=subject, body=body)
    return row.pk
