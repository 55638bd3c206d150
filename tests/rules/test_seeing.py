from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.linalg import matrix_rank

from answerable.rules.chain import ReportingLine, Spell
from answerable.rules.policy import default_policy
from answerable.rules.seeing import (
    FeedbackAnswer,
    FeedbackGroup,
    Grant,
    Matter,
    Thing,
    Viewer,
    may_see,
    may_see_feedback,
)
from answerable.rules.verdicts import Verdict

# Cy sold under Ann (and Bo above) until March 2026, and has sold under Eve (and Flo above) since. Dee leads them all.
# Gil led nobody; Hal left in June 2026, having led Cy's peer Ida.
DAY = date(2025, 1, 1)
MOVED = date(2026, 3, 1)
TODAY = date(2026, 9, 1)
THEN = date(2026, 2, 10)
SINCE = date(2026, 5, 10)
LINE = ReportingLine(
    [
        Spell("cy", "ann", DAY, MOVED),
        Spell("cy", "eve", MOVED, None),
        Spell("ida", "hal", DAY, None),
        Spell("ann", "bo", DAY, None),
        Spell("eve", "flo", DAY, None),
        Spell("hal", "bo", DAY, None),
        Spell("gil", "bo", DAY, None),
        Spell("bo", "dee", DAY, None),
        Spell("flo", "dee", DAY, None),
        Spell("dee", None, DAY, None),
    ],
    {"hal": date(2026, 6, 1)},
)
IN_LINE = Verdict(allowed=True, reasons=("This person is in your line.",))
OUTSIDE = Verdict(allowed=False, reasons=("This person is not in your line, and you are not their people partner.",))
RECORD = [Matter.PERFORMANCE, Matter.LEADER_EFFECT]
WORDS = [Matter.CONVERSATION_TEXT, Matter.PRIVATE_NOTE, Matter.UPWARD_FEEDBACK]


def of_cy(matter: Matter, day: date, *said_by: str) -> Thing:
    return Thing(matter, "cy", day, "north", frozenset(said_by))


def answers(*givers: str) -> frozenset[FeedbackAnswer]:
    return frozenset(FeedbackAnswer(f"answer of {giver}", giver) for giver in givers)


@pytest.mark.parametrize("matter", RECORD)
@pytest.mark.parametrize("day", [THEN, SINCE])
def test_a_person_sees_the_record_of_themself(matter: Matter, day: date):
    verdict = may_see(Viewer("cy"), of_cy(matter, day), LINE, TODAY)

    assert verdict == Verdict(allowed=True, reasons=("It is about you.",))


@pytest.mark.parametrize("matter", RECORD)
@pytest.mark.parametrize("leader", ["eve", "flo", "dee"])
@pytest.mark.parametrize("day", [THEN, SINCE])
def test_every_leader_of_today_sees_the_whole_record_that_of_earlier_leaders_too(
    matter: Matter, leader: str, day: date
):
    assert may_see(Viewer(leader), of_cy(matter, day), LINE, TODAY) == IN_LINE


@pytest.mark.parametrize("leader", ["ann", "bo"])
def test_a_past_leader_sees_what_is_of_their_time_to_its_last_day_and_nothing_after(leader: str):
    def seen(day: date) -> Verdict:
        return may_see(Viewer(leader), of_cy(Matter.PERFORMANCE, day), LINE, TODAY)

    assert seen(date(2026, 2, 28)) == Verdict(
        allowed=True, reasons=("This person was in your line on 28 February 2026.",)
    )
    assert seen(date(2026, 3, 1)) == OUTSIDE


def test_a_leader_to_come_does_not_see_what_is_dated_ahead():
    ahead = of_cy(Matter.PERFORMANCE, date(2026, 4, 1))

    assert may_see(Viewer("eve"), ahead, LINE, THEN) == OUTSIDE
    assert may_see(Viewer("ann"), ahead, LINE, THEN) == IN_LINE


def test_a_leader_who_has_left_sees_nothing_more_of_their_people():
    record = Thing(Matter.PERFORMANCE, "ida", date(2026, 5, 1))

    assert may_see(Viewer("hal"), record, LINE, date(2026, 5, 31)) == IN_LINE
    assert may_see(Viewer("hal"), record, LINE, date(2026, 6, 1)) == OUTSIDE


def test_nobody_sees_the_record_of_their_leaders_or_peers():
    assert may_see(Viewer("cy"), Thing(Matter.PERFORMANCE, "eve", SINCE), LINE, TODAY) == OUTSIDE
    assert may_see(Viewer("gil"), Thing(Matter.PERFORMANCE, "ann", SINCE), LINE, TODAY) == OUTSIDE


@pytest.mark.parametrize("matter", RECORD)
def test_a_people_partner_sees_the_record_of_the_units_they_are_named_for(matter: Matter):
    north, south = Viewer("pia", frozenset({"north"})), Viewer("pia", frozenset({"south"}))

    assert may_see(north, of_cy(matter, THEN), LINE, TODAY) == Verdict(
        allowed=True, reasons=("You are the people partner of this person's unit.",)
    )
    assert may_see(south, of_cy(matter, THEN), LINE, TODAY) == OUTSIDE
    assert may_see(north, replace(of_cy(matter, THEN), unit_id=None), LINE, TODAY) == OUTSIDE


def test_the_two_who_held_a_conversation_read_its_text_and_its_leader_may_after_the_person_moved():
    talk = of_cy(Matter.CONVERSATION_TEXT, THEN, "cy", "ann")

    allowed = Verdict(allowed=True, reasons=("These are words of your own, or were said to you.",))
    assert may_see(Viewer("cy"), talk, LINE, TODAY) == allowed
    assert may_see(Viewer("ann"), talk, LINE, TODAY) == allowed


@pytest.mark.parametrize("viewer", ["eve", "bo", "flo", "dee"])
def test_no_other_leader_reads_the_text_of_a_conversation(viewer: str):
    verdict = may_see(Viewer(viewer), of_cy(Matter.CONVERSATION_TEXT, THEN, "cy", "ann"), LINE, TODAY)

    assert verdict == Verdict(
        allowed=False, reasons=("The text of a conversation is read only by the two who held it.",)
    )


@pytest.mark.parametrize("viewer", ["cy", "eve", "bo"])
def test_a_private_note_is_read_by_its_author_alone_and_not_by_the_person_it_is_about(viewer: str):
    note = of_cy(Matter.PRIVATE_NOTE, THEN, "ann")

    assert may_see(Viewer("ann"), note, LINE, TODAY).allowed
    assert may_see(Viewer(viewer), note, LINE, TODAY) == Verdict(
        allowed=False, reasons=("A private note is read only by its author.",)
    )


@pytest.mark.parametrize("viewer", ["eve", "flo", "dee"])
def test_one_answer_about_a_leader_is_read_by_its_giver_alone(viewer: str):
    answer = Thing(Matter.UPWARD_FEEDBACK, "eve", SINCE, "north", frozenset({"cy"}))

    assert may_see(Viewer("cy"), answer, LINE, TODAY).allowed
    assert may_see(Viewer(viewer), answer, LINE, TODAY) == Verdict(
        allowed=False, reasons=("One answer about a leader is read only by whoever gave it.",)
    )


def test_whoever_has_left_reads_only_words_about_themself():
    leader_gone = date(2026, 6, 1)
    about_ida = Thing(Matter.CONVERSATION_TEXT, "ida", THEN, None, frozenset({"ida", "hal"}))
    about_hal = Thing(Matter.CONVERSATION_TEXT, "hal", THEN, None, frozenset({"bo", "hal"}))

    assert not may_see(Viewer("hal"), about_ida, LINE, leader_gone).allowed
    assert may_see(Viewer("hal"), about_hal, LINE, leader_gone).allowed


def test_an_administrator_sees_the_system_and_no_content():
    administrator = Viewer("adi", is_administrator=True)
    settings = Thing(Matter.CONFIGURATION, None, TODAY)

    assert may_see(administrator, settings, LINE, TODAY) == Verdict(
        allowed=True, reasons=("You look after the system.",)
    )
    assert may_see(Viewer("dee"), settings, LINE, TODAY) == Verdict(
        allowed=False, reasons=("Only administrators see this.",)
    )
    assert not any(may_see(administrator, of_cy(matter, THEN, "cy"), LINE, TODAY).allowed for matter in RECORD + WORDS)


def test_a_grant_opens_one_matter_of_one_person_to_an_administrator_for_its_days():
    grant = Grant(Matter.PERFORMANCE, "cy", date(2026, 9, 1), date(2026, 9, 8))
    administrator = Viewer("adi", is_administrator=True, grants=(grant,))
    record = of_cy(Matter.PERFORMANCE, THEN)

    assert may_see(administrator, record, LINE, date(2026, 9, 7)) == Verdict(
        allowed=True, reasons=("This was opened to you on 1 September 2026, until 8 September 2026.",)
    )
    assert may_see(administrator, record, LINE, date(2026, 8, 31)) == OUTSIDE
    assert may_see(administrator, record, LINE, date(2026, 9, 8)) == OUTSIDE
    assert may_see(administrator, of_cy(Matter.LEADER_EFFECT, THEN), LINE, date(2026, 9, 7)) == OUTSIDE
    assert may_see(administrator, replace(record, subject_id="ida"), LINE, date(2026, 9, 7)) == OUTSIDE
    assert may_see(Viewer("adi", grants=(grant,)), record, LINE, date(2026, 9, 7)) == OUTSIDE


@pytest.mark.parametrize("matter", WORDS)
def test_a_grant_opens_no_words(matter: Matter):
    grant = Grant(matter, "cy", DAY, date(2027, 1, 1))
    administrator = Viewer("adi", is_administrator=True, grants=(grant,))

    assert not may_see(administrator, of_cy(matter, THEN, "cy", "ann"), LINE, TODAY).allowed


def test_a_thing_about_nobody_that_is_no_configuration_is_seen_by_nobody():
    nobody = Thing(Matter.PERFORMANCE, None, THEN, "north")

    assert may_see(Viewer("dee", frozenset({"north"})), nobody, LINE, TODAY) == OUTSIDE


@given(
    matter=st.sampled_from(Matter),
    subject=st.sampled_from(["cy", "ida", "ann", "dee", None]),
    day=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    on=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    unit=st.sampled_from(["north", None]),
    said_by=st.frozensets(st.sampled_from(["cy", "ann", "bo"])),
    stranger=st.sampled_from([Viewer("sam"), Viewer("gil"), Viewer("sam", frozenset({"south"}))]),
)
def test_a_stranger_sees_nothing_whatever_the_matter(
    *,
    matter: Matter,
    subject: str | None,
    day: date,
    on: date,
    unit: str | None,
    said_by: frozenset[str],
    stranger: Viewer,
):
    verdict = may_see(stranger, Thing(matter, subject, day, unit, said_by), LINE, on)

    assert not verdict.allowed
    assert verdict.reasons


FIVE = answers("a", "b", "c", "d", "e")
POLICY = default_policy()


def feedback(viewer: Viewer, asked: frozenset[FeedbackAnswer], *shown: frozenset[FeedbackAnswer]) -> Verdict:
    group = FeedbackGroup("eve", SINCE, "north", asked, shown)
    return may_see_feedback(viewer, group, LINE, TODAY, POLICY)


@pytest.mark.parametrize(
    ("viewer", "reason"),
    [
        (Viewer("eve"), "It is about you."),
        (Viewer("flo"), "This person is in your line."),
        (Viewer("pia", frozenset({"north"})), "You are the people partner of this person's unit."),
    ],
)
def test_answers_about_a_leader_are_shown_together_from_five_people_on(viewer: Viewer, reason: str):
    four = answers("a", "b", "c", "d")

    assert feedback(viewer, FIVE) == Verdict(allowed=True, reasons=(reason,))
    assert feedback(viewer, four) == Verdict(
        allowed=False,
        reasons=("Fewer than 5 people have answered: their answers are not shown, so that nobody is unmasked.",),
    )


@pytest.mark.parametrize("viewer", [Viewer("cy"), Viewer("ann"), Viewer("adi", is_administrator=True)])
def test_answers_about_a_leader_are_shown_to_nobody_else(viewer: Viewer):
    assert feedback(viewer, FIVE) == OUTSIDE


def test_five_answers_of_one_person_are_one_person():
    one = frozenset(FeedbackAnswer(f"answer {number}", "a") for number in range(5))

    assert not feedback(Viewer("eve"), one).allowed


def test_whoever_answered_knows_their_own_answer_and_is_not_counted():
    partner = Viewer("a", frozenset({"north"}))

    assert not feedback(partner, FIVE).allowed
    assert feedback(partner, FIVE | answers("f")).allowed


APART = (
    "Set against what was shown before, this would single out fewer than 5 people: "
    "it is shown once enough others have answered."
)
SINGLED_OUT = Verdict(allowed=False, reasons=(APART,))


def test_a_sixth_answer_waits_until_five_new_ones_are_there():
    new = answers("f", "g", "h", "i", "j")

    assert feedback(Viewer("eve"), FIVE | answers("f"), FIVE) == SINGLED_OUT
    assert feedback(Viewer("eve"), FIVE | new, FIVE).allowed
    assert feedback(Viewer("eve"), FIVE, FIVE | answers("f")) == SINGLED_OUT


def test_what_was_shown_may_be_shown_again():
    assert feedback(Viewer("eve"), FIVE, FIVE, FIVE).allowed


def test_two_groups_cannot_be_taken_from_a_third_to_leave_one_person():
    # Against either group alone the difference is six people; against both it is the answer of k.
    others = answers("f", "g", "h", "i", "j")

    assert feedback(Viewer("eve"), FIVE | others | answers("k"), FIVE, others) == SINGLED_OUT


def test_an_answer_given_anew_does_not_show_what_changed():
    anew = (FIVE - answers("a")) | {FeedbackAnswer("second answer of a", "a")}

    assert feedback(Viewer("eve"), anew, FIVE) == SINGLED_OUT


@given(
    requests=st.lists(
        st.frozensets(st.sampled_from("abcdefgh"), min_size=1).map(lambda givers: answers(*givers)), max_size=6
    )
)
def test_no_sums_of_what_was_shown_give_the_answers_of_one_or_two_people(
    requests: list[frozenset[FeedbackAnswer]],
):
    policy = replace(POLICY, anonymity_threshold=3)
    shown: list[frozenset[FeedbackAnswer]] = []
    for asked in requests:
        group = FeedbackGroup("eve", SINCE, None, asked, tuple(shown))
        if may_see_feedback(Viewer("eve"), group, LINE, TODAY, policy).allowed:
            shown.append(asked)

    everybody = sorted(answers(*"abcdefgh"), key=lambda answer: answer.answer_id)
    known = np.array([[answer in group for answer in everybody] for group in shown], dtype=float).reshape(-1, 8)
    # Taking two people's columns away loses no rank: no sum of the rows speaks of these two (or one of them) alone.
    for few in combinations(range(8), 2):
        assert matrix_rank(np.delete(known, few, axis=1)) == matrix_rank(known)
