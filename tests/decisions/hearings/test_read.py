"""Who is heard on what, as far as somebody may see it, and for whom something waits."""

from datetime import date, timedelta

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.hearings import read, write
from answerable.decisions.hearings.models import Hearing, Review
from answerable.decisions.hearings.read import Awaited
from answerable.facts.people.models import Account
from answerable.rules.hearing import Outcome, Reviewed, Stance, was_heard
from answerable.rules.policy import default_policy
from asking import asker
from more_cases import take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

POLICY = default_policy()
ANSWER_BY, UNTIL = date(2026, 1, 19), date(2026, 1, 26)


def case() -> int:
    return Case.objects.get(person__key="seller-1").pk


def asked(heard: str = "seller-1", name: str = "chief") -> int:
    write.ask(asker(name), case=case(), heard=heard, answer_by=ANSWER_BY, policy=POLICY, at=AT)
    return Hearing.objects.latest("pk").pk


def reviewed_and_ended(number: int) -> None:
    """The person answers on 12 January, the reviewer two days later, and the chief ends it two days after that."""
    write.answer(asker("seller"), hearing=number, stance=Stance.IN_PART, text="Half of it.", at=AT)
    seller, reviewer = asker("seller"), asker("new leader", TODAY + timedelta(days=2))
    write.ask_reviewer(seller, hearing=number, reviewer="new-leader", until=UNTIL, policy=POLICY, at=AT)
    write.review(reviewer, hearing=number, finding=Reviewed.CANNOT_TELL, text="Two months are too few.", at=AT)
    chief = asker("chief", TODAY + timedelta(days=4))
    write.end(chief, hearing=number, outcome=Outcome.HOLDS, reason="The figures hold.", at=AT)


def account(name: str) -> int:
    return Account.objects.get(email=f"{name}@example.com").pk


def test_the_hearing_of_a_gap_is_the_latest_of_the_person():
    assert read.hearing_of(case(), until=None) is None
    number = asked()
    asked("leader")

    found = read.hearing_of(case(), until=None)

    assert found is not None
    assert (found.number, found.heard, found.asked_by, found.is_leader) == (number, "Seller-1", "Cleo Chief", False)
    assert (found.asked_on, found.answer_by, found.answers, found.reviewer) == (TODAY, ANSWER_BY, (), None)
    assert (found.outcome, found.is_over, was_heard(found).allowed) == (None, False, False)
    assert found.found_on == date(2026, 1, 6)
    assert found.facts["standard"] == 0.9


def test_once_it_is_over_somebody_was_heard():
    number = asked()
    reviewed_and_ended(number)

    found = read.hearing_of(case(), until=None)

    assert found is not None
    assert (found.is_over, found.outcome, found.ended_by) == (True, Outcome.HOLDS, "Cleo Chief")
    assert was_heard(found).allowed


def test_a_leader_of_then_sees_of_a_hearing_what_was_known_in_their_time():
    number = asked()
    reviewed_and_ended(number)

    before = read.hearings_of(case(), until=TODAY - timedelta(days=1))
    (then,) = read.hearings_of(case(), until=TODAY + timedelta(days=1))
    (later,) = read.hearings_of(case(), until=TODAY + timedelta(days=2))

    assert before == ()
    assert [one.text for one in then.answers] == ["Half of it."]
    assert then.reviewer is not None
    assert (then.reviewer.finding, then.reviewer.text, then.review_until) == (None, "", UNTIL)
    assert (then.outcome, then.reason, then.ended_by) == (None, "", "")
    assert later.reviewer is not None
    assert later.reviewer.text == "Two months are too few."
    assert later.outcome is None


def test_whoever_is_heard_sees_their_own_hearing_also_after_their_time():
    asked("leader")

    past = TODAY - timedelta(days=30)
    assert read.hearings_of(case(), until=past) == ()
    (own,) = read.hearings_of(case(), until=past, also_of=asker("leader").person)

    assert own.heard == "Lee Okoro"


@pytest.mark.parametrize("name", ["stranger", "peer", "new leader", "administrator"])
def test_who_has_nothing_to_do_with_a_gap_does_not_see_it(name: str):
    found = read.seen(asker(name), case())

    assert found is not None
    assert not found[1].allowed


def test_a_gap_that_never_was_is_seen_by_nobody():
    assert read.seen(asker("chief"), 0) is None


def test_a_leader_of_then_who_reviews_sees_it_as_it_is():
    number = asked()
    write.ask_reviewer(asker("seller"), hearing=number, reviewer="new-leader", until=UNTIL, policy=POLICY, at=AT)

    found = read.seen(asker("new leader"), case())

    assert found is not None
    shown, sight = found
    assert (sight.allowed, sight.until) == (True, None)
    assert shown.answerable == "Cleo Chief"
    assert read.seen_as_reviewer(asker("administrator"), case()) is None


def test_what_waits_for_somebody_is_named_to_them():
    number = asked()
    write.ask_reviewer(asker("seller"), hearing=number, reviewer="new-leader", until=UNTIL, policy=POLICY, at=AT)
    heard = Awaited(number, case(), "Seller-1", account("seller"), ANSWER_BY, TODAY, is_review=False)
    review = Awaited(number, case(), "Seller-1", account("new-leader"), UNTIL, TODAY, is_review=True)

    assert read.awaited() == (heard, review)
    assert read.waiting_for(asker("seller")) == (heard,)
    assert read.waiting_for(asker("new leader")) == (review,)
    assert read.waiting_for(asker("leader")) == ()


def test_nothing_waits_once_it_was_said_or_it_is_over():
    number = asked()
    reviewed_and_ended(number)
    asked()
    Hearing.objects.update(ended_on=TODAY)
    Review.objects.update(found_on=None)

    assert read.awaited() == ()


def test_nothing_waits_for_whoever_cannot_sign_in():
    asked()
    Account.objects.filter(email="seller@example.com").update(is_active=False)

    assert read.awaited() == ()


def test_only_the_latest_hearing_says_whether_a_gap_is_contested():
    other = take_up(person="seller-2", answers="leader").pk
    number = asked()
    write.answer(asker("seller"), hearing=number, stance=Stance.OTHERWISE, text="No.", at=AT)
    write.end(asker("chief"), hearing=number, outcome=Outcome.CONTESTED, reason="Wrong figures.", at=AT)

    assert read.contested([case(), other]) == {case(): TODAY}
    assert read.contested([]) == {}
