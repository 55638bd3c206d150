from datetime import date

import numpy as np
import pytest

from answerable.engine.attainment.coding import ALWAYS, CodedAssignments, day_number
from answerable.engine.attainment.tenure import Grid, Tenure, tenure
from answerable.kernel.periods import Cadence, period_index

SELLS, LEADS = 0, 1
ANN, BEN, LEE, NIA, DANA, TOP = range(6)
HALF_YEAR = Grid(np.array([0, 1, -1, -1, -1, -1]), 2, Cadence.MONTH, period_index(date(2025, 1, 1), Cadence.MONTH), 6)

Row = tuple[int, int, int, int, tuple[int, int, int], tuple[int, int, int] | None]
LEADERS: list[Row] = [
    (LEE, LEADS, DANA, 0, (2024, 1, 1), None),
    (NIA, LEADS, DANA, 0, (2024, 1, 1), None),
    (DANA, LEADS, -1, 0, (2024, 1, 1), None),
]


def laid_out(*rows: Row, leaders: list[Row] = LEADERS) -> Tenure:
    """Assignments as person, role, manager, unit, first day and first day no longer held."""
    ordered = sorted([*rows, *leaders], key=lambda row: (row[0], row[4]))
    person, role, manager, unit, starts, ends = (
        np.array(column, dtype=object)
        for column in zip(
            *[
                (*row[:4], day_number(date(*row[4])), ALWAYS if row[5] is None else day_number(date(*row[5])))
                for row in ordered
            ],
            strict=True,
        )
    )
    whole = (column.astype(np.int64) for column in (person, role, manager, unit, starts, ends))
    return tenure(CodedAssignments(*whole), SELLS, HALF_YEAR)


def test_a_month_counts_when_the_role_was_held_through_all_of_it():
    found = laid_out(
        (ANN, SELLS, LEE, 0, (2025, 2, 10), (2025, 5, 20)), (BEN, SELLS, LEE, 0, (2025, 2, 1), (2025, 5, 1))
    )

    # Ann has whole months from March to April, Ben from February to April.
    assert found.held[ANN].tolist() == [False, False, True, True, False, False]
    assert found.held[BEN].tolist() == [False, True, True, True, False, False]


def test_the_month_the_role_began_in_is_its_first():
    found = laid_out((ANN, SELLS, LEE, 0, (2025, 2, 10), None), (BEN, SELLS, LEE, 0, (2024, 12, 1), None))

    # Of its first month Ann had only a part, so that it does not count; March is her second.
    assert found.periods_held[ANN, 2:].tolist() == [2, 3, 4, 5]
    assert found.periods_held[BEN].tolist() == [2, 3, 4, 5, 6, 7]


def test_neither_a_split_nor_a_new_leader_nor_a_new_unit_makes_anybody_new_to_the_role():
    found = laid_out(
        (ANN, SELLS, LEE, 0, (2024, 12, 1), (2025, 3, 1)),
        (ANN, SELLS, NIA, 7, (2025, 3, 1), None),
        (BEN, SELLS, LEE, 0, (2024, 12, 1), None),
    )

    assert found.held.all()
    assert found.periods_held[ANN].tolist() == found.periods_held[BEN].tolist()
    assert found.unit[ANN].tolist() == [0, 0, 7, 7, 7, 7]
    assert found.leader[ANN].tolist() == [LEE, LEE, NIA, NIA, NIA, NIA]


def test_who_comes_back_after_a_break_is_new_again():
    found = laid_out(
        (ANN, SELLS, LEE, 0, (2024, 12, 1), (2025, 2, 1)),
        (ANN, SELLS, LEE, 0, (2025, 4, 1), None),
        (BEN, SELLS, LEE, 0, (2025, 1, 1), None),
    )

    assert found.held[ANN].tolist() == [True, False, False, True, True, True]
    assert found.periods_held[ANN, 3:].tolist() == [1, 2, 3]


def test_time_in_another_role_is_none_in_this_one():
    found = laid_out(
        (ANN, SELLS, LEE, 0, (2024, 12, 1), (2025, 3, 1)),
        (ANN, LEADS, DANA, 0, (2025, 3, 1), None),
        (BEN, SELLS, LEE, 0, (2025, 1, 1), None),
    )

    assert found.held[ANN].tolist() == [True, True, False, False, False, False]


def test_new_leadership_is_a_new_leader_or_a_new_leader_of_the_leader():
    moved: list[Row] = [
        (LEE, LEADS, DANA, 0, (2024, 1, 1), (2025, 5, 1)),
        (LEE, LEADS, TOP, 0, (2025, 5, 1), None),
        (NIA, LEADS, DANA, 0, (2024, 1, 1), None),
        (DANA, LEADS, TOP, 0, (2024, 1, 1), None),
        (TOP, LEADS, -1, 0, (2024, 1, 1), None),
    ]

    found = laid_out(
        (ANN, SELLS, LEE, 0, (2024, 12, 1), None),
        (BEN, SELLS, LEE, 0, (2024, 12, 1), (2025, 3, 15)),
        (BEN, SELLS, NIA, 0, (2025, 3, 15), None),
        leaders=moved,
    )

    # Lee reports to somebody else from May on; Ben is led by Nia at the end of March.
    assert np.flatnonzero(found.new_leadership[ANN]).tolist() == [4]
    assert np.flatnonzero(found.new_leadership[BEN]).tolist() == [2]


def test_before_anything_is_known_nobody_leads_and_nothing_is_new():
    found = laid_out((ANN, SELLS, LEE, 3, (2025, 3, 1), None), (BEN, SELLS, -1, 0, (2024, 12, 1), None))

    assert found.leader[ANN].tolist() == [-1, -1, LEE, LEE, LEE, LEE]
    assert found.unit[ANN].tolist() == [-1, -1, 3, 3, 3, 3]
    assert not found.new_leadership.any()


@pytest.mark.parametrize("cadence", list(Cadence))
def test_every_cadence_lays_time_over_its_own_periods(cadence: Cadence):
    first = period_index(date(2025, 1, 1), cadence)
    grid = Grid(np.array([0]), 1, cadence, first, 3)
    begun, ended = day_number(date(2020, 1, 1)), ALWAYS
    rows = (np.array([value], dtype=np.int64) for value in (0, SELLS, -1, 0, begun, ended))

    found = tenure(CodedAssignments(*rows), SELLS, grid)

    assert found.held.tolist() == [[True] * 3]
    assert found.periods_held[0, 0] == first - period_index(date(2020, 1, 1), cadence) + 1
