import io
from datetime import date
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from answerable.cli.placing_table import MOST, print_placing
from answerable.engine.placement import CARRY_SCHEMA
from answerable.findings.placing import Placing, Proposal

NAMES = {"ann": "Ann [A.]", "bob": "Bob", "carl": "Carl", "sells": "Seller", "helps": "Helper"}
FACTS: dict[str, Any] = {
    "person_id": "ann",
    "role_id": "helps",
    "here_role_id": "sells",
    "expected": 1.04,
    "low": 0.9,
    "high": 1.18,
    "here_expected": 0.85,
    "here_low": 0.75,
    "here_high": 0.95,
    "difference": 0.19,
    "difference_low": 0.05,
    "difference_high": 0.33,
    "better": 0.97,
    "told": "better",
}


def proposal(opening: str | None = "o1", **changed: object) -> Proposal:
    items = [{"state": "met"}, {"state": "unknown"}, {"state": "unknown"}]
    return Proposal(opening, FACTS | changed, items, ("The leader there is a typical one.",))


def printed(*proposals: Proposal, **changed: object) -> str:
    usual: dict[str, Any] = {"others": {}, "unfilled": (), "nowhere": (), "caveats": ()}
    carry = pl.DataFrame(schema=CARRY_SCHEMA)
    page = io.StringIO()
    found = Placing(as_of=date(2025, 4, 1), proposals=proposals, carry=carry, names=NAMES, **(usual | changed))
    print_placing(found, Console(file=page, width=160))
    return page.getvalue()


def test_a_proposal_says_there_here_the_difference_and_what_would_have_to_be_true():
    page = printed(proposal())

    assert "o1: Ann [A.] as Helper" in page
    assert (
        "There 104 % is to be expected, between 90 % and 118 %; as Seller, 85 % is to be expected, between 75 %" in page
    )
    assert "That is more: +19 points, between +5 and +33; 97 % sure." in page
    assert "Of what the role asks for, 1 met, 0 short, 2 not yet known." in page
    assert "  · The leader there is a typical one." in page


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("cannot tell", "Whether that is more cannot be told: +19 points, between +5 and +33."),
        ("worse", "That is less: +19 points, between +5 and +33; 3 % sure."),
    ],
)
def test_what_cannot_be_told_is_not_said_to_be_more(told: str, line: str):
    assert line in printed(proposal(told=told))


def test_without_an_opening_it_is_the_person_and_the_role_alone():
    assert "\nAnn [A.] as Helper\n" in printed(proposal(None))


def test_others_are_named_in_order_of_name():
    page = printed(proposal(), others={"o1": ("carl", "bob")})

    assert "Also told to attain more there than where they are: Bob and Carl." in page


def test_what_was_not_found_is_told():
    page = printed(unfilled=("o2", "o3"), nowhere=("carl", "bob"), caveats=("Nobody has changed roles.",))

    assert "Nobody is expected to do better elsewhere." in page
    assert "No proposal for o2 and o3." in page
    assert "No other role found for Bob and Carl." in page
    assert "Note: Nobody has changed roles." in page


def test_a_long_list_is_cut_and_counted():
    page = printed(*[proposal(f"o{at:02d}") for at in range(MOST + 3)])

    assert f"o{MOST - 1}: Ann" in page
    assert f"o{MOST}: Ann" not in page
    assert "... and 3 more: --format json has all." in page
