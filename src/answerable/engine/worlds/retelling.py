"""Changes to what came of a company: how a story is told. Nothing is changed in place.

The parts of attainment add up, so a part can be changed afterwards by adding what it changes.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answerable.engine.worlds.draft import Draft
from answerable.engine.worlds.performance import Support

Codes = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

FIRST_DAY = 6


def where(draft: Draft, people: Codes, months: slice) -> Truths:
    """Find the months of people in seats that lead nobody.

    Args:
        draft: the world.
        people: person codes, shape (n,).
        months: from which month to which.

    Returns:
        True where one of them sat, shape (months, contributors).
    """
    found = np.isin(draft.setting.staffing.occupant[:, draft.setting.structure.leaders :], people)
    inside = np.zeros(len(found), dtype=bool)
    inside[months] = True
    return found & inside[:, None]


def set_person_effect(draft: Draft, people: Codes, effect: float) -> Draft:
    """Say how good people are.

    Args:
        draft: the world.
        people: person codes, shape (n,).
        effect: what each of them brings.

    Returns:
        The world in which it is so.
    """
    change = np.zeros(len(draft.effects.person))
    change[people] = effect - draft.effects.person[people]
    effects = replace(draft.effects, person=draft.effects.person + change)
    occupant = draft.setting.staffing.occupant[:, draft.setting.structure.leaders :]
    return _moved(replace(draft, effects=effects), change[occupant])


def set_manager_effect(draft: Draft, leaders: Codes, effect: float) -> Draft:
    """Say how good leaders are for those who report to them.

    Args:
        draft: the world.
        leaders: person codes, shape (n,).
        effect: what each of them adds.

    Returns:
        The world in which it is so.
    """
    change = np.zeros(len(draft.effects.manager))
    change[leaders] = effect - draft.effects.manager[leaders]
    effects = replace(draft.effects, manager=draft.effects.manager + change)
    leader = draft.setting.staffing.occupant[:, draft.setting.structure.team]
    return _moved(replace(draft, effects=effects), change[leader])


def set_level(draft: Draft, person: int, months: slice, level: float) -> Draft:
    """Say where somebody truly stood for some months, for whatever reason.

    Args:
        draft: the world.
        person: person code.
        months: from which month to which.
        level: their expected attainment.

    Returns:
        The world in which it is so; chance stays as it was.
    """
    cells = where(draft, np.array([person]), months)
    return _moved(draft, np.where(cells, level - draft.performance.level, 0.0))


def add_chance(draft: Draft, people: Codes, months: slice, luck: float) -> Draft:
    """Give people good or bad luck.

    Args:
        draft: the world.
        people: person codes, shape (n,).
        months: from which month to which.
        luck: what it does to attainment; levels stay as they are.

    Returns:
        The world in which it is so.
    """
    lucky = np.where(where(draft, people, months), luck, 0.0)
    performance = replace(draft.performance, attainment=draft.performance.attainment + lucky)
    return replace(draft, performance=performance)


def hit_teams(draft: Draft, teams: Codes, month: int, shift: float) -> Draft:
    """Let a common cause hit teams that had none so far.

    Args:
        draft: the world.
        teams: unit codes, shape (n,).
        month: from which month on.
        shift: what it does to the attainment of everybody in them.

    Returns:
        The world in which it is so.
    """
    effects = draft.effects
    hit = np.isin(np.arange(len(effects.unit)), teams)
    effects = replace(
        effects,
        shared_from=np.where(hit, month, effects.shared_from),
        shared_shift=np.where(hit, shift, effects.shared_shift),
    )
    change = np.zeros(draft.performance.level.shape)
    change[month:, hit[draft.setting.structure.team]] = shift
    return _moved(replace(draft, effects=effects), change)


def set_habits(draft: Draft, leaders: Codes, one_on_one_weeks: int, coaching_weeks: int) -> Draft:
    """Say how often leaders sit down with their people.

    Args:
        draft: the world.
        leaders: person codes, shape (n,).
        one_on_one_weeks: weeks between one-on-ones, 0 for none.
        coaching_weeks: weeks between coaching sessions, 0 for none.

    Returns:
        The world in which it is so.
    """
    one_on_one, coaching = draft.habits.one_on_one_weeks.copy(), draft.habits.coaching_weeks.copy()
    one_on_one[leaders], coaching[leaders] = one_on_one_weeks, coaching_weeks
    return replace(draft, habits=replace(draft.habits, one_on_one_weeks=one_on_one, coaching_weeks=coaching))


def take_support(draft: Draft, seats: Codes) -> Draft:
    """Let nobody in some seats have been given support.

    Args:
        draft: the world.
        seats: of people who lead nobody, or of leaders, which stand for their units; shape (n,).

    Returns:
        The world in which it is so.
    """
    support = draft.performance.support
    taken = np.isin(support.seat, seats)
    return _supported(_moved(draft, -_gained(draft, _chosen(support, taken))), _chosen(support, ~taken))


def give_support(draft: Draft, month: int, seats: Codes, means: int, effect: float = 0.0) -> Draft:
    """Let people or units have been given support.

    Args:
        draft: the world.
        month: in which it began.
        seats: of people who lead nobody, or of leaders, which stand for their units; shape (n,).
        means: what it was, see `interventions.MEANS`.
        effect: what it adds to attainment from the next month on.

    Returns:
        The world in which it is so.
    """
    some = np.ones(len(seats), dtype=np.int64)
    given = Support(month * some, seats * some, FIRST_DAY * some, means * some, np.full(len(seats), effect))
    both = zip(_columns(draft.performance.support), _columns(given), strict=True)
    return _supported(_moved(draft, _gained(draft, given)), Support(*(np.concatenate(pair) for pair in both)))


def _gained(draft: Draft, support: Support) -> Floats:
    """What support adds to the attainment of everybody, shape (months, contributors)."""
    structure, gained = draft.setting.structure, np.zeros(draft.performance.level.shape)
    for month, seat, effect in zip(support.month, support.seat, support.effect, strict=True):
        after = slice(int(month) + 1, None)
        if seat < structure.leaders:
            gained[after, structure.team == seat] += effect
        else:
            gained += effect * where(draft, draft.setting.staffing.occupant[month, [seat]], after)
    return gained


def _columns(support: Support) -> tuple[NDArray[Any], ...]:
    return support.month, support.seat, support.day, support.means, support.effect


def _chosen(support: Support, rows: Truths) -> Support:
    return Support(*(column[rows] for column in _columns(support)))


def _supported(draft: Draft, support: Support) -> Draft:
    return replace(draft, performance=replace(draft.performance, support=support))


def _moved(draft: Draft, change: Floats) -> Draft:
    performance = draft.performance
    level, attainment = performance.level + change, performance.attainment + change
    return replace(draft, performance=replace(performance, level=level, attainment=attainment))
