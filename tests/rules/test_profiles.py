"""What is wrong with a profile of a role, by field, and what differs between two."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.money import NO_CURRENCY
from answerable.rules.profiles import (
    Change,
    Expectation,
    FacetItem,
    Fault,
    Profile,
    changes,
    faults,
    figure,
    name_of,
    said,
)

BOOKINGS = Expectation("bookings", "Bookings", "higher", "month", "result", "EUR", 50_000.0)
DAYS = Expectation("days", "Days to close", "band", "quarter", "result", "days", 20.0, 30.0)
DISCOVERY = FacetItem("skill", "Discovery", 4.0)
SELLS = Profile("Account Executive", ramp_periods=3.0, expectations=(BOOKINGS, DAYS), facets=(DISCOVERY,))
ZERO = "A target of zero has no attainment: nothing can be a share of it. Choose another measure."
WORTH = "Expected an amount from 0 on, such as 400."
STAYS = "What was measured hangs on it. Take this expectation out and add another one instead."


def expecting(**changed: object) -> Profile:
    return replace(SELLS, expectations=(replace(BOOKINGS, **changed),))


def test_a_profile_in_order_has_no_fault():
    assert faults(SELLS) == ()
    assert faults(SELLS, SELLS) == ()
    assert faults(expecting(target=None)) == ()
    assert faults(expecting(value_per_unit=0.0, currency="EUR")) == ()


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"title": " "}, "title", "Give the role a title."),
        ({"title": "a" * 301}, "title", "Expected at most 300 characters."),
        ({"ramp_periods": 2.5}, "ramp_periods", "Expected a whole number of periods from 0 to 120."),
        ({"ramp_periods": 121.0}, "ramp_periods", "Expected a whole number of periods from 0 to 120."),
        ({"ramp_periods": float("inf")}, "ramp_periods", "Expected a whole number of periods from 0 to 120."),
    ],
)
def test_the_role_itself(changed: dict[str, object], field: str, expected: str):
    assert faults(replace(SELLS, **changed)) == (Fault(field, expected),)


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"name": ""}, "name", "Say what is expected, such as New bookings."),
        ({"name": "a" * 301}, "name", "Expected at most 300 characters."),
        ({"unit": "a" * 101}, "unit", "Expected at most 100 characters."),
        ({"kind": "hope"}, "kind", "Expected one of result, behaviour."),
        ({"direction": "up"}, "direction", "Expected one of higher, lower, band."),
        ({"cadence": "day"}, "cadence", "Expected one of week, month, quarter, year."),
        ({"target": float("nan")}, "target", "Expected a number such as 50000."),
        ({"target": 0.0}, "target", ZERO),
        ({"target_high": 60_000.0}, "target_high", "Only a band has an upper edge. Leave it empty, or choose a band."),
        ({"direction": "band", "target_high": 60_000.0, "target": None}, "target", "A band needs both its edges."),
        ({"direction": "band"}, "target_high", "A band needs both its edges."),
        (
            {"direction": "band", "target_high": 50_000.0},
            "target_high",
            "The upper edge has to lie above the lower one.",
        ),
        (
            {"direction": "band", "target": -1.0, "target_high": 1.0},
            "target_high",
            "A band around zero has no attainment: choose another measure.",
        ),
        ({"tolerance": 1.1}, "tolerance", "Expected a share from 0 to 100 %."),
        ({"tolerance": float("nan")}, "tolerance", "Expected a share from 0 to 100 %."),
        ({"weight": -1.0}, "weight", "Expected a number from 0 on, such as 1."),
        ({"value_per_unit": -1.0, "currency": "EUR"}, "value_per_unit", WORTH),
        ({"value_per_unit": float("inf"), "currency": "EUR"}, "value_per_unit", WORTH),
        ({"value_per_unit": 400.0, "currency": "euro"}, "currency", NO_CURRENCY),
        ({"value_per_unit": 400.0}, "currency", "Say in which currency one unit is worth that, such as EUR."),
        (
            {"currency": "EUR"},
            "value_per_unit",
            "Say what one unit is worth, or leave the currency empty as well.",
        ),
    ],
)
def test_an_expectation_has_one_message_a_field(changed: dict[str, object], field: str, expected: str):
    assert faults(expecting(**changed)) == (Fault(f"expectations.0.{field}", expected),)


def test_two_expectations_of_one_name_are_told_apart():
    twice = replace(SELLS, expectations=(BOOKINGS, replace(DAYS, name=" bookings")))

    assert faults(twice) == (
        Fault(
            "expectations.1.name",
            "Another expectation of this role is called the same. Give it a name of its own.",
        ),
    )


def test_what_was_measured_keeps_its_direction_and_its_cadence():
    assert faults(expecting(direction="lower", cadence="quarter"), SELLS) == (
        Fault("expectations.0.direction", STAYS),
        Fault("expectations.0.cadence", STAYS),
    )
    assert faults(expecting(key="", direction="lower"), SELLS) == ()


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"facet": "talent"}, "facet", "Expected one of skill, ability, commitment, behaviour, drive."),
        ({"item": ""}, "item", "Say what the role takes, such as Discovery."),
        ({"item": "a" * 201}, "item", "Expected at most 200 characters."),
        ({"level": 6.0}, "level", "Expected a level from 1 to 5."),
        ({"level": float("nan")}, "level", "Expected a level from 1 to 5."),
        ({"weight": float("inf")}, "weight", "Expected a number from 0 on, such as 1."),
    ],
)
def test_what_a_role_takes_has_one_message_a_field(changed: dict[str, object], field: str, expected: str):
    profile = replace(SELLS, facets=(replace(DISCOVERY, **changed),))

    assert faults(profile) == (Fault(f"facets.0.{field}", expected),)


def test_the_same_item_stands_once():
    twice = replace(SELLS, facets=(DISCOVERY, replace(DISCOVERY, item="discovery ", level=2.0)))

    assert faults(twice) == (Fault("facets.1.item", "This stands here twice. Keep one of them."),)


def test_the_difference_says_what_came_went_and_changed():
    calls = Expectation("", "Calls", "higher", "week", "behaviour", "", 40.0, starts_on=date(2026, 1, 12))
    after = replace(
        SELLS,
        title="Seller",
        expectations=(replace(BOOKINGS, target=60_000.0, tolerance=0.15), calls),
        facets=(replace(DISCOVERY, level=5.0),),
    )

    assert changes(SELLS, after) == (
        Change("changed", "The role", (("title", "Account Executive", "Seller"),)),
        Change("changed", "Bookings", (("target", "50,000", "60,000"), ("tolerance", "10 %", "15 %"))),
        Change(
            "removed",
            "Days to close",
            (
                ("direction", "band", ""),
                ("measured", "every quarter", ""),
                ("kind", "result", ""),
                ("unit", "days", ""),
                ("target", "20", ""),
                ("upper edge", "30", ""),
                ("tolerance", "10 %", ""),
                ("weight", "1", ""),
            ),
        ),
        Change(
            "added",
            "Calls",
            (
                ("direction", "", "higher"),
                ("measured", "", "every week"),
                ("kind", "", "behaviour"),
                ("target", "", "40"),
                ("tolerance", "", "10 %"),
                ("weight", "", "1"),
                ("counts from", "", "12 January 2026"),
            ),
        ),
        Change("changed", "Discovery (skill)", (("level", "4", "5"),)),
    )


def test_the_difference_says_that_a_unit_is_worth_something_else():
    priced = expecting(value_per_unit=1_200.0, currency="EUR")

    assert changes(expecting(), priced) == (
        Change("changed", "Bookings", (("worth of one unit", "–", "1,200"), ("currency of that", "–", "EUR"))),
    )
    assert changes(priced, expecting(value_per_unit=0.7, currency="EUR")) == (
        Change("changed", "Bookings", (("worth of one unit", "1,200", "0.7"),)),
    )


def test_values_are_written_as_people_say_them():
    assert said(replace(SELLS, leads_people=True), "leads_people") == "yes"
    assert said(SELLS, "leads_people") == "no"
    assert said(SELLS, "ramp_periods") == "3 periods"
    assert said(BOOKINGS, "target_high") == "–"
    assert said(replace(BOOKINGS, unit=""), "unit") == "–"
    assert (figure(0.1 + 0.2), figure(1_234_567.5)) == ("0.3", "1,234,567.5")
    assert name_of(DISCOVERY) == "Discovery (skill)"


expectations = st.builds(
    Expectation,
    st.sampled_from("abc"),
    st.sampled_from("xyz"),
    st.just("higher"),
    st.just("month"),
    target=st.floats(1, 1e6),
)
facets = st.builds(FacetItem, st.just("skill"), st.sampled_from("pqr"), st.floats(1, 5))
profiles = st.builds(
    Profile,
    st.sampled_from(["Account Executive", "Seller"]),
    st.booleans(),
    st.just(0.0),
    st.lists(expectations, max_size=3, unique_by=lambda one: one.key).map(tuple),
    st.lists(facets, max_size=3, unique_by=lambda one: one.item).map(tuple),
)


@given(profiles, profiles)
def test_a_profile_differs_from_itself_in_nothing_and_from_another_as_much_both_ways(one: Profile, two: Profile):
    assert changes(one, one) == ()
    assert len(changes(one, two)) == len(changes(two, one))
