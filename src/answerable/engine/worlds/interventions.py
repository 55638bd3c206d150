"""The table of interventions: support given to people and to units."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.worlds.calendar import as_dates
from answerable.engine.worlds.ids import named, named_or_none, numbered, person_ids, unit_ids
from answerable.engine.worlds.performance import Support
from answerable.engine.worlds.roles import MAIN_RESULTS
from answerable.engine.worlds.setting import Setting

Ints = NDArray[np.int64]

DAYS = 45
# Levers with what they are called: three for people, three for units, and what only stories are about.
MEANS = (
    ("coaching", "Coaching plan"),
    ("training", "Training course"),
    ("coaching", "Shadowing a peer"),
    ("process", "New way of working"),
    ("tool", "New tool"),
    ("program", "Team programme"),
    ("training", "Winning Conversations workshop"),
    ("tool", "New help desk"),
)


def interventions_table(setting: Setting, support: Support) -> pl.DataFrame:
    """Write down the support that was given.

    Args:
        setting: who led whom.
        support: what was given.

    Returns:
        The table `interventions`, with the true `effect` as its last column, in order of the first day.
    """
    staffing, structure = setting.staffing, setting.structure
    month, seat = support.month, support.seat
    personal = seat >= structure.leaders
    starts = setting.calendar.first_days[month] + support.day
    ids, units = person_ids(len(staffing.hired)), unit_ids(structure.leaders)
    means = pl.DataFrame(MEANS, schema=["lever", "name"], orient="row")[support.means]
    rows = pl.DataFrame(
        {
            "lever": means["lever"],
            "starts_on": as_dates(starts),
            "person_id": named_or_none(ids, np.where(personal, staffing.occupant[month, seat], -1)),
            "unit_id": named_or_none(units, np.where(personal, -1, seat)),
            "name": means["name"],
            "ends_on": as_dates(starts + DAYS),
            "leader_id": named(ids, staffing.occupant[month, np.where(personal, structure.parent[seat], seat)]),
            "expectation_id": named_or_none(pl.Series(MAIN_RESULTS), np.where(personal, structure.role[seat], -1)),
            # Nobody in a made-up company has said what a gap comes from.
            "cause": pl.repeat(None, len(month), dtype=pl.String, eager=True),
            "effect": support.effect,
        }
    ).sort("starts_on", maintain_order=True)
    return rows.select(numbered("I", rows.height, 6).alias("intervention_id"), pl.all())
