"""How targets are spoken."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.facts.agreements.read import ExpectedOf, Tailored
from answerable.facts.roles.read import Expected
from answerable.web.targets import days_of, tailored_words, target_of, target_words

BOOKINGS = Expected("bookings", "Bookings", "sells", "higher", "month", "EUR", 50_000.0, None, 0.1)
OWN = Tailored(1, 40_000.0, None, "Back from leave", date(2026, 1, 1), None, "Lee Okoro")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "at least 50,000 EUR"),
        ({"direction": "lower", "unit": "", "target": 0.35}, "at most 0.35"),
        ({"direction": "band", "target": 20.0, "target_high": 30.0, "unit": "days"}, "20 – 30 days"),
        ({"target": None}, "agreed person by person"),
    ],
)
def test_a_target_is_said_with_its_direction_and_unit(changed: dict[str, object], words: str):
    assert target_words(replace(BOOKINGS, **changed)) == words
    assert target_of(ExpectedOf(replace(BOOKINGS, **changed), None, 1)) == words


def test_what_is_tailored_is_said_with_its_days_and_its_reason():
    one = ExpectedOf(BOOKINGS, OWN, 1)

    assert tailored_words(one, OWN) == "at least 40,000 EUR"
    assert target_of(one) == (
        "at least 40,000 EUR, from 1 January 2026, instead of at least 50,000 EUR: Back from leave"
    )
    assert days_of(replace(OWN, ends_on=date(2026, 4, 1))) == "from 1 January 2026 until 1 April 2026"
