"""The fair hearing: who may be asked, who may answer, who stands outside, when it can end, who was heard."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.hearing import (
    Enabled,
    Ending,
    Outcome,
    Request,
    Reviewing,
    concerned_leaders,
    first_day_to_answer_by,
    may_answer,
    may_be_asked,
    may_be_reviewed,
    may_end,
    may_extend,
    may_review,
    was_heard,
    weighs,
)
from answerable.rules.policy import default_policy

POLICY = default_policy()
ON = date(2026, 1, 12)
ANSWER_BY = date(2026, 1, 19)


@dataclass(frozen=True, slots=True)
class Heard:
    """A hearing, as far as the rules go."""

    asked_on: date = ON
    answer_by: date = ANSWER_BY
    answered_on: date | None = None
    review_until: date | None = None
    ended_on: date | None = None


CHAIN = ("leader", "director", "chief")
REQUEST = Request(
    asker="chief",
    heard="seller",
    leaders=CHAIN,
    is_concerned=True,
    gap_is_open=True,
    is_being_heard=False,
    answer_by=ANSWER_BY,
)
REVIEWING = Reviewing(
    reviewer="new leader",
    leads=True,
    above_reviewer=("director", "chief"),
    heard="seller",
    above_heard=CHAIN,
    decides="chief",
    is_leader=False,
)
ENDING = Ending(
    by="chief",
    heard="seller",
    answerable="chief",
    above_heard=CHAIN,
    is_leader=False,
    outcome=Outcome.HOLDS,
    reason="The figures hold.",
)
NOT_LEADERS = "Only their leaders, or they themselves, can ask for this hearing."
DECIDES = "The outcome is for the leader who answers for this gap now, and for nobody about themself."
DIRECT = "A reviewer stands outside the direct line of the one who is heard."
REPORTS = "A reviewer does not report, at any distance, to a leader whom the claim concerns."


@pytest.mark.parametrize("asker", ["seller", *CHAIN])
def test_their_leaders_may_ask_for_a_hearing_and_they_themselves(asker: str):
    verdict = may_be_asked(replace(REQUEST, asker=asker), ON, POLICY)

    assert (verdict.allowed, verdict.reasons) == (True, ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"asker": "peer"}, NOT_LEADERS),
        ({"is_concerned": False}, "This gap is not theirs, and nothing of it was counted to them."),
        ({"gap_is_open": False}, "This gap has closed: there is no claim left to be heard on."),
        ({"is_being_heard": True}, "They are being heard on it already."),
        (
            {"answer_by": date(2026, 1, 18)},
            "Whoever is heard has at least 7 days to answer: until 19 January 2026 or later.",
        ),
    ],
)
def test_a_hearing_is_refused_with_the_reason(change: dict[str, object], reason: str):
    verdict = may_be_asked(replace(REQUEST, **change), ON, POLICY)

    assert (verdict.allowed, verdict.reasons) == (False, (reason,))


def test_everything_that_stands_against_a_hearing_is_said_at_once():
    verdict = may_be_asked(
        replace(REQUEST, asker="peer", is_concerned=False, gap_is_open=False, is_being_heard=True, answer_by=ON),
        ON,
        POLICY,
    )

    assert len(verdict.reasons) == 5


@given(st.integers(0, 400), st.integers(1, 90))
def test_nobody_has_less_time_to_answer_than_the_policy_gives(days: int, least: int):
    policy = replace(POLICY, hearing_days=least)

    verdict = may_be_asked(replace(REQUEST, answer_by=ON + timedelta(days=days)), ON, policy)

    assert verdict.allowed == (days >= least)
    assert first_day_to_answer_by(ON, policy) == ON + timedelta(days=least)


def test_the_one_who_is_heard_answers_and_nobody_for_them():
    assert may_answer(Heard(), who="seller", heard="seller").allowed
    assert may_answer(Heard(), who="leader", heard="seller").reasons == ("Only the one who is heard can answer here.",)


def test_an_answer_after_the_day_stands_and_none_after_the_end():
    late, ended = Heard(answer_by=date(2026, 1, 1)), Heard(ended_on=ON)

    assert may_answer(late, who="seller", heard="seller").allowed
    assert may_answer(ended, who="seller", heard="seller").reasons == ("This hearing ended on 12 January 2026.",)


def test_time_is_given_and_never_taken_back():
    assert may_extend(Heard(), date(2026, 1, 20), ON).allowed
    assert may_extend(Heard(), ANSWER_BY, ON).reasons == (
        "Give a later day than 19 January 2026: time given is not taken back.",
    )
    assert may_extend(Heard(answer_by=date(2026, 1, 5)), ON, ON).reasons == (
        "Give a later day than 12 January 2026: time given is not taken back.",
    )
    assert not may_extend(Heard(ended_on=ON), date(2026, 2, 1), ON).allowed


@pytest.mark.parametrize("until", [date(2026, 1, 19), date(2026, 3, 13)])
def test_a_reviewer_has_from_a_week_to_sixty_days(until: date):
    assert may_be_reviewed(Heard(), until, ON, POLICY).allowed


@pytest.mark.parametrize("until", [date(2026, 1, 18), date(2026, 3, 14)])
def test_a_review_too_near_or_too_far_is_refused(until: date):
    verdict = may_be_reviewed(Heard(), until, ON, POLICY)

    assert verdict.reasons == ("A reviewer has until a day from 19 January 2026 to 13 March 2026.",)


def test_one_reviewer_looks_at_a_time_and_none_once_it_is_over():
    looking, let_pass = Heard(review_until=ON), Heard(review_until=date(2026, 1, 11))

    assert may_be_reviewed(looking, ANSWER_BY, ON, POLICY).reasons == ("A reviewer is looking at it already.",)
    assert may_be_reviewed(let_pass, ANSWER_BY, ON, POLICY).allowed
    assert not may_be_reviewed(Heard(ended_on=ON), ANSWER_BY, ON, POLICY).allowed


def test_a_leader_outside_the_line_may_review():
    assert may_review(REVIEWING).allowed


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"leads": False}, ("A reviewer leads people: they know what a leader can do.",)),
        ({"reviewer": "director", "above_reviewer": ("chief",)}, (DIRECT,)),
        ({"reviewer": "seller", "above_reviewer": CHAIN}, (DIRECT, REPORTS)),
        ({"decides": "new leader"}, ("A reviewer has not answered for this gap themself.",)),
        (
            {"answered_before": frozenset({"new leader"})},
            ("A reviewer has not answered for this gap themself.",),
        ),
        ({"decides": "director"}, (REPORTS,)),
        ({"above_reviewer": ("leader", "director", "chief")}, (REPORTS,)),
        ({"heard": "leader", "above_heard": ("director", "chief"), "above_reviewer": ("leader",)}, (REPORTS,)),
    ],
)
def test_a_reviewer_who_is_involved_is_refused(change: dict[str, object], reasons: tuple[str, ...]):
    verdict = may_review(replace(REVIEWING, **change))

    assert (verdict.allowed, verdict.reasons) == (False, reasons)


def test_everybody_is_below_the_top_and_that_alone_is_no_bar():
    assert concerned_leaders("seller", CHAIN, "chief", is_leader=False) == {"seller", "leader"}
    assert concerned_leaders("seller", CHAIN, "director", is_leader=False) == {"seller", "leader", "director"}
    assert concerned_leaders("director", ("chief",), "chief", is_leader=True) == {"director"}
    assert concerned_leaders("chief", (), None, is_leader=True) == {"chief"}


def test_a_peer_may_review_what_is_counted_to_a_leader():
    of_a_leader = replace(REVIEWING, heard="leader", above_heard=("director", "chief"))

    assert may_review(replace(of_a_leader, is_leader=True)).allowed
    assert may_review(of_a_leader).reasons == (REPORTS,)


PEOPLE = st.sampled_from(["a", "b", "c", "d", "e", "f"])
LINES = st.lists(PEOPLE, unique=True, max_size=4).map(tuple)


@given(PEOPLE, LINES, PEOPLE, LINES, st.one_of(st.none(), PEOPLE))
def test_no_reviewer_is_ever_of_the_direct_line_nor_reports_to_whoever_decides(
    reviewer: str, above: tuple[str, ...], heard: str, above_heard: tuple[str, ...], decides: str | None
):
    verdict = may_review(
        replace(
            REVIEWING,
            reviewer=reviewer,
            above_reviewer=above,
            heard=heard,
            above_heard=above_heard,
            decides=decides,
        )
    )

    top = above_heard[-1:]
    if verdict.allowed:
        assert reviewer not in {heard, *above_heard, decides}
        assert heard not in above or heard in top
        assert decides not in above or decides in top
    assert verdict.allowed == (not verdict.reasons)


def test_the_leader_who_answers_says_what_becomes_of_it_once_they_answered():
    verdict = may_end(Heard(answered_on=ON), ENDING, ON)

    assert (verdict.allowed, verdict.reasons) == (True, ())


def test_without_an_answer_it_ends_once_the_time_is_over():
    assert may_end(Heard(), ENDING, ANSWER_BY).reasons == (
        "They have until 19 January 2026 to answer. Hear them first.",
    )
    assert may_end(Heard(), ENDING, date(2026, 1, 20)).allowed


def test_a_reviewer_is_waited_for_until_their_day():
    waiting = Heard(answered_on=ON, review_until=date(2026, 1, 25))

    assert may_end(waiting, ENDING, date(2026, 1, 25)).reasons == (
        "The reviewer has until 25 January 2026. Read what they find first.",
    )
    assert may_end(waiting, ENDING, date(2026, 1, 26)).allowed


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"by": "director"}, DECIDES),
        ({"by": "seller"}, DECIDES),
        ({"answerable": None}, DECIDES),
        ({"by": "chief", "heard": "chief", "above_heard": ()}, DECIDES),
        ({"reason": "  "}, "Say why: the one who was heard is owed a reason."),
        (
            {"is_leader": True, "outcome": Outcome.EXPECTATION_WRONG},
            "That the expectation was wrong is said in the hearing of the one whose gap it is.",
        ),
    ],
)
def test_an_outcome_is_refused_with_the_reason(change: dict[str, object], reason: str):
    verdict = may_end(Heard(answered_on=ON), replace(ENDING, **change), ON)

    assert (verdict.allowed, verdict.reasons) == (False, (reason,))


def test_whoever_answers_and_is_heard_themself_is_judged_by_those_above():
    about_the_director = replace(ENDING, heard="director", answerable="director", above_heard=("chief",))

    assert may_end(Heard(answered_on=ON), about_the_director, ON).allowed
    assert not may_end(Heard(answered_on=ON), replace(about_the_director, by="leader"), ON).allowed


def test_what_has_ended_does_not_end_again():
    assert may_end(Heard(answered_on=ON, ended_on=ON), ENDING, ON).reasons == (
        "This hearing ended on 12 January 2026.",
    )


@pytest.mark.parametrize(
    ("hearing", "missing"),
    [
        (None, ("Nobody asked for their side of it.",)),
        (Heard(), ("They were asked on 12 January 2026 and have not answered yet.",)),
        (
            Heard(answered_on=date(2026, 1, 14)),
            ("They answered on 14 January 2026; no outcome is on record yet.",),
        ),
        (Heard(ended_on=date(2026, 1, 20)), ()),
        (Heard(answered_on=date(2026, 1, 14), ended_on=date(2026, 1, 20)), ()),
    ],
)
def test_somebody_was_heard_once_the_outcome_is_on_record(hearing: Heard | None, missing: tuple[str, ...]):
    verdict = was_heard(hearing)

    assert (verdict.allowed, verdict.reasons) == (not missing, missing)


def test_a_lapse_weighs_once_the_leader_was_given_what_it_takes():
    given_all = Enabled(trainings=1, conversations=6, reports=12, lapsed_before=1)

    assert weighs(given_all, POLICY).allowed
    assert weighs(replace(given_all, conversations=None), POLICY).allowed


def test_before_a_lapse_weighs_it_is_said_what_the_leader_was_not_given():
    verdict = weighs(Enabled(trainings=0, conversations=0, reports=13, lapsed_before=0), POLICY)

    assert (verdict.allowed, verdict.reasons) == (
        False,
        (
            "It is a first lapse: it opens support and raises no blame.",
            "No training or coaching to lead is on record for them.",
            "Their own leader has had no conversation with them in 90 days.",
            "They lead 13 people; one can lead 12 well.",
        ),
    )
