"""People who change to another role, two at a time."""

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.structure import Structure

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Truths = NDArray[np.bool_]


def change_roles(structure: Structure, now: Codes, free: Truths, per_year: float, rng: np.random.Generator) -> Ints:
    """Let pairs of people of two roles take each other's seats.

    Args:
        structure: the seats.
        now: who sits where, shape (seats,); changed in place.
        free: seats whose people did not come this month, shape (seats,).
        per_year: share of people who change roles within a year.
        rng: decides who.

    Returns:
        The people who changed roles, shape (n,).
    """
    role = structure.role[structure.leaders :]
    chosen = np.flatnonzero(rng.random(len(role)) < per_year / 24)  # each change takes a second person along
    one = structure.leaders + chosen
    two = structure.leaders + rng.integers(len(role), size=len(chosen))
    used = np.bincount(np.concatenate([one, two]), minlength=structure.seats)
    differs = structure.role[one] != structure.role[two]
    fits = differs & (used[one] == 1) & (used[two] == 1) & free[one] & free[two]
    one, two = one[fits], two[fits]
    now[one], now[two] = now[two], now[one]
    return np.concatenate([now[one], now[two]]).astype(np.int64)
