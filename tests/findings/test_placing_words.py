"""What would have to be true, as sentences."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from answerable.engine.placement import Learned
from answerable.findings.placing_words import caveats_of, conditions_of
from hand_made import ANN, FAIR
from placement_by_hand import HELPS, SELLS, made_learned

NAMES = {ANN: "Ann", FAIR: "Fay", SELLS: "Seller", HELPS: "Helper"}
FACTS: dict[str, Any] = {
    "person_id": ANN,
    "role_id": HELPS,
    "manager_id": None,
    "unit_id": None,
    "from_role_id": SELLS,
    "carry": 0.5,
    "carry_low": 0.2,
    "carry_high": 0.8,
    "based_on": 0,
}
ITEM = {"item": "listens", "required": 3.0, "seen": None, "assessed_on": None, "old": None, "state": "unknown"}
NOT_WRITTEN = "What the role asks for is not written down, and has been looked at."


def conditions(
    learned: Learned | None = None, items: tuple[dict[str, Any], ...] = (), **changed: object
) -> tuple[str, ...]:
    return conditions_of(learned or made_learned(), FACTS | changed, items, NAMES)


@pytest.mark.parametrize(
    ("moved", "based_on", "told"),
    [
        (0, 0, "nobody here has changed roles yet, so how much does is not known"),
        (9, 0, "as it does between other roles here; nobody has held both of these yet"),
        (9, 1, "as it did for one person before"),
        (9, 7, "as it did for 7 people before"),
    ],
)
def test_what_goes_along_is_told_with_those_it_rests_on(moved: int, based_on: int, told: str):
    learned = made_learned()
    learned = replace(learned, carry=replace(learned.carry, people=moved))

    first, *_ = conditions(learned, based_on=based_on)

    assert first == f"What Ann shows as Seller carries over to Helper: {told} (between 20 % and 80 % of it)."


def test_of_a_role_held_before_nothing_has_to_go_along():
    assert conditions(carry=None) == (NOT_WRITTEN,)


@pytest.mark.parametrize(
    ("leader", "told"),
    [
        (None, "The leader there is a typical one."),
        (FAIR, "Fay adds there what they have added so far."),
        ("new", "new, of whom nothing is on record, leads as a typical leader does."),
    ],
)
def test_the_leader_there_is_named_as_far_as_known(leader: str | None, told: str):
    assert conditions(made_learned(leaders=True), carry=None, manager_id=leader) == (told, NOT_WRITTEN)


def test_a_unit_that_is_not_known_is_a_typical_one():
    learned = made_learned(leaders=True, component="unit")

    assert conditions(learned, carry=None) == ("The unit there is a typical one.", NOT_WRITTEN)
    assert conditions(learned, carry=None, unit_id=FAIR) == (NOT_WRITTEN,)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({}, ("“listens”, not yet assessed, is at 3 or above.",)),
        ({"seen": 1.5, "state": "short", "old": False}, ("“listens”, seen at 1.5, comes to 3.",)),
        (
            {"seen": 4.0, "state": "met", "old": True, "assessed_on": date(2024, 5, 2)},
            ("“listens”, last assessed on 2 May 2024, is still at 3 or above.",),
        ),
        ({"seen": 4.0, "state": "met", "old": False}, ()),
    ],
)
def test_what_the_role_asks_for_has_to_be_there(item: dict[str, Any], told: tuple[str, ...]):
    assert conditions(carry=None, items=(ITEM | item,)) == told


@pytest.mark.parametrize(
    ("moved", "sentences"),
    [
        (0, ("Nobody on record has changed roles: how much people bring along is not known, only believed.",)),
        (1, ("Only one person on record has changed roles: how much people bring along is hardly known.",)),
        (19, ("Only 19 people on record have changed roles: how much people bring along is hardly known.",)),
        (20, ()),
    ],
)
def test_few_who_changed_roles_are_a_limit(moved: int, sentences: tuple[str, ...]):
    learned = made_learned()

    assert caveats_of(replace(learned, carry=replace(learned.carry, people=moved)), [ANN], [SELLS], NAMES) == sentences


def test_roles_and_people_without_figures_are_told():
    learned = made_learned()
    learned = replace(learned, carry=replace(learned.carry, people=50))

    assert caveats_of(learned, [ANN, "zoe"], ["leads", HELPS], NAMES) == (
        "Nothing was measured in the role leads: nobody can be proposed for it.",
        "Of one person nothing was measured that is their own, so nothing can be expected of them anywhere.",
    )
    assert caveats_of(learned, ["yan", "zoe"], [], NAMES)[0].startswith("Of 2 people nothing was measured")
