"""Two shares that grow month by month, in a picture 560 by 240."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.components.curves.examples import EXAMPLES
from answerable.web.components.curves.geometry import BOTTOM, LEFT, RIGHT, TOP, drawn, months, percents
from answerable.web.components.curves.props import Curve, Curves, Point
from rendering import rendered

shares = st.floats(0, 1, allow_nan=False)


def curves(first: tuple[Point, ...], second: tuple[Point, ...]) -> Curves:
    figures = (("1", "50 %", "25 %"),)
    return Curves(
        "Gaps closed",
        "Half closed.",
        "How to read it.",
        Curve("with", first),
        Curve("without", second),
        ("With", "Without"),
        figures,
    )


def test_a_curve_begins_at_nothing_and_goes_up_by_its_shares():
    # 492 wide for two months, 196 high.
    found = drawn((Point(1, 0.5, 0.25, 0.75), Point(2, 1.0, 0.5, 1.0)), 2)

    assert found.line == "56.0,208.0 302.0,110.0 548.0,12.0"
    assert found.band == "56.0,208.0 302.0,61.0 548.0,12.0 548.0,110.0 302.0,159.0"


@given(st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=24))
def test_nothing_is_drawn_outside(found: list[tuple[float, float, float]]):
    points = tuple(Point(month, *told) for month, told in enumerate(found, start=1))

    picture = drawn(points, len(points))

    places = [tuple(map(float, place.split(","))) for place in f"{picture.line} {picture.band}".split()]
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in places)


@pytest.mark.parametrize(("last", "labels"), [(12, "0 3 6 9 12"), (3, "0 1 2 3"), (7, "0 3 6"), (1, "0 1")])
def test_months_are_marked_so_that_marks_keep_apart(last: int, labels: str):
    found = months(last)

    assert " ".join(tick.label for tick in found) == labels
    assert found[0].at == LEFT


def test_shares_are_marked_by_quarters():
    assert [(tick.at, tick.label) for tick in percents()] == [
        (208.0, "0%"),
        (159.0, "25%"),
        (110.0, "50%"),
        (61.0, "75%"),
        (12.0, "100%"),
    ]


def test_both_share_the_scale_and_the_one_that_matters_is_drawn_last():
    props = curves((Point(1, 0.5, 0.4, 0.6),), (Point(1, 0.2, 0.1, 0.3), Point(2, 0.25, 0.2, 0.3)))

    assert [name for name, _drawn in props.lines] == ["second", "first"]
    assert props.lines[1][1].line == "56.0,208.0 302.0,110.0"
    assert [tick.label for tick in props.months] == ["0", "1", "2"]


def test_without_points_there_is_a_scale_all_the_same():
    props = curves((), ())

    assert props.lines[0][1].line == "56.0,208.0"
    assert [tick.label for tick in props.months] == ["0", "1"]


def test_it_says_what_it_shows_and_the_table_behind_has_the_figures():
    html = rendered(EXAMPLES[0][1])

    assert "<title>Gaps closed: with coaching 64 % after a year, without 46 %.</title>" in html
    assert '<th scope="row">12</th><td>64%</td><td>46%</td>' in html
