"""What is on record of people in their roles, beside what a typical person attained."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from answerable.engine.attainment.coding import collect
from answerable.engine.attribution import Attribution
from answerable.engine.attribution.cells import Floats, Ints, Sparse
from answerable.engine.attribution.composition import Composition, compose
from answerable.engine.attribution.spells import collapse
from answerable.panel.company import Company


@dataclass(frozen=True, slots=True)
class Record:
    """A company's figures, beyond the level of a typical person in the role in the same periods.

    Attributes:
        beyond: mean attainment beyond that level, shape (cells,).
        chance: variance of it that is chance, same shape.
        keys: of each cell, `person_id`, `role_id`, `manager_id`, `line_2_id` and so on, `unit_id`, and `n` results.
        person: code of each cell's person, shape (cells,).
        role: code of each cell's role, same shape.
        manager: code of each cell's direct leader, -1 where there is none, same shape.
        roles: role ids in order of code.
        around: columns of the role's own level, of leaders and of units, shape (cells, columns).
        belief: how surely each of these is taken to be nothing beforehand, one over its variance, shape (columns,); 0
            for roles.
        places: by component (`manager`, `line_2`, `unit` and so on), the column of each id.
        variance: by component of the attribution, its variance; `noise` is that of one result.
    """

    beyond: Floats
    chance: Floats
    keys: pl.DataFrame
    person: Ints
    role: Ints
    manager: Ints
    roles: list[str]
    around: Sparse
    belief: Floats
    places: dict[str, dict[str, int]]
    variance: dict[str, float]

    def of_people(self) -> list[Ints]:
        """The cells of each person, people with equally many taken together; each of shape (people, cells a person)."""
        order = np.argsort(self.person, kind="stable")
        _, first, count = np.unique(self.person[order], return_index=True, return_counts=True)
        sizes = np.unique(count)
        return [order[first[count == size][:, None] + np.arange(size)] for size in sizes]

    def cells_of(self, person: Ints) -> tuple[Ints, Ints]:
        """The cells of some people, one after the other, and whose they are, as a place in what was asked.

        Args:
            person: codes, shape (n,).

        Returns:
            Cells and places, each of shape (cells,).
        """
        order = np.argsort(self.person, kind="stable")
        first, end = np.searchsorted(self.person[order], [person, person + 1])
        place = np.repeat(np.arange(len(person)), end - first)
        within = np.arange(len(place)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
        return order[first[place] + within], place


def read_record(company: Company, attribution: Attribution) -> Record:
    """Lay out what is on record of people in their roles.

    Args:
        company: the canonical tables.
        attribution: whose the company's performance is; its day and chain are kept.

    Returns:
        The record, of everybody measured who led nobody then.
    """
    spells = collapse(company, attribution.as_of, attribution.chain)
    importance = collect(company["expectations"].select("expectation_id", "weight"))
    made = compose(spells, importance, attribution.chain)
    variance = dict(attribution.shares.select("component", "variance").iter_rows())
    roles = made.keys["role_id"].unique().sort()
    role = roles.search_sorted(made.keys["role_id"]).to_numpy().astype(np.int64)
    cells = np.arange(len(role))
    columns = [sparse.csr_array((np.ones(len(role)), (cells, role)), shape=(len(role), len(roles)))]
    belief, places, at = [np.zeros(len(roles))], {}, len(roles)
    for name in _around(made):
        code, levels = made.cells.groups[name], made.cells.levels[name]
        there = np.flatnonzero(code >= 0)
        columns.append(sparse.csr_array((np.ones(len(there)), (there, code[there])), shape=(len(role), levels)))
        belief.append(np.full(levels, 1 / variance[name]))
        places[name] = {some_id: at + place for place, some_id in enumerate(made.ids[name])}
        at += levels
    return Record(
        beyond=_beyond(made, attribution),
        chance=variance["noise"] / made.cells.weight,
        keys=made.keys,
        person=made.cells.groups["person"],
        role=role,
        manager=made.cells.groups.get("manager", np.full(len(role), -1)),
        roles=roles.to_list(),
        around=sparse.hstack(columns, format="csr"),
        belief=np.concatenate(belief),
        places=places,
        variance=variance,
    )


def _around(made: Composition) -> list[str]:
    return [name for name in made.cells.groups if name not in {"person", "match"}]


def _beyond(made: Composition, attribution: Attribution) -> Floats:
    """Results are told beside the mean of everybody in a period; a typical person's level lies a little off it."""
    told = made.periods.join(
        attribution.market, on=["role_id", "expectation_id", "period"], how="left", maintain_order="left"
    )
    off = (told["level"] - told["mean"]).to_numpy() - made.adds
    return np.asarray(made.cells.mean - made.mixed @ off)
