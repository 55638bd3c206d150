"""A world before it is written down: everything that is so in it, as arrays."""

from dataclasses import dataclass

from answerable.engine.worlds.effects import Effects, draw_effects
from answerable.engine.worlds.habits import Habits, draw_habits
from answerable.engine.worlds.performance import Performance, perform
from answerable.engine.worlds.setting import Setting, generator
from answerable.engine.worlds.spells import Spells, spells_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A world before it is written down.

    Attributes:
        setting: seats, months, people.
        spells: who worked under whom.
        effects: what everybody and everything adds to attainment.
        performance: what was attained.
        habits: what leaders do with their time.
    """

    setting: Setting
    spells: Spells
    effects: Effects
    performance: Performance
    habits: Habits


def draft_of(setting: Setting) -> Draft:
    """Let a company live through its months.

    Args:
        setting: seats, months, people.

    Returns:
        What came of it.
    """
    seed = setting.parameters.seed
    spells = spells_of(setting, levels=1)
    effects = draw_effects(setting, spells, generator(seed, "effects"))
    performance = perform(setting, effects, generator(seed, "performance"))
    habits = draw_habits(len(setting.staffing.hired), generator(seed, "habits"))
    return Draft(setting, spells, effects, performance, habits)
