from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.attainment import read_panel
from answerable.engine.gaps import Gaps, find_gaps
from answerable.findings.check import gap_settings
from answerable.rules.policy import default_policy
from cast import LEADER, SELLERS, assignments, company, measurements, people, steady, tables

FINE = {person: steady(1.0) for person in SELLERS}
SHORT = FINE | {SELLERS[0]: steady(0.6)}
WHOLE = {person: [*steady(1.0, 6), *steady(0.7, 6)] for person in SELLERS}


def found(as_of: date = date(2026, 1, 1), **changed: pl.DataFrame) -> Gaps:
    made = company(**changed)
    return find_gaps(read_panel(made), tables(**changed)["units"], as_of, gap_settings(default_policy()))


def whose(gaps: Gaps) -> list[str | None]:
    return [person or unit for person, unit in gaps.open.select("person_id", "unit_id").iter_rows()]


def test_who_is_far_below_standard_for_a_year_has_a_gap_and_nobody_else():
    gaps = found(measurements=measurements(SHORT))

    assert whose(gaps) == [SELLERS[0]]
    assert gaps.open["attainment"][0] == pytest.approx(0.6, abs=0.02)
    assert gaps.open["probability"][0] > 0.99


def test_nobody_below_is_an_empty_table_with_the_same_columns():
    assert found().open.schema == found(measurements=measurements(SHORT)).open.schema
    assert whose(found()) == []


def test_one_cause_for_all_is_one_gap_of_the_unit():
    assert whose(found(measurements=measurements(WHOLE))) == ["north"]


@pytest.mark.parametrize("month", [8, 9, 10, 11, 12])
def test_looked_at_on_any_day_nobody_is_blamed_beside_their_unit(month: int):
    assert set(whose(found(date(2025, month, 1), measurements=measurements(WHOLE)))) <= {"north"}


def test_who_falls_further_than_their_unit_has_a_gap_beside_it():
    assert whose(found(measurements=measurements(WHOLE | {SELLERS[0]: [*steady(1.0, 6), *steady(0.3, 6)]}))) == [
        SELLERS[0],
        "north",
    ]


def test_who_left_the_role_has_no_gap_any_more():
    ended = assignments().with_columns(
        ends_on=pl.when(pl.col("person_id") == SELLERS[0]).then(date(2025, 12, 1)).otherwise("ends_on")
    )
    levels = SHORT | {SELLERS[0]: steady(0.6, 11)}

    assert whose(found(assignments=ended, measurements=measurements(levels))) == []


def test_who_was_not_measured_lately_is_not_judged_and_counted():
    gaps = found(measurements=measurements(FINE | {SELLERS[0]: steady(0.6, 6)}))

    (coverage,) = gaps.coverage
    assert whose(gaps) == []
    assert (coverage.people, coverage.judged, coverage.not_measured) == (6, 5, 6)


def test_nothing_later_than_the_day_looked_at_is_used():
    short_later = FINE | {SELLERS[0]: [*steady(1.0, 6), *steady(0.5, 6)]}

    early = found(date(2025, 7, 1), measurements=measurements(short_later))
    only = found(date(2025, 7, 1), measurements=measurements({person: levels[:6] for person, levels in FINE.items()}))

    assert early.open.equals(only.open)
    assert early.coverage[0].measured_until == date(2025, 7, 1)


def test_a_period_that_is_not_over_is_not_used():
    gaps = found(date(2025, 12, 31), measurements=measurements(SHORT))

    assert gaps.open["periods"].to_list() == [11]
    assert gaps.coverage[0].measured_until == date(2025, 12, 1)


def test_measurements_of_time_in_which_the_role_was_not_held_are_left_out_and_counted():
    came = assignments().with_columns(
        starts_on=pl.when(pl.col("person_id") == SELLERS[0]).then(date(2025, 4, 10)).otherwise("starts_on")
    )

    (coverage,) = found(assignments=came, measurements=measurements(FINE)).coverage

    assert coverage.outside == 4


def test_each_expectation_is_told_once_it_is_done():
    told: list[str] = []
    made = company()

    find_gaps(read_panel(made), tables()["units"], date(2026, 1, 1), gap_settings(default_policy()), told.append)

    assert told == ["bookings"]


def test_a_new_leader_is_no_reason_for_a_gap():
    names = people()
    moved = assignments().with_columns(
        ends_on=pl.when(pl.col("manager_id") == LEADER).then(date(2025, 7, 1)).otherwise("ends_on")
    )
    again = assignments().filter(pl.col("manager_id") == LEADER)
    again = again.with_columns(starts_on=date(2025, 7, 1), manager_id=pl.lit("new-leader"))

    assert whose(found(people=names, assignments=pl.concat([moved, again]), measurements=measurements(FINE))) == []


def test_figures_without_any_noise_are_judged_all_the_same():
    flat = {person: [1.0] * 12 for person in SELLERS} | {SELLERS[0]: [0.6] * 12}

    gaps = found(measurements=measurements(flat))

    assert whose(gaps) == [SELLERS[0]]
    assert np.isfinite(gaps.open["low"][0])
