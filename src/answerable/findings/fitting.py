"""What a role asks for beside what was seen of some people, as it is on record now; asked of the engine."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from answerable.engine.placement import by_facet, fit
from answerable.facts.roles.models import FacetItem
from answerable.facts.support.models import Assessment
from answerable.panel.company import Company

_ASKED = {"role_id": pl.String, "facet": pl.String, "item": pl.String, "level": pl.Float64}
_SEEN = {
    "person_id": pl.String,
    "facet": pl.String,
    "item": pl.String,
    "level": pl.Float64,
    "assessed_on": pl.Date,
    "evidence": pl.String,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a role asks for, beside what was seen of a person.

    Attributes:
        facet: of what kind: a skill, an ability and so on.
        name: what.
        required: the level the role asks for, from 1 to 5.
        seen: the level seen last; None where nobody has assessed it.
        assessed_on: the day that was; None likewise.
        evidence: whether evidence was named for it.
        is_old: whether that was a year ago or longer.
        missing: how many levels are missing, 0 where it is met; None where that is not known.
    """

    facet: str
    name: str
    required: float
    seen: float | None
    assessed_on: date | None
    evidence: bool
    is_old: bool
    missing: float | None


@dataclass(frozen=True, slots=True)
class Fit:
    """What a role asks for, beside what was seen of a person.

    Attributes:
        items: in order of kind and name; none where the role asks for nothing that is written down.
        facets: by kind, in the same order: how many items are met, short and not known.
    """

    items: tuple[Item, ...]
    facets: tuple[tuple[str, int, int, int], ...]


def fit_of(people: Collection[str], roles: Collection[str], on: date) -> dict[tuple[str, str], Fit]:
    """Hold what is on record of some people against what some roles ask for; the caller has asked who may see it.

    Args:
        people: their keys.
        roles: their keys.
        on: the day looked at; what was seen later does not count.

    Returns:
        By person and role, for roles that ask for something.
    """
    asked = FacetItem.standing.filter(role__key__in=roles).values_list("role__key", "facet", "item", "level")
    seen = Assessment.standing.filter(assessed_on__lte=on, person__key__in=people)
    rows = seen.values_list("person__key", "facet", "item", "level", "assessed_on", "evidence")
    tables = {
        "people": pl.DataFrame({"person_id": sorted(people)}, schema={"person_id": pl.String}),
        "facets": pl.DataFrame(list(asked), schema=_ASKED, orient="row"),
        "assessments": pl.DataFrame(list(rows), schema=_SEEN, orient="row"),
    }
    company = Company({name: nw.from_native(rows.lazy()) for name, rows in tables.items()}, frozenset(tables), "record")
    fitted = fit(company, as_of=on)
    items: dict[tuple[str, str], list[Item]] = {}
    for row in fitted.iter_rows(named=True):
        items.setdefault((row["person_id"], row["role_id"]), []).append(_item(row))
    facets: dict[tuple[str, str], list[tuple[str, int, int, int]]] = {}
    for person, role, *counts in by_facet(fitted).iter_rows():
        facets.setdefault((person, role), []).append((counts[0], counts[1], counts[2], counts[3]))
    return {pair: Fit(tuple(found), tuple(facets[pair])) for pair, found in items.items()}


def _item(row: Mapping[str, Any]) -> Item:
    names = ("facet", "item", "required", "seen", "assessed_on", "evidence", "old", "missing")
    facet, name, required, seen, day, evidence, is_old, missing = (row[one] for one in names)
    return Item(facet, name, required, seen, day, bool(evidence), bool(is_old), missing)
