"""Where people would attain more, without a server: a company's tables and openings in, proposals out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from answerable.engine.attainment import read_panel
from answerable.engine.attainment.coding import collect
from answerable.engine.attribution import attribute
from answerable.engine.gaps import find_gaps
from answerable.engine.placement import CARRY_SCHEMA, Learned, Opening, Place, compare, fit, learn, place
from answerable.engine.placement.fit import MET, SHORT, UNKNOWN
from answerable.findings.check import gap_settings, measured_until
from answerable.findings.placing_words import caveats_of, conditions_of
from answerable.findings.report import rounded
from answerable.kernel.problems import UsageError
from answerable.panel.company import Company
from answerable.rules.policy import Policy, default_policy

CHAIN = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """One person in one other place, and what it rests on.

    Attributes:
        opening_id: the opening it is for; None where no opening was asked about.
        facts: what is expected there, what where they are, and the difference, by column of
            `engine.placement.COMPARED_SCHEMA`.
        items: what the role asks for beside what was seen of the person, by column of `engine.placement.FIT_SCHEMA`.
        conditions: what would have to be true, as sentences.
    """

    opening_id: str | None
    facts: dict[str, Any]
    items: list[dict[str, Any]]
    conditions: tuple[str, ...]

    def count(self, state: str) -> int:
        """How many items the role asks for are `met`, `short` or `unknown`."""
        return sum(item["state"] == state for item in self.items)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where people would attain more.

    Attributes:
        as_of: the day looked at.
        proposals: by opening, or by person and role where no openings were asked about.
        others: by opening, further people who can be told to attain more there, in order of id.
        unfilled: openings without a proposal.
        nowhere: people looked at without openings for whom no other role was found.
        carry: how much of what people bring to one role they bring to another, columns as `CARRY_SCHEMA`.
        names: display names of people, roles and units by id.
        caveats: what limits the figures, as sentences.
    """

    as_of: date
    proposals: tuple[Proposal, ...]
    others: dict[str, tuple[str, ...]]
    unfilled: tuple[str, ...]
    nowhere: tuple[str, ...]
    carry: pl.DataFrame
    names: dict[str, str]
    caveats: tuple[str, ...]


def placing(
    company: Company,
    openings: Sequence[Opening] | None = None,
    people: Sequence[str] | None = None,
    as_of: date | None = None,
    *,
    policy: Policy | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Placing:
    """Propose people for openings; or, without any, say in which other roles people would meet the standard.

    Args:
        company: the canonical tables.
        openings: what is open; None to look at roles as they are.
        people: whom to look at, by id. By default, over openings everybody who is measured; without openings everybody
            with a sustained gap of their own.
        as_of: the day to look at; by default the day the measurements run to.
        policy: the rules' figures, which say what a gap is; the default policy where none is given.
        progress: is told of each step as a short phrase.

    Returns:
        Proposals with what they rest on.

    Raises:
        UsageError: somebody asked about is not in the company, or nothing had been measured by `as_of`.
    """
    _refuse_strangers(company, people)
    progress("reading the company")
    panel = read_panel(company)
    day = as_of or measured_until(panel)
    progress("asking whose performance is")
    learned = learn(company, attribute(company, CHAIN, as_of=day))
    if openings is not None:
        progress("placing people over openings")
        return _over_openings(company, learned, people, openings)
    if people is None:
        settings = gap_settings(policy or default_policy())
        gaps = find_gaps(panel, collect(company["units"]), day, settings, lambda name: progress(f"judging {name}"))
        lasting = gaps.open.filter(pl.col("sustained_on").is_not_null(), pl.col("person_id").is_not_null())
        people = lasting["person_id"].unique().sort().to_list()
    progress("looking at other roles")
    return _in_other_roles(company, learned, people)


def _refuse_strangers(company: Company, people: Sequence[str] | None) -> None:
    known = set(collect(company["people"].select("person_id"))["person_id"])
    strangers = sorted(set(people or ()) - known)
    if strangers:
        raise UsageError(f"Nobody in people has the id {', '.join(strangers)}. Expected ids that stand there.")


def _over_openings(
    company: Company, learned: Learned, people: Sequence[str] | None, openings: Sequence[Opening]
) -> Placing:
    places = learned.attribution.places
    candidates = places.filter("current")["person_id"].to_list() if people is None else people
    found = place(company, learned, candidates, openings)
    names = _names(company)
    return Placing(
        as_of=found.as_of,
        proposals=_proposals(learned, found.proposals, found.fit, names),
        others=found.others,
        unfilled=found.unfilled,
        nowhere=(),
        carry=learned.carry.table(),
        names=names,
        caveats=caveats_of(learned, candidates, sorted({each.role_id for each in openings}), names),
    )


def _in_other_roles(company: Company, learned: Learned, people: Sequence[str]) -> Placing:
    """For each of some people, the roles other than theirs in which they are expected to meet the standard."""
    own = dict(learned.attribution.people.select("person_id", "role_id").iter_rows())
    roles = sorted(learned.levels)
    asked = [Place(person, role) for person in sorted(set(people)) for role in roles if role != own.get(person)]
    compared = compare(learned, asked).filter(pl.col("expected") >= pl.col("standard"))
    fitted = fit(company, sorted(set(compared["person_id"])), roles, as_of=learned.attribution.as_of)
    names = _names(company)
    return Placing(
        as_of=learned.attribution.as_of,
        proposals=_proposals(learned, compared.sort("person_id", "role_id"), fitted, names),
        others={},
        unfilled=(),
        nowhere=tuple(sorted(set(people) - set(compared["person_id"]))),
        carry=learned.carry.table(),
        names=names,
        caveats=caveats_of(learned, people, [], names),
    )


def _names(company: Company) -> dict[str, str]:
    tables = (("people", "person_id", "name"), ("roles", "role_id", "title"), ("units", "unit_id", "name"))
    return {
        key: name
        for table, key_of, of in tables
        for key, name in collect(company[table].select(key_of, of)).iter_rows()
    }


def _proposals(
    learned: Learned, compared: pl.DataFrame, fitted: pl.DataFrame, names: dict[str, str]
) -> tuple[Proposal, ...]:
    items: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in fitted.iter_rows(named=True):
        items.setdefault((item["person_id"], item["role_id"]), []).append(item)
    found = []
    for facts in compared.iter_rows(named=True):
        asked = items.get((facts["person_id"], facts["role_id"]), [])
        conditions = conditions_of(learned, facts, asked, names)
        found.append(Proposal(facts.get("opening_id"), facts, asked, conditions))
    return tuple(found)


def placing_as_json(found: Placing) -> dict[str, Any]:
    """Turn what was found into the object that `answerable place --format json` prints.

    Args:
        found: where people would attain more.

    Returns:
        Plain lists, dicts, numbers and strings; dates are ISO, ids are those of the input.
    """
    return {
        "as_of": found.as_of.isoformat(),
        "proposals": [_as_json(proposal) for proposal in found.proposals],
        "others": {opening: list(people) for opening, people in found.others.items()},
        "unfilled": list(found.unfilled),
        "nowhere": list(found.nowhere),
        "carry": [{name: _value(row[name]) for name in CARRY_SCHEMA} for row in found.carry.iter_rows(named=True)],
        "caveats": list(found.caveats),
    }


def _as_json(proposal: Proposal) -> dict[str, Any]:
    facts = {name: _value(value) for name, value in proposal.facts.items()}
    ids, level = ("role_id", "manager_id", "unit_id"), ("expected", "low", "high")
    carried = {"from_role_id": facts["from_role_id"], "estimate": facts["carry"]}
    carried |= {"low": facts["carry_low"], "high": facts["carry_high"], "based_on": facts["based_on"]}
    return {
        "opening_id": proposal.opening_id,
        "person_id": facts["person_id"],
        **{name: facts[name] for name in (*ids, *level, "standard", "meets")},
        "here": {name: facts[f"here_{name}"] for name in (*ids, *level)},
        "difference": {
            "estimate": facts["difference"],
            "low": facts["difference_low"],
            "high": facts["difference_high"],
            "better": facts["better"],
        },
        "told": facts["told"],
        "carry": None if facts["carry"] is None else carried,
        "results": facts["results"],
        "fit": {state: proposal.count(state) for state in (MET, SHORT, UNKNOWN)},
        "items": [
            {name: _value(value) for name, value in item.items() if name not in {"person_id", "role_id"}}
            for item in proposal.items
        ],
        "would_have_to_be_true": list(proposal.conditions),
    }


def _value(value: object) -> object:
    if isinstance(value, float):
        return rounded(value)
    return value.isoformat() if isinstance(value, date) else value
