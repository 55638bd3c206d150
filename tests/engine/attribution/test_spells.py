"""Companies of a few people, each figure worked out by hand, and worlds against `attainment_blocks`."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from answerable.engine.attainment import Block, attainment_blocks, read_panel
from answerable.engine.attribution.spells import Spells, collapse
from answerable.engine.worlds import simulate, world
from answerable.kernel.periods import Cadence, period_index, period_start
from answerable.panel import company_from_frames

AS_OF = date(2026, 1, 1)
BEGAN = date(2024, 1, 1)
ONE, TWO = "one", "two"

DATES = {"starts_on": pl.Date, "ends_on": pl.Date, "period": pl.Date}


def table(columns: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    names = columns.split()
    types = {name: DATES.get(name, pl.Float64 if name in {"actual", "target"} else pl.String) for name in names}
    return pl.DataFrame(rows, schema=types, orient="row")


def held(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Assignments: person, manager, first day, first day no longer; a role and a unit unless others are named."""
    rows = tuple((*row, "sells", "north")[:6] if len(row) == 4 else row for row in rows)
    return table("person_id manager_id starts_on ends_on role_id unit_id", list(rows))


def lead(*rows: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    """Assignments of leaders: the same, in the role and the unit of leaders."""
    return tuple((*row, "leads", "company") for row in rows)


def measured(
    expectation: str = "bookings", first: date = date(2025, 1, 1), **values: list[float | None]
) -> pl.DataFrame:
    """Measurements from a month on, by person."""
    start = period_index(first, Cadence.MONTH)
    rows = [
        (person, expectation, period_start(start + number, Cadence.MONTH), value)
        for person, series in values.items()
        for number, value in enumerate(series)
    ]
    return table("person_id expectation_id period actual", rows)


def spells(chain: int = 1, as_of: date = AS_OF, **changed: pl.DataFrame) -> Spells:
    """The spells of a company that expects 100 bookings a month of those who sell."""
    usual = {
        "roles": pl.DataFrame({"role_id": ["sells", "leads"], "title": ["Account Executive", "Manager"]}),
        "units": pl.DataFrame({"unit_id": ["north", "south", "company"], "name": ["North", "South", "All"]}),
        "expectations": expectations(),
    }
    known = {person for column in ("person_id", "manager_id") for person in changed["assignments"][column]} - {None}
    usual["people"] = pl.DataFrame({"person_id": sorted(known), "name": sorted(known)})
    return collapse(company_from_frames(usual | changed), as_of, chain)


def expectations(**changed: str | float | date | None) -> pl.DataFrame:
    usual: dict[str, str | float | date | None] = {"expectation_id": "bookings", "role_id": "sells", "name": "Bookings"}
    usual |= {"direction": "higher"}
    return pl.DataFrame([usual | {"cadence": "month", "target": 100.0} | changed])


def rows_of(found: Spells, *columns: str) -> list[tuple[Any, ...]]:
    return found.parts.select(columns).rows()


def attainment(found: Spells) -> list[float]:
    return found.periods["mean"].to_list()


def test_results_are_told_less_the_mean_of_everybody_with_the_same_role_and_period():
    company = held((ONE, None, BEGAN, None), (TWO, None, BEGAN, None))

    found = spells(assignments=company, measurements=measured(one=[90, 80, 100], two=[110, 120, 100]))

    months = [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]
    assert found.periods.rows() == [("sells", "bookings", month, 660 + at, 2, 1.0) for at, month in enumerate(months)]
    # One is 0.1 and 0.2 below and then at the mean: 0.1*0.2 + 0.2*0 over two pairs; months 36, 37 and 38 of a block.
    (first, second) = found.parts.drop("first_on", "last_on", "mask").rows()
    sums = (
        3,
        pytest.approx(-0.3),
        pytest.approx(0.05),
        2,
        pytest.approx(0.02),
        pytest.approx(-0.2),
        pytest.approx(-0.3),
    )
    assert first == (ONE, "sells", "bookings", None, "north", 13, *sums)
    assert second[6:8] == (3, pytest.approx(0.3))
    assert rows_of(found, "mask", "first_on", "last_on")[0] == (2**36 + 2**37 + 2**38, months[0], months[2])


def test_a_manager_who_comes_in_mid_month_has_that_month():
    company = held(
        *lead(("old", None, BEGAN, None), ("new", None, BEGAN, None)),
        (ONE, "old", BEGAN, date(2025, 2, 14)),
        (ONE, "new", date(2025, 2, 14), None),
    )

    found = spells(assignments=company, measurements=measured(one=[90, 80, 100, 110]))

    assert rows_of(found, "manager_id", "n", "pairs", "first_on", "last_on") == [
        ("new", 3, 2, date(2025, 2, 1), date(2025, 4, 1)),
        ("old", 1, 0, date(2025, 1, 1), date(2025, 1, 1)),
    ]


def test_a_unit_that_changes_makes_another_row_and_no_new_ramp():
    roles = pl.DataFrame({"role_id": ["sells"], "title": ["Account Executive"], "ramp_periods": [3]})
    company = held(
        (ONE, None, date(2025, 1, 1), date(2025, 3, 1)),
        (ONE, None, date(2025, 3, 1), None, "sells", "south"),
    )

    found = spells(assignments=company, roles=roles, measurements=measured(one=[50, 60, 70, 80]))

    assert rows_of(found, "unit_id", "n") == [("north", 2), ("south", 2)]
    # A third of the target, two thirds, and all of it from the third month on.
    assert attainment(found) == pytest.approx([1.5, 0.9, 0.7, 0.8])


def test_a_ramp_counts_from_the_month_the_role_began_in_and_a_break_begins_it_anew():
    roles = pl.DataFrame({"role_id": ["sells"], "title": ["Account Executive"], "ramp_periods": [4]})
    company = held((ONE, None, date(2024, 12, 10), date(2025, 2, 1)), (ONE, None, date(2025, 3, 1), None))

    found = spells(assignments=company, roles=roles, measurements=measured(one=[50, 50, 50, 50]))

    # January is the second month, February is not held, March and April are the first and the second again.
    assert found.periods["period"].to_list() == [date(2025, 1, 1), date(2025, 3, 1), date(2025, 4, 1)]
    assert attainment(found) == pytest.approx([1.0, 2.0, 1.0])
    assert rows_of(found, "n", "pairs", "mask") == [(3, 1, 2**36 + 2**38 + 2**39)]


def test_a_month_counts_only_when_the_role_was_held_from_first_to_last_day():
    company = held((ONE, None, date(2025, 1, 2), date(2025, 3, 31)))

    found = spells(assignments=company, measurements=measured(one=[90, 80, 70]))

    assert rows_of(found, "n", "first_on") == [(1, date(2025, 2, 1))]


def test_an_assignment_ends_when_the_person_leaves():
    people = table("person_id name ends_on", [(ONE, "One", date(2025, 3, 1))])

    found = spells(
        assignments=held((ONE, None, BEGAN, None)), people=people, measurements=measured(one=[90, 80, 70, 60])
    )

    assert rows_of(found, "n", "last_on") == [(2, date(2025, 2, 1))]


def test_nobody_leads_a_leader_who_has_left():
    company = held(
        *lead(("chief", None, BEGAN, None), ("leader", "chief", BEGAN, None)),
        (ONE, "leader", BEGAN, None),
    )
    left = [("chief", None), ("leader", date(2025, 2, 20)), (ONE, None)]
    people = table("person_id name ends_on", [(person, person, day) for person, day in left])

    found = spells(chain=2, assignments=company, people=people, measurements=measured(one=[90, 80, 70]))

    assert rows_of(found, "manager_id", "line_2_id", "n") == [("leader", None, 2), ("leader", "chief", 1)]


def test_who_is_further_up_may_change_while_the_manager_stays():
    company = held(
        *lead(("chief", None, BEGAN, None), ("other", "chief", BEGAN, None)),
        *lead(("leader", "chief", BEGAN, date(2025, 2, 10)), ("leader", "other", date(2025, 2, 10), None)),
        (ONE, "leader", BEGAN, None),
    )

    found = spells(chain=4, assignments=company, measurements=measured(one=[90, 80, 70]))

    assert rows_of(found, "manager_id", "line_2_id", "line_3_id", "line_4_id", "n") == [
        ("leader", "chief", None, None, 1),
        ("leader", "other", "chief", None, 2),
    ]


def test_whoever_leads_directly_at_the_end_of_a_month_is_left_out_then():
    company = held(
        ("player", None, BEGAN, None),
        (ONE, None, BEGAN, date(2025, 2, 5)),
        (ONE, "player", date(2025, 2, 5), date(2025, 3, 31)),
        (TWO, "player", date(2025, 2, 25), date(2025, 3, 10)),
    )

    found = spells(assignments=company, measurements=measured(player=[50, 60, 70, 80], one=[90, 90, 90, 90]))

    # The player leads at the end of February; on the last day of March nobody is led any more.
    assert rows_of(found, "person_id", "n", "pairs", "mask") == [
        (ONE, 1, 0, 2**36),
        (ONE, 1, 0, 2**37),
        ("player", 3, 1, 2**36 + 2**38 + 2**39),
    ]
    assert attainment(found) == pytest.approx([0.7, 0.9, 0.7, 0.8])


def test_less_is_better_and_the_target_is_owed_in_full_from_the_start():
    roles = pl.DataFrame({"role_id": ["sells"], "title": ["Account Executive"], "ramp_periods": [4]})

    found = spells(
        assignments=held((ONE, None, date(2025, 1, 1), None)),
        roles=roles,
        expectations=expectations(direction="lower"),
        measurements=measured(one=[80, 100, 130]),
    )

    assert attainment(found) == pytest.approx([1.2, 1.0, 0.7])


def test_a_band_is_missed_on_either_side_and_a_target_of_ones_own_moves_it():
    own = table("person_id expectation_id period target", [(ONE, "bookings", date(2025, 4, 1), 190.0)])

    found = spells(
        assignments=held((ONE, None, BEGAN, None)),
        expectations=expectations(direction="band", target_high=120.0),
        targets=own,
        measurements=measured(one=[89, 110, 142, 180]),
    )

    # Eleven below and 22 above a band whose middle is 110; then ten below one whose middle is 200.
    assert attainment(found) == pytest.approx([0.9, 1.0, 0.8, 0.95])


def test_a_band_of_ones_own_around_zero_has_no_attainment():
    own = table("person_id expectation_id period target", [(ONE, "bookings", date(2025, 2, 1), -10.0)])

    found = spells(
        assignments=held((ONE, None, BEGAN, None)),
        expectations=expectations(direction="band", target_high=120.0),
        targets=own,
        measurements=measured(one=[100, 30]),
    )

    assert rows_of(found, "n", "last_on") == [(1, date(2025, 1, 1))]


def test_what_was_not_measured_or_not_expected_is_not_there():
    own = [(ONE, "bookings", period_start(660 + number, Cadence.MONTH), 50.0) for number in (0, 1, 3)]

    found = spells(
        assignments=held((ONE, None, BEGAN, None)),
        expectations=expectations(target=None).with_columns(pl.col("target").cast(pl.Float64)),
        targets=table("person_id expectation_id period target", own),
        measurements=measured(one=[45, None, 50, 55]),
    )

    assert attainment(found) == pytest.approx([0.9, 1.1])
    assert rows_of(found, "n", "pairs", "mask") == [(2, 0, 2**36 + 2**39)]


def test_an_expectation_counts_from_its_first_day_until_its_last_and_until_one_looks():
    company = held((ONE, None, BEGAN, None))
    values = measured(one=[90] * 6)
    dated = expectations(starts_on=date(2025, 1, 2), ends_on=date(2025, 5, 1))

    found = spells(assignments=company, expectations=dated, measurements=values)
    early = spells(assignments=company, expectations=dated, measurements=values, as_of=date(2025, 3, 31))

    assert rows_of(found, "first_on", "last_on", "n") == [(date(2025, 2, 1), date(2025, 4, 1), 3)]
    assert rows_of(early, "first_on", "last_on", "n") == [(date(2025, 2, 1), date(2025, 2, 1), 1)]


def test_a_measurement_in_a_role_not_held_is_left_out():
    found = spells(assignments=held(*lead((ONE, None, BEGAN, None))), measurements=measured(one=[90]))

    assert found.parts.is_empty()
    assert found.periods.is_empty()


def test_a_pair_does_not_reach_over_the_edge_of_a_block():
    # Month 671 is December 2025 and the last of block 13; January 2026 is the first of block 14.
    found = spells(
        as_of=date(2026, 4, 1),
        assignments=held((ONE, None, BEGAN, None)),
        measurements=measured(first=date(2025, 12, 1), one=[90, 80, 70]),
    )

    assert rows_of(found, "block", "n", "pairs", "mask") == [(13, 1, 0, 2**47), (14, 2, 1, 3)]


@pytest.mark.parametrize(
    ("cadence", "begins", "expected"),
    [
        # The role began in the week before, in the quarter and the year itself: the ramp of two is over, or at a half.
        ("week", date(2025, 1, 3), [1.0, 0.5, 0.5]),
        ("month", date(2025, 1, 1), [1.0, 0.5, 0.5]),
        ("quarter", date(2025, 1, 1), [1.0, 0.5, 0.5]),
        ("year", date(2024, 6, 1), [0.5, 0.5]),
    ],
)
def test_every_cadence_has_its_own_periods_and_ramp(cadence: str, begins: date, expected: list[float]):
    kind = Cadence(cadence)
    numbers = range(period_index(begins, kind), period_index(begins, kind) + 4)
    starts = [period_start(number, kind) for number in numbers]
    rows = [(ONE, "bookings", start, 50.0) for start in starts if start < date(2027, 1, 1)]
    roles = pl.DataFrame({"role_id": ["sells"], "title": ["Account Executive"], "ramp_periods": [2]})

    found = spells(
        as_of=period_start(numbers[3], kind),
        assignments=held((ONE, None, begins, None)),
        roles=roles,
        expectations=expectations(cadence=cadence),
        measurements=table("person_id expectation_id period actual", rows),
    )

    whole = [number for number in numbers[:3] if period_start(number, kind) >= begins]
    assert found.periods["number"].to_list() == whole
    assert attainment(found) == pytest.approx(expected[-len(whole) :])


def test_weeks_are_numbered_as_periods_are_even_before_1970():
    weeks = [date(1968, 12, 30), date(1969, 1, 6), date(1970, 1, 5), date(2000, 2, 28), date(2024, 12, 30)]

    found = spells(
        assignments=held((ONE, None, date(1960, 1, 1), None)),
        expectations=expectations(cadence="week"),
        measurements=table("person_id expectation_id period actual", [(ONE, "bookings", day, 50.0) for day in weeks]),
    )

    assert found.periods["number"].to_list() == [period_index(day, Cadence.WEEK) for day in weeks]
    assert rows_of(found, "block", "n", "pairs") == [(-2, 2, 1), (0, 1, 0), (32, 1, 0), (59, 1, 0)]


def without_leaders(block: Block, tables: dict[str, pl.DataFrame], ids: list[str]) -> np.ndarray[Any, Any]:
    """A block's attainment without those who, by the tables, lead somebody on the last day of a period."""
    left = tables["people"].select("person_id", left_on="ends_on")
    led = tables["assignments"].join(left, on="person_id").filter(pl.col("manager_id").is_not_null())
    until = pl.min_horizontal(pl.col("ends_on").fill_null(date.max), pl.col("left_on").fill_null(date.max))
    values = block.attainment.copy()
    for column in range(values.shape[1]):
        over = period_start(block.first_period + column + 1, block.cadence)
        leading = set(led.filter(pl.col("starts_on") < over, until >= over)["manager_id"])
        values[[ids[person] in leading for person in block.person], column] = np.nan
    return values


@pytest.mark.parametrize(("kind", "seed"), [("typical", 3), ("shared_cause", 5)])
def test_sums_are_those_of_the_attainment_blocks(kind: str, seed: int):
    tables = simulate(world(kind, 120, 30, seed)).tables
    company = company_from_frames(tables)
    panel = read_panel(company)

    found = collapse(company, date(2026, 1, 1), 3)

    ids = panel.codes.people.to_list()
    expected = {}
    for block in attainment_blocks(panel, date(2026, 1, 1)):
        values = without_leaders(block, tables, ids)
        counts = np.sum(~np.isnan(values), axis=0)
        values -= np.divide(np.nansum(values, axis=0), counts, out=np.zeros(len(counts)), where=counts > 0)
        for person, leaders, series in zip(block.person, block.leader, values, strict=True):
            for leader in set(leaders[~np.isnan(series)].tolist()):
                mine = series[(leaders == leader) & ~np.isnan(series)]
                manager = ids[leader] if leader >= 0 else None
                key = ids[person], block.expectation["expectation_id"], manager
                expected[key] = (len(mine), mine.sum(), (mine**2).sum())
    summed = found.parts.group_by("person_id", "expectation_id", "manager_id").agg(
        pl.col("n").sum(), pl.col("total").sum(), pl.col("squares").sum()
    )
    got = {row[:3]: row[3:] for row in summed.rows()}
    assert got.keys() == expected.keys()
    assert all(got[key] == pytest.approx(expected[key], abs=1e-9) for key in got)


def test_order_of_rows_changes_nothing():
    tables = simulate(world("typical", 60, 18, 1)).tables
    turned = {name: frame.reverse() for name, frame in tables.items()}

    found, again = (collapse(company_from_frames(given), AS_OF, 3) for given in (tables, turned))

    assert_frame_equal(found.parts, again.parts)
    assert_frame_equal(found.periods, again.periods)
