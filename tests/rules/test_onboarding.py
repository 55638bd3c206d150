"""The first 90 days of leading: what is owed by when, and what follows from a lapse."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.clocks import DutyKind
from answerable.rules.onboarding import (
    FIRST_DAYS,
    OVER_ON_DAY,
    Beginner,
    Key,
    OwedToLeader,
    is_beginner,
    owed_to_beginner,
    steps,
)
from answerable.rules.policy import default_policy

POLICY = default_policy()
BEGAN = date(2025, 12, 1)
LONG_AGO = date(2024, 1, 1)
ABOVE = ("director", "vice", "chief")
AGREED, INTRODUCED = DutyKind.LEADING_AGREED, DutyKind.PEOPLE_INTRODUCED
TRAINED, REVIEW, SUPPORTED = DutyKind.LEADING_TRAINED, DutyKind.LEADING_REVIEW, DutyKind.LEADER_SUPPORTED


def beginner(
    kept: dict[Key, date] | None = None, *, above: tuple[str, ...] = ABOVE, led_since: date = LONG_AGO
) -> Beginner:
    return Beginner("new", BEGAN, led_since, above, kept or {})


def owed(on: date, kept: dict[Key, date] | None = None, **more: tuple[str, ...]) -> tuple[OwedToLeader, ...]:
    return owed_to_beginner(beginner(kept, **more), {}, on, POLICY)


def by(leader: str, found: tuple[OwedToLeader, ...]) -> list[tuple[DutyKind, date, date, str | None, bool]]:
    """What a leader owes: kind, first day, due day, who let it lapse, and whether it stays theirs."""
    return [
        (one.duty.kind, one.duty.arises_on, one.duty.due_on, one.came_from, one.stays)
        for one in found
        if one.leader_id == leader
    ]


def test_on_the_first_day_four_duties_arise():
    found = [(duty.kind, duty.due_on, duty.lapses_on) for duty in steps(beginner(), BEGAN, POLICY)]

    # Due on the 7th, 14th and twice on the 30th day; lapsed after seven days of grace.
    assert found == [
        (AGREED, date(2025, 12, 8), date(2025, 12, 16)),
        (INTRODUCED, date(2025, 12, 15), date(2025, 12, 23)),
        (TRAINED, date(2025, 12, 31), date(2026, 1, 8)),
        (REVIEW, date(2025, 12, 31), date(2026, 1, 8)),
    ]


@pytest.mark.parametrize(("day", "looks"), [(29, 1), (30, 2), (59, 2), (60, 3), (119, 3)])
def test_a_look_back_arises_once_the_one_before_it_is_due(day: int, looks: int):
    found = [duty for duty in steps(beginner(), BEGAN + timedelta(days=day), POLICY) if duty.kind is REVIEW]

    days = [(0, 30), (30, 60), (60, 90)][:looks]
    assert [((one.arises_on - BEGAN).days, (one.due_on - BEGAN).days) for one in found] == days


def test_nothing_lapsed_is_owed_by_the_direct_leader_alone():
    found = owed(date(2025, 12, 15))

    assert {one.leader_id for one in found} == {"director"}
    assert all(one.stays and one.subject_id == "new" for one in found)


def test_the_first_lapse_opens_support_for_the_leader_and_the_duty_stays():
    found = owed(date(2025, 12, 16))

    assert by("director", found)[0] == (AGREED, BEGAN, date(2025, 12, 8), None, True)
    assert by("vice", found) == [(SUPPORTED, date(2025, 12, 16), date(2025, 12, 23), None, True)]
    assert [one.subject_id for one in found if one.leader_id == "vice"] == ["director"]


def test_every_further_lapse_falls_to_the_next_leader():
    found = owed(date(2025, 12, 23))

    assert by("director", found)[:2] == [
        (AGREED, BEGAN, date(2025, 12, 8), None, True),
        (INTRODUCED, BEGAN, date(2025, 12, 15), None, False),
    ]
    assert by("vice", found)[1:] == [(INTRODUCED, date(2025, 12, 23), date(2025, 12, 30), "director", True)]


def test_it_climbs_to_the_top_and_stays_there():
    found = owed(date(2026, 3, 1))

    # Training and the first look back lapsed with the director on 8 January, with the vice president on the 23rd; what
    # the vice president let lapse first, the introduction, opens support for them.
    assert by("chief", found) == [
        (SUPPORTED, date(2026, 1, 7), date(2026, 1, 14), None, True),
        (TRAINED, date(2026, 1, 23), date(2026, 1, 30), "vice", True),
        (REVIEW, date(2026, 1, 23), date(2026, 1, 30), "vice", True),
        (REVIEW, date(2026, 2, 22), date(2026, 3, 1), "vice", True),
    ]


def test_with_nobody_above_nothing_is_owed():
    assert owed(date(2026, 1, 12), above=()) == ()


def test_with_one_leader_above_everything_stays_with_them():
    found = owed(date(2026, 3, 1), above=("chief",))

    assert {one.leader_id for one in found} == {"chief"}
    assert all(one.stays for one in found)


def test_what_is_kept_in_time_never_lapses():
    kept = {("director", AGREED, BEGAN): date(2025, 12, 5), ("director", INTRODUCED, BEGAN): date(2025, 12, 15)}

    found = owed(date(2025, 12, 30), kept)

    assert {one.leader_id for one in found} == {"director"}
    assert [(one.duty.kind, one.stays) for one in found[:2]] == [(AGREED, False), (INTRODUCED, False)]


def test_what_is_kept_late_opened_support_and_goes_to_nobody():
    kept = {("director", AGREED, BEGAN): date(2025, 12, 20), ("director", INTRODUCED, BEGAN): date(2025, 12, 28)}

    found = owed(date(2025, 12, 30), kept)

    assert by("vice", found) == [(SUPPORTED, date(2025, 12, 16), date(2025, 12, 23), None, True)]


def test_what_the_next_leader_keeps_is_kept_and_what_opened_support_stays_the_same():
    kept = {("vice", INTRODUCED, date(2025, 12, 23)): date(2025, 12, 27)}

    found = owed(date(2026, 1, 7), kept)

    passed = [one for one in found if one.leader_id == "vice" and one.duty.kind is INTRODUCED]
    assert [(one.duty.kept_on, one.stays) for one in passed] == [(date(2025, 12, 27), False)]
    assert by("chief", found) == []


def test_support_is_given_by_talking():
    talks = {("vice", "director"): (date(2025, 12, 10), date(2025, 12, 18))}

    found = owed_to_beginner(beginner(), talks, date(2025, 12, 20), POLICY)

    support = next(one for one in found if one.duty.kind is SUPPORTED)
    assert (support.duty.kept_on, support.stays) == (date(2025, 12, 18), False)


def test_a_leader_above_who_came_later_has_at_least_a_week_and_answers_for_nothing_before():
    came = date(2025, 12, 20)

    found = owed_to_beginner(beginner(led_since=came), {}, date(2025, 12, 22), POLICY)

    assert by("director", found) == [
        (AGREED, came, date(2025, 12, 27), None, True),
        (INTRODUCED, came, date(2025, 12, 27), None, True),
        (TRAINED, came, date(2025, 12, 31), None, True),
        (REVIEW, came, date(2025, 12, 31), None, True),
    ]
    assert {one.leader_id for one in found} == {"director"}


def test_a_leader_above_who_came_late_owes_one_look_back_at_a_time():
    came = BEGAN + timedelta(days=45)

    found = [duty for duty in steps(beginner(led_since=came), came, POLICY) if duty.kind is REVIEW]

    assert [(one.arises_on, (one.due_on - BEGAN).days) for one in found] == [(came, 60)]


def test_what_a_leader_before_has_done_is_done():
    kept = {
        ("before", AGREED, BEGAN): date(2025, 12, 3),
        ("director", INTRODUCED, date(2025, 12, 20)): date(2025, 12, 21),
    }

    found = owed_to_beginner(beginner(kept, led_since=date(2025, 12, 20)), {}, date(2025, 12, 22), POLICY)

    assert [(one.duty.kind, one.duty.kept_on) for one in found[:3]] == [
        (AGREED, date(2025, 12, 3)),
        (INTRODUCED, date(2025, 12, 21)),
        (TRAINED, None),
    ]


@pytest.mark.parametrize(
    ("began", "since", "on", "new"),
    [
        (BEGAN, date(2025, 1, 1), BEGAN, True),
        (BEGAN, date(2025, 1, 1), BEGAN - timedelta(days=1), False),
        (BEGAN, date(2025, 1, 1), BEGAN + timedelta(days=OVER_ON_DAY - 1), True),
        (BEGAN, date(2025, 1, 1), BEGAN + timedelta(days=OVER_ON_DAY), False),
        (BEGAN, BEGAN, BEGAN, False),
    ],
)
def test_somebody_is_new_who_began_since_the_record_did_and_not_long_ago(
    began: date, since: date, on: date, new: object
):
    assert is_beginner(began, since, on) is new


KEPT = st.dictionaries(
    st.tuples(
        st.sampled_from(ABOVE),
        st.sampled_from(FIRST_DAYS),
        st.integers(0, 60).map(lambda days: BEGAN + timedelta(days=days)),
    ),
    st.integers(0, 130).map(lambda days: BEGAN + timedelta(days=days)),
    max_size=12,
)


@given(
    on=st.integers(0, OVER_ON_DAY - 1).map(lambda days: BEGAN + timedelta(days=days)),
    kept=KEPT,
    above=st.integers(1, 3),
    came=st.integers(-30, 60),
)
def test_whatever_happens_nobody_below_is_left_with_what_went_up_and_nothing_is_owed_twice(
    on: date, kept: dict[Key, date], above: int, came: int
):
    leaders = ABOVE[:above]
    led_since = min(BEGAN + timedelta(days=came), on)
    new = Beginner("new", BEGAN, led_since, leaders, {key: day for key, day in kept.items() if day <= on})

    found = owed_to_beginner(new, {}, on, POLICY)

    keys = [(one.leader_id, one.subject_id, one.duty.kind, one.duty.arises_on) for one in found]
    assert len(set(keys)) == len(keys)
    # Answerability goes up by one, never down, and support is owed to the leader below, not to the new one.
    for one in found:
        level = leaders.index(one.leader_id)
        expected = None if level == 0 or one.duty.kind is SUPPORTED else leaders[level - 1]
        assert one.came_from == expected
        assert one.subject_id == (leaders[level - 1] if one.duty.kind is SUPPORTED else "new")
    # At the top, what is undone stays.
    top = [one for one in found if one.leader_id == leaders[-1]]
    assert all(one.stays for one in top if one.duty.kept_on is None)
