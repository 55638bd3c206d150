"""People in other roles in words: how much, how sure, on what it rests; what cannot be told is said so."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.findings.fitting import Fit, Item
from answerable.findings.prospects import Looked, ProspectShown
from answerable.web.components.prospect_card.props import Link
from answerable.web.prospect_cards import card, fit_said, reckoned_on, sentences

LOOKED = Looked(date(2026, 1, 6), date(2026, 2, 6), ())
SHOWN = ProspectShown(
    number=1,
    person=5,
    key="seller-1",
    name="Seller-1",
    role="Adviser",
    role_key="advises",
    from_role="Account Executive",
    there=(0.97, 0.86, 1.08),
    here=(0.63, 0.55, 0.71),
    difference=(0.34, 0.2, 0.48),
    is_more=True,
    is_less=False,
    standard=0.9,
    based_on=7,
    results=12,
    conditions=("The leader there is a typical one.",),
    looked=LOOKED,
)
UNKNOWN = Item("skill", "listening", 2, None, None, evidence=False, is_old=False, missing=None)
MET = Item("skill", "negotiation", 3, 3.5, date(2025, 11, 1), evidence=True, is_old=False, missing=0)
SHORT = Item("drive", "product", 4, 10 / 3, date(2024, 12, 1), evidence=False, is_old=True, missing=2 / 3)
FIT = Fit((SHORT, UNKNOWN, MET), (("drive", 0, 1, 0), ("skill", 1, 0, 1)))


def test_what_is_to_be_expected_is_said_with_where_it_lies_and_on_what_it_rests():
    assert list(sentences(SHOWN)) == [
        "As Adviser 97 % is to be expected, between 86 % and 108 %; the standard there is 90 %.",
        "As Account Executive, as now, 63 %, between 55 % and 71 %.",
        "That is 34 points more, between 20 and 48.",
        "It rests on 12 results of Seller-1, and on 7 people who held both roles before.",
    ]


def test_below_the_standard_there_is_said_to_be_so():
    first = next(iter(sentences(replace(SHOWN, there=(0.8, 0.7, 0.9)))))

    assert first == "As Adviser 80 % is to be expected, between 70 % and 90 %: below the standard there, 90 %."


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (
            replace(SHOWN, is_more=False, is_less=True, difference=(-0.3, -0.5, -0.1)),
            "That is 30 points less, between 10 and 50.",
        ),
        (
            replace(SHOWN, is_more=False, difference=(0.29, -0.07, 0.65)),
            "Whether that is more than now cannot be told: the difference lies between −7 and 65 points.",
        ),
    ],
)
def test_what_cannot_be_told_is_said_so(shown: ProspectShown, said: str):
    assert list(sentences(shown))[2] == said


@pytest.mark.parametrize(
    ("based_on", "said"),
    [
        (None, "It rests on 12 results of Seller-1, who has held that role before."),
        (0, "It rests on 12 results of Seller-1, and on nobody who has held both roles."),
        (1, "It rests on 12 results of Seller-1, and on one person who held both roles before."),
    ],
)
def test_on_how_many_who_moved_so_it_rests(based_on: int | None, said: str):
    assert list(sentences(replace(SHOWN, based_on=based_on)))[3] == said


def test_what_a_role_asks_for_is_counted_by_facet_and_what_is_not_known_is_no_shortfall():
    assert fit_said(FIT) == "Of what the role asks for: drive 1 short; skill 1 met, 1 not known."
    assert fit_said(None) == "What the role asks for is not written down."


def test_a_card_says_it_thing_by_thing():
    link = Link("/moves/", "Propose it")

    found = card("Seller-1", SHOWN, FIT, links=[link], url="/people/seller-1/", badge=Link("/moves/1/", "proposed"))

    assert (found.title, found.url, found.links) == ("Seller-1", "/people/seller-1/", (link,))
    assert found.badge == Link("/moves/1/", "proposed")
    assert found.conditions == SHOWN.conditions
    assert found.items is not None
    assert [[cell.text for cell in row] for row in found.items.rows] == [
        [
            "product (drive)",
            "4",
            "3.3, 1 December 2024, no evidence named",
            "short by 0.7, as seen a year ago or longer",
        ],
        ["listening (skill)", "2", "not assessed", "not known"],
        ["negotiation (skill)", "3", "3.5, 1 November 2025", "met"],
    ]


def test_a_card_of_somebody_of_whom_nothing_was_reckoned_says_so_and_why_where_that_is_known():
    nothing, same = (card("Seller-2", None, None, links=(), unsaid=why) for why in ("", "They hold this role now."))

    assert nothing.sentences == (
        "What is to be expected of them there was not reckoned: nothing can be said of it yet.",
    )
    assert same.sentences == ("They hold this role now.",)
    assert (nothing.items, nothing.conditions, nothing.badge) == (None, (), None)


def test_figures_are_of_a_day():
    assert reckoned_on(LOOKED) == "Reckoned on 6 January 2026, with what was known then; anew by 6 February 2026."
