"""What both sides promise: on record without its words, judged by the two, and by whoever leads the person then."""

from datetime import timedelta

import pytest

from answerable.decisions.conversations import commitments, write
from answerable.decisions.conversations.models import Commitment, Conversation
from answerable.facts.people.models import Person, Place
from answerable.ledger import read as ledger
from asking import asker
from staged import AT, TODAY
from talks import SOON, everything, held, plan, promise

pytestmark = pytest.mark.django_db


def judge(name: str, number: int, state: str) -> tuple[str, ...]:
    done = commitments.judge(asker(name), commitment=number, state=state, at=AT)
    return ("allowed",) if done.verdict.allowed else done.verdict.reasons


def test_either_puts_on_record_what_either_will_do():
    number = plan()

    mine = promise("peer", number, "Call both accounts")
    theirs = promise("peer", number, "Ask Finance why", by_asker=False)
    own = promise("leader", number, "Find a mentor")

    made = Commitment.objects.order_by("pk").values_list("pk", "by__key", "text", "due_on", "made_on", "state")
    assert list(made) == [
        (mine, "seller-2", "Call both accounts", SOON, TODAY, "open"),
        (theirs, "leader", "Ask Finance why", SOON, TODAY, "open"),
        (own, "leader", "Find a mentor", SOON, TODAY, "open"),
    ]
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    body = {"conversation": number, "commitment": own, "side": "leader", "due_on": "2026-01-15"}
    assert (entry.kind, entry.body) == ("commitment.made", body)


def test_sent_twice_it_stands_once():
    number = plan()

    assert promise("peer", number, "Call both") == promise("peer", number, "Call  both ")
    assert Commitment.objects.count() == 1


def test_nothing_a_day_gone_by_and_what_others_say_is_no_promise():
    number = plan()
    before = everything()
    past = TODAY - timedelta(days=1)

    empty = commitments.make(asker("peer"), number=number, by_asker=True, text=" ", due_on=SOON, at=AT)
    late = commitments.make(asker("peer"), number=number, by_asker=True, text="Call", due_on=past, at=AT)
    other = commitments.make(asker("director"), number=number, by_asker=True, text="Call", due_on=SOON, at=AT)

    assert [done.verdict.reasons[0] for done in (empty, late, other)] == [
        "Write what will be done.",
        "The day it is due on is over. Take one that is still to come.",
        "There is no such conversation of yours.",
    ]
    assert everything() == before


@pytest.mark.parametrize("name", ["leader", "peer"])
def test_nothing_is_promised_any_more_in_a_conversation_with_a_leader_of_then(name: str):
    number = held()
    Place.objects.filter(person__key="seller-2", leader__key="leader").update(ends_on=TODAY)
    before = everything()

    done = commitments.make(asker(name), number=number, by_asker=False, text="Call", due_on=SOON, at=AT)

    assert done.verdict.reasons == (
        "The leader has changed since. Promise it in a conversation with the leader of today.",
    )
    assert everything() == before


@pytest.mark.parametrize("state", ["kept", "not_kept", "dropped"])
def test_both_may_say_what_became_of_it_and_that_it_is_open_after_all(state: str):
    number = promise("peer", plan(), "Call both accounts")

    said = judge("leader", number, state)

    found = Commitment.objects.get(pk=number)
    assert (said, found.state, found.said_on) == (("allowed",), state, TODAY)
    assert found.said_by is not None
    assert found.said_by.key == "leader"
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.body["side"]) == (f"commitment.{state}", "leader")
    assert judge("peer", number, "open") == ("allowed",)
    assert ledger.history(["seller-2"], until=None, limit=1)[0].kind == "commitment.reopened"


def test_said_twice_it_is_on_record_once():
    number = promise("peer", plan(), "Call both accounts")
    judge("leader", number, "kept")
    before = everything()

    assert judge("peer", number, "kept") == ("allowed",)
    assert everything() == before


@pytest.mark.parametrize("name", ["director", "seller", "stranger", "new leader"])
def test_nobody_else_says_what_became_of_it(name: str):
    number = promise("peer", plan(), "Call both accounts")
    before = everything()

    assert judge(name, number, "kept") == ("What became of a commitment is said by those between whom it was made.",)
    assert judge("leader", number, "won") == ("There is no such commitment.",)
    assert judge("leader", 0, "kept") == ("There is no such commitment.",)
    assert everything() == before


def test_it_travels_to_whoever_leads_the_person_now():
    number = promise("peer", plan(), "Call both accounts")
    moved = Person.objects.get(key="seller-6")
    Commitment.objects.update(person=moved, by=moved)

    assert judge("new leader", number, "kept") == ("allowed",)
    assert judge("leader", number, "open") == ("allowed",)
    assert judge("director", number, "kept") != ("allowed",)


def test_a_promise_made_afterwards_asks_the_other_to_confirm_again():
    number = held()
    write.confirm(asker("peer"), number=number, at=AT)

    promise("leader", number, "Find a mentor")

    assert Conversation.objects.get(pk=number).confirmed_by_person_at is None
