import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.fairness import (
    ADMINISTRATOR,
    LEADER,
    OUTSIDE,
    PARTNER,
    Cell,
    enough_to_show,
    groups_shown,
    may_see_fairness,
    may_show_instead,
)
from answerable.rules.seeing import Viewer

ADMIN = Viewer("", is_administrator=True)
OF_ALL = Viewer("p", frozenset({"a", "b"}), is_partner_of_all=True)


@pytest.mark.parametrize(
    ("viewer", "verdict"),
    [(ADMIN, ADMINISTRATOR), (OF_ALL, PARTNER), (Viewer("p", frozenset({"a"})), OUTSIDE), (Viewer("p"), OUTSIDE)],
)
def test_administrators_and_partners_of_the_whole_company_see_it_and_nobody_else(viewer: Viewer, verdict: object):
    assert may_see_fairness(viewer, leads=False) is verdict


@pytest.mark.parametrize("viewer", [ADMIN, OF_ALL, Viewer("p")])
def test_nobody_who_leads_sees_it_whatever_else_they_are(viewer: Viewer):
    assert may_see_fairness(viewer, leads=True) is LEADER


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({"woman": 20, "man": 30}, {"woman", "man"}),
        # One alone that is left out could be worked out from the total: the next smallest goes along.
        ({"woman": 20, "man": 30, "other": 3}, set()),
        ({"a": 20, "b": 30, "c": 9, "d": 3}, {"a", "b"}),
        # Two of four people together: a total would still single out fewer than five.
        ({"a": 20, "b": 30, "c": 2, "d": 2}, set()),
        ({"a": 20, "b": 30, "c": 6, "d": 2, "e": 2}, {"a", "b"}),
        ({"a": 20, "b": 30, "c": 4, "d": 4}, {"a", "b"}),
        ({"a": 20, "b": 3}, set()),
        ({"a": 20}, set()),
        # A group nobody of which could be decided on is no group of this table.
        ({"a": 20, "b": 30, "c": 0}, {"a", "b"}),
        ({}, set()),
    ],
)
def test_small_groups_are_left_out_and_cannot_be_worked_out(people: dict[str, int], shown: set[str]):
    assert groups_shown(people, 0) == shown


def test_people_of_whom_no_group_is_on_record_blur_a_small_one():
    people = {"woman": 20, "man": 30, "other": 3}

    assert groups_shown(people, 2) == {"woman", "man"}
    assert groups_shown(people, 1) == frozenset()
    assert groups_shown({"woman": 20, "man": 30}, 1) == {"woman", "man"}


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12)), st.integers(0, 6))
def test_what_is_left_out_is_nobody_or_five_people_of_two_groups_or_more(people: dict[str, int], unstated: int):
    shown = groups_shown(people, unstated)

    hidden = [people[group] for group in people if group not in shown and people[group]]
    hidden += [unstated] if hidden and unstated else []
    assert all(people[group] >= 5 for group in shown)
    assert len(shown) != 1
    if shown and hidden:
        assert sum(hidden) >= 5
        assert len(hidden) > 1


def test_a_table_is_shown_anew_once_five_people_differ():
    before = {"woman": Cell(20, 8), "man": Cell(30, 10)}

    assert may_show_instead({}, before)
    assert may_show_instead(before, dict(before))
    assert not may_show_instead(before, {"woman": Cell(21, 9), "man": Cell(30, 10)})
    assert not may_show_instead(before, {"woman": Cell(20, 10), "man": Cell(30, 8)})
    assert may_show_instead(before, {"woman": Cell(23, 9), "man": Cell(32, 10)})
    # A group that is shown for the first time adds all of its people.
    assert may_show_instead(before, before | {"other": Cell(5, 0)})


def test_one_who_was_selected_and_one_who_was_not_do_not_cancel_out():
    """Of ten people one more was selected and one fewer was not: that is one person."""
    assert not may_show_instead({"a": Cell(10, 5)}, {"a": Cell(10, 6)})
    assert may_show_instead({"a": Cell(10, 5)}, {"a": Cell(10, 0)})


def test_a_table_takes_five_who_were_selected_and_five_who_were_not():
    assert enough_to_show([Cell(10, 2), Cell(10, 3)])
    assert not enough_to_show([Cell(10, 2), Cell(10, 2)])
    assert not enough_to_show([Cell(10, 8), Cell(10, 8)])
