"""Who sits where in every month: hires, leavers, moves, promotions."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.calendar import Calendar
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.role_changes import change_roles
from answerable.engine.worlds.structure import Structure

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

PROMOTED = 0.5
PART_WAY = 0.5
LATEST_FIRST_DAY = 18
LEADER_TENURE_DAYS = (400, 4000)
TENURE_DAYS, LONGEST_TENURE_DAYS = 900, 4000


@dataclass(frozen=True, slots=True)
class Staffing:
    """Seats filled month by month.

    Attributes:
        occupant: person in each seat, shape (months, seats).
        hired: first day of each person in the company, in days since 1970-01-01, shape (people,).
        role_since: first day in the role they came for, no longer ago than that of their first leader, same shape.
        role_changes: the month and the person of each change to another role, in order, shape (changes, 2).
        left: first day no longer there, -1 while they are, same shape.
        person_z: how good each person is, in standard deviations of the person effect, same shape.
        leader_z: how good a direct leader each person is or would be, likewise.
    """

    occupant: Codes
    hired: Ints
    role_since: Ints
    role_changes: Ints
    left: Ints
    person_z: Floats
    leader_z: Floats


def fill_seats(
    parameters: WorldParameters,
    structure: Structure,
    calendar: Calendar,
    rng: np.random.Generator,
    role_rng: np.random.Generator,
) -> Staffing:
    """Fill the seats of a company and let people come, go and move, month by month.

    Every change takes place on the first day of a month, except that those who lead nobody may join some days later.

    Args:
        parameters: how many leave and move, and how people are sorted to leaders.
        structure: the seats.
        calendar: the months.
        rng: decides who.
        role_rng: decides who changes to another role.

    Returns:
        The people of every month; those who left are followed at once by somebody new.
    """
    roll = _first_roll(parameters, structure, calendar, rng)
    occupant = np.empty((parameters.months, structure.seats), dtype=np.int32)
    occupant[0] = np.arange(structure.seats)
    changes = [np.empty((0, 2), dtype=np.int64)]
    for month in range(1, parameters.months):
        now = occupant[month]
        now[:] = occupant[month - 1]
        vacant = rng.random(structure.seats) < parameters.leave_per_year / 12
        vacant[0] = False  # somebody has to be the top of the chain
        roll.left[now[vacant]] = calendar.first_days[month]
        _promote(now, vacant, structure, rng)
        roll.refill(now, np.flatnonzero(vacant), int(calendar.first_days[month]), rng)
        _swap(roll, now, ~vacant, parameters.moves_per_year, rng)
        changed = change_roles(structure, now, ~vacant, parameters.role_moves_per_year, role_rng)
        changes.append(np.column_stack([np.full(len(changed), month), changed]))
    return Staffing(
        occupant=occupant,
        hired=roll.hired,
        role_since=roll.role_since,
        role_changes=np.concatenate(changes),
        left=roll.left,
        person_z=roll.person_z,
        leader_z=roll.leader_z,
    )


@dataclass(slots=True)
class _Roll:
    """Everybody who ever joined, as it grows."""

    structure: Structure
    sorting: float
    hired: Ints
    role_since: Ints
    left: Ints
    person_z: Floats
    leader_z: Floats

    def refill(self, now: Codes, seats: Ints, today: int, rng: np.random.Generator) -> None:
        """Put somebody new into each of these seats; of those who lead nobody, some come later in the month."""
        leads = seats < self.structure.leaders
        later = np.where(rng.random(len(seats)) < PART_WAY, rng.integers(1, LATEST_FIRST_DAY, len(seats)), 0)
        hired = today + np.where(leads, 0, later)
        leader_z, person_z = rng.standard_normal((2, len(seats)))
        now[seats] = len(self.hired) + np.arange(len(seats))
        self.leader_z = np.concatenate([self.leader_z, leader_z])
        drawn_to = self.leader_z[now[self.structure.parent[seats]]]
        self.person_z = np.concatenate([self.person_z, np.where(leads, person_z, self.sorted_to(drawn_to, person_z))])
        self.hired = np.concatenate([self.hired, hired])
        self.role_since = np.concatenate([self.role_since, hired])
        self.left = np.concatenate([self.left, np.full(len(seats), -1)])

    def sorted_to(self, leader_z: Floats, own: Floats) -> Floats:
        """How good people are who join these leaders."""
        return np.asarray(self.sorting * leader_z + np.sqrt(1 - self.sorting**2) * own)


def _first_roll(
    parameters: WorldParameters, structure: Structure, calendar: Calendar, rng: np.random.Generator
) -> _Roll:
    seats, leaders = structure.seats, structure.leaders
    person_z, leader_z = rng.standard_normal((2, seats))
    days = np.minimum(rng.exponential(TENURE_DAYS, seats).astype(np.int64) + 1, LONGEST_TENURE_DAYS)
    days[:leaders] = rng.integers(*LEADER_TENURE_DAYS, leaders)
    hired = calendar.first_days[0] - days
    role_since = hired.copy()
    for first, end in pairwise(structure.layers[1:]):
        role_since[first:end] = np.maximum(hired[first:end], role_since[structure.parent[first:end]])
    roll = _Roll(structure, parameters.sorting, hired, role_since, np.full(seats, -1), person_z, leader_z)
    person_z[leaders:] = roll.sorted_to(leader_z[structure.team], person_z[leaders:])
    return roll


def _promote(now: Codes, vacant: Truths, structure: Structure, rng: np.random.Generator) -> None:
    """Some teams whose leader left are led by one of their own from now on."""
    first = structure.first_line.start
    size = np.bincount(structure.team - first, minlength=structure.leaders - first)
    begin = structure.leaders + np.cumsum(size) - size
    chosen = begin + (rng.random(len(size)) * size).astype(np.int64)
    inside = rng.random(len(size)) < PROMOTED
    teams = np.flatnonzero(vacant[structure.first_line] & ~vacant[chosen] & inside)
    now[first + teams] = now[chosen[teams]]
    vacant[first + teams] = False
    vacant[chosen[teams]] = True


def _swap(roll: _Roll, now: Codes, free: Truths, moves_per_year: float, rng: np.random.Generator) -> None:
    """Pairs of people of one role change teams; where people are sorted, above all when that sorts them further."""
    structure = roll.structure
    role = structure.role[structure.leaders :]
    chosen = np.flatnonzero(rng.random(len(role)) < moves_per_year / 24)  # each move takes a second person along
    first, end = np.searchsorted(role, role[chosen], "left"), np.searchsorted(role, role[chosen], "right")
    one = structure.leaders + chosen
    two = structure.leaders + first + (rng.random(len(chosen)) * (end - first)).astype(np.int64)
    team_one, team_two = structure.parent[one], structure.parent[two]
    better = roll.person_z[now[one]] - roll.person_z[now[two]]
    better *= roll.leader_z[now[team_two]] - roll.leader_z[now[team_one]]
    wanted = (better > 0) | (rng.random(len(chosen)) >= roll.sorting)
    used = np.bincount(np.concatenate([one, two]), minlength=structure.seats)
    fits = wanted & (team_one != team_two) & (used[one] == 1) & (used[two] == 1) & free[one] & free[two]
    now[one[fits]], now[two[fits]] = now[two[fits]], now[one[fits]]
