import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from answerable.engine.gaps.signal import open_periods

HELD = np.ones((1, 6), dtype=bool)


def test_it_opens_at_one_certainty_and_closes_only_below_a_lower_one():
    chance = np.array([[0.89, 0.9, 0.6, 0.5, 0.49, 0.89]])

    assert open_periods(chance, HELD, 0.9, 0.5).tolist() == [[False, True, True, True, False, False]]


def test_a_gap_does_not_outlast_a_break_in_the_role():
    held = np.array([[True, True, False, True, True, True]])

    found = open_periods(np.array([[0.95, 0.95, 0.95, 0.6, 0.6, 0.6]]), held, 0.9, 0.5)

    assert found.tolist() == [[True, True, False, False, False, False]]


@given(st.lists(st.floats(0.5, 0.89), min_size=1, max_size=24))
def test_between_the_two_nothing_ever_opens(chance: list[float]):
    series = np.array([chance])

    assert not open_periods(series, np.ones(series.shape, dtype=bool), 0.9, 0.5).any()
