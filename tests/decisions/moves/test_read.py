"""Who sees which move: the person, the leaders of their line, old and new, the people partner; nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from answerable.decisions.moves import following, openings, read
from answerable.decisions.moves.models import Move
from answerable.decisions.moves.openings import Draft
from answerable.decisions.moves.read import toward
from answerable.decisions.moves.shown import MoveShown, MoveSight, Toward
from answerable.decisions.moves.write import Wanted
from answerable.facts.people.models import Person, Place
from answerable.rules.moves import MoveKind
from asking import asker
from moving import IN_A_MONTH, OVER, ROLE, decide, heard, help_with, proposed
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "chief",
    "director",
    "leader",
    "new leader",
    "seller",
    "peer",
    "moved",
    "stranger",
    "partner",
    "north-partner",
)


def seen(name: str, move: Move) -> tuple[MoveShown, MoveSight]:
    found = read.seen(asker(name), move.pk)
    assert found is not None
    return found


def see(move: Move) -> set[str]:
    """Who sees a move, on its page and in a list alike."""
    one = {name for name in EVERYBODY if seen(name, move)[1].allowed}
    lists = ("open", "decided")
    listed = {name for name in EVERYBODY for show in lists if read.listed(asker(name), show=show).moves}
    assert one == listed
    return one


def decided() -> Move:
    move = heard()
    help_with("leader", "seller-2")
    assert decide("leader", move).allowed
    return move


def test_what_somebody_is_to_a_person():
    number = Person.objects.get(key="seller-2").pk

    found = {name: toward(asker(name), number) for name in ("peer", "leader", "chief", "north-partner", "stranger")}

    assert found == {
        "peer": Toward(is_person=True, level=0, is_partner=False),
        "leader": Toward(is_person=False, level=1, is_partner=False),
        "chief": Toward(is_person=False, level=3, is_partner=False),
        "north-partner": Toward(is_person=False, level=0, is_partner=True),
        "stranger": Toward(is_person=False, level=0, is_partner=False),
    }


def test_a_proposal_is_seen_by_the_person_their_line_and_the_partner():
    assert see(proposed()) == {"peer", "leader", "director", "chief", "north-partner"}


def test_the_new_leader_sees_what_was_decided_and_the_rest_from_the_day():
    move = decided()

    before, sight = seen("new leader", move)
    listed = read.listed(asker("new leader"), show="decided").moves
    following.take_effect(on=IN_A_MONTH, at=move.decisions.get().decided_at)
    after, later = seen("new leader", move)[0], read.seen(asker("new leader", IN_A_MONTH), move.pk)

    assert (sight.allowed, sight.is_newcomer) == (True, True)
    assert before.decision is not None
    assert (before.reasons, before.answer, before.decision.support, before.decision.by) == ("", "", {}, "Lee Okoro")
    assert [(one.reasons, one.answer) for one in listed] == [("", "")]
    assert after.reasons == ""
    assert later is not None
    assert (later[0].reasons, later[1].is_newcomer) == ("The work there suits better.", False)


def test_who_led_then_sees_what_was_decided_and_not_what_came_of_it():
    move = decided()
    following.take_effect(on=IN_A_MONTH, at=move.decisions.get().decided_at)

    then, now = (read.seen(asker(name, IN_A_MONTH), move.pk) for name in ("leader", "director"))
    listed = read.listed(asker("leader", IN_A_MONTH), show="decided")

    assert then is not None
    assert now is not None
    assert (then[1].allowed, then[1].is_former) == (True, True)
    assert (now[1].allowed, now[1].is_former) == (True, False)
    assert listed.closed == {move.pk}


def test_who_led_then_sees_nothing_of_a_move_of_which_some_was_said_or_decided_after_their_time():
    move = proposed()
    Place.objects.filter(person__key="seller-2", leader__key="leader").update(ends_on=TODAY)

    Move.objects.update(told_on=TODAY)
    then = see(move)
    Move.objects.update(answered_on=TODAY + timedelta(days=1))
    after = see(move)

    assert (then - after, after) == ({"leader"}, {"chief", "director", "peer", "north-partner"})


def test_nothing_of_an_unknown_move():
    assert read.seen(asker("chief"), 0) is None


def test_an_account_of_nobody_sees_nothing():
    move = proposed()

    assert not seen("administrator", move)[1].allowed
    assert read.listed(asker("administrator"), show="open").moves == ()


def waits(name: str) -> list[str]:
    return [one.key for one in read.listed(asker(name), show="waiting").moves]


def test_it_waits_for_whoever_has_to_do_something():
    move = proposed("leader", "seller-1", OVER, from_gap=True)

    untold = {name for name in EVERYBODY if waits(name)}
    Move.objects.filter(pk=move.pk).update(state="told")
    told = {name for name in EVERYBODY if waits(name)}

    # The gap has climbed to the third level, who alone decides; whoever proposed it tells, and the person answers.
    assert untold == {"leader", "chief"}
    assert told == {"seller", "chief"}


def test_a_list_is_narrowed_by_words_and_paged():
    for who in ("seller-1", "seller-2", "seller-3"):
        proposed("leader", who, OVER)

    first = read.listed(asker("leader"), show="open", limit=2)
    rest = read.listed(asker("leader"), show="open", skip=2, limit=2)
    named = read.listed(asker("leader"), show="open", words="SELLER 3")

    assert ([one.key for one in first.moves], first.has_more) == (["seller-3", "seller-2"], True)
    assert ([one.key for one in rest.moves], rest.has_more) == (["seller-1"], False)
    assert [one.key for one in named.moves] == ["seller-3"]


def opening() -> int:
    draft = Draft("advises", "north", "leader", IN_A_MONTH, 2, "")
    return openings.save(asker("leader"), draft, number=None, version=0, at=AT).number or 0


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("chief", ["Seller-2", "Seller-6"]),
        ("director", ["Seller-2", "Seller-6"]),
        ("leader", ["Seller-2"]),
        ("new leader", ["Seller-6"]),
        ("north-partner", ["Seller-2"]),
        ("peer", ["Seller-2"]),
        ("moved", ["Seller-6"]),
        ("seller", []),
        ("stranger", []),
        ("partner", []),
        ("administrator", []),
    ],
)
def test_who_is_to_move_into_an_opening_is_read_by_those_whose_people_they_are_now(name: str, seen: list[str]):
    number = opening()
    for who, whom in (("moved", "seller-6"), ("leader", "seller-2")):
        proposed(who, whom, Wanted(MoveKind.ROLE, IN_A_MONTH, opening=number))
    # Who led them before reads what was decided in their time, and no figures.
    Move.objects.filter(person__key="seller-6").update(from_leader=Person.objects.get(key="leader"))

    assert [move.name for move in read.into(asker(name), number)] == seen


def test_into_an_opening_nobody_moves_any_more_once_it_is_decided_or_withdrawn():
    number = opening()
    move = proposed("leader", "seller-2", Wanted(MoveKind.ROLE, IN_A_MONTH, opening=number))
    other = opening()
    Move.objects.filter(pk=move.pk).update(state="withdrawn")

    assert read.into(asker("leader"), number) == ()
    assert read.into(asker("leader"), other) == ()


def test_roles_that_are_wanted_are_those_of_undecided_moves_to_another_role():
    proposed("leader", "seller-2", ROLE)
    proposed("leader", "seller-3", OVER)
    move = proposed("leader", "seller-4", ROLE)
    Move.objects.filter(pk=move.pk).update(state="declined")

    assert read.wanted_roles() == {("seller-2", "advises")}


def test_how_often_people_decided_otherwise_is_counted_over_what_one_sees():
    decided()
    wish = proposed("seller", "seller-1", ROLE)
    decide("leader", wish, otherwise=replace(ROLE, starts_on=IN_A_MONTH + timedelta(days=7)))

    assert {name: read.how_decided(asker(name)) for name in ("leader", "seller", "stranger")} == {
        "leader": (2, 1),
        "seller": (1, 1),
        "stranger": (0, 0),
    }


def test_the_undecided_move_of_a_person_is_found():
    move = proposed()

    assert read.undecided_of(move.person_id) == move.pk
    assert read.undecided_of(0) is None


def test_the_asker_decides_with_the_level_they_have():
    move = proposed()

    assert read.decider(asker("director"), seen("director", move)[1]).level == 2
