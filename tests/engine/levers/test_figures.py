import numpy as np
import pytest

from answerable.engine.levers.figures import WINDOWS, is_short, not_yet_helped, run_lengths
from answerable.kernel.periods import Cadence
from helped import figures

LOW, FINE, NONE = 0.7, 1.0, np.nan


def could(attainment: list[float], **changed: object) -> list[int]:
    """In which periods support could begin."""
    made = figures([attainment], **changed)
    age = run_lengths(is_short(made))
    return np.flatnonzero(not_yet_helped(made, WINDOWS[Cadence.MONTH], age)[0]).tolist()


def began_in(period: int, periods: int) -> list[list[bool]]:
    return [[at == period for at in range(periods)]]


def test_short_is_who_was_measured_below_standard_or_has_an_open_gap():
    made = figures([[LOW, FINE, NONE, FINE]], is_open=[[False, False, False, True]])

    assert is_short(made).tolist() == [[True, False, False, True]]


def test_runs_are_counted_by_series():
    flags = np.array([[1, 1, 0, 1], [0, 1, 1, 1]], dtype=bool)

    assert run_lengths(flags).tolist() == [[1, 2, 0, 1], [0, 1, 2, 3]]


def test_support_can_begin_in_the_period_after_a_short_one_of_the_third_on():
    assert could([LOW, LOW, FINE, LOW, FINE]) == [2, 4]


def test_nobody_is_looked_at_outside_the_role():
    assert could([LOW] * 5, held=np.array([[True, True, True, False, True]])) == [2]


def test_who_was_helped_within_half_a_year_or_in_the_same_episode_is_not_looked_at():
    fine_since = [LOW, *[FINE] * 7, LOW, LOW]

    assert could([LOW] * 10, began=began_in(3, 10)) == [2, 3]
    assert could(fine_since, began=began_in(3, 10)) == []
    assert could(fine_since, began=began_in(2, 10)) == [9]


def test_where_support_begins_is_looked_at():
    assert could([LOW] * 4, began=began_in(3, 4)) == [2, 3]


def test_half_a_year_is_as_many_periods_as_it_has():
    assert {cadence: (window.periods, window.recent) for cadence, window in WINDOWS.items()} == {
        Cadence.WEEK: (13, 26),
        Cadence.MONTH: (3, 6),
        Cadence.QUARTER: (1, 2),
    }


@pytest.mark.parametrize("cadence", [Cadence.WEEK, Cadence.MONTH])
def test_the_parts_of_90_days_are_the_periods_after_each_once(cadence: Cadence):
    assert [at for part in WINDOWS[cadence].parts for at in part] == list(range(1, WINDOWS[cadence].periods + 1))
