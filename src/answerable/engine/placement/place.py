"""People over openings: proposals, each with what it rests on. Nobody is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from scipy.optimize import linear_sum_assignment
from scipy.special import ndtr

from answerable.engine.placement.asking import Place, ask, differences, is_known
from answerable.engine.placement.fit import MET, SHORT, UNKNOWN, fit
from answerable.engine.placement.learn import Learned
from answerable.engine.placement.predict import MONTHS, PREDICTED_SCHEMA, REACH, SMALLEST, predicted_in
from answerable.panel.company import Company

_HERE = {
    f"here_{name}": PREDICTED_SCHEMA[name] for name in ("role_id", "manager_id", "unit_id", "expected", "low", "high")
}
_FACETS = dict.fromkeys((MET, SHORT, UNKNOWN), pl.Int64)
COMPARED_SCHEMA: dict[str, Any] = {
    **PREDICTED_SCHEMA,
    **_HERE,
    "difference": pl.Float64,
    "difference_low": pl.Float64,
    "difference_high": pl.Float64,
    "better": pl.Float64,
    "told": pl.String,
}
PROPOSAL_SCHEMA: dict[str, Any] = {"opening_id": pl.String, **COMPARED_SCHEMA, **_FACETS}
# Attainment beyond so many digits is nothing one could gain, and a share of it that outweighs no such gain.
DIGITS, LITTLE = 6, 1e-7
BETTER, WORSE, CANNOT_TELL = "better", "worse", "cannot tell"


@dataclass(frozen=True, slots=True)
class Opening:
    """A role to be filled.

    Attributes:
        opening_id: its id.
        role_id: the role.
        unit_id: in which unit; None where that is not known.
        manager_id: under whom; None where that is not known.
    """

    opening_id: str
    role_id: str
    unit_id: str | None = None
    manager_id: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Who could go where.

    Attributes:
        as_of: the day looked at.
        proposals: a row an opening for which there is a proposal, in order of opening, columns as `PROPOSAL_SCHEMA`:
            who, what is expected there and where they are now, the `difference` of the two levels with its 90 %
            interval, how likely the level is to be `better` there, what can be `told` (`better` where the interval is
            above zero, else `cannot tell`), and how many items the role asks for are `met`, `short` and `unknown`.
        others: by opening, further people of whom it can be told that they would attain more there than where they
            are, in order of id.
        unfilled: openings without a proposal: nobody is expected to attain more there than where they are.
        fit: what the roles of the openings ask for beside what was seen of those proposed, columns as `FIT_SCHEMA`.
    """

    as_of: date
    proposals: pl.DataFrame
    others: dict[str, tuple[str, ...]]
    unfilled: tuple[str, ...]
    fit: pl.DataFrame


def compare(learned: Learned, places: Sequence[Place], *, results: int = MONTHS) -> pl.DataFrame:
    """Hold what people may be expected to attain in other places against what may be expected where they are.

    Args:
        learned: what the company's record tells.
        places: who, in which role, and under whom in which unit where that is known.
        results: how many results will be measured.

    Returns:
        A row a place of people and roles that have been measured, in their order: as `predicted_in`; the place they
        were measured in last (`here_...`) and what may be expected there; the `difference` of the two levels, chance
        left out, with its 90 % interval; the probability that the level is `better`; and what can be `told`: `better`
        or `worse` where the interval keeps to one side of zero, else `cannot tell`.

    Source:
        docs/methods/placement.md.
    """
    known = [place for place in places if is_known(learned, place)]
    last = {row["person_id"]: row for row in learned.attribution.people.iter_rows(named=True)}
    now = [
        Place(each.person_id, *(last[each.person_id][name] for name in ("role_id", "manager_id", "unit_id")))
        for each in known
    ]
    mean, variance = differences(learned, ask(learned, now), ask(learned, known))
    # Everybody is where they are but once, in however many other places one thinks of them.
    at = {each: row for row, each in enumerate(dict.fromkeys(now))}
    here = predicted_in(learned, at, results=results)[[at[each] for each in now]]
    there = predicted_in(learned, known, results=results)
    # A place that is no other has no difference at all, not one that is hard to tell.
    sd = np.sqrt(np.maximum(variance, SMALLEST))
    low, high = mean - REACH * sd, mean + REACH * sd
    told = np.where(low > 0, BETTER, np.where(high < 0, WORSE, CANNOT_TELL))
    found = there.with_columns(
        *(here[name.removeprefix("here_")].alias(name) for name in _HERE),
        difference=pl.Series(mean),
        difference_low=pl.Series(low),
        difference_high=pl.Series(high),
        better=pl.Series(ndtr(mean / sd)),
        told=pl.Series(told, dtype=pl.String),
    )
    return found.select(pl.col(name).cast(kind) for name, kind in COMPARED_SCHEMA.items())


def place(company: Company, learned: Learned, people: Sequence[str], openings: Sequence[Opening]) -> Placement:
    """Propose whom to ask for which opening, so that people attain as much as they can in all.

    Of all ways to place people, the one in which they are expected to gain most together; who would not be expected to
    gain anything stays. Whether a gain can be told is said of each.

    Args:
        company: the canonical tables, for what roles ask for and what was seen of people.
        learned: what the company's record tells.
        people: who could be placed, by id.
        openings: what is open; each id once.

    Returns:
        Proposals by opening.

    Source:
        H. W. Kuhn (1955), The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2, as
        SciPy solves it; docs/methods/placement.md.
    """
    candidates, openings = sorted(set(people)), sorted(openings, key=lambda each: each.opening_id)
    places = [Place(person, each.role_id, each.manager_id, each.unit_id) for each in openings for person in candidates]
    ids = [each.opening_id for each in openings for _ in candidates]
    known = [at for at, each in enumerate(places) if is_known(learned, each)]
    compared = compare(learned, [places[at] for at in known])
    compared = compared.insert_column(0, pl.Series("opening_id", [ids[at] for at in known], dtype=pl.String))
    chosen = compared[_chosen(compared, candidates, [each.opening_id for each in openings])]
    fitted = fit(
        company,
        chosen["person_id"].unique().to_list(),
        chosen["role_id"].unique().to_list(),
        as_of=learned.attribution.as_of,
    )
    fitted = fitted.join(chosen, on=["person_id", "role_id"], how="semi", maintain_order="left")
    counts = fitted.group_by("person_id", "role_id").agg(
        (pl.col("state") == state).sum().alias(state) for state in _FACETS
    )
    proposals = chosen.join(counts, on=["person_id", "role_id"], how="left").with_columns(pl.col(*_FACETS).fill_null(0))
    proposals = proposals.sort("opening_id").select(pl.col(name).cast(kind) for name, kind in PROPOSAL_SCHEMA.items())
    filled = set(proposals["opening_id"])
    return Placement(
        as_of=learned.attribution.as_of,
        proposals=proposals,
        others=_others(compared, proposals),
        unfilled=tuple(each.opening_id for each in openings if each.opening_id not in filled),
        fit=fitted,
    )


def _chosen(compared: pl.DataFrame, people: list[str], openings: list[str]) -> list[int]:
    """The rows of the placement in which people gain most together, without those who gain nothing."""
    gain = np.zeros((len(openings), len(people)))
    row = np.full(gain.shape, -1)
    opening, person = ({name: at for at, name in enumerate(names)} for names in (openings, people))
    columns = compared.select("opening_id", "person_id", "difference", "better").iter_rows()
    for at, (opening_id, person_id, difference, better) in enumerate(columns):
        where = (opening[opening_id], person[person_id])
        # Many placements gain the same, and rounding is not to choose among them: where more can be told is better.
        row[where], gain[where] = at, max(round(difference, DIGITS), 0.0) * (1 + LITTLE * better)
    matched = linear_sum_assignment(gain, maximize=True)
    return [int(row[where]) for where in zip(*matched, strict=True) if gain[where] > 0]


def _others(compared: pl.DataFrame, proposals: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Further people by opening, in order of id: there is no order of merit among them."""
    told = compared.filter(pl.col("told") == BETTER).join(proposals, on=["opening_id", "person_id"], how="anti")
    listed = told.sort("opening_id", "person_id").group_by("opening_id", maintain_order=True).agg("person_id")
    return {opening_id: tuple(people) for opening_id, people in listed.iter_rows()}
