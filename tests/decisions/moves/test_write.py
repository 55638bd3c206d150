"""A move is proposed by those who may, told, answered and withdrawn."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.decisions.moves import write
from answerable.decisions.moves.models import Move
from answerable.decisions.moves.write import NOT_THEIRS, Proposed, Wanted
from answerable.facts.people.models import Assignment, Person
from answerable.ledger import read as ledger
from answerable.rules.moves import MoveKind
from asking import asker
from moving import IN_A_MONTH, OUT, OVER, ROLE, YES, latest, no, propose, proposed
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

GONE = no("There is nothing like this to be done any more: look at how it stands now.")
BEFORE = ("from_role__key", "from_leader__key", "above__key", "from_unit__key")


def everything() -> list[object]:
    """All that a deed here could change."""
    return [ledger.head(), list(Move.objects.order_by("pk").values_list("pk", "state", "answer", "told_on"))]


def test_a_leader_proposes_a_move_and_where_from_is_kept():
    move = proposed("leader", "seller-2", OVER)

    assert Move.objects.values_list(*BEFORE).get() == ("sells", "leader", "director", "north")
    assert (move.kind, move.state, move.own_wish, move.starts_on) == ("leader", "proposed", False, IN_A_MONTH)
    # What was not said stays as it is.
    assert (move.role_id, move.proposed_on) == (move.from_role_id, TODAY)
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body) == (
        "move.proposed",
        "leader",
        {"move": move.pk, "to": "leader", "own_wish": False, "case": None},
    )


@pytest.mark.parametrize("name", ["director", "chief", "north-partner"])
def test_leaders_above_and_the_people_partner_propose_too(name: str):
    assert proposed(name).state == "proposed"


def test_what_the_person_asks_for_themself_counts_as_heard():
    move = proposed("peer", "seller-2", ROLE)

    assert (move.own_wish, move.state, move.told_on) == (True, "heard", None)


@pytest.mark.parametrize("name", ["seller", "new leader", "stranger", "partner", "administrator"])
def test_nobody_else_does(name: str):
    before = everything()

    assert propose(name) == Proposed(no(NOT_THEIRS))
    assert everything() == before


def test_nobody_moves_whom_nobody_knows():
    assert propose("leader", "unheard-of") == Proposed(no(NOT_THEIRS))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (replace(OVER, starts_on=TODAY - timedelta(days=1)), "This day is over: a move begins today or later."),
        (replace(OVER, starts_on=date(2028, 1, 1)), "This is more than a year ahead."),
        (replace(ROLE, role="flies"), "There is no such role."),
        (replace(OVER, leader="nobody"), "There is no such leader. Give their name or id."),
        (replace(OVER, leader="leader"), "They report to this leader already. Choose another one."),
        (
            Wanted(MoveKind.ROLE, IN_A_MONTH),
            "They hold this role under this leader already. Choose another role or another leader.",
        ),
        (replace(OVER, leader="seller-2"), "The new leader is in the line of the person: that would run in a circle."),
        (replace(OVER, opening=99), "This opening is filled or withdrawn."),
    ],
)
def test_where_to_has_to_be_somewhere(wanted: Wanted, reason: str):
    before = everything()

    assert propose("leader", "seller-2", wanted) == Proposed(no(reason))
    assert everything() == before


def test_nobody_is_put_under_somebody_in_their_own_line():
    circle = propose("director", "leader", replace(OVER, leader="seller-2"))

    assert circle == Proposed(no("The new leader is in the line of the person: that would run in a circle."))


def test_whoever_holds_no_role_leads_nobody_and_moves_nowhere():
    Person.objects.create(key="gone", name="Gil Gone")
    Assignment.objects.filter(person__key="stranger").update(ends_on=TODAY)

    to_gone = propose("leader", "seller-2", replace(OVER, leader="gone"))
    of_stranger = propose("stranger", "stranger", ROLE)

    assert to_gone == Proposed(no("The new leader holds no role now."))
    assert of_stranger == Proposed(no("This person holds no role now."))


def test_a_leader_is_named_by_name_where_only_one_is_called_so():
    by_name = proposed("leader", "seller-2", replace(OVER, leader="nia wolf"))
    Person.objects.filter(key="stranger").update(name="Nia Wolf")

    again = propose("leader", "seller-3", replace(OVER, leader="nia wolf"))

    assert Move.objects.filter(leader__key="new-leader").get() == by_name
    assert again == Proposed(no("There is no such leader. Give their name or id."))


def test_one_move_at_a_time_with_reasons_from_a_gap_of_theirs():
    proposed("leader", "seller-2", OVER)
    before = everything()

    second = propose("director", "seller-2", ROLE)
    other = propose("leader", "seller-3", OVER, from_gap=True)
    silent = write.propose(asker("leader"), person="seller-4", wanted=OUT, reasons=" ", conditions="", case=None, at=AT)

    already = "A move of this person is proposed already. Decide or withdraw that one first."
    assert second == Proposed(no(already))
    assert other == Proposed(no("This gap is not one of this person."))
    assert silent == Proposed(no("Say why: whoever decides reads it, and so does the person."))
    assert everything() == before


def test_the_person_is_told_with_time_to_answer_and_answers():
    move = proposed()

    told = write.tell(asker("leader"), number=move.pk, answer_by=date(2026, 1, 19), at=AT)
    first = write.answer(asker("peer"), number=move.pk, text=" I would rather stay. ", at=AT)
    twice = write.answer(asker("peer"), number=move.pk, text="I would rather stay.", at=AT)
    more = write.answer(asker("peer"), number=move.pk, text="Unless Nia asks me.", at=AT)

    move.refresh_from_db()
    assert [told, first, twice, more] == [YES] * 4
    assert (move.state, move.told_on, move.answer_by, move.answered_on) == ("heard", TODAY, date(2026, 1, 19), TODAY)
    assert move.answer == "I would rather stay.\n\nUnless Nia asks me."
    assert latest("seller-2", 3) == [
        ("move.answered", "seller-2"),
        ("move.answered", "seller-2"),
        ("move.told", "leader"),
    ]


def test_an_answer_that_ends_as_the_one_before_did_is_one_of_its_own():
    move = proposed()
    write.tell(asker("leader"), number=move.pk, answer_by=date(2026, 1, 19), at=AT)

    for text in ("I do not agree.", "agree.", "agree."):
        assert write.answer(asker("peer"), number=move.pk, text=text, at=AT) == YES

    assert Move.objects.values_list("answer", flat=True).get() == "I do not agree.\n\nagree."


def test_nobody_else_tells_or_answers_and_nothing_twice():
    move = proposed()
    before = everything()
    theirs = "A leader in whose line the person is tells them, or the people partner of their unit."

    for name in ("peer", "new leader", "stranger"):
        assert write.tell(asker(name), number=move.pk, answer_by=date(2026, 1, 19), at=AT) == no(theirs)
    soon = write.tell(asker("leader"), number=move.pk, answer_by=TODAY, at=AT)
    untold = write.answer(asker("peer"), number=move.pk, text="What is this?", at=AT)
    other = write.answer(asker("leader"), number=move.pk, text="She is glad.", at=AT)
    empty = write.answer(asker("peer"), number=move.pk, text=" ", at=AT)

    assert soon == no("Give them until 15 January 2026 at least to answer.")
    assert (untold, other, empty) == (GONE, GONE, no("Write something first."))
    assert everything() == before
    write.tell(asker("north-partner"), number=move.pk, answer_by=date(2026, 1, 19), at=AT)
    assert write.tell(asker("leader"), number=move.pk, answer_by=date(2026, 1, 19), at=AT) == GONE


def test_whoever_proposed_it_withdraws_it_and_nobody_else():
    move = proposed()

    others = [write.withdraw(asker(name), number=move.pk, at=AT) for name in ("director", "peer", "stranger")]
    own = write.withdraw(asker("leader"), number=move.pk, at=AT)
    again = write.withdraw(asker("leader"), number=move.pk, at=AT)

    move.refresh_from_db()
    assert (others, own, again) == ([GONE] * 3, YES, GONE)
    assert move.state == "withdrawn"
    assert latest("seller-2") == [("move.withdrawn", "leader")]
    assert propose().verdict == YES


def test_of_an_unknown_move_nothing_is_done():
    assert write.tell(asker("leader"), number=0, answer_by=date(2026, 1, 19), at=AT) == GONE
    assert write.answer(asker("leader"), number=0, text="Yes.", at=AT) == GONE
    assert write.withdraw(asker("leader"), number=0, at=AT) == GONE
