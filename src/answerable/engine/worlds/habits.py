"""What leaders do with their time, each in their own way; it says nothing of how good they are for their people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Weeks between one-on-ones and between coaching sessions, the most attentive leaders first; 0 stands for never.
ONE_ON_ONE_WEEKS = np.array([1, 1, 2, 2, 2, 2, 2, 3, 4, 0])
COACHING_WEEKS = np.array([4, 4, 4, 6, 6, 8, 8, 0, 0, 0])
# Chance in a week of the least and the most busy leader.
WEEKLY = {"team": (0.3, 1.0), "report": (0.2, 1.0), "upward": (0.2, 0.8), "customer": (0.0, 0.6)}


@dataclass(frozen=True, slots=True)
class Habits:
    """Everybody's habits, should they lead; each of shape (people,).

    Attributes:
        care: how attentive they are, in standard deviations.
        one_on_one_weeks: weeks between one-on-ones with each of their people, 0 for none.
        coaching_weeks: weeks between coaching sessions with each of their people, 0 for none.
        weekly: by kind of activity, the chance in a week.
    """

    care: Floats
    one_on_one_weeks: Ints
    coaching_weeks: Ints
    weekly: dict[str, Floats]


def draw_habits(people: int, rng: np.random.Generator) -> Habits:
    """Draw habits.

    Args:
        people: how many people there are.
        rng: decides.

    Returns:
        The habits of every person, should they lead.
    """
    care = rng.standard_normal(people)
    rank = np.clip((care * -2 + 4.5).astype(np.int64), 0, 9)
    weekly = {kind: rng.uniform(low, high, people) for kind, (low, high) in WEEKLY.items()}
    return Habits(care, ONE_ON_ONE_WEEKS[rank], COACHING_WEEKS[rank], weekly)
