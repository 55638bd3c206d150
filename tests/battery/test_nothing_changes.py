"""What must change nothing of what is said."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battery.answers import Answers, answers, same, tables

PEOPLE = ("person_id", "manager_id", "leader_id", "assessor_id")
UNITS = ("unit_id", "parent_unit_id")


@pytest.fixture(scope="module")
def usual() -> Answers:
    """What is said of the company as it is: gaps of people and of units."""
    found = answers({})
    assert {key[0][0] for key in found} == {"P", "U"}
    return found


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows(usual: Answers, seed: int):
    shuffled = {name: table.sample(fraction=1.0, shuffle=True, seed=seed) for name, table in tables().items()}

    assert same(answers(shuffled), usual)


def renamed(ids: pl.Series, order: list[int], letter: str) -> dict[str, str]:
    """New ids that sort in another order than the old ones."""
    places = [place for place in order if place < len(ids)]
    return {old: f"{letter}-{place:06d}" for old, place in zip(ids.sort().to_list(), places, strict=True)}


@settings(max_examples=3)
@given(order=st.permutations(range(100)))
def test_what_people_units_roles_and_expectations_are_called(usual: Answers, order: list[int]):
    given_ = tables()
    people = renamed(given_["people"]["person_id"], order, "p")
    units = renamed(given_["units"]["unit_id"], order, "u")
    roles = renamed(given_["roles"]["role_id"], order, "r")
    expectations = renamed(given_["expectations"]["expectation_id"], order, "e")
    names = dict.fromkeys(PEOPLE, people) | dict.fromkeys(UNITS, units)
    names |= {"role_id": roles, "expectation_id": expectations}
    relabelled = {
        name: table.with_columns(pl.col(column).replace(names[column]) for column in table.columns if column in names)
        for name, table in given_.items()
    }

    found = answers(relabelled)

    called = people | units
    back = {
        (called[subject], expectations[expectation]): (
            (*said[:3], people.get(said[3] or "", said[3]), *said[4:]),
            figures,
        )
        for (subject, expectation), (said, figures) in usual.items()
    }
    assert same(found, back)


@settings(max_examples=3)
@given(after=st.integers(1, 400), every=st.integers(1, 5))
def test_an_assignment_split_in_two_under_the_same_manager(usual: Answers, after: int, every: int):
    one = tables()["assignments"].with_row_index("row")
    middle = pl.col("starts_on") + pl.duration(days=after)
    lasts = pl.col("ends_on").is_null() | (pl.col("ends_on") > middle)
    parted = (pl.col("row") % every == 0) & lasts & (middle < date(2026, 1, 1))
    first = one.filter(parted).with_columns(ends_on=middle)
    second = one.filter(parted).with_columns(starts_on=middle)
    split = pl.concat([one.filter(~parted), first, second]).drop("row")
    assert split.height > one.height

    assert same(answers({"assignments": split}), usual)


def test_columns_nobody_asked_for(usual: Answers):
    more = {name: table.with_columns(note=pl.lit("seen")) for name, table in tables().items()}

    assert same(answers(more), usual)


@pytest.mark.parametrize("as_of", [date(2025, 9, 1), date(2025, 11, 17)])
def test_what_came_after_the_day_looked_at(as_of: date):
    later = {"measurements": "period", "activities": "at", "interventions": "starts_on", "feedback": "given_on"}
    cut = {name: tables()[name].filter(pl.col(column).cast(pl.Date) <= as_of) for name, column in later.items()}

    assert same(answers(cut, as_of), answers({}, as_of))
