"""Every sentence that limits an attribution, and when it is said."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from answerable.engine.attribution.caveats import caveats_of
from answerable.engine.attribution.cross_check import CrossCheck
from collapsed import composed, results
from hand_made import leaders

# Nobody is sorted: the covariance is where chance would have it.
UNSORTED = CrossCheck(0.01, 0.02, 0.001, 0.07, 0.4, -0.002, 0.002, people=60, leaders=12, matches=120)
MADE = composed(results(("ann", "x", (0, 1), (1.0, 0.9)), ("bob", "y", (0, 1), (0.8, 0.9))))

FEW = "There are only 2 leaders: too few to say how much leaders differ here."
STAYED = (
    "Nobody worked under more than one leader: what is the leader's and what is the team's own can hardly be told "
    "apart."
)


def keys(movers: int = 20, last: date = date(2025, 12, 1)) -> pl.DataFrame:
    """People who moved, one who stayed, and one who was led by nobody for a time."""
    rows = [(f"p{number}", leader) for number in range(movers) for leader in ("x", "y")]
    rows += [("stays", "x"), ("alone", "x"), ("alone", None)]
    schema = {"person_id": pl.String, "manager_id": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(first_on=date(2025, 1, 1), last_on=last)


def direct(count: int = 10, unmoved: int = 0) -> pl.DataFrame:
    """Leaders, some of whom share nobody with another, and one further up who shares nobody either."""
    one = leaders().filter(pl.col("leader_id") == "hard")
    rows = [one.with_columns(identified_by=pl.lit(int(place >= unmoved), pl.Int64)) for place in range(count)]
    return pl.concat([*rows, leaders().filter(pl.col("component") == "line_2")])


def said(
    keys_: pl.DataFrame | None = None,
    direct_: pl.DataFrame | None = None,
    check: CrossCheck | None = UNSORTED,
    **stories: float,
) -> list[str]:
    made = replace(MADE, keys=keys() if keys_ is None else keys_)
    return list(caveats_of(made, direct() if direct_ is None else direct_, check, stories))


def test_where_there_is_enough_of_everything_nothing_is_said():
    assert said() == []


def test_where_nobody_leads_nothing_else_is_said():
    assert said(keys(0), direct(0), None, placed=1.0) == [
        "Nobody measured has a leader on record, so nothing can be said of leaders. Add who reports to whom."
    ]


def test_fewer_than_ten_leaders_are_few():
    assert said(None, direct(9)) == ["There are only 9 leaders: too few to say how much leaders differ here."]


def test_fewer_than_twenty_people_who_changed_leaders_are_few():
    assert said(keys(19)) == [STAYED.replace("Nobody", "Only 19 people")]
    assert said(keys(1)) == [STAYED.replace("Nobody", "Only one person")]
    assert said(keys(0)) == [STAYED]


def test_a_single_leader_is_few():
    assert "There is only one leader: too few to say how much leaders differ here." in said(None, direct(1))


@pytest.mark.parametrize(
    ("count", "unmoved", "who"),
    [
        (10, 3, "3 of 10 leaders share no person"),
        (10, 1, "One of 10 leaders shares no person"),
        (10, 10, "None of the 10 leaders shares a person"),
        (1, 1, "The one leader shares no person"),
    ],
)
def test_leaders_who_share_nobody_are_counted(count: int, unmoved: int, who: str):
    assert (
        f"{who} with another leader; they are compared with others only by taking their people to be like everybody "
        "else's."
    ) in said(None, direct(count, unmoved=unmoved))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (
            date(2025, 6, 1),
            ["The record covers 6 months: too short to tell lasting differences from a good spell."],
        ),
        (
            date(2025, 11, 1),
            ["The record covers 11 months: too short to tell lasting differences from a good spell."],
        ),
        (date(2025, 1, 1), ["The record covers one month: too short to tell lasting differences from a good spell."]),
        (date(2025, 12, 1), []),
    ],
)
def test_less_than_a_year_is_short(last: date, expected: list[str]):
    assert said(keys(last=last)) == expected


@pytest.mark.parametrize(("covariance", "correlation", "how"), [(0.006, 0.42, "more"), (-0.006, -0.42, "less")])
def test_that_people_are_sorted_is_said_with_its_sign(covariance: float, correlation: float, how: str):
    check = replace(UNSORTED, covariance=covariance, correlation=correlation, p_value=0.0099)

    assert said(None, None, check) == [
        (
            f"People are not spread over leaders by chance: good people tend to be with leaders who add {how} "
            f"(correlation {correlation:.2f}, p = 0.010). Part of what the people bring may be counted as the "
            "leader's, or the reverse."
        )
    ]


def test_where_too_few_changed_leaders_sorting_cannot_be_told():
    assert said(None, None, replace(UNSORTED, matches=80)) == [
        "Whether good people are with good leaders cannot be told: too few people changed leaders."
    ]


def test_a_story_is_told_where_it_is_as_likely_as_not():
    placed = (
        "It looks as if leaders were put in charge of units for how hard these are, so a leader is not judged by how a "
        "unit did that nobody else ever led."
    )
    lasting = (
        "It looks as if what a leader teaches stays with those who move on, so the next leader is not credited with it."
    )

    assert said(placed=0.5, plain=0.5) == [placed]
    assert said(lasting=0.7, placed=0.3) == [lasting]
    assert said(plain=0.6, lasting=0.2, placed=0.2) == []


def test_the_gravest_comes_first():
    found = said(keys(0, last=date(2025, 3, 1)), direct(2, unmoved=1), replace(UNSORTED, matches=80), placed=0.9)

    assert found[:2] == [FEW, STAYED]
    assert [sentence.split()[0] for sentence in found] == ["There", "Nobody", "One", "The", "Whether", "It"]
