"""A world: the tables of a company that never was, and the truth behind them."""

from dataclasses import dataclass

import polars as pl

from answerable.engine.worlds.activities import activities_table
from answerable.engine.worlds.draft import Draft, draft_of
from answerable.engine.worlds.ids import named, person_ids
from answerable.engine.worlds.interventions import interventions_table
from answerable.engine.worlds.measures import measure
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.people import (
    assignments_table,
    expectations_table,
    facets_table,
    people_table,
    roles_table,
    units_table,
)
from answerable.engine.worlds.setting import generator, setting_of
from answerable.engine.worlds.truth import (
    abilities_truth,
    leaders_truth,
    parameters_truth,
    people_truth,
    spells_truth,
    units_truth,
)
from answerable.engine.worlds.voices import assessments_table, feedback_table


@dataclass(frozen=True, slots=True)
class World:
    """A simulated company and the truth behind it.

    Attributes:
        tables: the canonical tables by name; nothing in them gives the truth away.
        truth: by name, what is true.
    """

    tables: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]


def simulate(parameters: WorldParameters) -> World:
    """Make a company whose truth is known.

    Args:
        parameters: what the world is made of.

    Returns:
        The same world for the same parameters, down to the order of rows.
    """
    return write_down(draft_of(setting_of(parameters)))


def write_down(draft: Draft) -> World:
    """Write a world down as tables, and its truth beside them.

    Args:
        draft: everything that is so in it.

    Returns:
        The world.
    """
    setting, seed = draft.setting, draft.setting.parameters.seed
    measures = measure(setting, draft.performance, generator(seed, "measures"))
    ids = person_ids(len(setting.staffing.hired))
    given = interventions_table(setting, draft.performance.support)
    tables = {
        "people": people_table(setting, generator(seed, "names")),
        "units": units_table(setting),
        "roles": roles_table(setting),
        "assignments": assignments_table(setting, draft.spells),
        "expectations": expectations_table(setting),
        "targets": _with_ids(measures.targets, ids),
        "measurements": _with_ids(measures.measurements, ids),
        "facets": facets_table(setting),
        "assessments": assessments_table(setting, generator(seed, "assessments")),
        "interventions": given.drop("effect"),
        "activities": activities_table(setting, draft.habits, generator(seed, "activities")),
        "feedback": feedback_table(setting, draft.habits, generator(seed, "feedback")),
    }
    truth = {
        "levels": _with_ids(measures.levels, ids),
        "people": people_truth(setting, draft.effects),
        "leaders": leaders_truth(setting, draft.effects),
        "units": units_truth(setting, draft.effects),
        "spells": spells_truth(setting, draft.performance),
        "parameters": parameters_truth(setting.parameters),
        "interventions": given.select("intervention_id", "effect"),
    }
    return World(tables, truth | abilities_truth(setting, draft.effects))


def _with_ids(rows: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    return rows.select(named(ids, rows["person"].to_numpy()).alias("person_id"), pl.exclude("person"))
