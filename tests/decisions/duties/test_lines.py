"""Duties of a whole line at once: what one may take along, and no more."""

from datetime import date

import pytest

from answerable.decisions.duties.lines import owed_in_line
from asking import asker
from more_cases import owe, take_up

pytestmark = pytest.mark.django_db

SINCE = date(2025, 10, 14)


def test_what_is_owed_in_the_line_is_told_open_or_fallen_due_since_a_day():
    found = list(owed_in_line(asker("director"), since=SINCE))

    assert {one.subject_key for one in found} >= {"leader", "new-leader", "seller-1", "seller-6"}
    assert all(one.ended_on is None or one.due_on >= SINCE for one in found)
    assert [one.due_on for one in found] == sorted(one.due_on for one in found)
    climbed = next(one for one in found if one.kind == "plan" and one.leader_key == "chief")
    assert (climbed.subject, climbed.leader, climbed.came_from) == ("Seller-1", "Cleo Chief", "Dana Reyes")
    assert (climbed.due_on, climbed.kept_on, climbed.lapsed_on) == (date(2025, 10, 7), None, date(2025, 10, 15))


def test_what_is_owed_beside_or_above_is_not():
    keys = {one.subject_key for one in owed_in_line(asker("leader"), since=SINCE)}

    assert keys == {"seller-1", "seller-2", "seller-3", "seller-4", "seller-5"}


def test_what_is_owed_to_a_unit_of_the_line_is_told():
    owe(take_up(unit="north", expectation="calls"), kind="plan", leader="leader")

    owed = [one for one in owed_in_line(asker("leader"), since=SINCE) if one.subject_key == "north"]

    assert [(one.kind, one.subject, one.case is not None) for one in owed] == [("plan", "North", True)]
    assert "north" not in {one.subject_key for one in owed_in_line(asker("new leader"), since=SINCE)}


@pytest.mark.parametrize("name", ["seller", "stranger", "administrator"])
def test_nobody_else_is_told_anything(name: str):
    assert list(owed_in_line(asker(name), since=SINCE)) == []
