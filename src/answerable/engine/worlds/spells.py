"""Spells: unbroken months of one person under the same leaders."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.setting import Setting

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spells:
    """Stretches of months in which nothing changed, in order of seat and month; each of shape (spells,).

    Attributes:
        seat: where.
        person: who.
        leader: the person who led them, -1 at the top.
        line: the leader's leader, -1 where there is none.
        first: first month.
        end: first month no longer, the number of months where it lasts.
    """

    seat: Ints
    person: Ints
    leader: Ints
    line: Ints
    first: Ints
    end: Ints


def spells_of(setting: Setting, levels: int) -> Spells:
    """Find the spells of everybody.

    Args:
        setting: the seats and who sat there.
        levels: how many levels of leaders have to stay the same within a spell, 1 or 2.

    Returns:
        A new spell wherever the person in a seat or one of these leaders changes.
    """
    occupant, parent = setting.staffing.occupant, setting.structure.parent
    months = len(occupant)
    seats = np.arange(occupant.shape[1])
    above = np.maximum(parent, 0)
    chain = (seats, above, above[above])
    changes = np.ones(occupant.shape, dtype=bool)
    changes[1:] = False
    for places in chain[: levels + 1]:
        # The chief executive's own place stands in where there is nobody above: it changes with them anyway.
        changes[1:] |= (occupant[1:] != occupant[:-1])[:, places]
    seat, first = np.nonzero(changes.T)
    last = np.append(seat[1:] != seat[:-1], True)
    end = np.where(last, months, np.append(first[1:], months))
    person, leader, line = (occupant[first, places[seat]].astype(np.int64) for places in chain)
    return Spells(
        seat=seat,
        person=person,
        leader=np.where(parent[seat] < 0, -1, leader),
        line=np.where(parent[above[seat]] < 0, -1, line),
        first=first,
        end=end,
    )


def mean_levels(setting: Setting, spells: Spells, level: Floats) -> Floats:
    """Average true levels over each spell of those who lead nobody.

    Args:
        setting: the seats.
        spells: of everybody.
        level: NaN where the role was not held through the whole month, shape (months, contributors).

    Returns:
        Means, shape (spells of contributors,); NaN where there was no whole month.
    """
    own = spells.seat >= setting.structure.leaders
    starts = (spells.seat[own] - setting.structure.leaders) * len(level) + spells.first[own]
    by_seat = level.T.ravel()
    held = ~np.isnan(by_seat)
    count = np.add.reduceat(held.astype(np.float64), starts)
    total = np.add.reduceat(np.where(held, by_seat, 0.0), starts)
    return np.asarray(np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0))
