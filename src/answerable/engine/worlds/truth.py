"""What is true of a world, kept apart from its tables."""

from dataclasses import fields

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.worlds.calendar import as_dates, dates_or_none
from answerable.engine.worlds.effects import Effects
from answerable.engine.worlds.ids import named, person_ids, unit_ids
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.people import end_days, first_days
from answerable.engine.worlds.performance import Performance
from answerable.engine.worlds.roles import CONTRIBUTORS, MAIN_RESULTS
from answerable.engine.worlds.setting import Setting
from answerable.engine.worlds.spells import mean_levels, spells_of
from answerable.engine.worlds.structure import ROLE_IDS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def people_truth(setting: Setting, effects: Effects) -> pl.DataFrame:
    """What people bring with them.

    Args:
        setting: who sat where.
        effects: of everybody.

    Returns:
        `person_id` and `effect` of everybody who ever led nobody.
    """
    people = np.unique(setting.staffing.occupant[:, setting.structure.leaders :])
    ids = person_ids(len(effects.person))
    return pl.DataFrame({"person_id": named(ids, people), "effect": effects.person[people]})


def abilities_truth(setting: Setting, effects: Effects) -> dict[str, pl.DataFrame]:
    """What people bring with them to each role that leads nobody, where that differs.

    Args:
        setting: who sat where.
        effects: of everybody.

    Returns:
        `abilities`, with `person_id`, `role_id` and `effect`; nothing where people bring the same to every role.
    """
    if not len(effects.in_role):
        return {}
    people = np.unique(setting.staffing.occupant[:, setting.structure.leaders :])
    roles = np.arange(len(CONTRIBUTORS))
    effect = effects.person[people, None] + effects.in_role[people][:, roles]
    ids = person_ids(len(effects.person))
    columns = {
        "person_id": named(ids, np.repeat(people, len(roles))),
        "role_id": named(pl.Series(ROLE_IDS), np.tile(roles, len(people))),
        "effect": effect.ravel(),
    }
    return {"abilities": pl.DataFrame(columns)}


def leaders_truth(setting: Setting, effects: Effects) -> pl.DataFrame:
    """What leaders add to those below them.

    Args:
        setting: who sat where.
        effects: of everybody.

    Returns:
        `leader_id`, `manager_effect` on those who report directly and `line_effect` on those two levels below; each
        empty for leaders who never stood there.
    """
    structure, occupant = setting.structure, setting.staffing.occupant
    leaders = np.unique(occupant[:, : structure.leaders])
    direct = np.isin(leaders, occupant[:, structure.first_line])
    second = np.isin(leaders, occupant[:, np.unique(structure.parent[structure.first_line])])
    return pl.DataFrame(
        {
            "leader_id": named(person_ids(len(effects.person)), leaders),
            "manager_effect": _where(direct, effects.manager[leaders]),
            "line_effect": _where(second, effects.line[leaders]),
        }
    )


def units_truth(setting: Setting, effects: Effects) -> pl.DataFrame:
    """What units add, and from when a common cause hits them.

    Args:
        setting: the seats and months.
        effects: of everything.

    Returns:
        `unit_id`, `effect`, `shared_from` (empty where there is no common cause) and `shared_shift`.
    """
    hit = effects.shared_from < setting.calendar.months
    since = np.where(hit, setting.calendar.first_days[effects.shared_from], -1)
    return pl.DataFrame(
        {
            "unit_id": unit_ids(setting.structure.leaders),
            "effect": effects.unit,
            "shared_from": dates_or_none(since),
            "shared_shift": effects.shared_shift,
        }
    )


def spells_truth(setting: Setting, performance: Performance) -> pl.DataFrame:
    """The mean true level of each person in their main result, under each pair of leaders.

    Args:
        setting: who sat where.
        performance: the levels.

    Returns:
        A row for each spell with at least one whole month.
    """
    structure = setting.structure
    spells = spells_of(setting, levels=2)
    held = np.where(np.isnan(performance.attainment), np.nan, performance.level)
    level = mean_levels(setting, spells, held)
    ids = person_ids(len(setting.staffing.hired))
    own = spells.seat >= structure.leaders
    seat = spells.seat[own]
    rows = pl.DataFrame(
        {
            "person_id": named(ids, spells.person[own]),
            "expectation_id": named(pl.Series(MAIN_RESULTS), structure.role[seat]),
            "manager_id": named(ids, spells.leader[own]),
            "line_id": named(ids, spells.line[own]),
            "unit_id": named(unit_ids(structure.leaders), structure.parent[seat]),
            "starts_on": as_dates(first_days(setting, spells)[own]),
            "ends_on": dates_or_none(end_days(setting, spells)[own]),
            "level": level,
        }
    )
    return rows.filter(pl.col("level").is_not_nan())


def parameters_truth(parameters: WorldParameters) -> pl.DataFrame:
    """What the world is made of.

    Args:
        parameters: all of them.

    Returns:
        `name` and `value`, both as text.
    """
    names = [entry.name for entry in fields(parameters)]
    return pl.DataFrame({"name": names, "value": [str(getattr(parameters, name)) for name in names]})


def _where(known: NDArray[np.bool_], values: Floats) -> pl.Series:
    return pl.Series(np.where(known, values, np.nan)).fill_nan(None)
