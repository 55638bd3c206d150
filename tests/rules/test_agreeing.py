"""How far two have agreed follows from what both said, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.agreeing import SETTLED, Agreement, Outcome, Said, Side, agreement, may_say

PERSON, LEADER = Side.PERSON, Side.LEADER
AGREED, DISAGREED, STANDS, READ = Outcome.AGREED, Outcome.DISAGREED, Outcome.STANDS, Outcome.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], Agreement.OPEN),
        ([(PERSON, READ), (LEADER, READ)], Agreement.OPEN),
        ([(LEADER, AGREED)], Agreement.WAITS_FOR_PERSON),
        ([(LEADER, AGREED), (PERSON, READ)], Agreement.WAITS_FOR_PERSON),
        ([(PERSON, AGREED)], Agreement.WAITS_FOR_LEADER),
        ([(PERSON, AGREED), (LEADER, AGREED)], Agreement.AGREED),
        ([(PERSON, DISAGREED)], Agreement.DISAGREED),
        ([(LEADER, AGREED), (PERSON, DISAGREED)], Agreement.DISAGREED),
        ([(PERSON, DISAGREED), (LEADER, AGREED)], Agreement.DISAGREED),
        ([(PERSON, AGREED), (LEADER, DISAGREED)], Agreement.DISAGREED),
        ([(PERSON, DISAGREED), (LEADER, STANDS)], Agreement.STANDS),
        ([(PERSON, DISAGREED), (LEADER, STANDS), (PERSON, AGREED)], Agreement.AGREED),
        ([(PERSON, DISAGREED), (LEADER, STANDS), (PERSON, DISAGREED)], Agreement.DISAGREED),
        ([(PERSON, DISAGREED), (PERSON, AGREED), (LEADER, AGREED)], Agreement.AGREED),
    ],
)
def test_what_follows_from_what_both_said(said: list[tuple[Side, Outcome]], expected: Agreement):
    assert agreement([Said(*one) for one in said]) is expected


@given(st.lists(st.builds(Said, st.sampled_from(Side), st.sampled_from(Outcome)), max_size=8))
def test_a_disagreement_said_last_is_never_settled_and_reading_settles_nothing(said: list[Said]):
    later = [*said, Said(PERSON, DISAGREED)]

    assert agreement(later) not in SETTLED
    assert agreement([*said, Said(PERSON, READ)]) is agreement(said)


def test_a_disagreement_needs_words():
    verdict = may_say(Said(PERSON, DISAGREED), "  ", Agreement.OPEN)

    assert (verdict.allowed, verdict.reasons) == (
        False,
        ("Say what you do not agree with: without that nobody can answer it.",),
    )
    assert may_say(Said(PERSON, DISAGREED), "Too much for a new territory.", Agreement.OPEN).allowed


def test_only_a_leader_answers_and_only_a_disagreement_with_a_reason():
    nothing = ("There is no disagreement that you could answer.",)

    assert may_say(Said(LEADER, STANDS), "It is fair.", Agreement.OPEN).reasons == nothing
    assert may_say(Said(PERSON, STANDS), "It is fair.", Agreement.DISAGREED).reasons == nothing
    assert may_say(Said(LEADER, STANDS), "", Agreement.DISAGREED).reasons == (
        "Give the reason for which you stand by it.",
    )
    assert may_say(Said(LEADER, STANDS), "It is fair.", Agreement.DISAGREED).allowed


@pytest.mark.parametrize("outcome", [READ, AGREED])
def test_that_one_read_it_or_agrees_needs_no_words(outcome: Outcome):
    assert may_say(Said(PERSON, outcome), "", Agreement.DISAGREED).allowed
