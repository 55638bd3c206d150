import numpy as np
import pytest

from answerable.engine.levers.episodes import episodes_of, together
from answerable.kernel.periods import Cadence
from helped import STANDARD, figures

NONE = np.nan
RISES = [0.8, 0.7, 0.75, 0.9, 0.95, 1.0, 1.0, 1.0, 1.0]


def began_in(*periods: int, of: int = 9) -> list[list[bool]]:
    return [[at in periods for at in range(of)]]


def test_what_became_of_an_episode_is_told_by_thirds_of_90_days():
    found = episodes_of(figures([RISES], began=began_in(2)))

    assert found is not None
    assert found.outcome.tolist() == [[0.75, 0.9, 0.95, 1.0]]
    assert found.gain == pytest.approx([0.95 - 0.7])
    assert found.beyond == pytest.approx([0.95 - STANDARD])
    assert (found.person.tolist(), found.expectation.tolist(), found.unit.tolist()) == ([10], [3], [0])


def test_who_is_helped_is_exposed_from_the_next_period_on():
    helped, later = (episodes_of(figures([[0.7] * 8], began=began_in(at, of=8))) for at in (2, 3))

    assert helped is not None
    assert later is not None
    assert (helped.started[0].tolist(), helped.any_start[0]) == ([True], True)
    assert helped.exposure[0].tolist() == [[0.0, 1.0, 1.0, 1.0]]
    assert helped.supported[0].tolist() == [1.0]
    assert (later.started[0].tolist(), later.any_start[0]) == ([False], False)
    assert later.exposure[0].tolist() == [[0.0, 0.0, 1.0, 1.0]]
    assert later.supported[0] == pytest.approx([2 / 3])


def test_what_the_role_does_together_is_taken_out_of_figures_and_of_support():
    y = [[0.7, 0.7, 0.7, 0.7, 0.7, 0.7], [1.1, 1.1, 1.1, 1.3, 1.3, 1.3]]
    found = episodes_of(figures(y, began=[*began_in(2, of=6), *began_in(of=6)], market=0.5))

    mean = np.mean(y)
    common = 0.5 * (np.mean(y, axis=0) - mean)
    assert found is not None
    assert found.outcome[0] == pytest.approx((np.array(y[0]) - common)[2:])
    # Half of the two are helped, and half of that is taken for what is common.
    assert found.exposure[0, 0] == pytest.approx([0.0, 0.75, 0.75, 0.75])


def test_the_90_days_have_to_be_over_and_something_measured_in_them():
    assert episodes_of(figures([[0.7] * 5])) is None
    nothing_after = episodes_of(figures([[0.7, 0.7, 0.7, NONE, NONE, NONE]]))
    assert nothing_after is not None
    assert len(nothing_after.person) == 0


def test_what_was_not_measured_is_left_out_of_means_and_filled_from_the_level_in_history():
    found = episodes_of(figures([[0.7, NONE, NONE, NONE, 0.9, NONE, 0.7]], is_open=[[True] * 7]))

    assert found is not None
    assert found.outcome[0] == pytest.approx([NONE, NONE, 0.9, NONE], nan_ok=True)
    assert found.history[0, :2].tolist() == [0.8, 0.7]
    assert found.gain[0] == pytest.approx(0.9 - 0.8)


def test_history_holds_the_last_figures_the_level_and_all_earlier_ones():
    found = episodes_of(figures([[1.0, 0.6, 0.8, 0.7, 0.7, 0.7, 0.7]], began=began_in(of=7)))

    assert found is not None
    last, before, level, earlier, allowed, age, one_over, is_open, lately, helped, *_ = found.history[1]
    assert (last, before, level, helped, is_open) == (0.8, 0.6, 0.8, 0.0, 0.0)
    assert (earlier, lately) == pytest.approx((0.8, 0.8))
    assert (allowed, age, one_over) == pytest.approx((1 - STANDARD, np.log(3), 1 / 3))


def test_whoever_was_helped_long_ago_is_told_apart():
    y = [[0.7, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7]]
    found = episodes_of(figures(y, began=began_in(0, of=13)))

    assert found is not None
    _, _, level, *_, lately, helped, helped_lately, helped_level = found.history[0]
    assert (helped, level) == (1.0, 0.8)
    assert lately == pytest.approx((5 * 1.0 + 0.7) / 6)
    assert (helped_lately, helped_level) == pytest.approx((lately - 1, level - 1))


def test_closed_is_who_is_at_the_standard_on_average_without_a_gap_at_the_end():
    fine = [0.7, 0.7, 0.7, 0.9, 0.9, 0.9]
    is_open = [[False] * 5 + [True]]
    held = np.array([[True] * 5 + [False]])

    closed, with_gap, moved = (
        episodes_of(figures([fine], **changed))
        for changed in ({}, {"is_open": is_open}, {"is_open": is_open, "held": held})
    )

    assert [each.closed().tolist() for each in (closed, with_gap, moved) if each] == [[True], [False], [True]]
    below = episodes_of(figures([[0.7, 0.7, 0.7, 0.88, 0.88, 0.88]]))
    assert below is not None
    assert (below.closed().tolist(), below.closed(lifted=0.03).tolist()) == ([False], [True])


def test_a_quarter_is_90_days_and_so_are_thirteen_weeks():
    quarter = episodes_of(figures([[0.7, 0.7, 0.7, 0.9]], cadence=Cadence.QUARTER))
    weeks = episodes_of(figures([[0.7] * 3 + [0.8] * 4 + [0.9] * 4 + [1.0] * 5], cadence=Cadence.WEEK))

    assert quarter is not None
    assert weeks is not None
    assert quarter.outcome.tolist() == [[0.7, 0.9, 0.9, 0.9]]
    assert weeks.outcome[0] == pytest.approx([0.7, 0.8, 0.9, 1.0])


def test_some_of_several_expectations_are_taken_together():
    found = episodes_of(figures([RISES, RISES]))
    assert found is not None

    both = together([found, found.of(np.array([1]))])

    assert both.person.tolist() == [*found.person.tolist(), found.person[1]]
    assert both.history.shape == (len(found.person) + 1, 12)
