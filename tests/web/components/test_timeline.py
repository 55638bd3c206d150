"""One expectation of one person over time, in a picture of 760 by 330."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.components.timeline.geometry import BOTTOM, LEFT, RIGHT, TOP, Band, Dot, Picture, Sign, Span, Tick
from answerable.web.components.timeline.props import Timeline
from answerable.web.components.timeline.story import GapSpan, LeaderBand, Mark, Point
from rendering import rendered

UNTIL = date(2026, 3, 1)
JANUARY = Point(date(2026, 1, 1), "January 2026", 1.05, 1.0, 0.9, 1.1, 0.9)
FEBRUARY = Point(date(2026, 2, 1), "February 2026", None, 0.9, 0.8, 1.0, 0.9)
LEADERS = (
    LeaderBand("Lee Okoro", date(2025, 6, 1), date(2026, 2, 1)),
    LeaderBand("Nia Wolf", date(2026, 2, 1), None),
)


def timeline(
    points: tuple[Point, ...] = (JANUARY, FEBRUARY),
    leaders: tuple[LeaderBand, ...] = (),
    marks: tuple[Mark, ...] = (),
    gaps: tuple[GapSpan, ...] = (),
    until: date = UNTIL,
) -> Timeline:
    return Timeline("Ana Thapa", "Bookings", points, leaders, marks, gaps, until)


def places(path: str) -> list[tuple[float, float]]:
    """The points of a path."""
    pairs = (pair.split(",") for pair in path.split())
    return [(float(x), float(y)) for x, y in pairs]


def test_two_periods_worked_by_hand():
    # 59 days are 700 wide; the periods' middles are 16 January (15 days in) and 15 February (45 days in).
    # From 75 % (five under the least share) to 115 % the picture is 228 high, from 262 up to 34.
    picture = timeline().picture

    assert picture.level == "224.0,119.5 579.9,176.5"
    assert picture.certainty == "224.0,62.5 579.9,119.5 579.9,233.5 224.0,176.5"
    assert picture.standard == "224.0,176.5 579.9,176.5"
    assert picture.dots == (Dot(224.0, 91.0, "January 2026: 105%"),)
    assert picture.last == Dot(579.9, 176.5, "February 2026")
    assert picture.percents == (Tick(233.5, "80%"), Tick(176.5, "90%"), Tick(119.5, "100%"), Tick(62.5, "110%"))
    assert picture.days == (Tick(46.0, "Jan 2026"), Tick(413.8, "Feb 2026"), Tick(746.0, "Mar 2026"))


def test_who_led_when_a_gap_was_open_and_what_was_done_worked_by_hand():
    marks = (
        Mark("talk", date(2025, 12, 31), "before the picture"),
        Mark("talk", date(2026, 1, 20), "20 January 2026: one-on-one, Lee Okoro"),
        Mark("role", date(2026, 3, 2), "after it"),
    )

    picture = timeline(leaders=LEADERS, marks=marks, gaps=(GapSpan(date(2026, 2, 1), None),)).picture

    assert picture.bands == (
        Band(46.0, 367.8, "Lee Okoro", "Lee Okoro", is_odd=False),
        Band(413.8, 332.2, "Nia Wolf", "Nia Wolf", is_odd=True),
    )
    assert picture.signs == (Sign(271.4, "talk", "20 January 2026: one-on-one, Lee Okoro"),)
    assert picture.spans == (Span(413.8, 332.2),)


def test_what_the_whole_unit_misses_is_an_area_for_each_run_of_periods():
    march = Point(date(2026, 3, 1), "March 2026", 0.8, 0.8, 0.7, 0.9, 0.9, shared=0.1)
    shared = Point(FEBRUARY.period, FEBRUARY.label, None, 0.9, 0.8, 1.0, 0.9, shared=0.1)

    alone, both = timeline((JANUARY, shared)).picture.shared, timeline((JANUARY, shared, march)).picture.shared

    assert shared.own_standard == pytest.approx(0.8)
    # A single period is fifteen days wide, or what is left of the picture.
    assert alone == ("579.9,176.5 746.0,176.5 746.0,233.5 579.9,233.5",)
    assert [len(places(area)) for area in both] == [4]
    assert timeline().picture.shared == ()


def test_nothing_measured_draws_the_year_before_and_no_line():
    picture = timeline((), LEADERS, until=date(2026, 3, 1)).picture

    assert (picture.level, picture.certainty, picture.standard, picture.dots, picture.last) == ("", "", "", (), None)
    # From 1 March 2025: 92 of 365 days until Lee Okoro begins, 337 until Nia Wolf does.
    assert [(band.x, band.name) for band in picture.bands] == [(222.4, "Lee Okoro"), (692.3, "Nia Wolf")]
    assert [tick.label for tick in picture.days] == ["Apr", "Jul", "Oct", "Jan 2026"]


def test_a_single_period_is_a_dot_without_a_band():
    picture = timeline((JANUARY,)).picture

    # The middle of 1 January to 1 March is 30 January: 29 of 59 days.
    assert picture.level == "390.1,119.5"
    assert picture.certainty == ""
    assert picture.last == Dot(390.1, 119.5, "January 2026")


@pytest.mark.parametrize(
    ("days", "label"),
    [(59, "Lee Okoro"), (6, "Lee Okoro"), (5, "LO"), (2, "LO"), (1, "")],
)
def test_a_leader_of_few_days_is_called_by_initials_or_not_at_all(days: int, label: str):
    # "Lee Okoro" takes 9 * 6.6 + 8 = 67.4, "LO" 19.2; a day is 11.9 wide.
    band = LeaderBand("Lee Okoro", date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days))

    assert [(one.label, one.name) for one in timeline(leaders=(band,)).picture.bands] == [(label, "Lee Okoro")]


def test_a_leader_before_the_picture_is_not_drawn():
    gone = LeaderBand("Lee Okoro", date(2020, 1, 1), date(2025, 1, 1))

    assert timeline(leaders=(gone, *LEADERS)).picture.bands == timeline(leaders=LEADERS).picture.bands


def test_a_gap_of_a_day_can_be_seen_and_one_before_the_picture_is_not_drawn():
    gaps = (GapSpan(date(2025, 1, 1), date(2025, 2, 1)), GapSpan(date(2026, 1, 1), date(2026, 1, 1)))

    assert timeline(gaps=gaps).picture.spans == (Span(46.0, 3.0),)


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        (date(2025, 10, 1), ["Oct 2025", "Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026"]),
        (date(2025, 6, 1), ["Jul", "Oct", "Jan 2026"]),
        (date(2019, 6, 1), [f"Jan {year}" for year in range(2020, 2027)]),
    ],
)
def test_the_axis_of_time_names_months_quarters_or_years(first: date, labels: list[str]):
    point = Point(first, "", 1.0, 1.0, 0.9, 1.1, 0.9)

    assert [tick.label for tick in timeline((point,)).picture.days] == labels


def test_one_bad_month_does_not_flatten_the_rest():
    wild = Point(date(2026, 1, 1), "January 2026", 9.0, 9.0, -3.0, 20.0, 0.9)

    picture = timeline((wild,)).picture

    # Shares from 0 to 250 % are drawn, whatever was measured.
    assert [tick.label for tick in picture.percents] == ["50%", "100%", "150%", "200%"]
    assert picture.dots[0].y == TOP


def test_the_legend_explains_what_is_drawn_and_nothing_else():
    bare, full = rendered(timeline()), rendered(timeline(marks=(Mark("role", date(2026, 2, 1), "Nia Wolf"),)))

    assert "change of role or leader" not in bare
    assert "change of role or leader" in full
    assert "gap open" not in full
    assert timeline(marks=(Mark("talk", UNTIL, ""),)).kinds == {"talk"}


def test_the_same_figures_stand_in_a_table_the_latest_first():
    html = rendered(timeline())

    assert html.index("February 2026</th>") < html.index("January 2026</th>")
    assert '<th scope="row">January 2026</th> <td>105 %</td> <td>100 %</td> <td>90 % – 110 %</td> <td>90 %</td>' in html
    assert '<th scope="row">February 2026</th> <td>–</td> <td>90 %</td> <td>80 % – 100 %</td> <td>90 %</td>' in html


SHARES = st.floats(min_value=-1, max_value=8)
DAYS = st.dates(date(2022, 1, 1), date(2027, 1, 1))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any story over at most four years of months."""
    points = tuple(
        Point(
            period=date(2022 + number // 12, number % 12 + 1, 1),
            label="",
            attainment=draw(st.none() | SHARES),
            level=draw(SHARES),
            low=draw(SHARES),
            high=draw(SHARES),
            standard=draw(st.floats(0.5, 1.5)),
            shared=draw(st.floats(0, 0.4)),
        )
        for number in range(draw(st.integers(0, 12)))
    )
    changes = [*sorted(draw(st.lists(DAYS, max_size=6))), None]
    names = st.text(alphabet="abc é", max_size=60)
    leaders = tuple(LeaderBand(draw(names), start, end) for start, end in pairwise(changes) if start)
    marks = tuple(Mark("talk", day, "") for day in draw(st.lists(DAYS, max_size=5)))
    gaps = tuple(GapSpan(day, draw(st.none() | DAYS)) for day in draw(st.lists(DAYS, max_size=3)))
    last = points[-1].period if points else date(2022, 1, 1)
    return timeline(points, leaders, marks, gaps, draw(st.dates(last, date(2027, 1, 1))))


def assert_within(picture: Picture) -> None:
    paths = [picture.level, picture.certainty, picture.standard, *picture.shared]
    dots = [(dot.x, dot.y) for dot in (*picture.dots, *([picture.last] if picture.last else []))]
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for path in paths for x, y in [*places(path), *dots])
    assert all(TOP <= tick.at <= BOTTOM for tick in picture.percents)
    assert all(one >= LEFT for one in [*(sign.x for sign in picture.signs), *(tick.at for tick in picture.days)])
    assert all(one <= RIGHT for one in [*(sign.x for sign in picture.signs), *(tick.at for tick in picture.days)])
    # A gap that opened on the last day is drawn three wide all the same.
    assert all(span.x >= LEFT and span.x + span.width <= RIGHT + 3.1 for span in picture.spans)


@given(timelines())
def test_whatever_happened_everything_stays_within_the_picture(one: Timeline):
    assert_within(one.picture)


@given(timelines())
def test_leaders_stand_side_by_side_and_their_names_within_their_time(one: Timeline):
    bands = one.picture.bands

    # Places are rounded to a tenth.
    assert all(before.x + before.width <= after.x + 0.11 for before, after in pairwise(bands))
    assert all(band.label == "" or len(band.label) * 6.6 + 6 <= band.width for band in bands)
    assert all(band.x >= LEFT and band.x + band.width <= RIGHT + 0.1 for band in bands)


@given(timelines())
def test_a_picture_can_always_be_put_on_a_page(one: Timeline):
    assert rendered(one).startswith('<figure class="timeline">')
