from datetime import date

import pytest

from answerable.rules.wording import counted, listed, spoken


def test_a_date_is_written_as_people_say_it():
    assert spoken(date(2026, 6, 8)) == "8 June 2026"
    assert spoken(date(2025, 12, 31)) == "31 December 2025"


@pytest.mark.parametrize(("number", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_one_of_a_thing_is_said_in_the_singular(number: int, text: str):
    assert counted(number, "day") == text


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_the_last_of_several_is_joined_with_and(parts: list[str], text: str):
    assert listed(parts) == text
