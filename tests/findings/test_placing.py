"""Where people would attain more, without a server."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from answerable.engine.placement import CARRY_SCHEMA, Opening
from answerable.engine.worlds import simulate, world
from answerable.findings.placing import Placing, placing, placing_as_json
from answerable.kernel.problems import UsageError
from answerable.panel import Company, company_from_frames

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json-output.md"


def documented(heading: str) -> set[str]:
    """The keys of the table below a heading."""
    section = PAGE.read_text(encoding="utf-8").partition(f"{heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


@pytest.fixture(scope="module")
def made() -> Company:
    """A made-up company of 90 over ten months, in which people change roles."""
    return company_from_frames(simulate(world("many_roles", 90, 10, 3)).tables)


@pytest.fixture(scope="module")
def openings() -> list[Opening]:
    return [Opening("north", "account_manager"), Opening("desk", "content_marketer"), Opening("top", "vice_president")]


@pytest.fixture(scope="module")
def over_openings(made: Company, openings: list[Opening]) -> Placing:
    return placing(made, openings)


@pytest.fixture(scope="module")
def elsewhere(made: Company) -> Placing:
    """Without openings, of everybody with a sustained gap."""
    return placing(made)


def test_each_opening_has_a_proposal_or_is_said_to_have_none(over_openings: Placing):
    proposed = [proposal.opening_id for proposal in over_openings.proposals]

    assert proposed == sorted(proposed)
    assert set(proposed) | set(over_openings.unfilled) == {"north", "desk", "top"}
    assert "top" in over_openings.unfilled
    assert over_openings.as_of == date(2024, 11, 1)
    assert over_openings.nowhere == ()


def test_what_the_role_asks_for_and_what_would_have_to_be_true_stand_beside_a_proposal(over_openings: Placing):
    for proposal in over_openings.proposals:
        assert len(proposal.items) == 5
        assert sum(proposal.count(state) for state in ("met", "short", "unknown")) == 5
        assert any(sentence == "The leader there is a typical one." for sentence in proposal.conditions)


def test_a_role_in_which_nothing_was_measured_is_told(over_openings: Placing):
    assert "Nothing was measured in the role Vice President: nobody can be proposed for it." in over_openings.caveats


def test_without_openings_it_is_of_those_with_a_sustained_gap_in_other_roles(elsewhere: Placing):
    looked_at = {proposal.facts["person_id"] for proposal in elsewhere.proposals} | set(elsewhere.nowhere)

    assert looked_at
    for proposal in elsewhere.proposals:
        assert proposal.opening_id is None
        assert proposal.facts["expected"] >= proposal.facts["standard"]
        assert proposal.facts["role_id"] != proposal.facts["here_role_id"]


def test_people_can_be_chosen_and_each_step_is_told(made: Company, elsewhere: Placing):
    told: list[str] = []
    one = next(proposal.facts["person_id"] for proposal in elsewhere.proposals)

    found = placing(made, people=[one], as_of=date(2024, 10, 1), progress=told.append)

    assert found.as_of == date(2024, 10, 1)
    assert {proposal.facts["person_id"] for proposal in found.proposals} | set(found.nowhere) == {one}
    assert told == ["reading the company", "asking whose performance is", "looking at other roles"]


def test_over_openings_only_those_chosen_are_proposed(made: Company, openings: list[Opening], over_openings: Placing):
    chosen = [proposal.facts["person_id"] for proposal in over_openings.proposals][:1]

    found = placing(made, openings, chosen)

    assert {proposal.facts["person_id"] for proposal in found.proposals} <= set(chosen)


def test_somebody_nobody_knows_is_refused(made: Company):
    with pytest.raises(UsageError, match="Nobody in people has the id zoe"):
        placing(made, people=["zoe"])


def test_programs_get_plain_values(over_openings: Placing, elsewhere: Placing):
    for found in (over_openings, elsewhere):
        shown = placing_as_json(found)
        assert json.loads(json.dumps(shown, allow_nan=False)) == shown
        assert shown["as_of"] == "2024-11-01"
        assert len(shown["carry"]) == len(found.carry)


def test_nothing_goes_along_to_speak_of_in_a_role_somebody_has_held(elsewhere: Placing):
    proposal = elsewhere.proposals[0]
    held = replace(proposal, facts=proposal.facts | {"carry": None})

    assert placing_as_json(replace(elsewhere, proposals=(held,)))["proposals"][0]["carry"] is None


def test_the_page_names_every_key_and_no_other(elsewhere: Placing):
    shown: dict[str, Any] = placing_as_json(elsewhere)
    proposal = next(each for each in shown["proposals"] if each["carry"])

    assert set(shown) == documented("## What `place` prints")
    assert set(proposal) == documented("## A proposal")
    assert set(proposal["here"]) == documented("## Where they are now")
    assert set(proposal["difference"]) == documented("## The difference")
    assert set(proposal["carry"]) == documented("## What goes along")
    assert set(proposal["fit"]) == {"met", "short", "unknown"}
    assert set(proposal["items"][0]) == documented("## What a role asks for")
    assert set(shown["carry"][0]) == set(CARRY_SCHEMA) == documented("## The carry-over between two roles")


def test_what_was_found_is_in_an_order_that_ranks_nobody(elsewhere: Placing):
    places = [(proposal.facts["person_id"], proposal.facts["role_id"]) for proposal in elsewhere.proposals]

    assert places == sorted(places)
    assert list(elsewhere.nowhere) == sorted(elsewhere.nowhere)
    assert pl.Series(elsewhere.carry["role_id"]).drop_nulls().is_sorted()
