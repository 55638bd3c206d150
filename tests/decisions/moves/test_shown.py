"""What is told of a move, as plain values."""

from datetime import date

import pytest

from answerable.decisions.moves.models import Decision, Move
from answerable.decisions.moves.shown import Terms, account_name, decision_shown, move_shown, needed_level
from answerable.facts.people.models import Account
from answerable.rules.moves import MoveKind, MoveState, Proposal
from moving import IN_A_MONTH, OVER, ROLE, decide, heard, help_with, proposed
from staged import TODAY

pytestmark = pytest.mark.django_db


def test_a_proposal_is_told_with_where_from_and_where_to():
    move = proposed("leader", "seller-2", OVER)

    shown = move_shown(move, [])

    assert (shown.key, shown.name, shown.before) == ("seller-2", "Seller-2", ("Account Executive", "Lee Okoro"))
    assert shown.proposed == Terms(MoveKind.LEADER, "Account Executive", "Nia Wolf", "South", IN_A_MONTH)
    assert (shown.terms, shown.decision, shown.earlier) == (shown.proposed, None, ())
    assert (shown.proposed_by, shown.proposed_on) == ("Lee Okoro", TODAY)
    assert shown.rule() == Proposal(MoveKind.LEADER, MoveState.PROPOSED, "seller-2", own_wish=False, answerable_level=1)


def test_where_to_is_what_was_decided_and_what_was_taken_back_stands_apart():
    move = heard()
    help_with("leader", "seller-2")
    decide("leader", move, otherwise=ROLE)
    decision = Decision.objects.get()

    stands = move_shown(move, [decision])
    decision.taken_back_on, decision.taken_back_by = TODAY, Account.objects.get(email="leader@example.com")
    gone = move_shown(move, [decision])

    told = (stands.terms.kind, stands.terms.leader, stands.terms.last_on)
    assert told == (MoveKind.ROLE, "Lee Okoro", date(2026, 2, 11))
    assert (gone.terms.kind, gone.decision) == (MoveKind.LEADER, None)
    assert [(one.outcome, one.taken_back_by) for one in gone.earlier] == [("otherwise", "Lee Okoro")]


def test_what_was_declined_leads_nowhere():
    decision = Decision(move=Move(pk=1), outcome="declined", kind="role", by=heard().person, level=1, decided_on=TODAY)

    assert decision_shown(decision).terms is None


def test_the_level_is_that_of_whoever_answers_while_the_gap_is_open():
    move = proposed("leader", "seller-1", OVER, from_gap=True)
    assert move.case is not None

    climbed = needed_level(move)
    move.case.closed_on = TODAY

    assert (climbed, needed_level(move)) == (3, 1)


def test_somebody_without_a_person_is_called_by_their_address():
    assert account_name(Account(email="partner@example.com")) == "partner@example.com"
