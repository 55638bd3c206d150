"""A lever says enough to act on, and is kept by those who lead or look after people."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.panel.schema import CAUSES, FACETS
from answerable.rules.levers import (
    COST_PER,
    EXPECTATION_KINDS,
    KINDS,
    Keeper,
    LeverText,
    complete,
    may_retire,
    may_write,
)

GOOD = LeverText(
    kind="coaching",
    name="Call coaching",
    causes=("skill",),
    facets=("skill",),
    expectation_kinds=("result",),
    summary="Two calls a week, heard together.",
    steps="Choose a skill.\n\n  Hear two calls. \n",
    days=42,
    cost=Decimal(1200),
    currency="EUR",
    cost_per="person",
)


def test_a_lever_that_says_what_it_is_for_and_what_to_do_is_complete():
    verdict = complete(GOOD)

    assert (verdict.allowed, verdict.reasons) == (True, ())


def test_its_steps_are_its_lines_without_blanks():
    assert GOOD.paragraphs == ("Choose a skill.", "Hear two calls.")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "role_change"}, "Choose what kind of lever it is."),
        ({"name": " "}, "Give it a name."),
        ({"name": "x" * 121}, "Expected a name of at most 120 characters."),
        ({"causes": ()}, "Say which causes it is for: at least one."),
        ({"causes": ("laziness",)}, "Choose causes and facets from the lists."),
        ({"facets": ("charm",)}, "Choose causes and facets from the lists."),
        ({"expectation_kinds": ("mood",)}, "Choose causes and facets from the lists."),
        ({"summary": "\n"}, "Say in two or three sentences what it is."),
        ({"summary": "x" * 601}, "Expected a summary of at most 600 characters."),
        ({"steps": " \n "}, "Write down the steps: what does a leader do first?"),
        ({"steps": "x" * 20_001}, "Expected steps of at most 20000 characters in all."),
        ({"days": 0}, "Expected 1 to 730 days, or none where that is open."),
        ({"days": 731}, "Expected 1 to 730 days, or none where that is open."),
        ({"cost": Decimal(-1)}, "Expected a cost from 0 on, or none."),
        ({"cost": Decimal(10_000_001)}, "Expected a cost from 0 on, or none."),
        ({"currency": "euro"}, "Expected a currency of three capital letters, such as EUR."),
        ({"cost_per": "month"}, "Say whether the cost is for each person or for each start."),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, Any], sentence: str):
    verdict = complete(replace(GOOD, **changed))

    assert (verdict.allowed, verdict.reasons) == (False, (sentence,))


def test_everything_that_is_missing_is_named_at_once():
    assert complete(LeverText("", "", (), "", "")).reasons == (
        "Choose what kind of lever it is.",
        "Give it a name.",
        "Say which causes it is for: at least one.",
        "Say in two or three sentences what it is.",
        "Write down the steps: what does a leader do first?",
    )


def test_without_a_cost_no_currency_is_asked_for_and_the_days_may_be_open():
    assert complete(replace(GOOD, cost=None, currency="", cost_per="", days=None)).allowed


def _some(keys: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(keys), min_size=least, unique=True).map(tuple)


@given(
    st.builds(
        LeverText,
        kind=st.sampled_from(KINDS),
        name=st.text("abc", min_size=1, max_size=120),
        causes=_some(CAUSES, 1),
        facets=_some(FACETS),
        expectation_kinds=_some(EXPECTATION_KINDS),
        summary=st.text("abc", min_size=1, max_size=600),
        steps=st.text("abc", min_size=1, max_size=300),
        days=st.none() | st.integers(1, 730),
        cost=st.none() | st.decimals(0, 10_000_000, places=2),
        currency=st.just("EUR"),
        cost_per=st.sampled_from(COST_PER),
    )
)
def test_whatever_is_chosen_from_the_lists_and_within_bounds_is_complete(text: LeverText):
    assert complete(text).allowed


@pytest.mark.parametrize(
    ("keeper", "writes"),
    [
        (Keeper(leads=True, is_partner=False), True),
        (Keeper(leads=False, is_partner=True), True),
        (Keeper(leads=False, is_partner=False), False),
        (Keeper(leads=False, is_partner=False, is_owner=True, has_owner=True), False),
    ],
)
def test_leaders_and_people_partners_write(keeper: Keeper, *, writes: bool):
    verdict = may_write(keeper)

    assert verdict.allowed is writes
    assert verdict.reasons == (() if writes else ("Leaders and people partners keep the library.",))


NOT_THEIRS = ("Only whoever owns this lever, the leaders above them and people partners retire it.",)
NOBODY_S = ("Nobody owns this lever. Name an owner first, or ask a people partner to retire it.",)


@pytest.mark.parametrize(
    ("keeper", "reasons"),
    [
        (Keeper(leads=True, is_partner=False, is_owner=True, has_owner=True), ()),
        (Keeper(leads=True, is_partner=False, leads_owner=True, has_owner=True), ()),
        (Keeper(leads=False, is_partner=True, has_owner=True), ()),
        (Keeper(leads=False, is_partner=True), ()),
        (Keeper(leads=True, is_partner=False, has_owner=True), NOT_THEIRS),
        (Keeper(leads=True, is_partner=False), NOBODY_S),
    ],
)
def test_whoever_owns_a_lever_those_above_and_partners_retire_it(keeper: Keeper, reasons: tuple[str, ...]):
    verdict = may_retire(keeper)

    assert (verdict.allowed, verdict.reasons) == (not reasons, reasons)
