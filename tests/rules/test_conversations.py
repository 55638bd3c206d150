"""Who may do what to a conversation, what a confirmation is worth, and when the next one is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.conversations import (
    Deed,
    Talk,
    TalkState,
    confirmed,
    edited,
    may,
    may_judge,
    may_plan,
    next_day,
)

TODAY = date(2026, 1, 12)
PLANNED = Talk(TalkState.PLANNED, TODAY, "leader", "person")
HELD = replace(PLANNED, state=TalkState.HELD)
CONFIRMED = replace(HELD, state=TalkState.CONFIRMED, confirmed_by=frozenset({"leader", "person"}))
POSTPONED = replace(PLANNED, state=TalkState.POSTPONED)
CANCELLED = replace(PLANNED, state=TalkState.CANCELLED)
NOT_THEIRS = ("What became of a commitment is said by those between whom it was made.",)
ALL = (PLANNED, HELD, CONFIRMED, POSTPONED, CANCELLED)


@pytest.mark.parametrize("deed", Deed)
def test_nobody_but_the_two_may_do_anything(deed: Deed):
    for talk in ALL:
        verdict = may(deed, talk, "director", TODAY)

        assert verdict.reasons == ("Only the two who hold a conversation can do this.",)
        assert not verdict.allowed


@pytest.mark.parametrize(
    ("deed", "leader", "person"),
    [
        (Deed.POSTPONE, [PLANNED], [PLANNED]),
        (Deed.CANCEL, [PLANNED], [PLANNED]),
        (Deed.HOLD, [PLANNED], []),
        (Deed.CONFIRM, [HELD], [HELD]),
        (Deed.WRITE, [PLANNED, HELD, CONFIRMED], [PLANNED, HELD, CONFIRMED]),
        (Deed.TAKE_BACK, [HELD, CONFIRMED], []),
    ],
)
def test_each_of_the_two_may_do_what_its_state_allows(deed: Deed, leader: list[Talk], person: list[Talk]):
    assert [talk for talk in ALL if may(deed, talk, "leader", TODAY).allowed] == leader
    assert [talk for talk in ALL if may(deed, talk, "person", TODAY).allowed] == person


@pytest.mark.parametrize(
    ("deed", "talk", "by", "reason"),
    [
        (Deed.CONFIRM, PLANNED, "person", "This conversation has not been held yet."),
        (Deed.POSTPONE, HELD, "leader", "This conversation has been held."),
        (Deed.HOLD, CONFIRMED, "leader", "This conversation has been held."),
        (Deed.WRITE, POSTPONED, "leader", "This conversation was put off: go on in the one that came of it."),
        (Deed.WRITE, CANCELLED, "person", "This conversation was called off."),
        (Deed.HOLD, PLANNED, "person", "That it was held is put on record by the leader; the person confirms it."),
        (Deed.TAKE_BACK, HELD, "person", "Only the leader who put it on record can take it back."),
        (Deed.CONFIRM, CONFIRMED, "person", "You have confirmed this, and nothing has changed since."),
        (
            Deed.HOLD,
            replace(PLANNED, day=date(2026, 1, 13)),
            "leader",
            "It is planned for 13 January 2026. If you have talked already, log that instead.",
        ),
        (
            Deed.HOLD,
            replace(PLANNED, led_on_day=False),
            "leader",
            "On that day you were not in this person's line any more. Call it off instead.",
        ),
    ],
)
def test_a_refusal_says_why(deed: Deed, talk: Talk, by: str, reason: str):
    assert may(deed, talk, by, TODAY).reasons == (reason,)


def test_it_is_confirmed_once_both_have_said_so():
    once = confirmed(HELD, "person")

    assert (once.state, once.confirmed_by) == (TalkState.HELD, {"person"})
    assert confirmed(once, "leader") == CONFIRMED


def test_what_the_other_confirmed_counts_no_more_once_it_reads_otherwise():
    after = edited(CONFIRMED, "leader")

    assert (after.state, after.confirmed_by) == (TalkState.HELD, {"leader"})
    assert not may(Deed.CONFIRM, after, "leader", TODAY).allowed
    assert confirmed(after, "person") == CONFIRMED


def test_before_it_was_held_an_edit_changes_nothing():
    assert edited(PLANNED, "leader") == PLANNED


@given(st.lists(st.tuples(st.sampled_from(["confirm", "edit"]), st.sampled_from(["leader", "person"])), max_size=12))
def test_it_stands_as_confirmed_only_while_both_have_confirmed_what_it_reads(deeds: list[tuple[str, str]]):
    talk, seen = HELD, set[str]()

    for deed, by in deeds:
        talk = confirmed(talk, by) if deed == "confirm" else edited(talk, by)
        seen = seen | {by} if deed == "confirm" else seen & {by}

    assert talk.confirmed_by == seen
    assert (talk.state is TalkState.CONFIRMED) == (seen == {"leader", "person"})


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 1, 11), ("This day is over. Log the conversation, if it took place.",)),
        (TODAY, ()),
        (TODAY + timedelta(days=366), ()),
        (TODAY + timedelta(days=367), ("This is more than a year ahead. Take a nearer day.",)),
    ],
)
def test_it_is_planned_from_today_on_and_within_a_year(day: date, reason: tuple[str, ...]):
    verdict = may_plan(day, TODAY)

    assert (verdict.allowed, verdict.reasons) == (not reason, reason)


@pytest.mark.parametrize(
    ("last", "every_days", "expected"),
    [
        # Monday 12 January and 14 days: Monday 26 January.
        (TODAY, 14, date(2026, 1, 26)),
        # Saturday 24 and Sunday 25 January: the Friday before, still within the cadence.
        (date(2026, 1, 10), 14, date(2026, 1, 23)),
        (date(2026, 1, 11), 14, date(2026, 1, 23)),
        # Over already: tomorrow.
        (date(2025, 11, 3), 14, date(2026, 1, 13)),
    ],
)
def test_the_next_one_is_proposed_within_the_cadence(last: date, every_days: int, expected: date):
    assert next_day(last, every_days, TODAY) == expected


@pytest.mark.parametrize(
    ("by", "led_by", "said"),
    [
        ("leader", "leader", ()),
        ("person", "leader", ()),
        # After a change of leader: the one of then, and the one of now, with whom it travels.
        ("leader", "new-leader", ()),
        ("new-leader", "new-leader", ()),
        ("new-leader", "leader", NOT_THEIRS),
        ("director", None, NOT_THEIRS),
    ],
)
def test_what_became_of_a_commitment_is_said_by_the_two_and_by_who_leads_the_person_now(
    by: str, led_by: str | None, said: tuple[str, ...]
):
    verdict = may_judge(by, frozenset({"leader", "person"}), led_by)

    assert (verdict.allowed, verdict.reasons) == (not said, said)


@pytest.mark.parametrize("on", [date(2026, 1, 16), date(2026, 1, 17), date(2026, 1, 18)])
def test_what_is_over_on_a_friday_or_at_the_weekend_is_proposed_for_monday(on: date):
    assert next_day(date(2025, 11, 3), 14, on) == date(2026, 1, 19)


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(1, 60), st.integers(0, 90))
def test_a_proposed_day_is_a_working_day_ahead(last: date, every_days: int, later: int):
    on = last + timedelta(days=later)

    day = next_day(last, every_days, on)

    assert day > on
    assert day.weekday() < 5
