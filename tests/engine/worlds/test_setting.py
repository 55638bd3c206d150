"""The setting of a world."""

import numpy as np

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.setting import generator, setting_of


def test_each_part_of_a_world_has_a_chance_of_its_own():
    first = generator(1, "names").random(3)

    assert np.array_equal(first, generator(1, "names").random(3))
    assert not np.array_equal(first, generator(1, "habits").random(3))
    assert not np.array_equal(first, generator(2, "names").random(3))


def test_a_setting_has_everybody_in_every_month():
    setting = setting_of(WorldParameters(people=50, months=5))

    assert setting.staffing.occupant.shape == (5, 50)
    assert setting.calendar.months == 5
    assert setting.structure.seats == 50
