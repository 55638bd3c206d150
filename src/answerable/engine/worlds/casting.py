"""Changes to who sits where: how a story gets its cast. Nothing is changed in place."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.setting import Setting
from answerable.engine.worlds.staffing import Staffing

Ints = NDArray[np.int64]


def keep(setting: Setting, seats: Ints) -> Setting:
    """Let those who sat somewhere in the first month sit there to the end.

    Args:
        setting: who sat where.
        seats: which seats, shape (n,); teams are kept whole, leader included.

    Returns:
        The setting, those who came after them gone.
    """
    occupant = setting.staffing.occupant.copy()
    occupant[:, seats] = occupant[0, seats]
    return _settled(setting, replace(setting.staffing, occupant=occupant))


def swap(setting: Setting, month: int, one: int, two: int) -> Setting:
    """Let two seats of one role change people.

    Args:
        setting: who sat where.
        month: the first month after the change.
        one: a seat.
        two: another one.

    Returns:
        The setting, with whoever sits or comes to either seat from then on in the other one.
    """
    occupant = setting.staffing.occupant.copy()
    occupant[month:, [one, two]] = occupant[month:, [two, one]]
    return _settled(setting, replace(setting.staffing, occupant=occupant))


def promote(setting: Setting, month: int, seat: int, person: int) -> Setting:
    """Let a person follow somebody in a seat, and somebody new follow the person.

    Args:
        setting: who sat where.
        month: the first month in the new seat.
        seat: the seat; whoever sat there leaves.
        person: who comes to it, sitting elsewhere until then.

    Returns:
        The setting.
    """
    occupant = setting.staffing.occupant.copy()
    before = int(np.flatnonzero(occupant[month] == person)[0])
    occupant[month:, seat] = person
    return hire(_settled(setting, replace(setting.staffing, occupant=occupant)), month, before)


def hire(setting: Setting, month: int, seat: int) -> Setting:
    """Put somebody new into a seat; whoever sat there leaves, unless they sit elsewhere.

    Args:
        setting: who sat where.
        month: the first month of the new person, who is the last one of all in `Staffing`.
        seat: the seat.

    Returns:
        The setting.
    """
    staffing = setting.staffing
    occupant = staffing.occupant.copy()
    occupant[month:, seat] = len(staffing.hired)
    day = setting.calendar.first_days[month]
    joined = Staffing(
        occupant=occupant,
        hired=np.append(staffing.hired, day),
        role_since=np.append(staffing.role_since, day),
        role_changes=staffing.role_changes,
        left=np.append(staffing.left, -1),
        person_z=np.append(staffing.person_z, 0.0),
        leader_z=np.append(staffing.leader_z, 0.0),
    )
    return _settled(setting, joined)


def _settled(setting: Setting, staffing: Staffing) -> Setting:
    """Everybody leaves on the day from which they sit nowhere."""
    calendar = setting.calendar
    last = np.full(len(staffing.hired), -1)
    for month in range(calendar.months):
        last[staffing.occupant[month]] = month
    left = np.where(last == calendar.months - 1, -1, calendar.first_days[last + 1])
    return replace(setting, staffing=replace(staffing, left=left))
