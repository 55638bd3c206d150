from datetime import date

import polars as pl
import pytest

from answerable.engine.inaction.actions import known_actions
from answerable.engine.inaction.lines import lines_of
from answerable.engine.inaction.waited import Waited, waited
from cast import LEADER, NEW_LEADER, assignments, measurements
from teams_waiting import FINE, LOW, WHOLE, judged, support

OVER = FINE | {LOW: [0.6, 0.61, 0.59, 0.6, 0.6, 1.0, 1.01, 0.99, 1.0, 1.0, 1.01, 1.0]}


def found(
    as_of: date = date(2026, 1, 1), ended_since: date | None = None, place: int = 0, **changed: pl.DataFrame
) -> Waited:
    company = judged(as_of, **changed)
    return waited(company, list(lines_of(company))[place], known_actions(company, None), ended_since)


def test_somebody_waits_from_the_day_the_gap_could_be_known_to_the_day_looked_at():
    told = found()

    (row,) = told.gaps.to_dicts()
    assert row == {
        "person_id": LOW,
        "unit_id": None,
        "expectation_id": "bookings",
        "leader_id": LEADER,
        "in_unit_id": "north",
        "since": date(2025, 6, 1),
        "signal_on": date(2025, 7, 1),
        "ended_on": None,
        "first_action_on": None,
        "weeks": pytest.approx(184 / 7),
    }
    assert told.shares[0].tolist() == [0] * 6 + [1] * 6 + [0]


def test_somebody_waits_until_something_is_done():
    told = found(interventions=support((LOW, None, date(2025, 7, 16))))

    assert told.gaps["first_action_on"].to_list() == [date(2025, 7, 16)]
    assert told.gaps["weeks"][0] == pytest.approx(15 / 7)
    assert told.shares[0, 5:8].tolist() == pytest.approx([0, 15 / 31, 0])


def test_who_acts_before_a_gap_could_be_known_lets_nobody_wait():
    told = found(interventions=support((LOW, None, date(2025, 6, 9))))

    assert (told.gaps["weeks"][0], told.shares.sum()) == (0, 0)
    assert told.gaps["first_action_on"][0] == date(2025, 6, 9)


def test_days_of_a_month_that_is_not_over_count():
    assert found(date(2026, 1, 11)).shares[0, 12] == pytest.approx(10 / 31)


@pytest.mark.parametrize(("since", "gaps"), [(None, 0), (date(2025, 6, 1), 1), (date(2025, 12, 1), 0)])
def test_gaps_that_ended_are_told_when_asked_for(since: date | None, gaps: int):
    told = found(ended_since=since, measurements=measurements(OVER))

    assert told.gaps.height == gaps
    if gaps:
        (row,) = told.gaps.to_dicts()
        assert (row["since"], row["signal_on"]) == (date(2025, 4, 1), date(2025, 5, 1))
        assert row["ended_on"] == date(2025, 6, 1)
        assert row["weeks"] == pytest.approx(31 / 7)


def test_who_leads_now_is_named_and_of_a_gap_that_ended_who_led_then():
    later = pl.concat(
        [
            assignments().with_columns(
                ends_on=pl.when(pl.col("person_id") == LOW).then(date(2025, 11, 1)).otherwise("ends_on")
            ),
            assignments()
            .filter(pl.col("person_id") == LOW)
            .with_columns(starts_on=pl.lit(date(2025, 11, 1)), manager_id=pl.lit(NEW_LEADER)),
        ]
    )

    now = found(assignments=later)
    then = found(ended_since=date(2025, 1, 1), assignments=later, measurements=measurements(OVER))

    assert now.gaps["leader_id"].to_list() == [NEW_LEADER]
    assert then.gaps["leader_id"].to_list() == [LEADER]


def test_a_unit_waits_as_people_do():
    (row,) = found(place=1, measurements=measurements(WHOLE)).gaps.to_dicts()

    assert (row["person_id"], row["unit_id"], row["in_unit_id"]) == (None, "north", "north")
    assert row["leader_id"] == LEADER
    assert row["since"] == date(2025, 7, 1)


def test_in_a_company_without_units_nobody_is_in_one():
    alone = assignments().with_columns(unit_id=pl.lit(None, pl.String))

    assert found(assignments=alone).gaps["in_unit_id"].to_list() == [None]
