"""Conversations as rows: who is a pair, and what waits is carried over once, in its order."""

import pytest

from answerable.decisions.conversations.models import AgendaItem, Conversation
from answerable.decisions.conversations.rows import pair_of, row_for, talk_of
from answerable.rules.conversations import Deed, Talk, TalkState
from asking import asker
from staged import TODAY
from talks import SOON, add, held, on_agenda, plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "key", "found"),
    [
        ("leader", "seller-2", ("leader", "seller-2")),
        ("peer", "leader", ("leader", "seller-2")),
        ("peer", "chief", ("chief", "seller-2")),
        ("peer", "seller-1", None),
        ("leader", "seller-6", None),
        ("leader", "leader", None),
        ("administrator", "leader", None),
    ],
)
def test_a_pair_is_somebody_and_a_leader_above_them_today(name: str, key: str, found: tuple[str, str] | None):
    pair = pair_of(asker(name), key)

    assert (None if pair is None else (pair.leader.key, pair.person.key)) == found


def test_a_row_is_found_for_the_two_alone_with_whether_they_may():
    number = plan()

    row, may = row_for(asker("peer"), number, Deed.HOLD)
    none, refused = row_for(asker("director"), number, Deed.HOLD)

    assert row is not None
    assert talk_of(row) == Talk(TalkState.PLANNED, TODAY, "leader", "seller-2")
    assert not may.allowed
    assert (none, refused.reasons) == (None, ("There is no such conversation of yours.",))


def test_what_they_did_not_come_to_is_carried_over_once_and_what_was_spoken_of_is_not():
    first = held()
    add("leader", first, "Calls")
    add("peer", first, "Travel")
    spoken = add("peer", first, "Finance")
    AgendaItem.objects.filter(pk=spoken).update(is_done=True)

    second = plan(day=SOON)

    assert on_agenda(second) == [("Calls", 1), ("Travel", 1)]
    Conversation.objects.filter(pk=second).update(state="held")
    # From both, in the order of their days, and each of them once.
    add("leader", first, "Pay")
    assert on_agenda(plan(day=SOON)) == [("Pay", 1), ("Calls", 2), ("Travel", 2)]
