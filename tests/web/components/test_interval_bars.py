"""Estimates with their intervals, on one scale in a picture 320 wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.components.interval_bars.geometry import EDGE, WIDTH, drawn, ticks
from answerable.web.components.interval_bars.props import Bar, IntervalBars
from rendering import rendered

shares = st.floats(-3, 3, allow_nan=False)


def bars(*given_: Bar) -> IntervalBars:
    return IntervalBars("Whose gap it is", "Part", "How to read it.", given_)


def test_a_bar_goes_from_zero_to_its_estimate_and_its_interval_beyond():
    # From -0.1 to 0.3 on 296 of 320: a tenth is 74.
    found = drawn(0.1, -0.1, 0.2, (-0.1, 0.3))

    assert (found.zero, found.x, found.width, found.at) == (86.0, 86.0, 74.0, 160.0)
    assert (found.low, found.high) == (12.0, 234.0)


def test_a_bar_below_zero_goes_to_the_left():
    found = drawn(-0.1, -0.1, -0.1, (-0.1, 0.3))

    assert (found.x, found.width, found.zero) == (12.0, 74.0, 86.0)


@given(estimate=shares, low=shares, high=shares)
def test_nothing_is_drawn_outside(estimate: float, low: float, high: float):
    ends = [0.0, estimate, low, high]

    found = drawn(estimate, low, high, (min(ends), max(ends)))

    places = [found.zero, found.at, found.low, found.high, found.x, found.x + found.width]
    assert all(EDGE - 0.2 <= place <= WIDTH - EDGE + 0.2 for place in places)


@given(low=st.floats(-3, 0), high=st.floats(0, 3))
def test_the_scale_has_a_few_round_numbers_and_zero(low: float, high: float):
    found = ticks((low, high))

    assert 1 <= len(found) <= 6
    assert "0" in [tick.label for tick in found]


def test_the_scale_counts_points():
    assert [tick.label for tick in ticks((-0.21, 0.2))] == ["−20", "−10", "0", "10", "20"]


def test_every_bar_is_said_and_its_figures_stand_in_a_table_behind():
    html = rendered(
        bars(
            Bar("How Lee Okoro leads", 0.13, 0.06, 0.2, "13 points, between 6 and 20", "#lee"),
            Bar("The market", -0.04, -0.04, -0.04, "4 points smaller"),
            Bar("Chance", -0.0004, -0.09, 0.01, "0 points", is_sure=False),
        )
    )

    assert '<a href="#lee">How Lee Okoro leads</a>' in html
    assert "13 points, between 6 and 20" in html
    assert '<th scope="row">The market</th><td>−4.0</td><td>−4.0</td><td>−4.0</td>' in html
    assert '<th scope="row">Chance</th><td>0.0</td><td>−9.0</td><td>1.0</td>' in html
    # What has no interval has no line through it; what may be nothing is pale.
    assert html.count('class="reach"') == 2
    assert html.count('class="part unsure"') == 1


@pytest.mark.parametrize("estimate", [0.0, 0.001, -0.001])
def test_next_to_nothing_is_drawn_as_next_to_nothing(estimate: float):
    (_bar, found) = bars(Bar("Ruth Levi", estimate, estimate, estimate, "0 points")).rows[0]

    assert found.width <= 6
