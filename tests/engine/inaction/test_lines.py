from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.inaction.lines import judge_company, lines_of
from answerable.findings.check import gap_settings
from answerable.rules.policy import default_policy
from cast import BEGAN, CHIEF, LEADER, SELLERS, assignments, measurements, steady, tables
from teams_waiting import FINE, LOW, WHOLE, expected, judged, people, support, units

AHEAD = 3


def codes(names: list[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(sorted(names))}


PEOPLE = codes(tables()["people"]["person_id"].to_list())


def test_a_company_is_judged_once_and_each_expectation_told():
    told: list[str] = []
    before = judged()

    again = judge_company(before.panel, tables()["units"], before.as_of, gap_settings(default_policy()), told.append)

    assert told == ["bookings"]
    assert again.open["person_id"].to_list() == before.open["person_id"].to_list() == [LOW]
    assert len(before.blocks) == 1


def test_people_are_laid_out_to_the_end_of_the_next_thirteen_weeks():
    lines = people()

    assert not lines.of_units
    assert lines.y.shape == (6, 13)
    assert np.isnan(lines.y[:, 12]).all()
    assert lines.scale.shape == lines.leader.shape == lines.unit.shape == (6, 12 + AHEAD)
    assert (lines.scale == 100).all()
    assert (lines.leader == PEOPLE[LEADER]).all()
    assert lines.now.tolist() == [True] + [False] * 5
    assert (lines.people == 1).all()
    assert lines.events.led_by.max() == 0


def test_in_a_unit_with_a_gap_people_are_looked_at_beyond_it():
    lines = people(measurements=measurements(WHOLE))

    assert lines.y[0, 11] == pytest.approx(1.0, abs=0.15)
    assert lines.beside[0, 11] == pytest.approx(-0.3, abs=0.12)
    assert (lines.beside[:, 12:] == lines.beside[:, 11:12]).all()
    assert (lines.target == 1).all()


def test_units_stand_for_all_who_are_in_them():
    lines = units(measurements=measurements(WHOLE))

    north = lines.who.tolist().index(1)
    assert lines.of_units
    assert (lines.people[north] == 6).all()
    assert (lines.scale[north] == 600).all()
    assert lines.now[north]
    assert (lines.leader[north] == PEOPLE[LEADER]).all()
    assert (lines.unit[north] == 1).all()
    assert (lines.beside == 0).all()
    assert lines.held.all()


def test_a_unit_without_a_leader_on_record_has_none():
    nobody = tables()["units"].with_columns(leader_id=pl.lit(None, pl.String))

    assert (units(measurements=measurements(WHOLE), units=nobody).leader == -1).all()


def test_targets_set_ahead_are_used_and_others_stay_as_they_are():
    targets = pl.DataFrame(
        {
            "person_id": [LOW, LOW, CHIEF],
            "expectation_id": ["bookings"] * 3,
            "period": [date(2025, 12, 1), date(2026, 2, 1), date(2026, 2, 1)],
            "target": [150.0, 300.0, 700.0],
        }
    )

    scale = people(targets=targets, measurements=measurements(FINE)).scale

    assert scale[0, 10:].tolist() == [100, 150, 150, 300, 150]
    assert (scale[1:] == 100).all()


def test_a_band_is_measured_by_its_middle():
    band = expected(direction="band", target=80.0, target_high=120.0)

    assert (people(expectations=band).scale == 100).all()


def test_where_nothing_was_ever_due_nothing_is_known_of_what_a_shortfall_comes_to():
    some = pl.DataFrame(
        {"person_id": [SELLERS[1]], "expectation_id": ["bookings"], "period": [date(2025, 3, 1)], "target": [50.0]}
    )

    scale = people(expectations=expected(target=None), targets=some).scale

    assert np.isnan(scale[0]).all()
    assert np.isnan(scale[1, 0])
    assert scale[1, 12] == 50


def test_months_that_are_over_but_not_measured_are_laid_out_too():
    lines = people(date(2026, 3, 10), interventions=support((SELLERS[1], None, date(2025, 12, 5))))

    assert lines.y.shape == (6, 15)
    assert np.isnan(lines.y[:, 12:]).all()
    assert lines.span.over == 14
    assert np.argwhere(lines.events.supports).tolist() == [[1, 12]]


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ((LOW, None, date(2025, 12, 31)), [0]),
        ((None, "north", date(2025, 12, 1)), [0, 1, 2, 3, 4, 5]),
        ((LOW, None, date(2026, 1, 1)), []),
    ],
)
def test_support_that_began_last_month_can_be_seen_in_the_first_month_to_come(
    given: tuple[str | None, str | None, date], seen: list[int]
):
    assert np.flatnonzero(people(interventions=support(given)).events.supports[:, 12]).tolist() == seen


def test_support_for_something_else_is_not_seen():
    other = pl.concat([expected(), expected().with_columns(expectation_id=pl.lit("calls"))])
    given = support((LOW, None, date(2025, 12, 5)), expectation="calls")

    assert not people(expectations=other, interventions=given).events.supports.any()


def test_a_company_without_units_has_lines_of_people_alone():
    alone = assignments().with_columns(unit_id=pl.lit(None, pl.String))

    of_people, of_units = lines_of(judged(assignments=alone))

    assert (of_people.unit == -1).all()
    assert len(of_units.who) == 0


def test_who_came_later_is_held_from_then_on():
    came = assignments().with_columns(
        starts_on=pl.when(pl.col("person_id") == LOW).then(date(2025, 4, 1)).otherwise(pl.lit(BEGAN))
    )
    levels = FINE | {LOW: [None, None, None, *steady(0.6, 9)]}

    lines = people(assignments=came, measurements=measurements(levels))

    assert lines.held[0].tolist() == [False] * 3 + [True] * 9
