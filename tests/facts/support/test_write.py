"""What leaders give their people goes on record, and comes off it without a trace being lost."""

from datetime import UTC, date, datetime

import pytest

from answerable.facts.levers.models import Lever
from answerable.facts.people.models import Person, Unit
from answerable.facts.support import write
from answerable.facts.support.models import Activity, Agreement, Measure
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 1, 14, 8, tzinfo=UTC)


def number_of(key: str) -> int:
    return Person.objects.get(key=key).pk


def log(person: str | None = "seller-1", kind: str = "one_on_one") -> int:
    return write.log_conversation(
        leader=number_of("leader"),
        person=None if person is None else number_of(person),
        kind=kind,
        day=date(2026, 1, 9),
        minutes=25,
        at=AT,
    )


def agree(*, by_leader: bool, at: datetime = AT) -> write.Said:
    return write.agree(
        person=number_of("seller-1"), leader=number_of("leader"), role="sells", by_leader=by_leader, at=at
    )


def test_a_conversation_goes_on_record_at_noon_of_its_day():
    row = Activity.standing.get(pk=log())

    assert (row.leader.key, row.person.key, row.kind, row.minutes) == ("leader", "seller-1", "one_on_one", 25.0)
    assert (row.at, row.recorded_at, row.replaced_at) == (datetime(2026, 1, 9, 12, tzinfo=UTC), AT, None)


def test_a_talk_with_the_team_is_with_nobody_by_name():
    assert Activity.standing.get(pk=log(None, "team")).person is None


def test_what_is_taken_back_no_longer_stands_and_stays_on_record():
    number = log()

    taken = write.take_back_conversation(leader=number_of("leader"), number=number, at=LATER)

    assert taken is not None
    assert taken.pk == number
    assert not Activity.standing.filter(pk=number).exists()
    assert Activity.objects.get(pk=number).replaced_at == LATER


def test_it_is_taken_back_once():
    number = log()
    write.take_back_conversation(leader=number_of("leader"), number=number, at=AT)

    assert write.take_back_conversation(leader=number_of("leader"), number=number, at=LATER) is None
    assert Activity.objects.get(pk=number).replaced_at == AT


@pytest.mark.parametrize("key", ["director", "new-leader", "seller-1", "seller-2", "stranger"])
def test_nobody_but_the_leader_takes_it_back(key: str):
    number = log()

    assert write.take_back_conversation(leader=number_of(key), number=number, at=LATER) is None
    assert Activity.standing.filter(pk=number).exists()


def begin(person: str | None, unit: str | None) -> str:
    return write.begin_measure(
        leader=number_of("leader"),
        person=None if person is None else number_of(person),
        unit=None if unit is None else Unit.objects.get(key=unit).pk,
        lever="training",
        name="Writing offers",
        expectation="bookings",
        on=TODAY,
        at=AT,
    )


def test_a_measure_for_a_person_goes_on_record_under_a_key_of_its_own():
    keys = {begin("seller-1", None), begin("seller-1", None)}

    row = Measure.standing.order_by("pk")[0]
    assert len(keys) == 2
    assert row.key in keys
    assert row.key.startswith("here-")
    assert (row.person.key, row.unit, row.leader.key) == ("seller-1", None, "leader")
    assert (row.lever, row.name, row.expectation) == ("training", "Writing offers", "bookings")
    assert (row.starts_on, row.ends_on, row.recorded_at, row.replaced_at) == (TODAY, None, AT, None)


def test_a_measure_for_a_unit_is_for_nobody_by_name():
    row = Measure.standing.get(key=begin(None, "north"))

    assert (row.person, row.unit.key) == (None, "north")


def test_two_agree_one_after_the_other():
    assert agree(by_leader=False) == write.Said(is_new=True, both=False)
    assert agree(by_leader=True, at=LATER) == write.Said(is_new=True, both=True)

    row = Agreement.objects.get()
    assert (row.person.key, row.leader.key, row.role.key) == ("seller-1", "leader", "sells")
    assert (row.agreed_by_person_at, row.agreed_by_leader_at, row.ends_at) == (AT, LATER, None)


def test_whoever_agrees_twice_agreed_the_first_time():
    agree(by_leader=True)

    assert agree(by_leader=True, at=LATER) == write.Said(is_new=False, both=False)
    assert Agreement.objects.get().agreed_by_leader_at == AT


def test_once_an_agreement_has_ended_the_next_begins_anew():
    agree(by_leader=True)
    agree(by_leader=False)
    Agreement.objects.update(ends_at=AT)

    assert agree(by_leader=True, at=LATER) == write.Said(is_new=True, both=False)
    assert Agreement.objects.count() == 2


def test_what_was_brought_with_an_import_cannot_be_taken_back_here():
    brought = Activity.standing.filter(leader__key="leader", person__key="seller-2").first()

    taken = write.take_back_conversation(leader=brought.leader_id, number=brought.pk, at=AT)

    assert taken is None
    assert Activity.standing.filter(pk=brought.pk).exists()


def test_a_measure_from_the_library_says_which_lever_and_until_when_it_is_planned():
    lever = Lever.objects.get(key="ours-deal-desk")

    key = write.begin_measure(
        leader=number_of("leader"),
        person=None,
        unit=Unit.objects.get(key="north").pk,
        lever="process",
        name="Deal desk",
        expectation=None,
        on=TODAY,
        at=AT,
        library=write.FromLibrary(lever.pk, date(2026, 2, 25)),
    )

    row = Measure.standing.get(key=key)
    assert (row.library, row.planned_until, row.expectation) == (lever, date(2026, 2, 25), None)
