"""Who led a unit when its record begins, and what of whose teaching is in whose figures, worked out by hand."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from answerable.engine.attribution.beliefs import Alike
from answerable.engine.attribution.composition import Composition
from answerable.engine.attribution.stories import WEAK, Story, stories_of
from collapsed import BOOKINGS, FIRST, SELLS, composed, long_frame, moving_company

# The first month of the companies here.
BEGINS = date(2018, 1, 1)


def company(*spells: tuple[str, str | None, str | None, int, int]) -> Composition:
    """Of person, leader, unit, first month and last month, each counted from 0."""
    return composed(
        long_frame(
            [
                (person, SELLS, BOOKINGS, leader, None, unit, FIRST + month, 1.0 + 0.1 * ((month + len(person)) % 3))
                for person, leader, unit, first, last in spells
                for month in range(first, last + 1)
            ]
        )
    )


def told(made: Composition) -> dict[str, Story]:
    return {story.name: story for story in stories_of(made)}


def first_leaders(made: Composition) -> dict[str, str]:
    """The home unit of every leader who came first, as the story of placed leaders has it."""
    story = told(made)["placed"]
    leader, unit = story.told["manager"]["unit"].toarray().nonzero()
    return {
        made.ids["manager"][int(one)]: made.ids["unit"][int(where)] for one, where in zip(leader, unit, strict=True)
    }


SUCCESSION = (
    ("ann", "old", "north", 0, 5),
    ("ann", "new", "north", 6, 11),
    ("bob", "old", "north", 0, 5),
    ("carl", "south-chief", "south", 2, 11),
)


def test_the_months_here_begin_where_they_are_said_to():
    assert company(("ann", "x", "north", 0, 1)).keys["first_on"].to_list() == [BEGINS]


def test_whoever_led_a_unit_when_its_record_begins_came_first():
    assert first_leaders(company(*SUCCESSION)) == {"old": "north", "south-chief": "south"}


def test_of_two_who_led_a_unit_when_it_begins_the_one_with_more_results_came_first():
    made = company(("ann", "few", "north", 0, 2), ("bob", "many", "north", 0, 5), ("carl", "later", "north", 3, 5))

    assert first_leaders(made) == {"many": "north"}


def test_who_begins_with_two_units_is_at_home_in_the_one_with_more_results():
    made = company(("ann", "x", "north", 0, 2), ("bob", "x", "south", 0, 5), ("carl", "later", "north", 3, 5))

    assert first_leaders(made) == {"x": "south"}


def test_who_leads_people_of_no_unit_has_no_home():
    made = company(("ann", "x", "north", 0, 2), ("bob", "y", None, 0, 5))

    assert first_leaders(made) == {"x": "north"}


def test_first_leaders_make_up_for_the_market_of_their_unit():
    made = company(*SUCCESSION)
    story = told(made)["placed"]

    # Cells: Ann under new, Ann under old, Bob under old, Carl. Units: north, south. First ones: old, south-chief.
    assert made.keys.select("person_id", "manager_id").rows() == [
        ("ann", "new"),
        ("ann", "old"),
        ("bob", "old"),
        ("carl", "south-chief"),
    ]
    assert story.groups["manager"].tolist() == [0, -1, -1, -1]
    assert story.groups["first"].tolist() == [-1, 0, 0, 1]
    assert (story.levels["manager"], story.levels["first"], story.levels["unit"]) == (1, 2, 2)
    np.testing.assert_array_equal(story.more["unit"].toarray(), [[0, 0], [-1, 0], [-1, 0], [0, -1]])
    assert story.groups["unit"].tolist() == [0, 0, 0, 1]
    for name, levels in (("first", 2), ("manager", 1)):
        np.testing.assert_array_equal(story.more[name].toarray(), np.zeros((4, levels)))


def test_what_a_first_leader_adds_is_their_own_less_the_market():
    story = told(company(*SUCCESSION))["placed"]
    groups = {"manager": np.array([0.3]), "first": np.array([0.1, 0.2]), "unit": np.array([-0.4, 0.05])}

    # In the order new, old, south-chief.
    np.testing.assert_allclose(story.effects("manager", groups), [0.3, 0.5, 0.15])
    assert story.effects("unit", groups) is groups["unit"]


def test_leaders_vary_as_those_who_came_later_and_those_who_came_first_each_by_their_results():
    made = company(*SUCCESSION)
    story = told(made)["placed"]

    weight = made.cells.weight
    later = weight[0] / weight.sum()
    variances = {"manager": 0.04, "first": 0.03, "unit": 0.02, "person": 0.5}
    assert story.variance("manager", variances) == pytest.approx(later * 0.04 + (1 - later) * (0.03 + 0.02))
    assert story.variance("person", variances) == 0.5


def test_first_leaders_are_believed_to_vary_as_much_as_later_ones():
    story = told(company(*SUCCESSION))["placed"]

    belief = story.belief
    assert list(story.groups) == ["person", "manager", "unit", "match", "first"]
    assert belief == Alike(WEAK, one=1, others=(4, 2), within=0.1)


def test_half_a_years_teaching_stays_with_whoever_moves_on():
    made = company(("ann", "x", "north", 0, 5), ("ann", "y", "north", 6, 8), ("ann", "z", "north", 9, 11))

    (taught,) = told(made)["lasting"].more.values()

    # Under x from the first of January to the thirtieth day of June, 181 days of 365; under y from July to September,
    # 62 days up to the first of September and 30 more.
    x, y = 181 / 365 / 2, 92 / 365 / 2
    assert made.keys["manager_id"].to_list() == ["x", "y", "z"]
    np.testing.assert_allclose(taught.toarray(), [[0, 0, 0], [x, 0, 0], [x, y, 0]])


def test_two_years_under_a_leader_teach_no_more_than_one():
    made = company(("ann", "x", "north", 0, 23), ("ann", "y", "north", 24, 25), ("bob", "y", "north", 0, 25))

    (taught,) = told(made)["lasting"].more.values()

    np.testing.assert_allclose(taught.toarray(), [[0, 0], [0.5, 0], [0, 0]])


def test_who_comes_back_is_not_taught_by_the_same_leader_twice():
    made = company(("ann", "x", "north", 0, 11), ("ann", "y", "north", 12, 23), ("ann", "x", "south", 24, 25))

    (taught,) = told(made)["lasting"].more.values()

    # A year less 31 days up to the first of December, and 30 days more.
    assert made.keys.select("manager_id", "unit_id").rows() == [("x", "north"), ("x", "south"), ("y", "north")]
    np.testing.assert_allclose(taught.toarray(), [[0, 0], [0, 364 / 365 / 2], [364 / 365 / 2, 0]])


def test_nobody_teaches_nothing_and_what_was_taught_stays_where_nobody_leads():
    made = company(("ann", None, "north", 0, 5), ("ann", "x", "north", 6, 17), ("ann", None, "south", 18, 19))

    (taught,) = told(made)["lasting"].more.values()

    assert made.keys.select("manager_id", "unit_id").rows() == [(None, "north"), (None, "south"), ("x", "north")]
    # From July to June: 335 days up to the first of June, and 30 days more.
    np.testing.assert_allclose(taught.toarray(), [[0], [0.5], [0]])


@pytest.mark.parametrize(
    ("spells", "names"),
    [
        # Nobody leads: there is nothing to tell apart.
        ([("ann", None, "north", 0, 5), ("bob", None, "south", 0, 5)], ["plain"]),
        # Nobody moved on, and nobody came later.
        ([("ann", "x", "north", 0, 5), ("bob", "y", "south", 0, 5)], ["plain"]),
        # Ann moved on, from one first leader to another.
        ([("ann", "x", "north", 0, 5), ("ann", "y", "south", 6, 8), ("bob", "y", "south", 0, 8)], ["plain", "lasting"]),
        # Bob is led by somebody who came later; nobody moved on.
        ([("ann", "x", "north", 0, 5), ("bob", "y", "north", 3, 5)], ["plain", "placed"]),
        # There are no units to be put in.
        ([("ann", "x", None, 0, 5), ("ann", "y", None, 6, 8)], ["plain", "lasting"]),
        (list(SUCCESSION), ["plain", "lasting", "placed"]),
    ],
)
def test_only_what_a_record_could_tell_apart_is_offered(spells: list[Any], names: list[str]):
    found = stories_of(company(*spells))

    assert [story.name for story in found] == names


def test_the_plain_story_takes_the_groups_as_they_are():
    made = composed(moving_company(1))

    plain = stories_of(made)[0]

    assert (plain.groups, plain.levels, plain.more) == (made.cells.groups, made.cells.levels, {})
    effects = {"manager": np.array([0.1])}
    assert plain.effects("manager", effects) is effects["manager"]
    assert plain.variance("manager", {"manager": 0.5}) == 0.5


def test_all_that_can_be_told_is_as_likely_beforehand_as_is_said():
    assert {name: story.prior for name, story in told(company(*SUCCESSION)).items()} == {
        "plain": 0.3,
        "lasting": 0.15,
        "placed": 0.55,
    }
    assert stories_of(company(("ann", None, None, 0, 5)))[0].prior == 1.0


def test_later_leaders_of_their_own_are_those_of_the_frame():
    made = composed(moving_company(2))
    story = told(made)["placed"]

    homes = first_leaders(made)
    leaders = made.keys.select(leader="manager_id").with_columns(pl.Series("later", story.groups["manager"] >= 0))
    assert homes
    assert all(later == (leader not in homes) for leader, later in leaders.rows())
