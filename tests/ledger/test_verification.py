"""Whoever changes the ledger behind the product's back is found out, at the first entry that was changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from answerable.ledger import write
from answerable.ledger.models import Head
from answerable.ledger.verification import verify

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def first() -> int:
    """Five entries more, and the database's guards taken away, as somebody with its password could."""
    number = Head.objects.get(pk=1).number + 1
    for subject in "abcde":
        write.append(kind="duty.kept", at=AT, day=date(2026, 3, 1), actor="x", subject=subject, body={"n": 1})
    with connection.cursor() as cursor:
        for table, deed in (("entry", "update"), ("entry", "delete"), ("body", "update")):
            on = "" if connection.vendor == "sqlite" else f" ON ledger_{table}"
            cursor.execute(f"DROP TRIGGER ledger_{table}_no_{deed}{on}")
    return number


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_ledger_is_whole(first: int):
    verified = verify()

    assert (verified.whole, verified.entries, verified.first_broken) == (True, first + 4, None)
    assert verified.head == Head.objects.get(pk=1).hash


def test_a_changed_kind_is_found(first: int):
    tamper("UPDATE ledger_entry SET kind = 'duty.lapsed' WHERE number = %s", first + 2)

    verified = verify()

    assert (verified.whole, verified.first_broken) == (False, first + 2)
    assert verified.reason == "Its kind, moment or fingerprint was changed."


def test_changed_words_are_found(first: int):
    tamper("UPDATE ledger_body SET text = '{}' WHERE entry_id = %s", first + 1)

    verified = verify()

    assert (verified.first_broken, verified.reason) == (first + 1, "What it says was changed.")


def test_a_removed_entry_is_found(first: int):
    tamper("DELETE FROM ledger_body WHERE entry_id = %s", first + 2)
    tamper("DELETE FROM ledger_entry WHERE number = %s", first + 2)

    verified = verify()

    assert verified.first_broken == first + 2
    assert verified.reason == f"It is gone; the next one on record is {first + 3}."


def test_a_removed_end_is_found(first: int):
    tamper("DELETE FROM ledger_body WHERE entry_id >= %s", first + 3)
    tamper("DELETE FROM ledger_entry WHERE number >= %s", first + 3)

    verified = verify()

    assert verified.first_broken == first + 3
    assert verified.reason == f"The chain ends before it, while {first + 4} entries were made: later ones are gone."


def test_words_that_were_removed_without_saying_so_are_found(first: int):
    tamper("DELETE FROM ledger_body WHERE entry_id = %s", first + 1)

    verified = verify()

    assert verified.first_broken == first + 1
    assert verified.reason == "What it said is gone, and no entry says that it was erased."


def test_an_entry_made_anew_to_fit_is_found_by_the_next_one(first: int):
    tamper("UPDATE ledger_entry SET previous_hash = %s WHERE number = %s", "f" * 64, first + 3)

    verified = verify()

    assert (verified.first_broken, verified.reason) == (first + 3, "It does not follow from the entry before.")


def test_progress_is_told(first: int):
    write.append_all([write.NewEntry("x", date(2026, 3, 1), "clock", "y") for _ in range(10_000)], AT)
    told: list[int] = []

    verify(told.append)

    assert told[-1] >= 10_000
    assert all(number % 5_000 == 0 for number in told)
