"""What leaders do with their time."""

import numpy as np
import pytest

from answerable.engine.worlds.habits import draw_habits


def test_attentive_leaders_sit_down_with_their_people_more_often():
    habits = draw_habits(20_000, np.random.default_rng(1))

    def care(weeks: int) -> float:
        return float(habits.care[habits.one_on_one_weeks == weeks].mean())

    assert care(1) > care(2) > care(3) > care(4) > care(0)
    assert set(habits.coaching_weeks) == {0, 4, 6, 8}
    assert (habits.one_on_one_weeks == 0).mean() == pytest.approx(0.04, abs=0.03)


def test_the_rest_of_a_week_differs_from_leader_to_leader():
    habits = draw_habits(1000, np.random.default_rng(1))

    assert set(habits.weekly) == {"team", "report", "upward", "customer"}
    assert habits.weekly["report"].min() >= 0.2
    assert habits.weekly["report"].max() <= 1.0
    assert habits.weekly["report"].std() > 0.2
