"""That figures were taken out of the system is on record, and seen by everybody whose figures they are."""

import pytest

from answerable.decisions.taken_out import note_packet, note_table
from answerable.facts.people.models import Person, Reading
from answerable.ledger import read as ledger
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def test_a_table_taken_along_is_in_the_ledger_and_seen_by_everybody_in_it():
    people = [number(key) for key in ("leader", "seller-1", "seller-2")]

    note_table(asker("leader"), table="rollup", people=people, at=AT)

    entry = ledger.history(["leader"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.day) == ("rollup.exported", "leader", TODAY)
    assert entry.body == {"table": "rollup", "people": 3, "as_of": "2026-01-12"}
    # Whoever takes their own figures along has not looked at anybody.
    assert [*Reading.objects.filter(page="table").order_by("pk").values_list("person__key", "on")] == [
        ("seller-1", TODAY),
        ("seller-2", TODAY),
    ]


def test_taken_twice_on_a_day_it_is_entered_twice_and_seen_once():
    before, _head = ledger.head()

    for _ in range(2):
        note_table(asker("leader"), table="gaps", people=[number("seller-1")], at=AT)

    assert ledger.head()[0] == before + 2
    assert Reading.objects.filter(page="table").count() == 1


def test_of_somebody_who_is_no_person_the_entry_is_the_company_s():
    note_table(asker("north-partner"), table="rollup", people=[], at=AT)

    entry = ledger.history(["company"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor) == ("rollup.exported", "north-partner@example.com")


@pytest.mark.parametrize(
    ("name", "person", "readings"), [("leader", "seller-1", 1), ("seller", "seller-1", 0), ("leader", None, 0)]
)
def test_a_packet_taken_along_is_in_the_ledger_of_whose_gap_it_is(*, name: str, person: str | None, readings: int):
    whose = None if person is None else number(person)

    note_packet(asker(name), case=7, subject=person or "north", person=whose, at=AT)

    entry = ledger.history([person or "north"], until=None, limit=1)[0]
    assert (entry.kind, entry.body) == ("case.exported", {"case": 7})
    assert Reading.objects.filter(page="packet").count() == readings
