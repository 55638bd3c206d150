"""Entries are appended, in the transaction of the deed, and the database refuses to change them."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from answerable.ledger import write
from answerable.ledger.models import Body, Entry, Head
from answerable.ledger.verification import verify

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
DAY = date(2026, 3, 1)


def append(kind: str = "duty.lapsed", subject: str = "seller-1") -> int:
    return write.append(kind=kind, at=AT, day=DAY, actor="clock", subject=subject, body={"duty": "plan"})


def test_an_entry_follows_from_the_one_before_and_from_what_it_says():
    before = Head.objects.get(pk=1)

    number = append()

    entry, body = Entry.objects.get(number=number), Body.objects.get(entry=number)
    said = json.dumps(
        {"actor": "clock", "body": {"duty": "plan"}, "day": "2026-03-01", "subject": "seller-1"},
        separators=(",", ":"),
    )
    text = f'[{number},"duty.lapsed","2026-03-01T09:30:00.000000+00:00","{entry.body_hash}","{before.hash}"]'
    assert number == before.number + 1
    assert entry.previous_hash == before.hash
    assert entry.body_hash == hashlib.sha256(f"{body.salt}{said}".encode()).hexdigest()
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()
    assert Head.objects.get(pk=1).hash == entry.hash


def test_two_entries_that_say_the_same_have_different_fingerprints():
    numbers = [append(), append()]

    assert len(set(Entry.objects.filter(number__in=numbers).values_list("body_hash", flat=True))) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET kind = 'x'",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_body SET text = '{}'",
    ],
)
def test_the_database_refuses_to_change_what_was_entered(statement: str):
    append()
    whole = verify()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert verify() == whole


def test_what_is_rolled_back_was_never_entered():
    before = verify()

    with transaction.atomic():
        append()
        transaction.set_rollback(True)

    assert verify() == before


def test_erasing_takes_what_was_said_of_somebody_and_leaves_the_chain_whole():
    numbers = [append(subject="gone"), append(subject="stays"), append(subject="gone")]

    erased = write.erase(subject="gone", actor="administrator", reason="asked for by law", at=AT)

    last = Entry.objects.order_by("-number")[0]
    assert erased == 2
    assert list(Body.objects.filter(entry__in=numbers).values_list("subject", flat=True)) == ["stays"]
    assert last.kind == "body.erased"
    assert json.loads(Body.objects.get(entry=last).text)["body"]["entries"] == [numbers[0], numbers[2]]
    assert verify().whole


def test_appending_many_is_one_chain():
    entries = [write.NewEntry("duty.raised", DAY, "clock", f"p{number}") for number in range(5_001)]
    before = verify().entries

    write.append_all(entries, AT)

    assert verify().whole
    assert verify().entries == before + 5_001
