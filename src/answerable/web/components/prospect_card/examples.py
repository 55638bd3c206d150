"""The card, as the gallery shows it."""

from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.prospect_card.props import Link, ProspectCard

_ITEMS = DataTable(
    "What the role asks for, 1 to 5",
    ("What", "The role takes", "Seen", "How it stands"),
    (
        (Cell("negotiation (skill)"), Cell("3"), Cell("not assessed"), Cell("not known")),
        (Cell("product (skill)"), Cell("3"), Cell("4, 3 March 2025"), Cell("met")),
    ),
)

EXAMPLES = (
    (
        "more can be told",
        ProspectCard(
            title="Ana Thapa",
            url="#",
            badge=None,
            sentences=(
                "As Account Manager 98 % is to be expected, between 86 % and 110 %; the standard there is 90 %.",
                "As Account Executive, as now, 74 %, between 66 % and 82 %.",
                "That is 24 points more, between 8 and 40.",
            ),
            fit="Of what the role asks for: skill: 1 met, 1 not known.",
            items=_ITEMS,
            conditions=("The leader there is a typical one.",),
            links=(Link("#", "Propose a move there"), Link("#", "Everything on Ana Thapa")),
        ),
    ),
    (
        "nothing is known but that it was asked for",
        ProspectCard(
            title="Ben Cole",
            url="",
            badge=Link("#", "asked for by the person"),
            sentences=("What is to be expected there was not reckoned.",),
            fit="What the role asks for is not written down.",
            items=None,
            conditions=(),
            links=(),
        ),
    ),
)
