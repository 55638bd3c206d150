"""Weeks as bars: as high as the longest week, stacked from below."""

from answerable.web.components.week_bars.props import Block, Split, Week, WeekBars
from rendering import rendered

LAST = Week("5 January 2026", Split(people=4, reports=3, customers=1), Split(10, 5, 1, 4))


def test_parts_are_stacked_and_the_longest_week_is_as_high_as_the_picture():
    props = WeekBars("Hours", (LAST,))

    # The estimate has 20 hours: 90 high, from 6 to 96. The record has 8 of them: 36 high.
    assert props.blocks == (
        Block("people", 4, 78.0, 18.0),
        Block("paper", 4, 64.5, 13.5),
        Block("customers", 4, 60.0, 4.5),
        Block("people", 20, 51.0, 45.0),
        Block("paper", 20, 28.5, 22.5),
        Block("customers", 20, 24.0, 4.5),
        Block("other", 20, 6.0, 18.0),
    )
    assert props.width == 40


def test_nothing_on_record_draws_nothing():
    assert WeekBars("Hours", (Week("5 January 2026", Split()),)).blocks == ()
    assert WeekBars("Hours", ()).blocks == ()


def test_the_figures_stand_behind_it():
    html = rendered(WeekBars("Hours", (Week("29 December 2025", Split(people=1.25)), LAST)))

    assert "<title>Hours</title>" in html
    assert '<th scope="row">29 December 2025</th><td>1.2</td><td>0</td><td>0</td><td>0</td><td>–</td>' in html
    assert "<td>4</td><td>3</td><td>1</td><td>0</td><td>10</td><td>5</td><td>1</td><td>4</td>" in html
