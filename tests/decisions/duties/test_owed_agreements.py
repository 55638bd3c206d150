"""Who was asked to agree is owed an agreement by whoever leads them, while they hold the role."""

from datetime import date

import pytest

from answerable.decisions.duties.owed import agreements_owed
from answerable.findings import in_force
from answerable.rules.clocks import DutyKind
from staged import MOVED_ON, TODAY

pytestmark = pytest.mark.django_db

ASKED = date(2026, 1, 5)


def owed(*waiting: tuple[str, str, date]) -> list[tuple[str, str, date, date]]:
    found = list(agreements_owed(in_force.record().situation(TODAY), waiting))
    assert all(one.clock.kind is DutyKind.EXPECTATIONS_AGREED and one.stays for one in found)
    return [(one.leader, one.subject, one.clock.arises_on, one.clock.due_on) for one in found]


def test_the_direct_leader_owes_it_from_the_day_somebody_was_asked_within_two_weeks():
    assert owed(("seller-2", "sells", ASKED)) == [("leader", "seller-2", ASKED, date(2026, 1, 19))]


def test_a_new_leader_owes_it_from_their_first_day():
    assert owed(("seller-6", "sells", date(2025, 11, 1))) == [("new-leader", "seller-6", MOVED_ON, date(2025, 12, 15))]


def test_whoever_does_something_else_now_or_is_led_by_nobody_is_owed_nothing():
    assert owed(("seller-2", "leads", ASKED), ("chief", "leads", ASKED), ("nobody", "sells", ASKED)) == []
