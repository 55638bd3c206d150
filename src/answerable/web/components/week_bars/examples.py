"""The weeks, as the gallery shows them."""

from answerable.web.components.week_bars.props import Split, Week, WeekBars

EXAMPLES = (
    (
        "three weeks, two of them estimated",
        WeekBars(
            "Hours with people and on reports",
            (
                Week("29 December 2025", Split(people=2, reports=6)),
                Week("5 January 2026", Split(people=4, reports=3, customers=1), Split(10, 8, 4, 12)),
                Week("12 January 2026", Split(people=1.5), Split(6, 2, 1, 0)),
            ),
        ),
    ),
    ("nothing on record", WeekBars("Hours, with nothing on record", (Week("12 January 2026", Split()),))),
)
