"""The hidden truth: what people, leaders, units, pairs and the market add to attainment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.setting import Setting, generator
from answerable.engine.worlds.spells import Spells
from answerable.engine.worlds.structure import ROLE_IDS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A market does not forget from one month to the next.
MARKET_MEMORY = 0.8


@dataclass(frozen=True, slots=True)
class Effects:
    """What everybody and everything adds to attainment.

    Attributes:
        person: of each person's own, in every role alike, shape (people,).
        in_role: of each person in each role on top, shape (people, roles), or (0, 0) where roles do not matter.
        manager: on those who report directly, if the person leads, shape (people,).
        line: on those two levels below, likewise.
        unit: of each unit, zero for those that are no team, shape (units,).
        shared_from: month from which a common cause hits a unit, the number of months where none does, shape (units,).
        shared_shift: what it does to the attainment of everybody in the unit, shape (units,).
        market: by role and month, shape (roles, months).
        match: of each pair of person and leader, shape (months, contributors), or (0, 0) where pairs do not matter.
    """

    person: Floats
    in_role: Floats
    manager: Floats
    line: Floats
    unit: Floats
    shared_from: Ints
    shared_shift: Floats
    market: Floats
    match: Floats


def draw_effects(setting: Setting, spells: Spells, rng: np.random.Generator) -> Effects:
    """Draw every effect of a world.

    Args:
        setting: how large each part is, the seats and the people.
        spells: who worked under whom.
        rng: decides.

    Returns:
        Effects with the standard deviations that the shares of the variance ask for.
    """
    parameters, staffing, teams = setting.parameters, setting.staffing, setting.structure.first_line
    correlation = parameters.unit_leader_correlation
    first_leader_z = staffing.leader_z[staffing.occupant[0, teams]]
    own = rng.standard_normal(len(first_leader_z))
    unit = np.zeros(setting.structure.leaders)
    unit[teams] = parameters.sd(parameters.share_unit) * (
        correlation * first_leader_z + np.sqrt(1 - correlation**2) * own
    )
    shared_from = np.full(setting.structure.leaders, parameters.months)
    hit = rng.random(len(own)) < parameters.shared_share
    begins = rng.integers(parameters.months // 3, max(2 * parameters.months // 3, 1), len(own), endpoint=True)
    shared_from[teams] = np.where(hit, begins, parameters.months)
    return Effects(
        person=parameters.sd(parameters.share_person * parameters.role_carry) * staffing.person_z,
        in_role=_in_role(setting),
        manager=parameters.sd(parameters.share_manager) * staffing.leader_z,
        line=parameters.sd(parameters.share_line) * rng.standard_normal(len(staffing.hired)),
        unit=unit,
        shared_from=shared_from,
        shared_shift=np.where(shared_from < parameters.months, parameters.shared_shift, 0.0),
        market=_market(parameters, rng),
        match=_match(setting, spells, rng),
    )


def _in_role(setting: Setting) -> Floats:
    """What makes a person better at one role than at another; chance of its own keeps all other effects as they are."""
    parameters = setting.parameters
    if parameters.role_carry == 1:
        return np.empty((0, 0))
    rng = generator(parameters.seed, "in_role")
    own = rng.standard_normal((len(setting.staffing.hired), len(ROLE_IDS)))
    return np.asarray(parameters.sd(parameters.share_person * (1 - parameters.role_carry)) * own)


def _market(parameters: WorldParameters, rng: np.random.Generator) -> Floats:
    shocks = parameters.market_sd * rng.standard_normal((len(ROLE_IDS), parameters.months))
    shocks[:, 1:] *= np.sqrt(1 - MARKET_MEMORY**2)
    for month in range(1, parameters.months):
        shocks[:, month] += MARKET_MEMORY * shocks[:, month - 1]
    return shocks


def _match(setting: Setting, spells: Spells, rng: np.random.Generator) -> Floats:
    """One effect for each pair, the same whenever the two meet again; spells lie in order of seat and month."""
    if not setting.parameters.share_match:
        return np.empty((0, 0))
    own = spells.seat >= setting.structure.leaders
    pair = spells.person[own] * len(setting.staffing.hired) + spells.leader[own]
    _, place = np.unique(pair, return_inverse=True)
    effect = setting.parameters.sd(setting.parameters.share_match) * rng.standard_normal(int(place.max()) + 1)
    by_month = np.repeat(effect[place], (spells.end - spells.first)[own])
    return by_month.reshape(-1, setting.parameters.months).T
