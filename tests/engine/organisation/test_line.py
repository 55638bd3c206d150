"""Who reported to whom: as long as both were there, and who is next above today."""

from datetime import date

from answerable.engine.organisation.line import read_line
from teams_made import AS_OF, BEGAN, assignment, company

TOMORROW = date(2026, 1, 1)


def test_a_spell_lasts_to_the_day_looked_at_where_nothing_ends_it_before():
    moved_on = date(2025, 6, 1)
    rows = [
        assignment("chief", None),
        assignment("ann", "chief"),
        assignment("bob", "ann", BEGAN, moved_on),
        assignment("bob", "chief", moved_on),
        assignment("carl", "ann", TOMORROW),
    ]

    line = read_line(company(rows), AS_OF)

    assert line.spells.rows() == [
        ("bob", "ann", BEGAN, moved_on),
        ("ann", "chief", BEGAN, TOMORROW),
        ("bob", "chief", moved_on, TOMORROW),
    ]
    assert line.leader == {"chief": None, "ann": "chief", "bob": "chief"}


def test_whoever_has_left_leads_nobody_and_is_led_by_nobody():
    rows = [
        assignment("chief", None),
        assignment("gone", "chief"),
        assignment("ann", "gone"),
        assignment("bob", "ann"),
    ]
    left_on = date(2025, 9, 1)

    line = read_line(company(rows, left={"gone": left_on, "bob": left_on}), AS_OF)

    assert line.spells.rows() == [
        ("bob", "ann", BEGAN, left_on),
        ("gone", "chief", BEGAN, left_on),
        ("ann", "gone", BEGAN, left_on),
    ]
    # Ann has the next leader above who is there.
    assert line.leader == {"chief": None, "ann": "chief"}


def test_a_line_that_bites_its_tail_over_time_ends_where_it_does():
    first, second, third = date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1)
    rows = [
        assignment("gone", "lost", BEGAN, first),
        assignment("lost", "gone", second, third),
        assignment("ann", "gone", third),
        assignment("late", "bob", BEGAN, first),
        assignment("bob", "late", second),
    ]

    assert read_line(company(rows), AS_OF).leader == {"ann": None, "bob": None}
