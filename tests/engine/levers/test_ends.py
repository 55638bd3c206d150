from datetime import date

import numpy as np

from answerable.engine.attainment.coding import day_number
from answerable.engine.levers.ends import CLOSED, LEFT, MOVED, NONE, follow
from answerable.kernel.periods import Cadence
from helped import STAYS, figures


def followed(is_open: list[bool], at: int = 2, **changed: object) -> list[int]:
    made = figures([[0.7] * len(is_open)], is_open=[is_open], **changed)
    return follow(made, np.array([0]), np.array([at])).tolist()[0]


def test_a_gap_that_closes_is_seen_until_then():
    assert followed([True] * 4 + [False] * 3) == [3, CLOSED, 13]


def test_a_gap_still_open_is_seen_to_the_end_of_the_record_or_a_year():
    assert followed([True] * 6) == [4, NONE, 13]
    assert followed([True] * 20) == [12, NONE, 13]


def test_leaving_the_role_and_leaving_the_company_are_two_ends():
    held = np.array([[True] * 4 + [False] * 3])
    gone = [STAYS] * 10 + [day_number(date(2025, 5, 15))]

    assert followed([True] * 4 + [False] * 3, held=held) == [3, MOVED, 13]
    assert followed([True] * 4 + [False] * 3, held=held, leaves=gone) == [3, LEFT, 13]


def test_the_first_support_after_the_period_is_told():
    began = [[at in {2, 5, 6} for at in range(9)]]

    assert followed([True] * 9, began=began) == [7, NONE, 4]


def test_quarters_and_weeks_are_told_in_months():
    assert followed([True] * 3 + [False], cadence=Cadence.QUARTER) == [6, CLOSED, 15]
    assert followed([True] * 6 + [False], cadence=Cadence.WEEK) == [2, CLOSED, 13]
