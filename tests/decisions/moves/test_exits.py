"""The way out: only the two, the leader above and the people partner walk it; nothing anybody wrote is lost."""

from datetime import date, timedelta

import pytest

from answerable.decisions.moves import deciding, exits, following
from answerable.decisions.moves.exits import CHANGED, NOT_THEIRS, PathShown, StepShown
from answerable.decisions.moves.models import AlumniNote, Decision, ExitPath, ExitStep, Move
from answerable.ledger import read as ledger
from answerable.rules.verdicts import Verdict
from asking import asker
from moving import IN_A_MONTH, OUT, OVER, YES, decide, heard, help_with, latest, no
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

DAY = date(2026, 2, 2)


@pytest.fixture
def move() -> Move:
    """Seller-2 leaves; their leader has decided so."""
    move = heard("leader", "seller-2", OUT)
    help_with("leader", "seller-2")
    assert decide("leader", move).allowed
    return move


def everything() -> list[object]:
    """All that a deed here could change."""
    return [
        ledger.head(),
        list(ExitPath.objects.values_list("asked", "message", "message_version", "agreed_by_person_on")),
        list(ExitStep.objects.values_list("text", "done_on", "agreed_by_person_on")),
        AlumniNote.objects.count(),
    ]


def path(name: str, move: Move) -> PathShown:
    found = exits.path_of(asker(name), move.pk)
    assert found is not None
    return found


def write(name: str, move: Move, text: str, version: int) -> Verdict:
    return exits.write_message(asker(name), number=move.pk, text=text, version=version, at=AT)


def add(name: str, move: Move, kind: str = "handover") -> int:
    done = exits.add_step(
        asker(name), number=move.pk, kind=kind, text="The accounts in the east", side="person", due_on=DAY, at=AT
    )
    assert done == YES
    return ExitStep.objects.get(kind=kind).pk


@pytest.mark.parametrize(
    ("name", "side"), [("peer", "person"), ("leader", "leader"), ("director", "above"), ("north-partner", "partner")]
)
def test_four_walk_it(name: str, side: str, move: Move):
    found = path(name, move)

    assert (found.side, found.notice_on, found.message.version, found.steps) == (side, TODAY, 0, ())


@pytest.mark.parametrize("name", ["chief", "seller", "new leader", "stranger", "administrator"])
def test_nobody_else_reads_it_or_does_anything_on_it(name: str, move: Move):
    who, number = asker(name), move.pk
    step = add("leader", move)
    before = everything()

    done = [
        exits.ask(who, number=number, text="More time.", version=0, at=AT),
        write(name, move, "He goes.", 0),
        exits.agree_message(who, number=number, version=0, at=AT),
        exits.add_step(who, number=number, kind="other", text="Keys", side="person", due_on=DAY, at=AT),
        exits.tick_off(who, number=number, step=step, deed="done", at=AT),
        exits.note(who, number=number, text="He is well.", at=AT),
    ]

    assert exits.path_of(who, number) is None
    assert all(one is NOT_THEIRS for one in done)
    assert everything() == before


def test_there_is_none_where_nobody_leaves_or_the_decision_was_taken_back(move: Move):
    Decision.objects.update(taken_back_on=TODAY)

    assert exits.path_of(asker("leader"), move.pk) is None
    assert exits.path_of(asker("leader"), 0) is None


def test_there_is_none_any_more_where_it_was_decided_otherwise_since(move: Move):
    taken = deciding.take_back(asker("leader"), number=move.pk, reason="We found a place for them.", at=AT)

    assert taken == YES
    assert decide("leader", move, reason="They stay, under Nia.", otherwise=OVER).allowed
    assert ExitPath.objects.filter(move=move).exists()
    assert [exits.path_of(asker(name), move.pk) for name in ("peer", "leader", "director")] == [None, None, None]
    assert write("leader", move, "Seller-2 leaves us.", 0) is NOT_THEIRS


def test_what_the_person_asks_for_is_theirs_to_write_and_the_others_read_it(move: Move):
    who = asker("peer")

    first = exits.ask(who, number=move.pk, text=" No farewell party. ", version=0, at=AT)
    stale = exits.ask(who, number=move.pk, text="A party after all.", version=0, at=AT)
    others = [
        exits.ask(asker(name), number=move.pk, text="x", version=1, at=AT)
        for name in ("leader", "director", "north-partner")
    ]

    assert (first, stale) == (YES, CHANGED)
    assert all(one is NOT_THEIRS for one in others)
    asked = path("leader", move).asked
    assert (asked.text, asked.version, asked.by) == ("No farewell party.", 1, "Seller-2")
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body) == ("exit.asked", "seller-2", {"move": move.pk, "version": 1})


def test_two_who_write_the_message_at_once_lose_nothing(move: Move):
    assert write("leader", move, "Seller-2 leaves us.", 0) == YES

    theirs = write("peer", move, "I leave after two good years.", 0)
    together = write("peer", move, "I leave after two good years. Seller-2 leaves us.", 1)

    assert theirs is CHANGED
    assert together == YES
    message = path("leader", move).message
    assert (message.text, message.version, message.by) == (
        "I leave after two good years. Seller-2 leaves us.",
        2,
        "Seller-2",
    )


def test_the_message_is_agreed_by_both_as_it_stands_and_a_change_asks_both_again(move: Move):
    leader, person = asker("leader"), asker("peer")
    empty = exits.agree_message(person, number=move.pk, version=0, at=AT)
    write("leader", move, "Seller-2 leaves us.", 0)

    old = exits.agree_message(person, number=move.pk, version=0, at=AT)
    above = exits.agree_message(asker("director"), number=move.pk, version=1, at=AT)
    for who in (leader, person, person):
        assert exits.agree_message(who, number=move.pk, version=1, at=AT) == YES
    both = path("director", move)
    write("peer", move, "I leave.", 1)
    again = path("director", move)

    assert empty == no("There is no message yet that could be agreed to.")
    assert (old, above) == (CHANGED, NOT_THEIRS)
    assert (both.agreed_by_leader_on, both.agreed_by_person_on) == (TODAY, TODAY)
    assert (again.agreed_by_leader_on, again.agreed_by_person_on) == (None, None)
    assert latest("seller-2", 3) == [
        ("exit.message_changed", "seller-2"),
        ("exit.message_agreed", "seller-2"),
        ("exit.message_agreed", "leader"),
    ]


def test_what_is_to_be_done_is_named_once_done_and_undone(move: Move):
    step, again = add("director", move), add("director", move)
    north = asker("north-partner")

    for deed in ("done", "done", "undone", "done"):
        assert exits.tick_off(north, number=move.pk, step=step, deed=deed, at=AT) == YES

    assert step == again
    assert path("peer", move).steps == (
        StepShown(step, "handover", "The accounts in the east", "person", DAY, TODAY, None, None),
    )
    assert [kind for kind, _by in latest("seller-2", 4)] == [
        "exit.step_done",
        "exit.step_undone",
        "exit.step_done",
        "exit.step_added",
    ]


def test_a_reference_is_agreed_to_by_the_two_and_nothing_else_is(move: Move):
    reference, handover = add("leader", move, "reference"), add("leader", move)

    def agree(name: str, step: int) -> Verdict:
        return exits.tick_off(asker(name), number=move.pk, step=step, deed="agreed", at=AT)

    done = [agree("peer", reference), agree("leader", reference), agree("leader", handover)]

    assert done == [YES] * 3
    assert agree("director", reference) is NOT_THEIRS
    steps = {one.kind: (one.agreed_by_person_on, one.agreed_by_leader_on) for one in path("peer", move).steps}
    assert steps == {"reference": (TODAY, TODAY), "handover": (None, None)}


@pytest.mark.parametrize(
    ("kind", "text", "side"), [("odd", "x", "person"), ("other", " ", "person"), ("other", "x", "me")]
)
def test_a_step_says_what_and_who(kind: str, text: str, side: str, move: Move):
    done = exits.add_step(asker("leader"), number=move.pk, kind=kind, text=text, side=side, due_on=DAY, at=AT)

    assert done == no("Say what is to be done, and who does it.")
    assert not ExitStep.objects.exists()


def test_what_became_of_them_is_noted_after_they_left_and_not_read_by_them(move: Move):
    leader, person = asker("leader"), asker("peer")
    early = exits.note(leader, number=move.pk, text="She is well.", at=AT)
    following.take_effect(on=IN_A_MONTH, at=AT)
    after = IN_A_MONTH + timedelta(days=60)

    empty = exits.note(leader, number=move.pk, text=" ", at=AT)
    own = exits.note(person, number=move.pk, text="I am well.", at=AT)
    for name in ("leader", "leader", "north-partner"):
        assert exits.note(asker(name, after), number=move.pk, text=f"She is well, says {name}.", at=AT) == YES

    assert (early, empty, own) == (no("They have not left yet."), no("Write something first."), NOT_THEIRS)
    found = exits.path_of(asker("director", after), move.pk)
    assert found is not None
    assert [text for text, _by, _on in found.notes] == ["She is well, says leader.", "She is well, says north-partner."]
    own_path = exits.path_of(person, move.pk)
    assert own_path is not None
    assert own_path.notes == ()
