"""A world before it is written down."""

import numpy as np

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.draft import draft_of
from answerable.engine.worlds.setting import setting_of


def test_a_draft_has_an_effect_and_habits_for_everybody_who_ever_came():
    draft = draft_of(setting_of(WorldParameters(people=100)))

    people = len(draft.setting.staffing.hired)
    assert len(draft.effects.person) == len(draft.habits.care) == people
    assert np.array_equal(np.unique(draft.spells.person), np.arange(people))
