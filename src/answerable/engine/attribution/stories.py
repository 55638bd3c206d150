"""Other ways the same figures could have come about: leaders put where it is hard, and teaching that lasts."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from answerable.engine.attribution.beliefs import Alike, Belief, Weak
from answerable.engine.attribution.cells import NOBODY, Floats, Ints, Sparse
from answerable.engine.attribution.composition import Composition

# How likely each is beforehand. Leaders are often put where it is hard; a company's own figures decide where they can.
PRIOR = {"plain": 0.3, "lasting": 0.15, "placed": 0.55}
# How much of a hard market the first leader on record makes up for, where good leaders were sent to hard markets.
MADE_UP_FOR = 1.0
# How much of a year's teaching stays with somebody who moves on, where teaching lasts.
STAYS = 0.5
# What is believed of every component before the data are seen: its standard deviation is about half the noise's.
WEAK = Weak(0.6)
# How closely first leaders are believed to vary as much as later ones, on the logarithm of the variance.
ABOUT = 0.1
YEAR_DAYS = 365.0
MONTH_DAYS = 30.0


@dataclass(frozen=True, slots=True)
class Story:
    """One way the figures could have come about.

    Attributes:
        name: `plain`, `placed` (whoever led a unit when the record begins was put there for how hard its market is) or
            `lasting` (what a leader taught stays with those who move on).
        prior: how likely it is beforehand.
        groups: the model's groups, as `Cells.groups`.
        levels: how many levels each has.
        more: by group, what each level adds to each figure beyond those it is the level of, shape (cells, levels).
        told: by component, its effects as a sum of matrices times the groups' effects; where it is left out, the
            component is the group of that name.
        belief: what is believed of the groups' variances beforehand.
        spread: by component, its variance as a sum of numbers times the groups' variances, likewise.
    """

    name: str
    prior: float
    groups: dict[str, Ints]
    levels: dict[str, int]
    more: dict[str, Sparse]
    told: dict[str, dict[str, Sparse]]
    belief: Belief
    spread: dict[str, dict[str, float]]

    def effects(self, component: str, of_groups: dict[str, Floats]) -> Floats:
        """The effects of a component.

        Args:
            component: its name.
            of_groups: by group, effects, shape (levels,).

        Returns:
            Shape (levels,).
        """
        if component not in self.told:
            return of_groups[component]
        return np.asarray(sum(matrix @ of_groups[group] for group, matrix in self.told[component].items()))

    def variance(self, component: str, of_groups: dict[str, float]) -> float:
        """The variance of a component.

        Args:
            component: its name.
            of_groups: variances by group.

        Returns:
            One number.
        """
        if component not in self.spread:
            return of_groups[component]
        return sum(share * of_groups[group] for group, share in self.spread[component].items())


def stories_of(made: Composition) -> list[Story]:
    """Say in which ways a company's figures could have come about.

    Args:
        made: the company's figures.

    Returns:
        The plain story first, and those that its record could tell apart from it.
    """
    groups, levels = made.cells.groups, made.cells.levels
    if "manager" not in groups:
        return [Story("plain", 1.0, groups, levels, {}, {}, WEAK, {})]
    found = [Story("plain", PRIOR["plain"], groups, levels, {}, {}, WEAK, {})]
    taught = _taught(made)
    if taught.nnz:
        found.append(Story("lasting", PRIOR["lasting"], groups, levels, {"manager": taught}, {}, WEAK, {}))
    home = _homes(made) if "unit" in groups else np.full(levels["manager"], NOBODY)
    others = home[groups["manager"]] == NOBODY
    if (home >= 0).any() and (others & (groups["manager"] >= 0)).any():
        found.append(_placed(made, home))
    return found


def _placed(made: Composition, home: Ints) -> Story:
    """First leaders have a variance of their own, and make up for the market of their unit."""
    groups, levels = dict(made.cells.groups), dict(made.cells.levels)
    manager, leaders, units = groups["manager"], levels["manager"], levels["unit"]
    first, other = np.flatnonzero(home >= 0), np.flatnonzero(home < 0)
    groups["first"], levels["first"] = _place_in(first, leaders)[manager], len(first)
    groups["manager"], levels["manager"] = _place_in(other, leaders)[manager], len(other)
    there = np.flatnonzero(groups["first"] >= 0)
    less = _entries(-MADE_UP_FOR, there, home[manager[there]], (len(manager), units))
    names = list(groups)
    share = float(np.sum(made.cells.weight[there]) / np.sum(made.cells.weight))
    return Story(
        name="placed",
        prior=PRIOR["placed"],
        groups=groups,
        levels=levels,
        more={"unit": less, **{name: sparse.csr_array((len(manager), levels[name])) for name in ("first", "manager")}},
        told={
            "manager": {
                "manager": _entries(1.0, other, np.arange(len(other)), (leaders, len(other))),
                "first": _entries(1.0, first, np.arange(len(first)), (leaders, len(first))),
                "unit": _entries(-MADE_UP_FOR, first, home[first], (leaders, units)),
            }
        },
        # Leaders are leaders: those who came first differ among each other as much as those who came later.
        belief=Alike(WEAK, names.index("manager"), (names.index("first"), names.index("unit")), ABOUT),
        spread={"manager": {"manager": 1 - share, "first": share, "unit": share * MADE_UP_FOR**2}},
    )


def _place_in(chosen: Ints, leaders: int) -> Ints:
    """Of each leader, the place among those chosen, `NOBODY` where it is not one of them; and for nobody, nobody."""
    place = np.full(leaders + 1, NOBODY)
    place[chosen] = np.arange(len(chosen))
    return place


def _entries(value: float, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Sparse:
    return sparse.csr_array((np.full(len(rows), value), (rows, columns)), shape=shape)


def _homes(made: Composition) -> Ints:
    """The unit that each leader led when its record begins, `NOBODY` for those who came later, shape (managers,)."""
    rows = pl.DataFrame({"unit": made.cells.groups["unit"], "manager": made.cells.groups["manager"]})
    rows = rows.hstack(made.keys.select("first_on", "n")).filter((pl.col("unit") >= 0) & (pl.col("manager") >= 0))
    began = rows.filter(pl.col("first_on") == pl.col("first_on").min().over("unit"))
    most = began.group_by("unit", "manager").agg(pl.col("n").sum()).sort("n", "unit", "manager")
    # One first leader a unit, and one home a leader: the pair with most results.
    of_unit = most.group_by("unit", maintain_order=True).agg(pl.all().last())
    of_leader = of_unit.sort("n", "unit").group_by("manager", maintain_order=True).agg(pl.col("unit").last())
    home = np.full(made.cells.levels["manager"], NOBODY)
    home[of_leader["manager"].to_numpy()] = of_leader["unit"].to_numpy()
    return home


def _taught(made: Composition) -> Sparse:
    """What of each leader's teaching is in the figures of those who have moved on, shape (cells, managers)."""
    rows = made.keys.select("person_id", "first_on", "last_on").with_columns(
        cell=pl.int_range(pl.len(), dtype=pl.Int64), manager=pl.Series(made.cells.groups["manager"])
    )
    led = rows.filter(pl.col("manager") >= 0)
    months = (pl.col("last_on") - pl.col("first_on")).dt.total_days() + MONTH_DAYS
    led = led.with_columns(share=(months / YEAR_DAYS).clip(0, 1))
    later = rows.join(led, on="person_id", suffix="_before").filter(
        (pl.col("first_on_before") < pl.col("first_on")) & (pl.col("manager_before") != pl.col("manager"))
    )
    entries = later["share"].to_numpy() * STAYS, (later["cell"].to_numpy(), later["manager_before"].to_numpy())
    return sparse.coo_array(entries, shape=(len(rows), made.cells.levels["manager"])).tocsr()
