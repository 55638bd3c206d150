"""Roles and what is expected in them, as it stands now."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.facts.roles import read
from answerable.facts.roles.models import Expectation, FacetItem, Role, RoleVersion
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

    assert read.expectations(["bookings"]) == {"bookings": replace(BOOKINGS, ends_on=date(2026, 1, 1))}


def version(number: int, target: float | None, holds_from: date | None, *, role: str = "sells") -> None:
    row = Role.objects.get(key=role)
    values = {"title": row.title, "leads_people": False, "ramp_periods": 0, "facets": []}
    one = {"key": "bookings", "name": "Bookings", "direction": "higher", "cadence": "month", "target": target}
    RoleVersion.objects.update_or_create(
        role=row,
        number=number,
        defaults={
            "at": AT,
            "day": AT.date(),
            "author": "leader",
            "author_name": "Lee Okoro",
            "holds_from": holds_from,
            "profile": {**values, "expectations": [one]},
        },
    )


def past() -> list[tuple[date | None, date, float]]:
    return [(one.starts_on, one.ends_on, one.target) for one in read.past_targets()]


def test_before_anything_was_changed_here_nothing_was_expected_otherwise():
    assert past() == []


def test_before_a_change_what_stood_then_was_expected():
    version(1, 100.0, None)
    version(2, 120.0, date(2026, 2, 1))
    version(3, 130.0, date(2026, 4, 1))

    assert past() == [(None, date(2026, 2, 1), 100.0), (date(2026, 2, 1), date(2026, 4, 1), 120.0)]


def test_a_version_takes_the_place_of_those_that_would_have_held_later():
    version(1, 100.0, None)
    version(2, 120.0, date(2026, 4, 1))
    version(3, 110.0, date(2026, 2, 1))

    assert past() == [(None, date(2026, 2, 1), 100.0)]


def test_what_an_import_corrects_was_never_so():
    version(1, 100.0, None)
    version(2, 120.0, date(2026, 2, 1))
    version(3, 125.0, None)

    assert past() == [(None, date(2026, 2, 1), 100.0)]
    version(1, 100.0, None)
    version(2, 90.0, None)
    version(3, 120.0, date(2026, 2, 1))
    assert past() == [(None, date(2026, 2, 1), 90.0)]


def test_what_had_no_target_or_the_same_one_needs_none():
    version(1, None, None)
    version(2, 120.0, date(2026, 2, 1))
    version(3, 120.0, date(2026, 4, 1))

    assert past() == []


def test_roles_come_by_title_with_the_version_that_stands():
    found = [(one.key, one.title, one.version) for one in read.roles()]

    assert found == [("sells", "Account Executive", 1), ("advises", "Adviser", 1), ("leads", "Sales Manager", 1)]
    assert read.role("nothing") is None
    version(2, 120.0, date(2026, 2, 1))
    assert read.role("sells").version == 2


def test_only_what_has_not_ended_is_expected():
    expect("visits", "Visits", ends_on=date(2026, 1, 12))
    sells = Role.objects.get(key="sells").pk

    assert read.how_many_expected(date(2026, 1, 11))[sells] == 2
    assert read.how_many_expected(date(2026, 1, 12))[sells] == 1
    visits = read.expectations(["visits"])["visits"]
    assert (visits.lasts(date(2026, 1, 11)), visits.lasts(date(2026, 1, 12))) == (True, False)


def test_versions_are_brought_back_as_they_were():
    shown = read.role("sells")
    kept = read.profiles_at(shown.number, {1, 7})

    assert set(kept) == {1}
    assert kept[1][1] == read.profile(shown.number, date(2026, 1, 12))
