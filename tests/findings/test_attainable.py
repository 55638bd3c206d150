"""How attainable a target has been: counted over a year, with its interval, and nothing told of too few."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.facts.people.models import Person
from answerable.findings.attainable import attainable, wilson
from answerable.findings.models import Evaluation, LevelFinding
from staged import TODAY

pytestmark = pytest.mark.django_db


def measured(people: int, periods: int, attainment: float, *, expectation: str = "calls", first: date = TODAY) -> None:
    """Give some people so many weeks of one attainment against a standard of 90 %."""
    evaluation = Evaluation.objects.order_by("pk").last()
    LevelFinding.objects.bulk_create(
        LevelFinding(
            evaluation=evaluation,
            person=person,
            expectation=expectation,
            period=first - timedelta(days=7 * number),
            attainment=attainment,
            level=attainment,
            low=attainment,
            high=attainment,
            standard=0.9,
            probability=0.5,
        )
        for person in Person.objects.order_by("key")[:people]
        for number in range(periods)
    )


def found(expectation: str = "calls", *, fewest: int = 5) -> object:
    return attainable([expectation], on=TODAY, fewest_people=fewest).get(expectation)


def test_of_those_measured_it_says_how_many_reached_the_standard_and_where_the_share_lies():
    # Six sellers over February to December 2025; one of them fell to 60 % in July: 60 of 66.
    bookings = found("bookings")

    assert (bookings.reached, bookings.n, bookings.people, bookings.tells) == (60, 66, 6, True)
    assert (round(bookings.low, 3), round(bookings.high, 3)) == (0.816, 0.958)


def test_what_was_never_measured_is_not_told():
    assert found() is None


@pytest.mark.parametrize(("people", "periods", "tells"), [(5, 3, False), (5, 4, True), (4, 10, False)])
def test_of_fewer_than_twenty_periods_or_five_people_nothing_is_told(people: int, periods: int, *, tells: bool):
    measured(people, periods, 1.0)

    one = found()

    assert (one.n, one.people, one.tells) == (people * periods, people, tells)
    if not tells:
        assert (one.low, one.high) == (0.0, 1.0)


def test_a_correction_takes_the_place_of_what_was_said_before():
    measured(5, 4, 1.0)
    measured(5, 4, 0.5)

    assert (found().reached, found().n) == (0, 20)


def test_what_is_more_than_a_year_ago_does_not_count():
    measured(5, 4, 1.0)
    measured(5, 4, 0.5, first=TODAY - timedelta(days=365))

    assert (found().reached, found().n) == (20, 20)


@pytest.mark.parametrize(
    ("reached", "n", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: the score method without correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_the_literature(reached: int, n: int, low: float, high: float):
    assert tuple(round(end, 4) for end in wilson(reached, n)) == (low, high)


@given(st.integers(1, 500), st.data())
def test_the_share_lies_in_its_interval(n: int, data: st.DataObject):
    reached = data.draw(st.integers(0, n))

    low, high = wilson(reached, n)

    assert 0 <= low <= reached / n + 1e-12
    assert reached / n - 1e-12 <= high <= 1
