"""What a world is made of: its size, and how much of performance is whose."""

import math
from dataclasses import dataclass
from datetime import date

from answerable.kernel.problems import UsageError

FEWEST_PEOPLE = 40
_ANY, _SHARE = (0.0, math.inf), (0.0, 1.0)
_BOUNDS = {
    "people": (FEWEST_PEOPLE, math.inf),
    "months": (1, math.inf),
    "total_sd": (1e-9, math.inf),
    "share_noise": (1e-9, 1.0),
    "season_amplitude": (0.0, 0.9),
    "noise_correlation": (-0.99, 0.99),
    "unit_leader_correlation": (-1.0, 1.0),
    "expectations_per_role": (1, 3),
    "role_moves_per_year": _ANY,
    **dict.fromkeys(("share_person", "share_manager", "share_line", "share_unit", "share_match"), _SHARE),
    **dict.fromkeys(("sorting", "shared_share", "acts_on_lows", "missing_share", "lasting", "role_carry"), _SHARE),
    **dict.fromkeys(("market_sd", "moves_per_year", "leave_per_year", "interventions_per_year", "erosion"), _ANY),
    **dict.fromkeys(("ramp_periods", "activity_days", "worst_first", "hopeful_first"), _ANY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldParameters:
    """How a world is made. Shares are of the variance of monthly attainment; sizes are in attainment (1.0 = on target).

    Attributes:
        people: how many people work there at any time; those who leave are replaced.
        months: how many months are measured.
        seed: the same seed gives the same world.
        starts_on: first day of the first month.
        mean_attainment: attainment of a typical person under typical leaders.
        total_sd: standard deviation of monthly attainment between people and months.
        share_person: part of the variance that people bring with them.
        share_manager: part of the direct leader.
        share_line: part of the leader's leader.
        share_unit: part of the unit, such as its territory.
        share_match: part of the particular pair of person and leader.
        share_noise: part of chance, drawn anew every month.
        noise_correlation: correlation of chance in neighbouring months.
        sorting: correlation of a person's and their first leader's effect when they join.
        unit_leader_correlation: correlation of a unit's effect with that of its first leader.
        market_sd: standard deviation of what happens to everybody in a role in one month.
        season_amplitude: how far the targets of the busiest and quietest month lie from the mean, as a share.
        moves_per_year: share of people who change to another leader in the same role within a year.
        leave_per_year: share of people, leaders too, who leave within a year.
        role_moves_per_year: share of people who change to another role within a year.
        role_carry: correlation of what a person brings to one role with what they bring to another.
        shared_share: share of teams that a common cause hits.
        shared_shift: what it does to the attainment of everybody in them.
        interventions_per_year: share of people who get support within a year for no reason in their figures.
        acts_on_lows: chance in a month that somebody low in the last two months gets support.
        worst_first: how much the odds of support grow, as a logarithm, for each standard deviation of monthly
            attainment that somebody low lies below standard.
        hopeful_first: the same for each that somebody low truly lies above it, which only the leader knows.
        training_effect: what support adds to attainment from the month after it starts.
        erosion: what a level below standard loses in a month in which nobody acts.
        lasting: share of a year's teaching by a leader that stays with a person who moves on.
        ramp_periods: periods until the full target is expected of somebody new.
        missing_share: share of measurements that were never taken.
        expectations_per_role: how many things are expected in a role, 1 to 3.
        activity_days: for how many days before the end there are activities on record.
    """

    people: int = 300
    months: int = 24
    seed: int = 0
    starts_on: date = date(2024, 1, 1)
    mean_attainment: float = 1.0
    total_sd: float = 0.20
    share_person: float = 0.35
    share_manager: float = 0.20
    share_line: float = 0.08
    share_unit: float = 0.0
    share_match: float = 0.0
    share_noise: float = 0.37
    noise_correlation: float = 0.0
    sorting: float = 0.0
    unit_leader_correlation: float = 0.0
    market_sd: float = 0.02
    season_amplitude: float = 0.15
    moves_per_year: float = 0.20
    leave_per_year: float = 0.15
    role_moves_per_year: float = 0.0
    role_carry: float = 1.0
    shared_share: float = 0.0
    shared_shift: float = 0.0
    interventions_per_year: float = 0.10
    acts_on_lows: float = 0.10
    worst_first: float = 0.0
    hopeful_first: float = 0.0
    training_effect: float = 0.04
    erosion: float = 0.0
    lasting: float = 0.0
    ramp_periods: int = 3
    missing_share: float = 0.02
    expectations_per_role: int = 1
    activity_days: int = 180

    def __post_init__(self) -> None:
        for name, (low, high) in _BOUNDS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                upper = "" if high == math.inf else f" and at most {high:g}"
                raise UsageError(f"A world with {name} = {value:g} was asked for. Expected at least {low:g}{upper}.")
        if self.starts_on.day != 1:
            raise UsageError(f"The world starts on {self.starts_on}. Expected the first day of a month.")
        parts = (self.share_person, self.share_manager, self.share_line, self.share_unit, self.share_match)
        total = math.fsum((*parts, self.share_noise))
        if not math.isclose(total, 1.0, abs_tol=1e-9):
            raise UsageError(f"The shares of the variance add up to {total:g}. Expected them to add up to 1.")

    def sd(self, share: float) -> float:
        """Standard deviation of a part of the variance.

        Args:
            share: the part, 0 to 1.

        Returns:
            Its standard deviation in attainment.
        """
        return self.total_sd * math.sqrt(share)
