"""The example of docs/explanation/answerability.md: talk, plan and reviews in time; sustained, and never decided."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.rules.chain import Chain
from answerable.rules.clocks import Support, gap_duties
from answerable.rules.escalation import Answer, OpenGap, answerable
from answerable.rules.policy import default_policy

OPENED = date(2026, 5, 1)
CHAIN = Chain(("ann", "bo", "dee", "eli"), ())
NAMES = {"ann": "Ann Lee", "bo": "Bo Chen", "dee": "Dee Okoro", "eli": "Eli Moreau"}
WEDNESDAYS = tuple(date(2026, 6, 3) + timedelta(weeks=2 * turn) for turn in range(12))
EXAMPLE = Support((date(2026, 5, 6), *WEDNESDAYS), (date(2026, 5, 20),), ())


def in_the_example(on: date, periods: int) -> Answer:
    lasting = OpenGap(
        OPENED,
        periods,
        "month",
        date(2026, 7, 1),
        (date(2026, 10, 1),),
        gap_duties(OPENED, EXAMPLE, on, default_policy()),
        consistent=False,
    )
    return answerable(lasting, CHAIN, on, NAMES)


@pytest.mark.parametrize(
    ("on", "periods", "leader", "beside"),
    [
        (date(2026, 6, 30), 2, "ann", ()),
        (date(2026, 7, 1), 3, "bo", ("ann",)),
        (date(2026, 8, 6), 4, "bo", ("ann",)),
        (date(2026, 8, 7), 4, "bo", ()),
        (date(2026, 9, 30), 5, "bo", ()),
        (date(2026, 10, 1), 6, "dee", ("bo",)),
    ],
)
def test_the_example_on_the_page_agrees_to_the_day(*, on: date, periods: int, leader: str, beside: tuple[str, ...]):
    answer = in_the_example(on, periods)

    assert (answer.leader_id, answer.beside) == (leader, beside)


def test_the_page_gives_the_reasons_of_the_example_word_for_word():
    page = Path(__file__).parents[2] / "docs/explanation/answerability.md"
    told = " ".join(page.read_text(encoding="utf-8").split())

    reasons = in_the_example(date(2026, 10, 1), 6).reasons

    assert len(reasons) == 4
    assert [reason for reason in reasons if f"- {reason}" not in told] == []
