from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.attainment import Block, attainment_blocks, read_panel
from answerable.panel import company_from_frames
from cast import SELLERS, assignments, measurements, month, steady, tables

AS_OF = date(2026, 1, 1)


def block_of(**changed: pl.DataFrame) -> Block:
    (block,) = attainment_blocks(read_panel(company_from_frames(tables(**changed))), AS_OF)
    return block


def test_a_row_a_person_and_a_column_a_month():
    block = block_of(measurements=measurements({SELLERS[0]: [0.5, None, 0.7]}))

    assert block.attainment.shape == (len(SELLERS), 3)
    assert block.attainment[0].tolist() == pytest.approx([0.5, np.nan, 0.7], nan_ok=True)
    assert block.not_measured == 3 * len(SELLERS) - 2


def test_a_period_counts_only_when_the_role_was_held_from_first_to_last_day():
    held = assignments().with_columns(
        starts_on=pl.when(pl.col("person_id") == SELLERS[0]).then(pl.date(2025, 2, 10)).otherwise("starts_on")
    )

    block = block_of(assignments=held, measurements=measurements({SELLERS[0]: [0.5, 0.6, 0.7]}))

    assert block.held[0].tolist() == [False, False, True]
    assert block.outside == 2


def test_a_ramp_counts_from_the_month_the_role_began_in():
    held = assignments().with_columns(
        starts_on=pl.when(pl.col("person_id") == SELLERS[0]).then(month(0)).otherwise("starts_on")
    )
    roles = pl.DataFrame({"role_id": ["sells", "leads"], "title": ["AE", "Manager"], "ramp_periods": [4, 0]})

    block = block_of(assignments=held, roles=roles, measurements=measurements({SELLERS[0]: [0.25, 0.25, 0.75, 0.5]}))

    assert block.attainment[0].tolist() == pytest.approx([1.0, 0.5, 1.0, 0.5])


def test_a_target_of_ones_own_comes_before_the_general_one():
    targets = pl.DataFrame(
        {"person_id": [SELLERS[0]], "expectation_id": ["bookings"], "period": [month(1)], "target": [50.0]}
    )

    block = block_of(targets=targets, measurements=measurements({SELLERS[0]: [0.5, 0.5]}))

    assert block.attainment[0].tolist() == pytest.approx([0.5, 1.0])


def test_an_assignment_split_in_two_under_one_manager_changes_nothing():
    one = assignments()
    first = one.filter(pl.col("person_id") == SELLERS[0])
    split = pl.concat(
        [
            one.filter(pl.col("person_id") != SELLERS[0]),
            first.with_columns(ends_on=date(2025, 3, 12)),
            first.with_columns(starts_on=date(2025, 3, 12)),
        ]
    )

    whole, parted = block_of(), block_of(assignments=split)

    assert np.array_equal(whole.attainment, parted.attainment, equal_nan=True)
    assert not parted.new_leadership.any()


def test_a_new_leader_is_marked_in_the_month_they_begin():
    one = assignments()
    first = one.filter(pl.col("person_id") == SELLERS[0])
    moved = pl.concat(
        [
            one.filter(pl.col("person_id") != SELLERS[0]),
            first.with_columns(ends_on=date(2025, 3, 1)),
            first.with_columns(starts_on=date(2025, 3, 1), manager_id=pl.lit("new-leader")),
        ]
    )

    block = block_of(assignments=moved)

    assert np.flatnonzero(block.new_leadership[0]).tolist() == [2]


def test_order_of_rows_changes_nothing():
    shuffled = {name: frame.reverse() for name, frame in tables().items()}

    (block,) = attainment_blocks(read_panel(company_from_frames(shuffled)), AS_OF)

    assert np.array_equal(block.attainment, block_of().attainment)


@pytest.mark.parametrize("convert", ["to_pandas", "to_arrow"])
def test_other_dataframes_give_the_same(convert: str):
    other = {name: getattr(frame, convert)() for name, frame in tables().items()}

    (block,) = attainment_blocks(read_panel(company_from_frames(other)), AS_OF)

    assert np.abs(block.attainment - block_of().attainment).max() < 1e-9


@pytest.mark.parametrize(
    ("cadence", "periods"),
    [
        ("week", [date(2025, 1, 6), date(2025, 1, 13)]),
        ("quarter", [date(2025, 1, 1), date(2025, 4, 1)]),
        ("year", [date(2024, 1, 1), date(2025, 1, 1)]),
    ],
)
def test_every_cadence_numbers_its_periods_without_gaps(cadence: str, periods: list[date]):
    expectations = tables()["expectations"].with_columns(cadence=pl.lit(cadence))
    measured = pl.DataFrame(
        {"person_id": [SELLERS[0]] * 2, "expectation_id": ["bookings"] * 2, "period": periods, "actual": [90.0, 80.0]}
    )

    block = block_of(expectations=expectations, measurements=measured)

    assert block.attainment[0].tolist() == pytest.approx([0.9, 0.8])


def test_several_expectations_are_kept_apart():
    two = pl.concat([tables()["expectations"], tables()["expectations"].with_columns(expectation_id=pl.lit("calls"))])
    measured = pl.concat(
        [measurements({SELLERS[0]: [0.9]}), measurements({SELLERS[0]: steady(0.5, 2)}, expectation="calls")]
    )
    panel = read_panel(company_from_frames(tables(expectations=two, measurements=measured)))

    found = {block.expectation["expectation_id"]: block.attainment[0] for block in attainment_blocks(panel, AS_OF)}

    assert found["bookings"].tolist() == pytest.approx([0.9])
    assert found["calls"].tolist() == pytest.approx(steady(0.5, 2))


def helped(**columns: object) -> pl.DataFrame:
    usual = {"intervention_id": ["i1"], "lever": ["coaching"], "starts_on": [date(2025, 3, 20)]}
    return pl.DataFrame(usual | {name: [value] for name, value in columns.items()})


def test_support_can_be_seen_from_the_month_after_it_began():
    block = block_of(interventions=helped(person_id=SELLERS[1]))

    assert np.argwhere(block.supported).tolist() == [[1, 3]]


def test_support_for_a_unit_is_support_for_everybody_in_it():
    block = block_of(interventions=helped(unit_id="north"))

    assert np.argwhere(block.supported).tolist() == [[row, 3] for row in range(len(SELLERS))]


def test_support_for_another_unit_another_expectation_or_another_role_is_none():
    elsewhere = block_of(interventions=helped(unit_id="company"))
    of_a_leader = block_of(interventions=helped(person_id="leader"))
    meant = block_of(interventions=helped(person_id=SELLERS[1], expectation_id="bookings"))

    assert not elsewhere.supported.any()
    assert not of_a_leader.supported.any()
    assert meant.supported.any()
