import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.engine.attribution.connected import Matches, bridges, matches_of, well_connected

# Which of up to six people were under which of up to five leaders.
tables = arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 5)))


def graph(*pairs: tuple[int, int]) -> Matches:
    """Matches of one observation each; their figure is their place, so that one knows them again."""
    person, leader = np.array(pairs).T
    return matches_of(np.arange(len(pairs), dtype=np.float64), np.ones(len(pairs)), person, leader)


def parts(pairs: list[tuple[int, int]]) -> list[set[tuple[int, int]]]:
    """The connected parts of a graph, each by its pairs, joined one pair at a time."""
    found: list[set[tuple[int, int]]] = []
    for pair in pairs:
        touching = [part for part in found if any(pair[0] == one or pair[1] == other for one, other in part)]
        found = [part for part in found if part not in touching] + [{pair}.union(*touching)]
    return found


def are_bridges(pairs: list[tuple[int, int]]) -> list[bool]:
    """Whether each pair's two ends are in no common part once the pair is gone."""
    return [
        not any(
            any(one == pair[0] for one, _ in part) and any(other == pair[1] for _, other in part)
            for part in parts([rest for rest in pairs if rest != pair])
        )
        for pair in pairs
    ]


@given(tables)
def test_bridges_are_what_parts_the_graph_when_it_is_taken_out(table: np.ndarray):
    person, leader = np.nonzero(table)

    found = bridges(person, leader)

    assert found.tolist() == are_bridges(list(zip(person.tolist(), leader.tolist(), strict=True)))


@given(tables)
def test_what_is_kept_is_as_large_as_any_part_without_bridges(table: np.ndarray):
    person, leader = np.nonzero(table)
    pairs = list(zip(person.tolist(), leader.tolist(), strict=True))

    found = well_connected(matches_of(np.ones(len(pairs)), np.ones(len(pairs)), person, leader), 5)

    solid = [pair for pair, bridge in zip(pairs, are_bridges(pairs), strict=True) if not bridge]
    kept = list(zip(found.person.tolist(), found.leader.tolist(), strict=True))
    assert len(kept) == max(map(len, parts(solid)), default=0)
    assert not any(are_bridges(kept))
    assert len(parts(kept)) == (1 if kept else 0)


def test_entries_of_a_pair_are_combined_and_those_without_a_manager_or_a_weight_left_out():
    found = matches_of(
        np.array([1.0, 4.0, 9.0, 2.0, 5.0]),
        np.array([1.0, 3.0, 2.0, 5.0, 0.0]),
        np.array([70, 40, 40, 70, 40]),
        np.array([8, 8, -1, 8, 9]),
    )

    # Person 40 comes first. Person 70 under manager 8: (1 * 1 + 5 * 2) / 6.
    assert found.y == pytest.approx([4.0, 11 / 6])
    assert found.weight.tolist() == [3.0, 6.0]
    assert (found.person.tolist(), found.leader.tolist()) == ([0, 1], [0, 0])
    assert (found.people, found.leaders) == (2, 1)


def test_matches_are_in_the_order_of_people_then_leaders_whatever_the_order_of_entries():
    found = matches_of(np.array([1.0, 2.0, 3.0]), np.ones(3), np.array([5, 2, 5]), np.array([9, 3, 1]))

    assert found.y.tolist() == [2.0, 3.0, 1.0]
    assert (found.person.tolist(), found.leader.tolist()) == ([0, 1, 1], [1, 0, 2])


def test_of_two_circles_joined_by_one_person_the_larger_is_kept():
    small = [(0, 0), (0, 1), (1, 0), (1, 1)]
    large = [(2, 2), (2, 3), (3, 2), (3, 3), (4, 2), (4, 3)]
    joining = [(5, 1), (5, 2)]

    found = well_connected(graph(*small, *joining, *large), 10)

    assert found.y.tolist() == [6.0, 7.0, 8.0, 9.0, 10.0, 11.0]
    assert (found.people, found.leaders) == (3, 2)


@pytest.mark.parametrize("pairs", [[(0, 0)], [(0, 0), (0, 1), (1, 1), (1, 2)], [(0, 0), (1, 0), (2, 0)]])
def test_a_tree_leaves_nothing(pairs: list[tuple[int, int]]):
    found = well_connected(graph(*pairs), 10)

    assert (found.people, found.leaders, found.y.size) == (0, 0, 0)


def test_no_entries_leave_nothing():
    none = np.zeros(0, dtype=np.int64)

    found = well_connected(matches_of(np.zeros(0), np.zeros(0), none, none), 10)

    assert (found.people, found.leaders, found.y.size) == (0, 0, 0)


def test_a_circle_of_many_thousands_is_kept_whole():
    number = np.arange(30_000)
    person, leader = np.tile(number, 2), np.concatenate([number, (number + 1) % 30_000])

    found = well_connected(matches_of(np.ones(60_000), np.ones(60_000), person, leader), 30_000)

    assert (found.people, found.leaders, found.y.size) == (30_000, 30_000, 60_000)


def test_with_too_many_leaders_those_who_share_most_people_are_gathered_around_the_hub():
    # Leader 2 has the most people: three shared with leader 3, two with leader 1. Leader 0 shares two with leader 1.
    people_of = [(0, 1), (0, 1), (1, 2), (1, 2), (2, 3), (2, 3), (2, 3)]
    all_pairs = graph(*[(person, leader) for person, leaders in enumerate(people_of) for leader in leaders])

    three, two = well_connected(all_pairs, 3), well_connected(all_pairs, 2)

    # Matches are numbered in pairs: person 2 has 4 and 5, and so on to person 6 with 12 and 13.
    assert three.y.tolist() == [*range(4, 14)]
    assert two.y.tolist() == [*range(8, 14)]
    assert (two.people, two.leaders) == (3, 2)


def test_a_neighbourhood_leaves_out_who_is_held_by_one_match_only_in_it():
    # A circle of four leaders: any two neighbours among them are held together by one person.
    circle = graph((0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 0))

    assert well_connected(circle, 4).y.size == 8
    assert well_connected(circle, 3).y.size == 0
