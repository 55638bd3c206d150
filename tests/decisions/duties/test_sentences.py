"""How duties speak: exact sentences."""

from datetime import date

import pytest

from answerable.decisions.duties import sentences
from answerable.decisions.duties.read import DutyShown
from answerable.rules.clocks import DutyKind

DUE = date(2026, 11, 27)


def duty(
    kind: DutyKind = DutyKind.ONE_ON_ONE,
    *,
    kept_on: date | None = None,
    lapsed_on: date | None = None,
    ended_on: date | None = None,
) -> DutyShown:
    """A duty to Ann, due on Friday 27 November 2026."""
    return DutyShown(
        number=1,
        kind=kind,
        leader_key="lee",
        leader="Lee",
        subject_key="ann",
        subject="Ann",
        is_unit=False,
        case=None,
        arises_on=date(2026, 11, 13),
        due_on=DUE,
        kept_on=kept_on,
        lapsed_on=lapsed_on,
        ended_on=ended_on,
        came_from=None,
    )


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (DutyKind.ONE_ON_ONE, "Ann needs a one-on-one with you by Friday 27 November"),
        (DutyKind.EXPECTATIONS_AGREED, "Ann needs to agree with you what is expected, by Friday 27 November"),
        (DutyKind.CONVERSATION, "Ann needs to talk with you about Bookings by Friday 27 November"),
        (DutyKind.PLAN, "Ann needs a plan for Bookings by Friday 27 November"),
        (DutyKind.REVIEW, "The plan of Ann for Bookings needs to be looked at again by Friday 27 November"),
        (DutyKind.DECISION, "Ann needs your decision on Bookings by Friday 27 November"),
        (DutyKind.LEADING_TRAINED, "Ann, new to leading, needs a training or a mentor by Friday 27 November"),
        (DutyKind.LEADER_SUPPORTED, "Ann needs to hear from you what would help them lead, by Friday 27 November"),
    ],
)
def test_what_somebody_needs_by_when(kind: DutyKind, sentence: str):
    assert sentences.needed(duty(kind), "Bookings") == sentence


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [
        (DutyKind.ONE_ON_ONE, "a one-on-one"),
        (DutyKind.EXPECTATIONS_AGREED, "an agreement on what is expected"),
        (DutyKind.CONVERSATION, "a conversation about Bookings"),
        (DutyKind.PLAN, "a plan for Bookings"),
        (DutyKind.REVIEW, "a look at the plan for Bookings"),
        (DutyKind.DECISION, "a decision on Bookings"),
        (DutyKind.LEADING_REVIEW, "a look back at how leading goes"),
    ],
)
def test_what_is_owed(kind: DutyKind, phrase: str):
    assert sentences.owed(kind, "Bookings") == phrase


@pytest.mark.parametrize("kind", list(DutyKind))
def test_every_kind_of_duty_has_its_words(kind: DutyKind):
    assert sentences.needed(duty(kind), "Bookings")
    assert sentences.owed(kind, "Bookings")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 20), "due in 7 days"),
        (date(2026, 11, 25), "due in 2 days"),
        (date(2026, 11, 26), "due tomorrow"),
        (date(2026, 11, 27), "due today"),
        (date(2026, 11, 28), "1 day over"),
        (date(2026, 11, 30), "3 days over"),
    ],
)
def test_how_a_due_day_stands(on: date, words: str):
    assert sentences.time_left(DUE, on) == words


def test_why_there_is_a_gap():
    sentence = sentences.because({"since": "2026-06-01"}, "97 %")

    assert sentence == "Below standard since June 2026; 97 % sure that it is not chance."


def test_when_two_last_talked():
    assert sentences.last_talk(date(2026, 6, 3)) == "You last talked on 3 June 2026."
    assert sentences.last_talk(None) == "No conversation is on record."


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (duty(kept_on=DUE, ended_on=DUE), "kept"),
        (duty(kept_on=date(2026, 11, 28), ended_on=date(2026, 11, 28)), "kept late"),
        (duty(kept_on=date(2026, 12, 9), lapsed_on=date(2026, 12, 5), ended_on=date(2026, 12, 9)), "kept late"),
        (duty(lapsed_on=date(2026, 12, 5)), "lapsed on 5 December 2026"),
        (duty(lapsed_on=date(2026, 12, 5), ended_on=date(2026, 12, 12)), "lapsed on 5 December 2026"),
        (duty(ended_on=date(2026, 11, 20)), "no longer owed"),
        (duty(), "3 days over"),
    ],
)
def test_how_a_duty_stands(shown: DutyShown, words: str):
    assert sentences.standing(shown, date(2026, 11, 30)) == words
