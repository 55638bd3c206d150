"""Feedback and assessments."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.worlds import World, WorldParameters, simulate


def test_people_are_asked_once_a_year_about_who_leads_them_that_day(typical: World):
    feedback = typical.tables["feedback"]
    given = pl.col("given_on")

    under = feedback.join(typical.tables["assignments"], on="person_id").filter(
        (pl.col("starts_on") <= given) & (pl.col("ends_on").is_null() | (given < pl.col("ends_on")))
    )

    assert set(feedback["given_on"]) == {date(2024, 11, 17), date(2025, 11, 17)}
    assert feedback.height == pytest.approx(3000 * 0.7 * 3 * 2, rel=0.05)
    assert under.height == feedback.height
    assert under.filter(pl.col("manager_id") != pl.col("leader_id")).height == 0
    assert set(feedback["score"]) == {1.0, 2.0, 3.0, 4.0, 5.0}


def test_a_young_company_has_been_asked_once_or_never():
    def days(months: int) -> int:
        return simulate(WorldParameters(people=40, months=months)).tables["feedback"]["given_on"].n_unique()

    assert [days(1), days(6)] == [0, 1]


def test_feedback_says_nothing_of_the_effect_of_a_leader(typical: World):
    scores = typical.tables["feedback"].group_by("leader_id").agg(pl.col("score").mean())
    both = scores.join(typical.truth["leaders"].drop_nulls("manager_effect"), on="leader_id")

    # 380 leaders: the standard error of a correlation of zero is 0.05.
    assert np.corrcoef(both["score"], both["manager_effect"])[0, 1] == pytest.approx(0.0, abs=0.15)


def test_half_of_the_people_were_assessed_by_their_leader_after_they_came(typical: World):
    assessments = typical.tables["assessments"]
    hired = assessments.join(typical.tables["people"], on="person_id")
    led = assessments.join(typical.tables["assignments"].filter(pl.col("ends_on").is_null()), on="person_id")

    assert assessments["person_id"].n_unique() == pytest.approx(2573 / 2, rel=0.1)
    assert hired.filter(pl.col("assessed_on") < pl.col("starts_on")).height == 0
    assert assessments["assessed_on"].max() < date(2026, 1, 1)
    assert led.filter(pl.col("assessor_id") != pl.col("manager_id")).height == 0
    assert set(assessments["level"]) == {1.0, 2.0, 3.0, 4.0, 5.0}
