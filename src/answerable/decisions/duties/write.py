"""Duties are raised, kept, passed on and ended; each change with its entry for the ledger."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from answerable.ledger.entries import NewEntry
from answerable.rules import clocks
from answerable.rules.onboarding import FIRST_DAYS
from answerable.rules.onboarding import Key as FirstDaysKey

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Sides(TypedDict):
        """What is read of a duty along with it."""

        leader_key: str
        subject_key: str

    NamedDuty = WithAnnotations[Duty, Sides]

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A duty as the rules have it on a day.

    Attributes:
        leader: the key of who owes it.
        subject: the key of the person or unit it is owed to.
        clock: what is owed, when.
        stays: whether it stays owed by this leader once it has lapsed, because it has nowhere to go.
        is_unit: whether the subject is a unit.
        case: the number of the case it belongs to, None for what is owed without a gap.
        came_from: the key of the leader below who let it lapse, None where nobody did.
    """

    leader: str
    subject: str
    clock: clocks.Duty
    stays: bool
    is_unit: bool = False
    case: int | None = None
    came_from: str | None = None


Key = tuple[int | None, str, str, str, date]
KeptDays = dict[str, dict[FirstDaysKey, date]]


def key_of(wanted: Wanted) -> Key:
    """What makes a duty this one and no other."""
    return (wanted.case, wanted.leader, wanted.subject, wanted.clock.kind.value, wanted.clock.arises_on)


def standing_duties(cases: Collection[int]) -> "list[NamedDuty]":
    """The duties that have not ended, and those of some cases that have.

    Args:
        cases: the numbers of the open cases: what ended in them is not raised again.

    Returns:
        The rows, with who owes them to whom.
    """
    is_open = Q(ended_on__isnull=True)
    # Two questions: for one that asks for either, SQLite reads every duty there ever was.
    rows = [*_named(Duty.objects.filter(is_open)), *_named(Duty.objects.filter(~is_open, case__in=cases))]
    return sorted(rows, key=lambda row: row.pk)


def first_days_kept(leaders: Collection[str], on: date) -> KeptDays:
    """What of the first days was kept towards some new leaders.

    Args:
        leaders: their keys.
        on: the last day of which anything is known.

    Returns:
        By new leader; then by who owed it, kind and the day it arose, the day on which it was kept.
    """
    found: KeptDays = {}
    if not leaders:
        return found
    kinds = [kind.value for kind in FIRST_DAYS]
    rows = Duty.objects.filter(person__key__in=leaders, kind__in=kinds, kept_on__lte=on).order_by("pk")
    for key, leader, kind, arose_on, day in rows.values_list(
        "person__key", "leader__key", "kind", "arises_on", "kept_on"
    ):
        if day is not None:
            found.setdefault(key, {})[leader, clocks.DutyKind(kind), arose_on] = day
    return found


def first_days_known(began: Mapping[str, date], looked: date | None, on: date) -> dict[str, date]:
    """Since when it could be known that somebody is new to leading.

    Args:
        began: by the key of a new leader, the first day of their leading.
        looked: the last day that was looked at before; None for the first.
        on: the day looked at.

    Returns:
        By key: the day from which they were first owed anything; of whoever nothing is on record though the day on
        which they began was looked at before, the day looked at, since only now it is known.
    """
    rows = Duty.objects.filter(person__key__in=began, kind=clocks.DutyKind.LEADING_AGREED.value)
    first: dict[str, date] = dict(rows.values_list("person__key").annotate(Min("arises_on")))
    late = {key for key, began_on in began.items() if looked is not None and began_on <= looked}
    return {key: first.get(key, on if key in late else began_on) for key, began_on in began.items()}


def _named(rows: QuerySet[Duty]) -> "QuerySet[NamedDuty]":
    """Duties with the keys of both sides: a tick reads thousands, and wants no more of the people than these."""
    return rows.annotate(leader_key=F("leader__key"), subject_key=Coalesce("person__key", "unit__key"))


def row_key(row: "NamedDuty") -> Key:
    """As `key_of`, of a duty on record."""
    return (row.case, row.leader_key, row.subject_key, row.kind, row.arises_on)


def settle(wanted: Iterable[Wanted], standing: "Mapping[Key, NamedDuty]", *, on: date) -> list[NewEntry]:
    """Bring the duties on record to what the rules say on a day.

    Args:
        wanted: every duty the rules speak of.
        standing: the duties on record that have not ended, and the ended ones of open cases.
        on: the day.

    Returns:
        What to enter in the ledger. A duty on record that the rules no longer speak of ends; one that ended for that
        reason is owed again once they do.
    """
    entries: list[NewEntry] = []
    fresh: list[Duty] = []
    named = {key_of(duty): duty for duty in wanted}
    missing = [duty for key, duty in named.items() if key not in standing]
    numbers = _numbers(missing)
    ended = _ended_before(missing, numbers)
    known: dict[Key, Duty] = {**ended, **standing}
    before = {row.pk: _state(row) for row in known.values()}
    for key, duty in named.items():
        row = known.get(key)
        if row is None:
            row = _raised(duty, numbers)
            fresh.append(row)
            entries.append(_entry("duty.raised", duty, on, {"due_on": str(duty.clock.due_on), "from": duty.came_from}))
        elif row.ended_on is not None:
            if key in standing or not _ended_unsettled(row, duty):
                continue
            row.ended_on = None
            entries.append(_entry("duty.reopened", duty, on, {"due_on": str(duty.clock.due_on)}))
        entries += _moved(row, duty, on)
    for key, row in standing.items():
        if key not in named and row.ended_on is None:
            entries += _ended(row, on)
    Duty.objects.bulk_create(fresh, batch_size=BATCH)
    _save(row for row in known.values() if _state(row) != before[row.pk])
    return entries


def _ended_before(missing: Iterable[Wanted], numbers: "_Numbers") -> "dict[Key, NamedDuty]":
    """Duties without a case that ended earlier and are spoken of again: a talk taken back, a line corrected."""
    days: set[date] = set()
    people: set[int] = set()
    for duty in missing:
        if duty.case is None:
            days.add(duty.clock.arises_on)
            people.add(numbers.people[duty.subject])
    found: dict[Key, NamedDuty] = {}
    everybody = sorted(people)
    for start in range(0, len(everybody), BATCH):
        rows = Duty.objects.filter(
            case=None, person__in=everybody[start : start + BATCH], arises_on__in=days, ended_on__isnull=False
        )
        found |= {row_key(row): row for row in _named(rows)}
    return found


def _ended_unsettled(row: Duty, duty: Wanted) -> bool:
    """Whether a duty ended without having been kept and without having lapsed for good."""
    return row.kept_on is None and (row.lapsed_on is None or duty.stays)


State = tuple[date | None, date | None, date | None]


def _state(row: Duty) -> State:
    return row.kept_on, row.lapsed_on, row.ended_on


def _save(rows: Iterable[Duty]) -> None:
    """Many rows change alike on a day: one statement for each way in which some do."""
    alike: dict[State, list[int]] = {}
    for row in rows:
        alike.setdefault(_state(row), []).append(row.pk)
    for (kept_on, lapsed_on, ended_on), numbers in alike.items():
        for start in range(0, len(numbers), BATCH):
            some = Duty.objects.filter(pk__in=numbers[start : start + BATCH])
            some.update(kept_on=kept_on, lapsed_on=lapsed_on, ended_on=ended_on)


def _moved(row: Duty, duty: Wanted, on: date) -> list[NewEntry]:
    """Let a row follow its clock."""
    clock, entries = duty.clock, []
    if row.lapsed_on is None and clocks.has_lapsed(clock, on):
        row.lapsed_on = clock.lapses_on
        entries.append(_entry("duty.lapsed", duty, on, {"due_on": str(clock.due_on)}))
    if clock.kept_on is not None and clock.kept_on <= on:
        row.kept_on, row.ended_on = clock.kept_on, on
        entries.append(_entry("duty.kept", duty, on, {"kept_on": str(clock.kept_on)}))
    elif row.lapsed_on is not None and not duty.stays:
        row.ended_on = on
    return entries


def _ended(row: "NamedDuty", on: date) -> list[NewEntry]:
    row.ended_on = on
    body = {"leader": row.leader_key, "duty": row.kind, "case": row.case, "arose_on": str(row.arises_on)}
    return [NewEntry("duty.ended", on, "clock", row.subject_key, body)]


def _raised(duty: Wanted, numbers: "_Numbers") -> Duty:
    clock = duty.clock
    return Duty(
        leader_id=numbers.people[duty.leader],
        person_id=None if duty.is_unit else numbers.people[duty.subject],
        unit_id=numbers.units[duty.subject] if duty.is_unit else None,
        kind=clock.kind.value,
        case=duty.case,
        arises_on=clock.arises_on,
        due_on=clock.due_on,
        lapses_on=clock.lapses_on,
        came_from_id=None if duty.came_from is None else numbers.people[duty.came_from],
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    people: dict[str, int]
    units: dict[str, int]


def _numbers(duties: Iterable[Wanted]) -> _Numbers:
    people: set[str] = set()
    units: set[str] = set()
    for duty in duties:
        people.update(name for name in (duty.leader, duty.came_from) if name is not None)
        (units if duty.is_unit else people).add(duty.subject)
    return _Numbers(_by_key(Person, people), _by_key(Unit, units))


def _by_key(model: type[Person] | type[Unit], keys: set[str]) -> dict[str, int]:
    if not keys:
        return {}
    rows = model.objects.all() if len(keys) > BATCH else model.objects.filter(key__in=keys)
    return dict(rows.values_list("key", "pk"))


def _entry(kind: str, duty: Wanted, on: date, body: Mapping[str, Any]) -> NewEntry:
    said = {"leader": duty.leader, "duty": duty.clock.kind.value, "case": duty.case}
    return NewEntry(kind, on, "clock", duty.subject, {**said, "arose_on": str(duty.clock.arises_on), **body})
