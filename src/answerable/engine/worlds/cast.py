"""The cast of the demo company: who sits where, and what everybody and everything is called.

Whoever sits in a seat in the first month has the seat's number in their id; the company's shape is fixed.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.casting import hire, keep, promote, swap
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.setting import Setting, generator, setting_of

Ints = NDArray[np.int64]

COMPANY = "Tessaline"
PARAMETERS = WorldParameters(
    people=240,
    months=24,
    seed=7,
    starts_on=date(2024, 11, 1),
    mean_attainment=1.06,
    total_sd=0.13,
    share_person=0.38,
    share_manager=0.12,
    share_line=0.04,
    share_noise=0.46,
    moves_per_year=0.0,
    leave_per_year=0.12,
    acts_on_lows=0.25,
    missing_share=0.01,
    activity_days=730,
)

# Seats, which are the numbers of units too where they lead one.
HARBOUR, NORTHGATE, RIVERSIDE = 16, 17, 18  # teams of Account Executives
CALLERS = 22  # a team of Sales Development Representatives
COAST, VALLEY = 24, 25  # teams of Account Managers
CONTENT = 29  # a team of Content Marketers
SUCCESS = 33  # a team of Customer Success Managers
SUPPORT, SUPPORT_TEAMS = 11, (35, 36)  # a unit of two teams of Support Specialists
LINE_ABOVE = (1, 2, 3, 5, 6, 7, 8, 10)

LEFT_VICTOR = (51, 52)
TRAINED = (97, 98, 99, 100)
MOVED = 118
PROMOTED = 146
UNHEARD = 179

# Months, counted from November 2024 as 0.
VICTOR_CAME, LEFT_VICTOR_IN = 15, 20
MARKET_TURNED = 15
FELL_SHORT_IN = 19
UNLUCKY_FROM, TRAINED_IN = 15, 17
MOVED_IN = 11
PROMOTED_IN = 20
HELP_DESK_CAME = 17

MOVES = 30

NAMES = {
    0: "Ingrid Solberg",
    1: "Marcus Webb",
    2: "Leila Haddad",
    3: "Samuel Adeyemi",
    5: "Petra Novak",
    6: "Daniel Osei",
    7: "Yuki Tanaka",
    8: "Carla Mendes",
    10: "Helena Varga",
    11: "Tomas Lindqvist",
    17: "Amara Okafor",
    18: "Ruth Levi",
    22: "Felix Moreau",
    24: "Sofia Ricci",
    25: "Gregor Stone",
    29: "Elif Demir",
    33: "Jonas Brandt",
    35: "Mei Chen",
    36: "Omar Farah",
    51: "Priya Sharma",
    52: "Lucas Silva",
    53: "Aoife Byrne",
    118: "Nia Campbell",
    146: "Thabo Mokoena",
    179: "Mina Park",
}
NEWCOMERS = ("Victor Kessler", "Anna Virtanen")

UNIT_NAMES = {
    0: COMPANY,
    1: "Sales",
    2: "Marketing",
    3: "Service",
    4: "Operations",
    5: "New Business North",
    6: "New Business South",
    7: "Accounts",
    8: "Demand and Content",
    9: "Content and Product",
    10: "Customer Success",
    11: "Customer Support East",
    12: "Customer Support West",
    13: "Sales Operations",
    14: "Service Operations",
    15: "Account Executives Coast",
    16: "Account Executives Harbour",
    17: "Account Executives Northgate",
    18: "Account Executives Riverside",
    19: "Account Executives Bay",
    20: "Account Executives Island",
    22: "Sales Development Callers",
    24: "Account Managers Coast",
    25: "Account Managers Valley",
    29: "Content Studio",
    33: "Customer Success Midland",
    35: "Support Desk One",
    36: "Support Desk Two",
}


def demo_setting() -> Setting:
    """Fill the seats of the demo company, its cast where the stories need them.

    Returns:
        Seats, months and people; the two who join for a story come last of all.
    """
    setting = setting_of(PARAMETERS)
    kept = np.concatenate([np.array(LINE_ABOVE), np.array([SUPPORT]), *(team_seats(setting, team) for team in TEAMS)])
    setting = _mixed(keep(setting, kept), kept)
    setting = hire(setting, VICTOR_CAME, HARBOUR)
    for leaving, seat in zip(LEFT_VICTOR, team_seats(setting, RIVERSIDE)[1:], strict=False):
        setting = swap(setting, LEFT_VICTOR_IN, leaving, int(seat))
    setting = swap(setting, MOVED_IN, MOVED, int(team_seats(setting, COAST)[1]))
    return promote(setting, PROMOTED_IN, CONTENT, PROMOTED)


TEAMS = (HARBOUR, NORTHGATE, RIVERSIDE, CALLERS, COAST, VALLEY, CONTENT, SUCCESS, *SUPPORT_TEAMS)


def team_seats(setting: Setting, team: int) -> Ints:
    """Name the seats of a team.

    Args:
        setting: the seats.
        team: the unit.

    Returns:
        The leader's seat, then those of the team, shape (n,).
    """
    return np.concatenate([[team], np.flatnonzero(setting.structure.parent == team)])


def cast_names(setting: Setting) -> dict[int, str]:
    """Name the cast.

    Args:
        setting: the demo company's.

    Returns:
        Names by person code.
    """
    people = len(setting.staffing.hired)
    return NAMES | dict(zip(range(people - len(NEWCOMERS), people), NEWCOMERS, strict=True))


def _mixed(setting: Setting, kept: Ints) -> Setting:
    """People outside the stories change teams, too."""
    rng = generator(PARAMETERS.seed, "moves")
    role = setting.structure.role
    free = np.setdiff1d(np.arange(setting.structure.leaders, setting.structure.seats), kept)
    for one in rng.choice(free, MOVES, replace=False):
        alike = free[(role[free] == role[one]) & (setting.structure.parent[free] != setting.structure.parent[one])]
        if len(alike):
            setting = swap(setting, int(rng.integers(1, PARAMETERS.months)), int(one), int(rng.choice(alike)))
    return setting
