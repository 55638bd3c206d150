from datetime import date

import polars as pl
import pytest

from answerable.engine.attribution import Attribution, attribute
from answerable.engine.leaders.score import _beyond_typical, _earlier, _moves, score_moves
from answerable.engine.worlds import simulate, world
from answerable.panel import Company, company_from_frames
from hand_made import market


@pytest.fixture(scope="module")
def company() -> Company:
    """A made-up company of 300 over two years, in which a fifth change leaders in a year."""
    return company_from_frames(simulate(world("typical", 300, 24, 3)).tables)


@pytest.fixture(scope="module")
def now(company: Company) -> Attribution:
    return attribute(company, as_of=date(2026, 1, 1))


def test_months_are_counted_back_on_the_calendar():
    assert _earlier(date(2026, 1, 1), 6) == date(2025, 7, 1)
    assert _earlier(date(2026, 8, 31), 6) == date(2026, 2, 28)


def test_results_are_told_beside_a_typical_person_in_just_their_months():
    # Block 13 of 48 months begins in January 2022; January 2025 is its 36th month, counted from 0.
    first = 2**36
    parts = pl.DataFrame(
        {
            "role_id": ["sells"] * 2,
            "expectation_id": ["bookings"] * 2,
            "block": [13] * 2,
            "mask": [5 * first, 2 * first],
            "n": [2, 1],
            "total": [0.2, -0.3],
        }
    )
    periods = market().select("role_id", "expectation_id", "period", number=pl.Series([660, 661, 662]))
    periods = periods.with_columns(mean=pl.Series([1.05, 1.0, 1.05]))

    found = _beyond_typical(parts, periods, market())

    # January and March: means of 1.05 against levels of 1.00 and 1.04, so 0.03 on average; 0.1 + 0.03.
    # February: a mean of 1.00 against a level of 1.02; -0.3 - 0.02.
    assert found["beyond"].to_list() == [pytest.approx(0.13), pytest.approx(-0.32)]


def test_forecasts_are_held_against_those_who_changed_leaders_since(company: Company, now: Attribution):
    score = score_moves(company, now)

    assert score is not None
    assert score.since == date(2025, 7, 1)
    assert score.people >= 10
    assert 0.75 * score.people <= score.covered <= score.people
    assert abs(score.mean_error) <= score.typical_error <= 0.15


def test_only_new_leaders_in_the_same_role_count_and_nothing_measured_before(company: Company, now: Attribution):
    before = attribute(company, as_of=date(2025, 7, 1))

    moves = _moves(company, before, now)

    was = before.places.select("person_id", was="manager_id", role="role_id")
    joined = moves.join(was, on="person_id", how="left")
    assert joined["was"].null_count() == 0
    assert (joined["was"] != joined["manager_id"]).all()
    assert moves["person_id"].is_unique().all()
    assert moves["results"].is_between(3, 6).all()


def test_before_anything_was_measured_nothing_can_be_scored(company: Company, now: Attribution):
    assert score_moves(company, now, months=60) is None


def test_of_fewer_than_five_people_nothing_is_said(company: Company, now: Attribution):
    # Two months after a move nobody has three results.
    assert score_moves(company, now, months=2) is None
