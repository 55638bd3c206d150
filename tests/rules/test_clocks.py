from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.clocks import (
    Decided,
    Duty,
    DutyKind,
    DutyState,
    Support,
    clock_start,
    expectations_duty,
    gap_duties,
    has_lapsed,
    one_on_one_duties,
    state,
)
from answerable.rules.policy import default_policy

POLICY = default_policy()
OPENED = date(2026, 5, 25)
DUE = date(2026, 6, 1)
LAST_GRACE = date(2026, 6, 8)
LAPSES = date(2026, 6, 9)
NOTHING = Support((), (), ())
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def conversation(kept_on: date | None, *, recorded: bool = True) -> Duty:
    return Duty(DutyKind.CONVERSATION, OPENED, DUE, LAPSES, kept_on, recorded)


def dates(duty: Duty) -> tuple[DutyKind, date, date, date, date | None]:
    return duty.kind, duty.arises_on, duty.due_on, duty.lapses_on, duty.kept_on


@pytest.mark.parametrize(
    ("on", "expected", "lapsed"),
    [
        (OPENED, DutyState.OPEN, False),
        (DUE, DutyState.OPEN, False),
        (date(2026, 6, 2), DutyState.OVERDUE, False),
        (LAST_GRACE, DutyState.OVERDUE, False),
        (LAPSES, DutyState.LAPSED, True),
        (date(2027, 1, 1), DutyState.LAPSED, True),
    ],
)
def test_a_duty_not_done_is_open_to_its_due_day_overdue_through_its_grace_and_lapsed_after(
    on: date, expected: DutyState, *, lapsed: bool
):
    duty = conversation(kept_on=None)

    assert state(duty, on) is expected
    assert has_lapsed(duty, on) is lapsed


@pytest.mark.parametrize(
    ("kept_on", "expected", "lapsed"),
    [
        (DUE, DutyState.KEPT, False),
        (date(2026, 6, 2), DutyState.LATE, False),
        (LAST_GRACE, DutyState.LATE, False),
        (LAPSES, DutyState.LATE, True),
        (date(2026, 7, 1), DutyState.LATE, True),
    ],
)
def test_a_duty_done_after_its_due_day_is_late_and_a_lapse_stays_a_fact(
    kept_on: date, expected: DutyState, *, lapsed: bool
):
    duty = conversation(kept_on)

    assert state(duty, date(2026, 8, 1)) is expected
    assert has_lapsed(duty, date(2026, 8, 1)) is lapsed


def test_what_was_done_later_is_not_known_on_the_day_looked_at():
    duty = conversation(kept_on=date(2026, 6, 5))

    assert state(duty, date(2026, 6, 4)) is DutyState.OVERDUE
    assert state(duty, date(2026, 6, 5)) is DutyState.LATE


def test_a_duty_without_a_record_counts_for_nobody_and_against_nobody():
    duty = conversation(kept_on=None, recorded=False)

    assert state(duty, date(2027, 1, 1)) is DutyState.NOT_RECORDED
    assert not has_lapsed(duty, date(2027, 1, 1))


@given(kept_after=st.integers(0, 7), looked_after=st.integers(0, 400))
def test_a_duty_done_by_its_due_day_never_lapses(kept_after: int, looked_after: int):
    duty = conversation(kept_on=OPENED + timedelta(days=kept_after))

    assert not has_lapsed(duty, OPENED + timedelta(days=looked_after))


@given(kept_on=st.none() | DAYS, on=DAYS, later_days=st.integers(0, 400))
def test_what_has_lapsed_stays_lapsed(kept_on: date | None, on: date, later_days: int):
    duty = conversation(kept_on)

    assert has_lapsed(duty, on) <= has_lapsed(duty, on + timedelta(days=later_days))


def test_a_new_leader_gets_the_full_time_and_an_old_gap_starts_no_earlier_than_it_opened():
    assert clock_start(OPENED, date(2026, 7, 1)) == date(2026, 7, 1)
    assert clock_start(OPENED, date(2025, 1, 1)) == OPENED


def test_expectations_are_due_a_fortnight_after_the_start():
    duty = expectations_duty(date(2026, 3, 2), date(2026, 3, 10), POLICY)

    assert dates(duty) == (
        DutyKind.EXPECTATIONS_AGREED,
        date(2026, 3, 2),
        date(2026, 3, 16),
        date(2026, 3, 24),
        date(2026, 3, 10),
    )
    assert state(duty, date(2026, 4, 1)) is DutyState.KEPT


def test_expectations_never_agreed_lapse():
    assert state(expectations_duty(date(2026, 3, 2), None, POLICY), date(2026, 3, 24)) is DutyState.LAPSED


def test_a_gap_asks_for_a_conversation_a_plan_and_a_decision_from_the_day_its_clock_starts():
    duties = gap_duties(OPENED, NOTHING, date(2026, 5, 25), POLICY)

    assert [dates(duty) for duty in duties] == [
        (DutyKind.CONVERSATION, OPENED, date(2026, 6, 1), date(2026, 6, 9), None),
        (DutyKind.PLAN, OPENED, date(2026, 6, 15), date(2026, 6, 23), None),
        (DutyKind.DECISION, OPENED, date(2026, 8, 23), date(2026, 8, 31), None),
    ]
    assert all(duty.recorded for duty in duties)


def test_the_first_conversation_plan_and_decision_keep_their_duties():
    given_support = Support(
        (date(2026, 5, 28), date(2026, 6, 20)),
        (date(2026, 6, 10), date(2026, 7, 1)),
        (date(2026, 8, 20), date(2026, 8, 30)),
    )

    duties = gap_duties(OPENED, given_support, date(2026, 6, 9), POLICY)

    assert [duty.kept_on for duty in duties] == [date(2026, 5, 28), date(2026, 6, 10), date(2026, 8, 20)]


def test_a_plan_asks_for_a_review_a_fortnight_after_it_and_after_each_review_held_or_missed():
    talks = (date(2026, 5, 28), date(2026, 6, 22), date(2026, 7, 28))
    given_support = Support(talks, (date(2026, 6, 10),), ())

    reviews = gap_duties(OPENED, given_support, date(2026, 8, 1), POLICY)[3:]

    assert [dates(review) for review in reviews] == [
        (DutyKind.REVIEW, date(2026, 6, 10), date(2026, 6, 24), date(2026, 7, 2), date(2026, 6, 22)),
        (DutyKind.REVIEW, date(2026, 6, 22), date(2026, 7, 6), date(2026, 7, 14), None),
        (DutyKind.REVIEW, date(2026, 7, 6), date(2026, 7, 20), date(2026, 7, 28), date(2026, 7, 28)),
        (DutyKind.REVIEW, date(2026, 7, 28), date(2026, 8, 11), date(2026, 8, 19), None),
    ]


def test_the_first_review_arises_on_the_day_of_the_plan_and_not_before():
    given_support = Support((), (date(2026, 6, 10),), ())

    assert len(gap_duties(OPENED, given_support, date(2026, 6, 9), POLICY)) == 3
    assert len(gap_duties(OPENED, given_support, date(2026, 6, 10), POLICY)) == 4


def test_a_gap_without_records_asks_for_duties_that_nobody_can_judge():
    duties = gap_duties(OPENED, Support(None, None, None), date(2027, 1, 1), POLICY)

    assert [(duty.kind, duty.recorded) for duty in duties] == [
        (DutyKind.CONVERSATION, False),
        (DutyKind.PLAN, False),
        (DutyKind.DECISION, False),
    ]


def test_a_plan_without_a_record_of_conversations_has_one_review_that_nobody_can_judge():
    given_support = Support(None, (date(2026, 6, 10),), ())

    reviews = gap_duties(OPENED, given_support, date(2027, 1, 1), POLICY)[3:]

    assert [(duty.kind, duty.due_on, duty.recorded) for duty in reviews] == [
        (DutyKind.REVIEW, date(2026, 6, 24), False)
    ]


def test_a_one_on_one_is_owed_a_fortnight_after_the_last_one_held():
    held = (date(2026, 3, 12), date(2026, 3, 24))

    duties = one_on_one_duties(date(2026, 3, 2), date(2026, 3, 31), held, POLICY)

    assert [dates(duty) for duty in duties] == [
        (DutyKind.ONE_ON_ONE, date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 24), date(2026, 3, 12)),
        (DutyKind.ONE_ON_ONE, date(2026, 3, 12), date(2026, 3, 26), date(2026, 4, 3), date(2026, 3, 24)),
        (DutyKind.ONE_ON_ONE, date(2026, 3, 24), date(2026, 4, 7), date(2026, 4, 15), None),
    ]


def test_a_missed_one_on_one_is_followed_by_one_a_fortnight_after_its_due_day():
    # Due 16 March and never held; the next, due 30 March, is held late on the last day that can still be it.
    duties = one_on_one_duties(date(2026, 3, 2), date(2026, 4, 10), (date(2026, 4, 13),), POLICY)

    assert [(duty.due_on, duty.kept_on) for duty in duties] == [
        (date(2026, 3, 16), None),
        (date(2026, 3, 30), date(2026, 4, 13)),
    ]


def test_one_on_ones_without_a_record_are_one_duty_that_nobody_can_judge():
    duties = one_on_one_duties(date(2026, 3, 2), date(2027, 3, 2), None, POLICY)

    assert [(duty.due_on, duty.recorded) for duty in duties] == [(date(2026, 3, 16), False)]


@given(
    starts_on=DAYS,
    days=st.integers(0, 400),
    gaps=st.lists(st.integers(1, 60), max_size=20),
)
def test_every_talk_keeps_at_most_one_duty_and_duties_come_in_order(starts_on: date, days: int, gaps: list[int]):
    held = tuple(starts_on + timedelta(days=sum(gaps[: place + 1])) for place in range(len(gaps)))

    duties = one_on_one_duties(starts_on, starts_on + timedelta(days=days), held, POLICY)

    kept = [duty.kept_on for duty in duties if duty.kept_on is not None]
    assert len(set(kept)) == len(kept)
    assert set(kept) <= set(held)
    assert all(earlier.due_on < later.due_on for earlier, later in pairwise(duties))
    assert all(duty.due_on - duty.arises_on == timedelta(days=14) for duty in duties)
    assert all(duty.arises_on <= starts_on + timedelta(days=days) for duty in duties)


@given(starts_on=DAYS, days=st.integers(0, 400), rhythm_days=st.integers(1, 14))
def test_whoever_talks_every_fortnight_is_never_late(starts_on: date, days: int, rhythm_days: int):
    held = tuple(starts_on + timedelta(days=rhythm_days * turn) for turn in range(1, 450))

    duties = one_on_one_duties(starts_on, starts_on + timedelta(days=days), held, POLICY)

    assert {state(duty, date(2035, 1, 1)) for duty in duties} == {DutyState.KEPT}


# The decision on the gap that opened on 25 May 2026 is due on 23 August and lapses on the 31st.
MORE_TIME = Decided(date(2026, 8, 20), date(2026, 9, 30))


def decisions(*decided: Decided, measures: tuple[date, ...] | None = (), until: date = date(2027, 1, 1)) -> list[Duty]:
    duties = gap_duties(OPENED, Support((), (), measures), until, POLICY, decided)
    return [duty for duty in duties if duty.kind is DutyKind.DECISION]


def test_more_time_keeps_the_decision_on_the_day_it_is_given_and_asks_for_one_again():
    first, again = decisions(MORE_TIME)

    assert dates(first) == (
        DutyKind.DECISION,
        OPENED,
        date(2026, 8, 23),
        date(2026, 8, 31),
        date(2026, 8, 20),
    )
    assert dates(again) == (DutyKind.DECISION, date(2026, 8, 20), date(2026, 9, 30), date(2026, 10, 8), None)
    assert not has_lapsed(first, date(2027, 1, 1))


def test_more_time_given_after_the_lapse_leaves_the_lapse_a_fact():
    first, again = decisions(Decided(date(2026, 9, 5), date(2026, 10, 31)))

    assert state(first, date(2026, 9, 5)) is DutyState.LATE
    assert has_lapsed(first, date(2026, 9, 5))
    assert (again.arises_on, again.due_on) == (date(2026, 9, 5), date(2026, 10, 31))


def test_more_time_can_be_given_again_and_a_decision_ends_it():
    once_more = Decided(date(2026, 9, 28), date(2026, 11, 15))

    kept_on = [duty.kept_on for duty in decisions(MORE_TIME, once_more, Decided(date(2026, 11, 2), None))]

    assert kept_on == [date(2026, 8, 20), date(2026, 9, 28), date(2026, 11, 2)]


def test_a_measure_taken_first_is_the_decision_and_one_on_the_day_of_more_time_answers_what_it_asks_again():
    before = decisions(MORE_TIME, measures=(date(2026, 7, 1),))
    same_day = decisions(MORE_TIME, measures=(date(2026, 8, 20),))

    assert [duty.kept_on for duty in before] == [date(2026, 7, 1)]
    assert [duty.kept_on for duty in same_day] == [date(2026, 8, 20), date(2026, 8, 20)]


def test_what_was_decided_before_the_clock_started_or_after_the_day_looked_at_counts_for_nothing():
    early, late = Decided(date(2026, 5, 24), date(2026, 12, 1)), Decided(date(2026, 9, 1), date(2026, 12, 1))

    assert [duty.kept_on for duty in decisions(early)] == [None]
    assert [duty.kept_on for duty in decisions(late, until=date(2026, 8, 31))] == [None]


def test_more_time_is_on_record_even_where_no_record_of_measures_is_kept():
    assert [duty.recorded for duty in decisions(measures=None)] == [False]
    assert [duty.recorded for duty in decisions(MORE_TIME, measures=None)] == [True, True]


@given(given_after=st.integers(0, 200), more_days=st.integers(1, 180), looked_after=st.integers(0, 500))
def test_more_time_never_undoes_a_lapse(given_after: int, more_days: int, looked_after: int):
    given_on = OPENED + timedelta(days=given_after)
    on = given_on + timedelta(days=looked_after)
    more = decisions(Decided(given_on, given_on + timedelta(days=more_days)), until=on)
    lapsed_then = [duty for duty in decisions(until=given_on) if has_lapsed(duty, given_on)]

    assert sum(has_lapsed(duty, on) for duty in more) >= len(lapsed_then)
