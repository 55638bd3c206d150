"""The reporting line and the tree of units: no overlaps, no circles."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from answerable.kernel.problems import Problem
from answerable.panel.checks.loaded import Loaded, Tables, Tally
from answerable.panel.text import LINE


def check_line(tables: Tables, tally: Tally) -> None:
    """Check that nobody holds two assignments at once and that nobody reports to themself, however far around.

    Args:
        tables: the typed tables.
        tally: is told of every fault.
    """
    assignments = tables["assignments"]
    columns = ("person_id", "manager_id", "starts_on", "ends_on", LINE)
    rows = assignments.frame.select(*columns).collect(backend="polars").to_native()
    rows = rows.drop_nulls(["person_id", "starts_on"])
    # An end that could not be read is not an assignment that still lasts.
    ends_known = assignments.is_known("ends_on")
    if ends_known:
        _overlaps(assignments, rows, tally)
    own = rows.filter(pl.col("person_id") == pl.col("manager_id")).sort(LINE)
    for line, person in own.select(LINE, "person_id").iter_rows():
        advice = "Expected somebody else: a person cannot be their own manager. Leave it empty at the top."
        tally.problems.append(Problem("own-manager", assignments.file, line, "manager_id", person, advice))
    if ends_known:
        _circles(assignments, rows.filter(pl.col("person_id") != pl.col("manager_id")), tally)
    _unit_circles(tables["units"], tally)


def _overlaps(loaded: Loaded, rows: pl.DataFrame, tally: Tally) -> None:
    ordered = rows.filter(pl.col("person_id").is_duplicated()).sort("person_id", "starts_on", LINE)
    until = pl.col("ends_on").fill_null(date.max)
    reached = until.cum_max().shift(1).over("person_id")
    before = pl.when(until == until.cum_max()).then(pl.col(LINE)).forward_fill().shift(1).over("person_id")
    overlapping = ordered.with_columns(reached=reached, before=before).filter(pl.col("reached") > pl.col("starts_on"))
    for line, person, start, other in (
        overlapping.sort(LINE).select(LINE, "person_id", "starts_on", "before").iter_rows()
    ):
        where = f"the one in line {other}" if other is not None else "another one"
        advice = (
            f"{person} still holds {where} on that day. Expected one assignment at a time: end the earlier one first."
        )
        tally.problems.append(Problem("overlap", loaded.file, line, "starts_on", str(start), advice))


@dataclass(frozen=True, slots=True)
class _Edges:
    child: NDArray[np.int64]
    parent: NDArray[np.int64]
    nodes: int

    def in_circles(self, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which edges, of some of them, lie within a strongly connected component of more than one node."""
        child, parent = self.child[among], self.parent[among]
        graph = coo_array((np.ones(len(child)), (child, parent)), shape=(self.nodes, self.nodes))
        _, component = connected_components(graph.tocsr(), directed=True, connection="strong")
        within: NDArray[np.bool_] = component[self.child] == component[self.parent]
        return np.logical_and(among, within)


def _edges(rows: pl.DataFrame, child: str, parent: str) -> _Edges:
    both = pl.concat([rows[child], rows[parent]])
    numbers = both.rank("dense").to_numpy().astype(np.int64) - 1
    return _Edges(numbers[: rows.height], numbers[rows.height :], both.n_unique())


def _all(rows: pl.DataFrame) -> NDArray[np.bool_]:
    return np.ones(rows.height, dtype=bool)


def _circles(loaded: Loaded, rows: pl.DataFrame, tally: Tally) -> None:
    """Circles over all time are a prefilter; only among their people is every day of a change looked at."""
    rows = rows.drop_nulls(["manager_id"])
    if not rows.height:
        return
    suspects = rows.filter(pl.Series(_edges(rows, "person_id", "manager_id").in_circles(_all(rows))))
    edges = _edges(suspects, "person_id", "manager_id")
    starts, ends = suspects["starts_on"].to_numpy(), suspects["ends_on"].fill_null(date.max).to_numpy()
    told: set[str] = set()
    for day in suspects["starts_on"].unique().sort().to_list():
        now = (starts <= np.datetime64(day)) & (ends > np.datetime64(day))
        around = suspects.filter(pl.Series(edges.in_circles(now), dtype=pl.Boolean))
        for line, person, manager in around.sort(LINE).select(LINE, "person_id", "manager_id").iter_rows():
            if person not in told:
                told.add(person)
                advice = f"On {day} this runs in a circle: {person} would be among their own leaders."
                tally.problems.append(Problem("circle", loaded.file, line, "manager_id", manager, advice))


def _unit_circles(loaded: Loaded, tally: Tally) -> None:
    rows = loaded.frame.select("unit_id", "parent_unit_id", LINE).collect(backend="polars").to_native().drop_nulls()
    if not rows.height:
        return
    own = pl.Series(rows["unit_id"] == rows["parent_unit_id"])
    around = rows.filter(own | pl.Series(_edges(rows, "unit_id", "parent_unit_id").in_circles(_all(rows))))
    for line, unit, parent in around.sort(LINE).select(LINE, "unit_id", "parent_unit_id").iter_rows():
        advice = f"Expected a tree: this way {unit} would lie within itself. Leave it empty at the top."
        tally.problems.append(Problem("circle", loaded.file, line, "parent_unit_id", parent, advice))
