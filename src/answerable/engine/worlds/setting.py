"""The setting of a world: its seats, its months, and who sits where in each."""

from dataclasses import dataclass

import numpy as np

from answerable.engine.worlds.calendar import Calendar, calendar_of
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.staffing import Staffing, fill_seats
from answerable.engine.worlds.structure import Structure, build_structure


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything about a world that does not depend on how anybody performs.

    Attributes:
        parameters: what the world is made of.
        structure: the seats.
        calendar: the months.
        staffing: who sat where.
    """

    parameters: WorldParameters
    structure: Structure
    calendar: Calendar
    staffing: Staffing


def setting_of(parameters: WorldParameters) -> Setting:
    """Lay out the seats of a world and fill them, month by month.

    Args:
        parameters: what the world is made of.

    Returns:
        Seats, months and people.
    """
    structure = build_structure(parameters.people, generator(parameters.seed, "structure"))
    calendar = calendar_of(parameters.starts_on, parameters.months)
    staffing = fill_seats(
        parameters,
        structure,
        calendar,
        generator(parameters.seed, "staffing"),
        generator(parameters.seed, "role_changes"),
    )
    return Setting(parameters, structure, calendar, staffing)


def generator(seed: int, part: str) -> np.random.Generator:
    """Give each part of a world a chance of its own, so that a change in one leaves the others as they were.

    Args:
        seed: the world's.
        part: the part's name.

    Returns:
        A generator that depends on nothing else.
    """
    return np.random.default_rng([seed, *part.encode()])
