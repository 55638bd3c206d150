"""Roles and what is expected in them, as it stands now."""

from datetime import date

import pytest

from answerable.facts.roles import read
from answerable.facts.roles.models import Expectation, FacetItem, Role
from staged import AT

pytestmark = pytest.mark.django_db

BOOKINGS = read.Expected(
    key="bookings",
    name="Bookings",
    role_key="sells",
    direction="higher",
    cadence="month",
    unit="",
    target=100.0,
    target_high=None,
    tolerance=0.1,
)


def expect(key: str, name: str, role: str = "sells", **more: object) -> Expectation:
    values = {"direction": "higher", "cadence": "month", "recorded_at": AT, **more}
    return Expectation.objects.create(key=key, name=name, role=Role.objects.get(key=role), **values)


def test_an_expectation_says_what_is_expected_how_often_and_how_far_one_may_fall_short():
    assert read.expectations(["bookings"]) == {"bookings": BOOKINGS}


def test_a_band_has_two_ends_and_a_unit():
    expect("days", "Days to close", target=20.0, target_high=30.0, unit="days", direction="band", tolerance=0.2)

    found = read.expectations(["days"])["days"]

    assert (found.direction, found.target, found.target_high, found.unit, found.tolerance) == (
        "band",
        20.0,
        30.0,
        "days",
        0.2,
    )


def test_an_expectation_nobody_knows_is_not_there():
    assert read.expectations(["bookings", "nothing"]) == {"bookings": BOOKINGS}
    assert read.expectations([]) == {}


def test_of_two_versions_the_one_that_stands_is_shown():
    Expectation.standing.filter(key="bookings").update(replaced_at=AT)
    expect("bookings", "Bookings", target=120.0)

    assert read.expectations(["bookings"])["bookings"].target == 120.0
    assert [one.target for one in read.expected_in("sells").values()] == [120.0]


def test_what_is_expected_in_a_role_comes_by_name():
    expect("visits", "Visits")
    expect("answers", "Answers")
    expect("reviews", "Reviews", "leads")

    assert list(read.expected_in("sells")) == ["answers", "bookings", "visits"]
    assert list(read.expected_in("leads")) == ["reviews"]
    assert read.expected_in("advises") == {}


def test_expectations_of_another_role_can_come_along():
    expect("reviews", "Reviews", "leads")

    found = read.expected_in("sells", ["reviews", "bookings", "nothing"])

    assert [(one.key, one.role_key) for one in found.values()] == [("bookings", "sells"), ("reviews", "leads")]


def test_what_a_role_takes_comes_by_facet_and_item_as_it_stands():
    sells = Role.objects.get(key="sells")
    for facet, item, level in (("skill", "writing", 3), ("skill", "calls", 4), ("drive", "persistence", 2.5)):
        FacetItem.objects.create(role=sells, facet=facet, item=item, level=level, recorded_at=AT)
    FacetItem.objects.create(role=sells, facet="ability", item="numbers", level=2, recorded_at=AT, replaced_at=AT)

    assert read.facets("sells") == (
        read.Facet("drive", "persistence", 2.5),
        read.Facet("skill", "calls", 4.0),
        read.Facet("skill", "writing", 3.0),
    )
    assert read.facets("leads") == ()


def test_an_expectation_that_ends_is_still_known_by_its_name():
    Expectation.standing.filter(key="bookings").update(ends_on=date(2026, 1, 1))

    assert read.expectations(["bookings"]) == {"bookings": BOOKINGS}
