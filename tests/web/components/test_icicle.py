"""The organisation below a leader, as nested blocks in a picture 960 wide."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.components.icicle.geometry import LINE, WIDTH, Block, Node, blocks, height_of
from answerable.web.components.icicle.props import Icicle
from rendering import rendered


def node(name: str, people: int, *children: Node, gaps: int = 0) -> Node:
    return Node(name, f"/chain/{name}/", people, gaps, 0, 0, 0, children)


def trees() -> st.SearchStrategy[Node]:
    leaf = st.builds(
        lambda people, gaps, name: node(name, people, gaps=min(gaps, people)),
        st.integers(0, 300),
        st.integers(0, 60),
        st.text(max_size=80),
    )
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda children: node("Above", sum(one.people + 1 for one in children), *children),
            st.lists(inner, min_size=1, max_size=6),
        ),
        max_leaves=25,
    )


def placed(found: tuple[Block, ...]) -> list[tuple[str, float, float, float, float]]:
    return [(one.node.name, one.x, one.y, one.width, one.height) for one in found]


def test_two_leaders_worked_by_hand():
    # Two levels of 480. Two leaves need 2 * 24 * 1.4 = 67.2: the least height of 260 stands.
    # Each child has 24; the other 212 go by people, 3 to 1: 24 + 159 = 183 and 24 + 53 = 77.
    root = node("Root", 6, node("Many", 3), node("Few", 1))

    assert height_of(root) == 260.0
    assert placed(blocks(root)) == [
        ("Root", 0.0, 0.0, 478.0, 258.0),
        ("Many", 480.0, 0.0, 478.0, 181.0),
        ("Few", 480.0, 183.0, 478.0, 75.0),
    ]
    assert [one.level for one in blocks(root)] == [0, 1, 1]


def test_a_leader_without_leaders_below_fills_the_picture():
    assert placed(blocks(node("Root", 2))) == [("Root", 0.0, 0.0, 958.0, 258.0)]


def test_many_leaders_make_the_picture_higher():
    root = node("Root", 40, *(node(f"L{number}", 2) for number in range(20)))

    # 20 leaves of 24 each, and two fifths more.
    assert height_of(root) == pytest.approx(672)


@pytest.mark.parametrize(
    ("people", "gaps", "shade"),
    [(10, 0, 0), (100, 1, 1), (1000, 1, 1), (10, 1, 2), (25, 3, 3), (25, 4, 4), (5, 1, 5), (4, 4, 5), (0, 0, 0)],
)
def test_the_more_of_them_have_a_gap_the_darker(people: int, gaps: int, shade: int):
    assert blocks(node("Root", people, gaps=gaps))[0].shade == shade


@pytest.mark.parametrize(
    ("root", "lines"),
    [
        (node("Ruth Levi", 8), ("Ruth Levi", "8 people, no gap")),
        (node("Ruth Levi", 1, gaps=1), ("Ruth Levi", "1 person, 1 gap")),
        (node("Ruth Levi", 8, gaps=2), ("Ruth Levi", "8 people, 2 gaps")),
    ],
)
def test_a_block_says_whose_it_is_and_how_they_stand(root: Node, lines: tuple[str, ...]):
    assert blocks(root)[0].lines == lines


def test_a_low_block_says_so_in_one_line_and_where_there_is_no_gap_only_the_name():
    root = node("Root", 40, *(node(f"Leader {number}", 2, gaps=number % 2) for number in range(20)))

    found = {one.node.name: one.lines for one in blocks(root)}

    # 33.6 high: room for one line, not for two.
    assert found["Leader 1"] == ("Leader 1 · 1 gap",)
    assert found["Leader 2"] == ("Leader 2",)


def test_a_name_that_is_too_long_is_cut_where_the_block_ends():
    # Three levels of 320: (320 - 12) / 6.8 is room for 45 letters.
    long = "A name that is far too long to fit into any block at all"
    root = node("Root", 9, node("Middle", 8, node(long, 7)))

    line = blocks(root)[2].lines[0]

    assert line == "A name that is far too long to fit into any …"
    assert len(line) == 45


def test_lines_stand_below_each_other():
    block = blocks(node("Ruth Levi", 8))[0]

    assert block.texts == [(15.0, "Ruth Levi"), (15.0 + LINE, "8 people, no gap")]


@given(trees())
def test_everything_stays_in_the_picture_and_no_two_blocks_of_a_level_overlap(root: Node):
    found, height = blocks(root), height_of(root)

    for one in found:
        assert one.x >= 0
        assert one.y >= 0
        # Places are rounded to a tenth.
        assert one.x + one.width <= WIDTH
        assert one.y + one.height <= height + 0.1
    for level in {one.level for one in found}:
        column = sorted((one.y, one.y + one.height) for one in found if one.level == level)
        assert all(end <= start for (_, end), (start, _) in pairwise(column))


@given(trees())
def test_every_leader_at_the_end_of_a_line_has_room_for_a_line_of_their_own(root: Node):
    found = blocks(root)

    assert len(found) == _count(root)
    for one in found:
        if not one.node.children:
            assert one.height >= LINE
            assert len(one.lines) in {1, 2}
        assert all(12 + 6.8 * len(line) <= one.width + 2 + 0.1 for line in one.lines)
        assert 0 <= one.shade <= 5


def _count(root: Node) -> int:
    return 1 + sum(_count(child) for child in root.children)


def test_every_block_leads_down_to_its_line_and_says_so_in_words():
    props = Icicle(node("Root", 3, node("Ruth", 1, gaps=1)))

    html = rendered(props)

    assert 'viewBox="0 0 960 260"' in html
    assert '<a href="/chain/Ruth/" aria-label="Ruth: 1 person, 1 gap">' in html
    assert '<a href="/chain/Root/" aria-label="Root: 3 people, 0 gaps">' in html
