from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pytest

from answerable.engine.attainment import read_panel
from answerable.engine.inaction.actions import ACTIONS_SCHEMA, known_actions
from answerable.engine.inaction.erosion import Change, Erosion, erosion, left_alone
from answerable.engine.inaction.lines import judge_company
from answerable.findings.check import gap_settings
from answerable.panel import company_from_frames
from answerable.rules.policy import default_policy
from cast import BEGAN, measurements, month, tables
from teams_waiting import LOW, SHORT, expected, judged, people, support

LEADERS, TEAM, MONTHS = 26, 6, 14
SHORT_ONES = 3
WEEKS = [date.fromordinal(date(2024, 1, 1).toordinal() + 7 * number) for number in range(MONTHS)]


def results(fall: float, spread: float) -> np.ndarray:
    """Attainment by team, person and month: three in every other team are short, and with them something may sink."""
    random = np.random.default_rng(5)
    level = 1.05 + 0.1 * random.normal(size=(LEADERS, TEAM))
    level[:, :SHORT_ONES] -= 0.3
    figures = np.zeros((LEADERS, TEAM, MONTHS))
    for number in range(MONTHS):
        # After half a year everybody knows of the gaps.
        if number > 4:
            level[:, :SHORT_ONES] += fall
            level[::2, SHORT_ONES:] += spread
        figures[:, :, number] = level + 0.08 * random.normal(size=level.shape)
    figures[1::2, :SHORT_ONES] += 0.3 - fall * np.maximum(np.arange(MONTHS) - 4, 0)
    return figures


@cache
def told(fall: float = 0.0, spread: float = 0.0, cadence: str = "month", teams: int = LEADERS) -> Erosion:
    """What is said of a company in which every other team has gaps."""
    figures = results(fall, spread)[:teams]
    leaders = [f"l{team:02}" for team in range(teams)]
    names = {f"p{team:02}{place}": team for team in range(teams) for place in range(TEAM)}
    starts = [month(number) for number in range(MONTHS)] if cadence == "month" else WEEKS
    who, when = np.repeat(list(names), MONTHS), starts * len(names)
    measured = pl.DataFrame(
        {
            "person_id": who,
            "expectation_id": "bookings",
            "period": when,
            "actual": 100 * figures.reshape(-1),
        }
    )
    everybody = [*leaders, *names]
    managers = [None] * teams + [leaders[team] for team in names.values()]
    held = pl.DataFrame(
        {
            "person_id": everybody,
            "role_id": ["leads"] * teams + ["sells"] * len(names),
            "manager_id": managers,
            "starts_on": BEGAN,
        }
    )
    made = tables(
        people=pl.DataFrame({"person_id": everybody, "name": everybody}),
        assignments=held,
        expectations=expected(cadence=cadence),
        measurements=measured,
        units=tables()["units"].with_columns(leader_id=pl.lit("l00")),
    )
    as_of = month(MONTHS) if cadence == "month" else date(2024, 4, 22)
    company = read_panel(company_from_frames(made))
    return erosion(judge_company(company, made["units"], as_of, gap_settings(default_policy())))


def test_where_nothing_sinks_nothing_is_said_to():
    found = told()

    assert found.deepens.falls is False
    assert found.spreads.falls is False
    assert found.deepens.low < 0 < found.deepens.high
    assert 20 <= found.deepens.people <= 45
    assert 10 <= found.deepens.leaders <= 16


def test_gaps_that_deepen_are_said_to():
    found = told(fall=-0.03)

    assert found.deepens.falls
    assert found.deepens.low < found.deepens.per_month < found.deepens.high < 0
    assert found.deepens.per_month == pytest.approx(-0.03, abs=0.01)


def test_teams_that_sink_with_a_gap_are_said_to():
    found = told(spread=-0.03)

    assert found.spreads.falls
    assert found.deepens.falls is False
    assert found.spreads.people >= 35


def test_change_is_told_by_the_month_whatever_the_period():
    by_month, by_week = (told(-0.03, 0.0, cadence).deepens.per_month for cadence in ("month", "week"))

    assert by_week == pytest.approx(by_month * 52 / 12, rel=0.02)


def test_few_leaders_are_too_few_to_tell():
    found = told(fall=-0.03, teams=4)

    assert found.deepens == Change(None, None, None, None, found.deepens.people, found.deepens.leaders)
    assert found.deepens.falls is None
    assert found.deepens.leaders < 10


def test_a_gap_is_left_alone_until_something_is_done_about_it():
    company = judged(interventions=support((LOW, None, date(2025, 9, 10))))
    lines = people(interventions=support((LOW, None, date(2025, 9, 10))))

    alone = left_alone(lines, known_actions(company, None))

    # Open from June on; by the end of September somebody had acted.
    assert np.argwhere(alone).tolist() == [[0, 5], [0, 6], [0, 7]]


def test_plans_are_actions_too():
    plan = pl.DataFrame([(LOW, None, None, date(2025, 7, 1))], schema=ACTIONS_SCHEMA, orient="row")
    company = judged(measurements=measurements(SHORT))

    assert np.argwhere(left_alone(people(), known_actions(company, plan))).tolist() == [[0, 5]]
    assert erosion(company, plan).deepens.people == erosion(company).deepens.people == 1
