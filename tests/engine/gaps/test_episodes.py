import numpy as np
import pytest

from answerable.engine.gaps.episodes import NEVER, current_episodes
from answerable.engine.gaps.settings import GapSettings
from answerable.kernel.periods import Cadence

SETTINGS = GapSettings(
    0.9, 0.5, {Cadence.WEEK: 8, Cadence.MONTH: 3, Cadence.QUARTER: 2, Cadence.YEAR: 1}, 4, 6, 2, 0.5, 3
)


def flags(text: str) -> np.ndarray:
    return np.array([[sign == "x" for sign in text]])


@pytest.mark.parametrize(
    ("months", "first", "periods", "sustained", "consistent"),
    [
        ("......", NEVER, 0, NEVER, False),
        ("....xx", 4, 2, NEVER, False),
        ("...xxx", 3, 3, 5, False),
        ("xxxxxx", 0, 6, 2, False),
        ("xx..xx", 4, 2, 5, True),  # open in 4 of the last 6, in two episodes
        ("x....x", 5, 1, NEVER, False),
        ("xxx.x.", NEVER, 0, NEVER, False),
        ("xx.xx", 3, 2, 4, True),
        ("xxx", 0, 3, 2, False),
        ("x", 0, 1, NEVER, False),
        ("xxxx.....x", 9, 1, NEVER, False),
        ("xxxxxxx.x", 8, 1, 8, True),
    ],
)
def test_episodes_worked_by_hand(months: str, first: int, periods: int, sustained: int, *, consistent: bool):
    found = current_episodes(flags(months), Cadence.MONTH, SETTINGS)

    assert (found.first[0], found.periods[0], found.sustained[0], found.consistent[0]) == (
        first,
        periods,
        sustained,
        consistent,
    )
