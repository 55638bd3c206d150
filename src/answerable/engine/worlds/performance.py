"""Attainment month by month: the level everybody truly has, the chance on top, and the support that answers it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.effects import Effects
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.setting import Setting
from answerable.engine.worlds.staffing import Staffing
from answerable.engine.worlds.structure import Structure

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Truths = NDArray[np.bool_]

STANDARD = 0.9
ACTED_MONTHS = 6
MOST_EROSION = 0.3
NEVER = -1000
LONGEST_WAIT_DAYS = 14
CHOICES = 3


@dataclass(frozen=True, slots=True)
class Support:
    """Support that was given, to a person or to a unit; each of shape (supports,).

    Attributes:
        month: in which it began.
        seat: of the person, or of the unit's leader; a leader's seat stands for the unit.
        day: days from the month's first day to the first day of the support.
        means: what it was, see `interventions.MEANS`.
        effect: what it adds to attainment from the next month on.
    """

    month: Ints
    seat: Ints
    day: Ints
    means: Ints
    effect: Floats


@dataclass(frozen=True, slots=True)
class Performance:
    """What everybody who leads nobody attained in their main result.

    Attributes:
        level: attainment to be expected, chance left out, shape (months, contributors).
        attainment: with chance, NaN where the role was not held through the whole month, same shape.
        support: the support that was given.
    """

    level: Floats
    attainment: Floats
    support: Support


@dataclass(slots=True)
class _Persons:
    """What people carry with them from month to month, shape (people,) each."""

    chance: Floats
    taught: Floats
    eroded: Floats
    gained: Floats
    acted: Ints
    leader: Ints
    led_since: Ints
    last: Floats
    before_last: Floats


@dataclass(frozen=True, slots=True)
class _Work:
    parameters: WorldParameters
    structure: Structure
    staffing: Staffing
    effects: Effects
    rng: np.random.Generator


def perform(setting: Setting, effects: Effects, rng: np.random.Generator) -> Performance:
    """Let a company work, month by month.

    Args:
        setting: the seats, the months and who sat where.
        effects: what everybody and everything adds.
        rng: decides chance and support.

    Returns:
        Levels, attainment and support.
    """
    parameters, structure, staffing = setting.parameters, setting.structure, setting.staffing
    work = _Work(parameters, structure, staffing, effects, rng)
    persons = _begin(work)
    level = np.empty((parameters.months, structure.seats - structure.leaders))
    attainment = np.empty_like(level)
    gained_by_unit = np.zeros(structure.leaders)
    supported = []
    for month in range(parameters.months):
        who = staffing.occupant[month, structure.leaders :]
        steady = _steady_parts(work, who, month)
        places, units = _support(work, persons, who, month, steady)
        _teach(work, persons, who, month)
        before = steady + persons.taught[who] + persons.gained[who]
        before += gained_by_unit[structure.team]
        _erode(work, persons, who, before, month)
        level[month] = before - persons.eroded[who]
        attainment[month] = level[month] + _chance(work, persons, who)
        attainment[month, staffing.hired[who] > setting.calendar.first_days[month]] = np.nan
        persons.before_last[who], persons.last[who] = persons.last[who], attainment[month]
        persons.gained[who[places]] += parameters.training_effect
        gained_by_unit[units] += parameters.training_effect
        supported.append(np.concatenate([units, structure.leaders + places]))
    return Performance(level, attainment, _support_given(work, supported))


def _support_given(work: _Work, seats: list[Ints]) -> Support:
    seat = np.concatenate(seats)
    choice = work.rng.integers(0, CHOICES, len(seat))
    return Support(
        month=np.repeat(np.arange(len(seats)), [len(own) for own in seats]),
        seat=seat,
        day=work.rng.integers(0, LONGEST_WAIT_DAYS, len(seat)),
        means=np.where(seat < work.structure.leaders, CHOICES + choice, choice),
        effect=np.full(len(seat), work.parameters.training_effect),
    )


def _begin(work: _Work) -> _Persons:
    people = len(work.staffing.hired)
    nothing = np.zeros(people)
    noise = work.parameters.sd(work.parameters.share_noise) * work.rng.standard_normal(people)
    unknown = np.full(people, np.nan)
    return _Persons(
        chance=noise,
        taught=nothing,
        eroded=nothing.copy(),
        gained=nothing.copy(),
        acted=np.full(people, NEVER),
        leader=np.full(people, -1),
        led_since=np.zeros(people, dtype=np.int64),
        last=unknown,
        before_last=unknown.copy(),
    )


def _support(work: _Work, persons: _Persons, who: Codes, month: int, steady: Floats) -> tuple[Ints, Ints]:
    """Decide who gets support this month, looking only at what was measured before it, and at who is worth a hope."""
    parameters = work.parameters
    lately = (persons.last[who] + persons.before_last[who]) / 2
    low = lately < STANDARD
    chance = np.where(low, parameters.acts_on_lows, parameters.interventions_per_year / 12)
    if parameters.worst_first or parameters.hopeful_first:
        hope = steady + persons.gained[who] - STANDARD
        favour = parameters.worst_first * (STANDARD - lately) + parameters.hopeful_first * hope
        chance = np.where(low, _tilted(chance, favour / parameters.total_sd), chance)
    seen = ~np.isnan(persons.last[who]) & (month - persons.acted[who] >= ACTED_MONTHS)
    places = np.flatnonzero(seen & (work.rng.random(len(who)) < chance))
    persons.acted[who[places]] = month
    teams = np.arange(work.structure.first_line.start, work.structure.leaders)
    return places, teams[work.rng.random(len(teams)) < parameters.interventions_per_year / 12]


def _tilted(chance: Floats, favour: Floats) -> Floats:
    """Chances whose odds are multiplied by exp(favour)."""
    odds = np.exp(favour)
    return np.asarray(chance * odds / (1 + chance * (odds - 1)))


def _teach(work: _Work, persons: _Persons, who: Codes, month: int) -> None:
    """What a leader taught stays with those who change leaders."""
    leader = work.staffing.occupant[month, work.structure.team]
    before = persons.leader[who]
    changed = before != leader
    months = np.minimum(month - persons.led_since[who], 12) / 12
    stays = work.parameters.lasting * months * np.where(before >= 0, work.effects.manager[before], 0.0)
    persons.taught[who] += np.where(changed, stays, 0.0)
    persons.led_since[who] = np.where(changed, month, persons.led_since[who])
    persons.leader[who] = leader


def _steady_parts(work: _Work, who: Codes, month: int) -> Floats:
    effects, structure, staffing = work.effects, work.structure, work.staffing
    team = structure.team
    shared = np.where(effects.shared_from <= month, effects.shared_shift, 0.0)
    level = work.parameters.mean_attainment + effects.person[who]
    level += effects.in_role[who, structure.role[structure.leaders :]] if len(effects.in_role) else 0.0
    level += (
        effects.manager[staffing.occupant[month, team]] + effects.line[staffing.occupant[month, structure.parent[team]]]
    )
    level += (effects.unit + shared)[team] + effects.market[structure.role[structure.leaders :], month]
    return level + (effects.match[month] if len(effects.match) else 0.0)


def _erode(work: _Work, persons: _Persons, who: Codes, level: Floats, month: int) -> None:
    """A level below standard sinks while nobody acts."""
    left_alone = month - persons.acted[who] >= ACTED_MONTHS
    sinks = left_alone & (level - persons.eroded[who] < STANDARD)
    deeper = persons.eroded[who] + np.where(sinks, work.parameters.erosion, 0.0)
    persons.eroded[who] = np.minimum(deeper, MOST_EROSION)


def _chance(work: _Work, persons: _Persons, who: Codes) -> Floats:
    correlation = work.parameters.noise_correlation
    fresh = work.parameters.sd(work.parameters.share_noise) * work.rng.standard_normal(len(who))
    persons.chance[who] = correlation * persons.chance[who] + np.sqrt(1 - correlation**2) * fresh
    return persons.chance[who]
