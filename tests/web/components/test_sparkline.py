"""A series in a box of 96 by 26."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.components.sparkline.props import Sparkline
from rendering import rendered

SHARES = st.floats(min_value=-2, max_value=5)


def test_three_periods_worked_by_hand():
    # 90 wide between the edges: a step of 45. From 0.5 to 1.0 the line goes from 23 up to 3; 0.75 is halfway.
    props = Sparkline("Bookings: 75 %, 3 periods", (1.0, 0.5, 0.75), 0.9)

    assert props.points == ((3.0, 3.0), (48.0, 23.0), (93.0, 13.0))
    assert props.line == "3.0,3.0 48.0,23.0 93.0,13.0"
    assert props.last == (93.0, 13.0)
    # 0.9 is four fifths of the way up: 23 - 0.8 * 20.
    assert props.standard_y == 7.0


def test_it_says_in_words_what_it_shows():
    html = rendered(Sparkline("Bookings: 75 %, 3 periods", (1.0, 0.5, 0.75), 0.9))

    assert 'role="img" aria-label="Bookings: 75 %, 3 periods"> <title>Bookings: 75 %, 3 periods</title>' in html
    assert '<circle class="last" cx="93.0" cy="13.0" r="2.5"/>' in html


@pytest.mark.parametrize("levels", [(0.9,), (0.9, 0.9, 0.9)])
def test_levels_that_are_all_the_standard_lie_in_the_middle(levels: tuple[float, ...]):
    props = Sparkline("", levels, 0.9)

    assert {y for _x, y in props.points} == {13.0}
    assert props.points[0][0] == 3.0


def test_nothing_measured_draws_no_line_and_no_dot():
    props = Sparkline("Bookings: nothing yet", (), 0.9)

    assert (props.points, props.line, props.last, props.standard_y) == ((), "", None, 13.0)
    assert "<circle" not in rendered(props)


@given(levels=st.lists(SHARES, max_size=40), standard=SHARES)
def test_whatever_the_levels_everything_stays_within_the_box(levels: list[float], standard: float):
    props = Sparkline("", tuple(levels), standard)

    assert all(3 <= x <= 93 and 3 <= y <= 23 for x, y in props.points)
    assert 3 <= props.standard_y <= 23
    assert [x for x, _y in props.points] == sorted(x for x, _y in props.points)
