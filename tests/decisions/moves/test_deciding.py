"""A named leader decides on a move; what follows from it at once, and how it is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.moves import deciding, openings
from answerable.decisions.moves.models import Decision, ExitPath, Forecast, Move, Opening
from answerable.decisions.moves.openings import Draft
from answerable.decisions.moves.write import Wanted
from answerable.facts.support.models import Measure
from answerable.ledger import read as ledger
from answerable.rules.moves import MoveKind
from answerable.rules.verdicts import Verdict
from asking import asker
from moving import IN_A_MONTH, OUT, OVER, ROLE, YES, decide, heard, help_with, latest, no, posts, propose, proposed
from staged import AT, BEGAN, TODAY

pytestmark = pytest.mark.django_db

NONE_YET = "No real support is on record yet."
PLAN = "Either an agreed plan in which a leader kept a commitment of their own: a plan was not agreed."
GONE = no("There is nothing like this to be done any more: look at how it stands now.")


def help_on_record(conversations: int) -> str:
    return (
        "Or at least 2 conversations and a measure that ran for 30 days: on record are "
        f"{conversations} conversations and 0 measures of that length."
    )


def everything() -> list[object]:
    """All that a deed here could change."""
    return [
        ledger.head(),
        list(Move.objects.order_by("pk").values_list("pk", "state", "took_effect_on")),
        list(Decision.objects.order_by("pk").values_list("pk", "outcome", "taken_back_on")),
        list(Duty.objects.order_by("pk").values_list("pk", "kept_on", "ended_on")),
        list(Measure.objects.order_by("pk").values_list("key", "replaced_at")),
    ]


def test_the_direct_leader_decides_where_real_support_was_given():
    move = heard()
    help_with("leader", "seller-2")

    verdict = decide("leader", move)

    decision = Decision.objects.get()
    assert verdict == Verdict(allowed=True, reasons=("Real support is on record.",))
    assert (move.state, move.took_effect_on) == ("decided", None)
    assert (decision.outcome, decision.by.key, decision.level, decision.grounds) == (
        "as_proposed",
        "leader",
        1,
        ["Real support is on record."],
    )
    # Every other Monday of the last year they talked.
    assert (decision.support["conversations"], decision.support["measures"], decision.support["heard"]) == (26, 1, True)
    assert posts("seller-2") == [("sells", "leader", BEGAN, None)]


def test_without_it_they_are_refused_and_nothing_changes():
    move = heard()
    before = everything()

    verdict = decide("leader", move, reason="It is better so.")

    above = "A move to another leader without it can be decided by the next leader or one above, with a reason."
    assert verdict == no(NONE_YET, PLAN, help_on_record(26), above)
    assert everything() == before


def test_the_next_leader_decides_without_it_and_says_why():
    move = heard()

    silent = decide("director", move)
    told = decide("director", move, reason="She asked me in person.")

    assert silent == no(NONE_YET, PLAN, help_on_record(26), "The next leader can decide so all the same: say why.")
    assert told.allowed
    decision = Decision.objects.get()
    assert (decision.level, decision.reason, decision.grounds[-1]) == (
        2,
        "She asked me in person.",
        "Decided all the same by a leader above the direct one.",
    )
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body["level"], entry.body["outcome"]) == (
        "move.decided",
        "director",
        2,
        "as_proposed",
    )
    # What was written stays out of the record.
    assert "in person" not in str(entry.body)


def test_nobody_is_moved_untold_or_unheard():
    move = proposed()
    help_with("leader", "seller-2")

    untold = decide("director", move, reason="Now.")
    Move.objects.filter(pk=move.pk).update(state="told", told_on=TODAY, answer_by=date(2026, 1, 19))
    unheard = decide("director", move, reason="Now.")
    Move.objects.filter(pk=move.pk).update(answer_by=date(2026, 1, 11))
    had_their_time = decide("leader", move)

    assert untold == no("The person has not been told yet. Tell them first, and by when they can answer.")
    assert unheard == no("A move to another leader is decided once the person was told and heard.")
    assert had_their_time.allowed


@pytest.mark.parametrize("name", ["peer", "new leader", "stranger", "north-partner", "partner"])
def test_nobody_but_a_leader_in_line_decides_or_declines(name: str):
    move = heard()
    before = everything()
    theirs = no("A leader in whose line the person is decides on this.")

    answers = (decide(name, move, reason="So."), deciding.decline(asker(name), number=move.pk, reason="No.", at=AT))

    # A people partner who is no person of the company is nobody who could decide.
    assert answers == ((GONE, GONE) if name == "north-partner" else (theirs, theirs))
    assert everything() == before


def test_what_the_person_asks_for_is_decided_without_any_proof():
    move = proposed("peer", "seller-2", ROLE)

    verdict = decide("leader", move)

    assert verdict == Verdict(allowed=True, reasons=("The person asked for it themself.",))
    assert Decision.objects.get().support == {}


def test_it_can_be_decided_otherwise_and_both_are_kept():
    move = heard()
    help_with("leader", "seller-2")

    refused = decide("leader", move, otherwise=replace(ROLE, role="flies"))
    verdict = decide("leader", move, otherwise=ROLE)

    decision = Decision.objects.get()
    assert (refused, verdict.allowed) == (no("There is no such role."), True)
    assert (move.kind, decision.kind, decision.outcome) == ("leader", "role", "otherwise")
    assert decision.role is not None
    assert decision.role.key == "advises"


@pytest.mark.parametrize("wanted", [OUT, OVER])
def test_whoever_asks_for_a_role_is_not_sent_elsewhere_without_being_heard_on_that(wanted: Wanted):
    move = proposed("peer", "seller-2", ROLE)
    before = everything()

    verdict = decide("chief", move, otherwise=wanted, reason="So.")

    asked = "The person asked for something else. Decline that and say why; propose this, and hear them on it."
    assert (verdict, everything()) == (no(asked), before)
    assert decide("leader", move, otherwise=replace(ROLE, starts_on=IN_A_MONTH + timedelta(days=7))).allowed


def test_nobody_leaves_by_a_decision_on_another_proposal_or_sooner_than_they_asked_to():
    move = heard()
    help_with("leader", "seller-2")
    unheard = decide("leader", move, otherwise=OUT, reason="So.")
    deciding.decline(asker("leader"), number=move.pk, reason="No.", at=AT)
    own = proposed("peer", "seller-2", OUT)

    sooner = decide("leader", own, otherwise=replace(OUT, starts_on=IN_A_MONTH - timedelta(days=1)))

    assert unheard == no(
        "That they leave was not proposed, so nobody has heard them on it. Propose that, and hear them first."
    )
    assert sooner == no(
        "The person asked for something else. Decline that and say why; propose this, and hear them on it."
    )
    assert decide("leader", own).allowed


def test_it_can_be_declined_with_a_reason_and_proposed_again():
    move = heard()

    silent = deciding.decline(asker("leader"), number=move.pk, reason=" ", at=AT)
    told = deciding.decline(asker("leader"), number=move.pk, reason="We need her here.", at=AT)
    again = deciding.decline(asker("leader"), number=move.pk, reason="We need her here.", at=AT)

    move.refresh_from_db()
    assert silent == no("Say why: whoever proposed it reads it, and so does the person.")
    assert (told, move.state) == (YES, "declined")
    assert again == no("This proposal is decided or withdrawn already.")
    assert propose().verdict == YES


def test_a_move_from_a_gap_is_decided_by_whoever_answers_for_it_and_keeps_what_is_owed():
    move = heard("leader", "seller-1", OUT, from_gap=True)

    below = decide("director", move, reason="Nobody helped.")
    verdict = decide("chief", move, reason="Nobody helped.")

    assert below == no("The gap it comes from has climbed to level 3: that leader, or one above, decides.")
    assert verdict.allowed
    measure = Measure.objects.get(key=Decision.objects.get().measure)
    assert (measure.lever, measure.name, measure.starts_on) == ("role_change", "A role outside the company", TODAY)
    owed = Duty.objects.filter(case=Case.objects.get().pk, leader__key="chief", kind__in=("plan", "decision"))
    assert set(owed.values_list("kept_on", "ended_on")) == {(TODAY, TODAY)}
    assert ExitPath.objects.get(move=move).notice_on == TODAY


def test_a_decision_is_taken_back_before_its_day_and_what_it_kept_is_owed_again():
    move = heard("leader", "seller-1", OUT, from_gap=True)
    decide("chief", move, reason="Nobody helped.")
    chief = asker("chief")

    below = deciding.take_back(asker("director"), number=move.pk, reason="No.", at=AT)
    silent = deciding.take_back(chief, number=move.pk, reason="", at=AT)
    done = deciding.take_back(chief, number=move.pk, reason="He found a place here.", at=AT)
    again = deciding.take_back(chief, number=move.pk, reason="He found a place here.", at=AT)

    move.refresh_from_db()
    assert (below, again) == (no("The leader who decided it, or one above, takes it back."),) * 2
    assert silent == no("Say why it is taken back.")
    assert (done, move.state) == (YES, "heard")
    assert not Measure.standing.exists()
    owed = Duty.objects.filter(case=Case.objects.get().pk, leader__key="chief", kind__in=("plan", "decision"))
    assert set(owed.values_list("kept_on", "ended_on")) == {(None, None)}
    assert latest("seller-1") == [("move.taken_back", "chief")]
    assert decide("chief", move, reason="In the end it is better.").allowed


def test_what_has_taken_effect_is_not_taken_back_and_not_beside_another_proposal():
    ahead = proposed("peer", "seller-2", ROLE)
    decide("leader", ahead)
    proposed("leader", "seller-2", OVER)
    at_once = proposed("leader", "seller-3", Wanted(MoveKind.ROLE, TODAY, role="advises"))
    Move.objects.filter(pk=at_once.pk).update(own_wish=True, state="heard")
    decide("leader", at_once)

    beside = deciding.take_back(asker("leader"), number=ahead.pk, reason="No.", at=AT)
    over = deciding.take_back(asker("leader"), number=at_once.pk, reason="No.", at=AT)

    since = "It took effect on 12 January 2026: what is wrong with it is put right by another move."
    assert beside == no("Another move of this person has been proposed since: decide or withdraw that one first.")
    assert over == no(since)


def test_a_decision_for_today_takes_effect_at_once():
    move = proposed("peer", "seller-2", Wanted(MoveKind.ROLE, TODAY, role="advises"))

    decide("leader", move)

    assert move.took_effect_on == TODAY
    assert posts("seller-2") == [("sells", "leader", BEGAN, TODAY), ("advises", "leader", TODAY, None)]


def test_an_opening_is_filled_once_its_places_are_taken_and_free_again_when_one_is_taken_back():
    draft = Draft("sells", "south", "new-leader", IN_A_MONTH, 1, "")
    number = openings.save(asker("new leader"), draft, number=None, version=0, at=AT).number
    move = proposed("peer", "seller-2", Wanted(MoveKind.ROLE, IN_A_MONTH, opening=number))

    decide("leader", move)
    filled = Opening.objects.get().state
    deciding.take_back(asker("leader"), number=move.pk, reason="No.", at=AT)

    assert (filled, Opening.objects.get().state) == ("filled", "open")
    assert move.leader is not None
    assert (move.leader.key, move.opening_id) == ("new-leader", number)


def test_what_was_to_be_expected_is_kept_with_the_decision():
    move = heard()
    help_with("leader", "seller-2")

    decide("leader", move)

    forecast = Forecast.objects.get()
    assert (forecast.expectation, forecast.basis) == ("bookings", "level_now")
    assert forecast.low is not None
    assert forecast.expected is not None
    assert forecast.high is not None
    assert forecast.low < forecast.expected < forecast.high


def test_of_an_unknown_move_nothing_is_decided():
    assert deciding.decline(asker("leader"), number=0, reason="No.", at=AT) == GONE
