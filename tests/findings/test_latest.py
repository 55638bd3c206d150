"""Where very many people stand now."""

from datetime import date, timedelta

import pytest

from answerable.facts.people.models import Person
from answerable.facts.roles.models import Expectation
from answerable.findings.latest import known_since, latest_levels
from staged import TODAY

pytestmark = pytest.mark.django_db


def test_of_every_series_the_last_level_is_told():
    people = Person.objects.filter(key__in=("seller-1", "seller-2", "stranger"))
    numbers = dict(people.values_list("key", "pk"))

    found = latest_levels(people, TODAY)

    assert set(found) == {numbers["seller-1"], numbers["seller-2"]}
    assert found[numbers["seller-1"]]["bookings"].period == date(2025, 12, 1)
    assert found[numbers["seller-1"]]["bookings"].attainment == pytest.approx(0.58)


def test_what_was_found_after_the_day_looked_at_is_left_out():
    people = Person.objects.filter(key="seller-1")

    ((_number, levels),) = latest_levels(people, date(2025, 9, 1)).items()

    assert levels["bookings"].period == date(2025, 8, 1)


def test_where_something_is_measured_once_a_year_one_looks_further_back():
    assert known_since(TODAY) == TODAY - timedelta(days=200)

    Expectation.standing.filter(key="bookings").update(cadence="year")

    assert known_since(TODAY) == TODAY - timedelta(days=800)
