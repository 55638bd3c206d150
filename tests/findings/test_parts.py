"""What is told apart, what is told together, and that it adds up to the same."""

from math import sqrt

import pytest

from answerable.findings.parts import PartShown, as_told, from_plain, plain
from reckoned import PARTS


def part(component: str, estimate: float, reach: float = 0.1, key: str = "") -> PartShown:
    return PartShown(component, key, "", estimate, estimate - reach, estimate + reach)


def said(parts: tuple[PartShown, ...]) -> list[tuple[str, float]]:
    return [(one.component, round(one.estimate, 6)) for one in parts]


def test_whoever_may_see_no_leader_s_effect_is_told_them_together_with_where():
    told = as_told(PARTS, ())

    # Unit 2, director 1, leader 13 and the pair 0 points.
    assert said(told) == [("market", 0.04), ("led", 0.16), ("person", 0.25), ("chance", -0.05)]
    reach = sqrt(0.04**2 + 0.03**2 + 0.07**2 + 0.01**2)
    assert (told[1].low, told[1].high) == (pytest.approx(0.16 - reach), pytest.approx(0.16 + reach))
    assert told[1].key == ""


def test_a_leader_s_own_stands_apart_and_those_above_are_told_together():
    told = as_told(PARTS, {"leader"})

    assert said(told) == [("market", 0.04), ("led", 0.03), ("manager", 0.13), ("person", 0.25), ("chance", -0.05)]


def test_whoever_may_see_all_leaders_sees_every_part():
    assert as_told(PARTS, {"leader", "director"}) == PARTS


def test_what_several_leaders_add_on_average_is_told_apart_to_nobody():
    several = (part("unit", 0.02), part("manager", 0.1), part("person", 0.03), part("chance", 0.01))

    assert said(as_told(several, {"leader"})) == [("led", 0.12), ("person", 0.03), ("chance", 0.01)]


def test_a_leader_s_part_never_stands_alone_for_it_could_be_worked_out():
    alone = (part("market", 0.02), part("manager", 0.1, key="leader"), part("person", 0.03), part("chance", 0.01))

    told = as_told(alone, ())

    assert said(told) == [("market", 0.02), ("led_or_chance", 0.11), ("person", 0.03)]
    assert not told[1].is_sure


@pytest.mark.parametrize("seen", [(), {"leader"}, {"director"}, {"leader", "director"}])
def test_parts_add_up_to_the_same_whoever_looks(seen: set[str]):
    assert sum(one.estimate for one in as_told(PARTS, seen)) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("one", "sure"),
    [
        (part("person", 0.2), True),
        (part("person", -0.2), True),
        (part("person", 0.05), False),
        (part("chance", 0.2), False),
        (part("market", 0.2, 0.0), False),
    ],
)
def test_sure_is_what_keeps_to_one_side_of_zero_and_is_somebody_s(*, one: PartShown, sure: bool):
    assert one.is_sure is sure


def test_parts_come_back_as_they_were_stored():
    assert from_plain(plain(PARTS)) == PARTS
