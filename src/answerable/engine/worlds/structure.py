"""The seats of a company: which role, under whom, in which unit. People come and go; seats stay."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.roles import CONTRIBUTORS, FUNCTION_SHARES, FUNCTIONS, LEADERS

Ints = NDArray[np.int64]

PEOPLE_PER_TEAM = 9  # the leader and the leader's leaders included
WIDEST_SPAN = 9.0
FEWEST_LEVELS, MOST_LEVELS = 4, 7
# A company smaller than this has one division for sales and marketing, and one for service and operations.
FOUR_DIVISIONS_FROM = 100

# Roles are numbered in this order everywhere in a world: those who lead nobody, then leaders from the first line up.
ROLE_IDS = (*(profile.role_id for profile in CONTRIBUTORS), *(profile.role_id for profile in LEADERS))
TITLES = (*(profile.title for profile in CONTRIBUTORS), *(profile.title for profile in LEADERS))

# By number of levels, the roles between first line and chief executive, from the head of a division down.
_BETWEEN = {
    4: ("vice_president",),
    5: ("vice_president", "director"),
    6: ("vice_president", "senior_director", "director"),
    7: ("senior_vice_president", "vice_president", "senior_director", "director"),
}


@dataclass(frozen=True, slots=True)
class Structure:
    """Seats in order of level, the chief executive first, those who lead nobody last.

    Attributes:
        parent: seat of each seat's leader, -1 at the top, shape (seats,).
        role: role code, see `ROLE_IDS`, shape (seats,).
        function: code of the function (see `FUNCTIONS`) of each leader, -1 at the top, shape (leaders,).
        layers: first seat of every level from the top, and the number of seats at the end, shape (levels + 1,).
    """

    parent: Ints
    role: Ints
    function: Ints
    layers: tuple[int, ...]

    @property
    def seats(self) -> int:
        """How many seats there are."""
        return self.layers[-1]

    @property
    def leaders(self) -> int:
        """How many of them lead people; unit u is the one that seat u leads."""
        return self.layers[-2]

    @property
    def first_line(self) -> slice:
        """The seats of those who lead a team."""
        return slice(self.layers[-3], self.layers[-2])

    @property
    def team(self) -> Ints:
        """The unit, which is the leader's seat, of each seat that leads nobody, shape (contributors,)."""
        return self.parent[self.leaders :]

    @property
    def unit(self) -> Ints:
        """The unit of each seat: the one it leads, or its team."""
        return np.concatenate([np.arange(self.leaders), self.team])

    def seats_of(self, role: int) -> slice:
        """Find the seats of a role that leads nobody.

        Args:
            role: its code.

        Returns:
            Their places among the seats that lead nobody; they lie side by side.
        """
        own = self.role[self.leaders :]
        return slice(int(np.searchsorted(own, role, "left")), int(np.searchsorted(own, role, "right")))


def build_structure(people: int, rng: np.random.Generator) -> Structure:
    """Lay out the seats of a company of a given size.

    Args:
        people: number of seats, 40 or more.
        rng: decides the sizes of teams.

    Returns:
        Four to seven levels; teams of about six to ten people of one role; spans above them of up to nine, of more
        only where seven levels would not hold everybody.
    """
    teams = [max(1, round(share * people / PEOPLE_PER_TEAM)) for share in FUNCTION_SHARES]
    divisions = [0, 1, 2, 3] if people >= FOUR_DIVISIONS_FROM else [0, 0, 1, 1]
    per_division = np.bincount(divisions, weights=teams).astype(np.int64)
    levels = _levels(int(per_division.max()))
    sizes = np.array([_leaders_of_levels(int(count), levels) for count in per_division]).T
    counts = [1, *sizes.sum(axis=1).tolist()]
    layers = (0, *np.cumsum(counts).tolist(), people)
    function_of_team = np.repeat(np.arange(len(FUNCTIONS)), teams)
    team = _team_of_seat(function_of_team, people - layers[-2], rng)
    above = [places + first for places, first in zip(_places_above(sizes), layers, strict=False)]
    heads = [divisions.index(division) for division in range(len(per_division))]
    between = [np.full(count, ROLE_IDS.index(name)) for count, name in zip(counts[1:], _BETWEEN[levels], strict=False)]
    first_line = len(CONTRIBUTORS) + function_of_team
    chief = np.array([len(ROLE_IDS) - 1])
    return Structure(
        parent=np.concatenate([[-1], *above, team + layers[-3]]),
        role=np.concatenate([chief, *between, first_line, _roles_of_teams(teams)[team]]),
        function=np.concatenate([[-1], *(np.repeat(heads, size) for size in sizes[:-1]), function_of_team]),
        layers=layers,
    )


def _levels(teams: int) -> int:
    """Fewest levels that keep leaders of leaders to a span one can manage."""
    narrow = (levels for levels in range(FEWEST_LEVELS, MOST_LEVELS) if teams ** (1 / (levels - 3)) <= WIDEST_SPAN)
    return next(narrow, MOST_LEVELS)


def _leaders_of_levels(teams: int, levels: int) -> list[int]:
    """Leaders of one division in each level below the chief executive, from one at its head to one a team."""
    steps = levels - 3
    return [round(teams ** (step / steps)) for step in range(steps + 1)]


def _places_above(sizes: Ints) -> list[Ints]:
    """For each leader below the top, level by level, the place of their own leader within the level above."""
    layers = [np.zeros(sizes.shape[1], dtype=np.int64)]
    for above, below in pairwise(sizes):
        begins = np.cumsum(above) - above
        parts = zip(begins, above, below, strict=True)
        layers.append(np.concatenate([begin + np.arange(many) * few // many for begin, few, many in parts]))
    return layers


def _roles_of_teams(teams: list[int]) -> Ints:
    """The role of each team's people; teams of one role stand side by side."""
    codes = []
    for function, count in zip(FUNCTIONS, teams, strict=True):
        own = [code for code, profile in enumerate(CONTRIBUTORS) if profile.function == function]
        edges = np.cumsum([CONTRIBUTORS[code].share for code in own])
        codes.append(np.array(own)[np.searchsorted(edges[:-1], (np.arange(count) + 0.5) / count)])
    return np.concatenate(codes)


def _team_of_seat(function_of_team: Ints, contributors: int, rng: np.random.Generator) -> Ints:
    """The team of each seat that leads nobody: sizes differ by up to a quarter either way."""
    share = (np.array(FUNCTION_SHARES) / np.bincount(function_of_team))[function_of_team]
    weight = share * rng.uniform(0.75, 1.25, len(function_of_team))
    edges = np.round(np.cumsum(weight) / weight.sum() * contributors).astype(np.int64)
    return np.searchsorted(edges, np.arange(contributors), side="right")
