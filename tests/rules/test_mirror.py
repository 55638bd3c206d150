"""The mirror: what counts as said, and what of people's answers may be shown, by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.chain import ReportingLine, Spell
from answerable.rules.clocks import DutyKind
from answerable.rules.mirror import (
    SIX,
    STATEMENTS,
    Typical,
    choose,
    is_whole,
    may_answer,
    may_estimate,
    next_quarter,
    quarter_of,
    typical,
    week_of,
)
from answerable.rules.policy import default_policy
from answerable.rules.seeing import FeedbackAnswer, FeedbackGroup, Viewer
from answerable.rules.verdicts import Verdict

ON = date(2026, 1, 12)
YES, NO = Verdict(allowed=True, reasons=()), Verdict(allowed=False, reasons=("No.",))
WHOLE: dict[str, int | None] = {kind.value: 3 for kind in SIX}
ALL: dict[str, int | None] = dict.fromkeys(STATEMENTS, 4)
LINE = ReportingLine([Spell("leader", None, date(2024, 1, 1), None)], {})


@pytest.mark.parametrize(
    ("day", "first", "following"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 7, 1)),
        (date(2025, 12, 31), date(2025, 10, 1), date(2026, 1, 1)),
    ],
)
def test_quarters(day: date, first: date, following: date):
    assert (quarter_of(day), next_quarter(day)) == (first, following)


@pytest.mark.parametrize(("day", "monday"), [(ON, ON), (date(2026, 1, 18), ON), (date(2026, 1, 19), date(2026, 1, 19))])
def test_weeks_begin_on_monday(day: date, monday: date):
    assert week_of(day) == monday


def test_a_self_view_with_all_six_is_whole():
    assert is_whole(WHOLE, {DutyKind.PLAN.value: "x" * 300}) == YES


def test_a_self_view_that_lacks_numbers_and_has_too_long_a_line_is_told_both():
    verdict = is_whole({**WHOLE, DutyKind.PLAN.value: None, DutyKind.REVIEW.value: 6}, {DutyKind.PLAN.value: "x" * 301})

    assert not verdict.allowed
    assert verdict.reasons == (
        "Give each of the six a number from 1 to 5: 2 have none yet.",
        "One line each, of at most 300 characters: 1 are longer.",
    )


def test_this_week_can_be_estimated_until_sunday():
    assert may_estimate((10.0, 8.0, 0.0, 20.0), ON, date(2026, 1, 18)) == YES


@pytest.mark.parametrize(
    ("hours", "week", "reason"),
    [
        (
            (1.0, 0.0, 0.0, 0.0),
            date(2026, 1, 5),
            "A week can be estimated and corrected while it lasts; this one is over.",
        ),
        ((1.0, None, 0.0, 0.0), ON, "Give hours for all four, 0 where there were none."),
        ((1.0, -1.0, 0.0, 0.0), ON, "Give hours for all four, 0 where there were none."),
        ((60.0, 41.0, 0.0, 0.0), ON, "That is 101 hours; a week of more than 100 is not meant."),
        ((0.0, 0.0, 0.0, 0.0), ON, "Give hours for at least one of the four."),
    ],
)
def test_an_estimate_is_refused_with_its_reason(hours: tuple[float | None, ...], week: date, reason: str):
    assert may_estimate(hours, week, ON) == Verdict(allowed=False, reasons=(reason,))


def test_somebody_led_who_has_not_answered_may_answer_also_that_they_cannot_say():
    assert may_answer(YES, YES, {**ALL, "plan": None}) == YES


@pytest.mark.parametrize(("led", "fresh"), [(NO, YES), (YES, NO)])
def test_whoever_is_not_led_or_has_answered_may_not(led: Verdict, fresh: Verdict):
    assert may_answer(led, fresh, ALL) == NO


def test_an_answer_lacking_statements_or_with_others_is_refused():
    lacking = {key: score for key, score in ALL.items() if key != "plan"}

    verdict = may_answer(YES, YES, {**lacking, "review": 6, "smiles": 3})

    assert verdict.reasons == ("Choose something for each; “cannot say” will do. 3 to go.",)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], Typical(None, 0, 0)),
        ([1, 2, 3, 4], Typical(None, 4, 0)),
        ([1, 9, 3, 4, 2], Typical(3.0, 5, 0)),
        # Those that wait took longer than any that does not.
        ([1, 9, 3, None, None], Typical(9.0, 5, 2)),
        ([1, None, 3, None, None], Typical(None, 5, 3)),
        ([2, 4, 6, 8, None, None], Typical(7.0, 6, 2)),
    ],
)
def test_the_typical_number_of_days(days: list[int | None], expected: Typical):
    found = typical(days)

    assert found == expected
    assert found.is_too_few is (len(days) < 5)


def answers(*numbers: int) -> frozenset[FeedbackAnswer]:
    return frozenset(FeedbackAnswer(f"a{number}", f"giver-{number}") for number in numbers)


def chosen(given_: frozenset[FeedbackAnswer], *shown: frozenset[FeedbackAnswer], who: str = "leader"):
    group = FeedbackGroup("leader", ON, None, given_, shown)
    return choose(Viewer(who), group, LINE, ON, default_policy())


def test_four_answers_are_not_shown():
    found = chosen(answers(1, 2, 3, 4))

    assert (found.answers, found.is_new) == (None, False)
    assert found.reason.startswith("Fewer than 5 people have answered")


def test_five_answers_are_shown_and_again():
    five = answers(1, 2, 3, 4, 5)

    assert chosen(five).is_new
    assert chosen(five).answers == five
    assert not chosen(five, five).is_new


def test_the_sixth_is_not_added_to_five_that_were_shown_and_four_more_are():
    five, ten = answers(1, 2, 3, 4, 5), answers(*range(1, 11))

    sixth = chosen(answers(1, 2, 3, 4, 5, 6), five)

    assert (sixth.answers, sixth.is_new) == (five, False)
    assert sixth.reason.startswith("Set against what was shown before, this would single out fewer than 5 people")
    assert (chosen(ten, five).answers, chosen(ten, five).is_new) == (ten, True)


def test_somebody_outside_is_shown_nothing_of_what_was_shown_to_others():
    five = answers(1, 2, 3, 4, 5)

    assert chosen(five, five, who="stranger").answers is None


@given(st.lists(st.sets(st.integers(1, 14)), max_size=8))
def test_whatever_comes_in_between_no_difference_of_what_was_shown_is_of_fewer_than_five(batches: list[set[int]]):
    """Answers come in batches, the leader looks after each: what they saw is set against each other."""
    there: set[int] = set()
    seen: list[frozenset[FeedbackAnswer]] = []
    for batch in batches:
        there |= batch
        found = chosen(answers(*there), *seen)
        if found.is_new and found.answers is not None:
            seen.append(found.answers)

    for one in seen:
        for other in seen:
            assert not 0 < len(one - other) < 5
