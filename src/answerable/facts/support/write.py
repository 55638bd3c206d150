"""What leaders give their people is put on record, and can be taken back."""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from answerable.facts.people.models import Person, Unit
from answerable.facts.roles.models import Role
from answerable.facts.support.models import Activity, Agreement, Measure


def log_conversation(*, leader: int, person: int | None, kind: str, day: date, minutes: float, at: datetime) -> int:
    """Put on record that a leader talked with a person.

    Args:
        leader: the number of the leader.
        person: the number of the person; None for a talk with the whole team.
        kind: `one_on_one`, `coaching` or `team`.
        day: the day.
        minutes: how long.
        at: when this is put on record.

    Returns:
        The number of the record, to take it back by.
    """
    # Moments are read as UTC, wherever this runs: so noon there is on the day that was meant.
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    row: Activity = Activity.objects.create(
        leader_id=leader, person_id=person, kind=kind, at=noon, minutes=minutes, recorded_at=at, is_logged_here=True
    )
    return row.pk


def take_back_conversation(*, leader: int, number: int, at: datetime) -> Activity | None:
    """Take back a conversation that was logged by mistake; the record keeps that it was.

    Args:
        leader: the number of the leader, who alone may.
        number: of the record.
        at: when.

    Returns:
        The record as it was; None where there is nothing of theirs that was logged here.
    """
    row: Activity | None = Activity.standing.filter(pk=number, leader=leader, is_logged_here=True).first()
    if row is not None:
        row.replaced_at = at
        row.save(update_fields=["replaced_at"])
    return row


@dataclass(frozen=True, slots=True)
class FromLibrary:
    """What a measure has from the company's library.

    Attributes:
        lever: the number of the lever.
        planned_until: the last day it is meant to take, None where that is open.
    """

    lever: int
    planned_until: date | None


def begin_measure(
    *,
    leader: int,
    person: int | None,
    unit: int | None,
    lever: str,
    name: str,
    expectation: str | None,
    on: date,
    at: datetime,
    cause: str | None = None,
    library: FromLibrary | None = None,
) -> str:
    """Put on record that a lever was set to work.

    Args:
        leader: the number of the leader.
        person: the number of the person it is for, None for a unit.
        unit: the number of the unit it is for, None for a person.
        lever: which kind.
        name: what it is called.
        expectation: the key of the expectation it is meant for, None for all.
        on: its first day.
        at: when this is put on record.
        cause: what the gap is taken to come from, None where that is not known.
        library: what it has from the library, None for a measure of its own.

    Returns:
        The key of the measure.
    """
    key = f"here-{secrets.token_hex(8)}"
    Measure.objects.create(
        key=key,
        leader=Person.objects.get(pk=leader),
        person_id=person,
        unit=None if unit is None else Unit.objects.get(pk=unit),
        lever=lever,
        name=name,
        expectation=expectation,
        cause=cause,
        starts_on=on,
        recorded_at=at,
        library_id=None if library is None else library.lever,
        planned_until=None if library is None else library.planned_until,
    )
    return key


def take_back_measure(*, key: str, at: datetime) -> None:
    """Take back a measure that was put on record and did not come about; the record keeps that it was.

    Args:
        key: of the measure.
        at: when.
    """
    Measure.standing.filter(key=key).update(replaced_at=at)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of one side's saying that they agree.

    Attributes:
        is_new: whether this side had not said so before.
        both: whether both have said so now.
    """

    is_new: bool
    both: bool


def agree(*, person: int, leader: int, role: str, by_leader: bool, at: datetime) -> Said:
    """Let one side say that they agree on what is expected.

    Args:
        person: the number of the person.
        leader: the number of the leader.
        role: the key of the role.
        by_leader: whether it is the leader who says so, else it is the person.
        at: when.

    Returns:
        Whether that was new, and whether both have said so now; what was said before keeps its moment.
    """
    with transaction.atomic():
        row, _ = Agreement.objects.select_for_update().get_or_create(
            person_id=person, leader_id=leader, role=Role.objects.get(key=role), ends_at=None
        )
        side = "agreed_by_leader_at" if by_leader else "agreed_by_person_at"
        is_new = getattr(row, side) is None
        if is_new:
            setattr(row, side, at)
            row.save(update_fields=[side])
        return Said(is_new, row.agreed_by_leader_at is not None and row.agreed_by_person_at is not None)
