"""The record of a person, the latest first."""

from datetime import UTC, date, datetime

import pytest

from answerable.ledger import read, write

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def enter(subject: str, day: int) -> int:
    return write.append(
        kind="duty.kept", at=AT, day=date(2026, 3, day), actor="leader", subject=subject, body={"day": day}
    )


def test_the_entries_about_somebody_come_latest_first_and_nobody_else_s():
    one, _other, three = enter("ana", 1), enter("ben", 2), enter("ana", 3)

    found = read.history(["ana"], until=None, limit=10)

    assert [entry.number for entry in found] == [three, one]
    assert found[0] == read.Recorded(three, "duty.kept", AT, date(2026, 3, 3), "leader", "ana", {"day": 3})


def test_entries_after_a_day_are_left_out_and_a_page_can_go_on():
    numbers = [enter("ana", day) for day in (1, 2, 3)]

    early = read.history(["ana"], until=date(2026, 3, 2), limit=10)
    further = read.history(["ana"], until=None, limit=1, before=numbers[2])

    assert [entry.number for entry in early] == [numbers[1], numbers[0]]
    assert [entry.number for entry in further] == [numbers[1]]


def test_the_head_is_the_last_entry():
    number = enter("ana", 1)

    assert read.head()[0] == number
