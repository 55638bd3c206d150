"""What people say of their leaders, and leaders of their people: feedback and assessments."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.worlds.calendar import as_dates
from answerable.engine.worlds.habits import Habits
from answerable.engine.worlds.ids import named, person_ids
from answerable.engine.worlds.roles import CONTRIBUTOR_FACETS
from answerable.engine.worlds.setting import Setting

Ints = NDArray[np.int64]

ITEMS = ("I know what is expected of me", "My leader helps me get better", "My leader makes time for me")
ANSWERED = 0.7
ASKED_DAYS_BEFORE_END = (410, 45)
ASSESSED = 0.5
ASSESSED_WITHIN_DAYS = 300
EVIDENCE = ("Joined a customer call", "Reviewed work together", "Talked it through in a one-on-one")


def feedback_table(setting: Setting, habits: Habits, rng: np.random.Generator) -> pl.DataFrame:
    """Ask everybody about their leader, once a year.

    Args:
        setting: who led whom.
        habits: attentive leaders hear better things.
        rng: decides who answers, and the rest.

    Returns:
        The table `feedback`.
    """
    staffing, structure = setting.staffing, setting.structure
    ids = person_ids(len(staffing.hired))
    rounds = []
    for before in ASKED_DAYS_BEFORE_END:
        day = setting.calendar.end - before
        month = int(np.searchsorted(setting.calendar.first_days, day, side="right")) - 1
        seats = np.arange(1, structure.seats)[rng.random(structure.seats - 1) < ANSWERED]
        person = staffing.occupant[max(month, 0), seats]
        there = (staffing.hired[person] <= day) & (month >= 0)
        person, leader = person[there], staffing.occupant[max(month, 0), structure.parent[seats[there]]]
        for item in ITEMS:
            score = np.rint(3.6 + 0.5 * habits.care[leader] + 0.8 * rng.standard_normal(len(person)))
            rounds.append(
                pl.DataFrame(
                    {
                        "leader_id": named(ids, leader),
                        "item": pl.repeat(item, len(person), dtype=pl.String, eager=True),
                        "score": np.clip(score, 1.0, 5.0),
                        "given_on": as_dates(np.full(len(person), day)),
                        "person_id": named(ids, person),
                    }
                )
            )
    return pl.concat(rounds)


def assessments_table(setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    """Let leaders assess half of those who lead nobody, facet by facet.

    Args:
        setting: who leads whom at the end.
        rng: decides who is assessed when, and how far off the assessment is.

    Returns:
        The table `assessments`.
    """
    staffing, structure = setting.staffing, setting.structure
    seats = structure.leaders + np.flatnonzero(rng.random(structure.seats - structure.leaders) < ASSESSED)
    person, leader = staffing.occupant[-1, seats], staffing.occupant[-1, structure.parent[seats]]
    earliest = np.maximum(staffing.hired[person], setting.calendar.end - ASSESSED_WITHIN_DAYS)
    day = setting.calendar.end - 1 - (rng.random(len(seats)) * (setting.calendar.end - 1 - earliest)).astype(np.int64)
    ids = person_ids(len(staffing.hired))
    facets = []
    for facet, item, _ in CONTRIBUTOR_FACETS:
        level = np.rint(3.2 + 0.4 * staffing.person_z[person] + 0.8 * rng.standard_normal(len(person)))
        facets.append(
            pl.DataFrame(
                {
                    "person_id": named(ids, person),
                    "facet": pl.repeat(facet, len(person), dtype=pl.String, eager=True),
                    "item": pl.repeat(item, len(person), dtype=pl.String, eager=True),
                    "level": np.clip(level, 1.0, 5.0),
                    "assessed_on": as_dates(day),
                    "assessor_id": named(ids, leader),
                    "evidence": named(pl.Series(EVIDENCE), rng.integers(0, len(EVIDENCE), len(person))),
                }
            )
        )
    return pl.concat(facets)
