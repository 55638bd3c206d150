"""The panel on which solvers of mixed models are raced: people under managers over 36 months, the truth known.

Four fifths are there from the start, the others enter over the months; one of a hundred leaves each month, so that 27.7
months are on record per person. One of five changes manager in a year, half of them within their second line. A manager
has about nine people at a time and a second line nine managers; units cut across the lines.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MONTHS, SPAN, ROLES = 36, 9, 4
THERE_FROM_THE_START, LEAVE_A_MONTH, CHANGE_A_YEAR = 0.8, 0.01, 0.20
WITHIN_THE_LINE, NEW_ROLE, OUTSIDE_THE_UNIT = 0.5, 0.25, 0.2
ROLE_MEANS = np.array([0.0, 0.3, 0.6, 0.9])

# Of a variance of 1 apart from what the role explains: the true shares, without and with unit and match.
PLAIN = {"person": 0.35, "manager": 0.20, "line_2": 0.08, "noise": 0.37}
WIDE = {"person": 0.31, "manager": 0.20, "line_2": 0.08, "unit": 0.04, "match": 0.05, "noise": 0.32}

Arrays = dict[str, NDArray[Any]]


def simulate(people: int, seed: int = 0) -> Arrays:
    """Make a panel.

    Args:
        people: how many are ever on record.
        seed: of the chance in it.

    Returns:
        By row `y`, `y_wide` (with unit and match), `role` and the codes of every group; the true `manager_effect` and
        `line_effect`, and by manager `line_of_manager`.
    """
    random = np.random.default_rng(seed)
    entry = np.where(random.random(people) < THERE_FROM_THE_START, 0, random.integers(1, MONTHS, people))
    months = np.minimum(MONTHS - entry, random.geometric(LEAVE_A_MONTH, people))
    firsts = np.cumsum(months) - months
    begins = random.random(int(months.sum()), dtype=np.float32) < 1 - (1 - CHANGE_A_YEAR) ** (1 / 12)
    begins[firsts] = True
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=begins.size)
    owner = np.searchsorted(firsts, starts, side="right") - 1
    spells = spells_of(owner, people, starts == firsts[owner], random)
    rows: Arrays = {name: np.repeat(values, lengths) for name, values in spells.items()}
    return rows | answers(spells, lengths, random)


def spells_of(
    owner: NDArray[np.int64], people: int, is_first: NDArray[np.bool_], random: np.random.Generator
) -> Arrays:
    """The codes of every spell: a stretch of months of one person under one manager."""
    managers = max(2 * SPAN, round(people * 0.77 / SPAN))
    units = max(4, managers // (5 * SPAN))
    home = (random.permutation(people) % managers)[owner]
    near = np.minimum(home // SPAN * SPAN + random.integers(0, SPAN, owner.size), managers - 1)
    moved = np.where(random.random(owner.size) < WITHIN_THE_LINE, near, random.integers(0, managers, owner.size))
    manager = np.where(is_first, home, moved)
    stays = is_first | (random.random(owner.size) >= NEW_ROLE)
    role = np.where(stays, random.integers(0, ROLES, people)[owner], random.integers(0, ROLES, owner.size))
    line = manager // SPAN
    outside = random.random(owner.size) < OUTSIDE_THE_UNIT
    unit = np.where(outside, random.integers(0, units, owner.size), line % units)
    match = np.unique(owner * managers + manager, return_inverse=True)[1]
    codes = {"person": owner, "manager": manager, "line_2": line, "unit": unit, "match": match, "role": role}
    return {name: values.astype(np.int8 if name == "role" else np.int32) for name, values in codes.items()}


def answers(spells: Arrays, lengths: NDArray[np.int64], random: np.random.Generator) -> Arrays:
    """What is measured in every row, and the true effects of the managers."""
    effects = {name: random.standard_normal(int(codes.max()) + 1) for name, codes in spells.items() if name in WIDE}
    noise = random.standard_normal(int(lengths.sum()))
    made: Arrays = {}
    for name, shares in (("y", PLAIN), ("y_wide", WIDE)):
        drawn = sum(np.sqrt(shares[group]) * effects[group][spells[group]] for group in shares if group != "noise")
        made[name] = np.repeat(ROLE_MEANS[spells["role"]] + drawn, lengths) + np.sqrt(shares["noise"]) * noise
    lines = np.arange(effects["manager"].size) // SPAN
    truth = {group: np.sqrt(PLAIN[group]) * effects[group] for group in ("manager", "line_2")}
    return made | {"manager_effect": truth["manager"], "line_effect": truth["line_2"], "line_of_manager": lines}


def write(people: int, path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **simulate(people))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
