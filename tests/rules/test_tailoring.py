"""What has to be said for something else to be expected of one person."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.rules.tailoring import Band, Wanted, faults

ON = date(2026, 1, 12)
GOOD = Wanted("bookings", 80.0, "Back from leave", ON, None)


def test_a_target_with_a_reason_and_a_day_is_well():
    assert faults(GOOD, None, ON) == {}
    assert faults(replace(GOOD, ends_on=date(2026, 4, 1)), Band(10.0), ON) == {}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"target": None}, {"target": "Expected a number such as 50000."}),
        ({"target": float("nan")}, {"target": "Expected a number such as 50000."}),
        ({"target": 0.0}, {"target": "A target of zero has no attainment: nothing can be a share of it."}),
        ({"reason": " "}, {"reason": "Give the reason: the person reads it, and whoever leads them after you."}),
        ({"reason": "a" * 2001}, {"reason": "Expected at most 2000 characters."}),
        ({"starts_on": None}, {"starts_on": "Expected a day such as 2026-01-12."}),
        (
            {"starts_on": date(2025, 11, 12)},
            {"starts_on": "This reaches back more than 60 days. Bring older targets with an import."},
        ),
        ({"ends_on": ON}, {"ends_on": "It has to end after it begins."}),
    ],
)
def test_what_cannot_stand_is_told_by_field(changed: dict[str, object], expected: dict[str, str]):
    assert faults(replace(GOOD, **changed), None, ON) == expected


def test_it_may_reach_back_sixty_days():
    assert faults(replace(GOOD, starts_on=date(2025, 11, 13)), None, ON) == {}


def test_a_band_may_begin_at_zero_but_not_lie_around_it():
    assert faults(replace(GOOD, target=0.0), Band(10.0), ON) == {}
    assert faults(replace(GOOD, target=-5.0), Band(10.0), ON) == {"target": "A band around zero has no attainment."}


def test_what_the_role_does_not_expect_cannot_be_tailored():
    assert faults(GOOD, None, ON, is_expected=False) == {"expectation": "Choose one of the expectations of this role."}
