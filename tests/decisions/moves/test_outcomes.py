"""What came of a move against what was forecast, told to those who may know; and how both sides say it goes."""

from datetime import date

import pytest

from answerable.decisions.moves import following, outcomes, read
from answerable.decisions.moves.models import Forecast, Going, Move
from answerable.decisions.moves.outcomes import Said
from answerable.decisions.moves.shown import MoveShown
from answerable.facts.people.models import Place
from asking import asker
from moving import OUT, OVER, YES, decide, heard, help_with, latest, no
from staged import AT

pytestmark = pytest.mark.django_db

MOVED_ON = date(2025, 12, 1)
THEIRS = no("The person and the leader they now have say how it is going.")


def moved(who: str = "seller-2") -> Move:
    """A move that took effect six weeks ago."""
    move = heard("leader", who, OVER)
    if who == "seller-2":
        help_with("leader", who)
    assert decide("director", move, reason="So.").allowed
    Move.objects.filter(pk=move.pk).update(took_effect_on=MOVED_ON)
    return move


def shown(name: str, move: Move) -> MoveShown:
    found = read.seen(asker(name), move.pk)
    assert found is not None
    return found[0]


def say(name: str, move: Move, text: str = "Well, on the whole.", mark: int = 30) -> object:
    return outcomes.say(asker(name), number=move.pk, mark=mark, text=text, at=AT)


def test_before_anything_is_decided_nothing_is_forecast():
    move = heard()

    assert outcomes.forecasts_of(asker("leader"), shown("leader", move)) == ()
    assert outcomes.mark_to_say(shown("leader", move), date(2026, 1, 12)) is None


def test_what_came_stands_beside_what_was_forecast():
    move = moved()
    following.look(on=date(2026, 3, 1))

    (found,) = outcomes.forecasts_of(asker("peer"), shown("peer", move))

    assert (found.expectation, found.basis) == ("bookings", "level_now")
    assert found.figures is not None
    assert [(one.mark, one.level is None, one.is_within) for one in found.outcomes] == [
        (30, True, None),
        (90, False, True),
    ]
    assert outcomes.within((shown("peer", move),)) == {move.pk: ((30, None), (90, True))}


def test_under_a_typical_leader_its_figures_are_for_those_who_may_see_what_the_leader_adds():
    move = moved("seller-1")
    assert Forecast.objects.get().basis == "typical_leader"

    told = {name: outcomes.forecasts_of(asker(name), shown(name, move))[0].figures for name in ("director", "seller")}

    assert told == {"director": (0.97, 0.88, 1.06), "seller": None}


def test_both_sides_say_how_it_goes_in_one_line_each():
    move = moved()
    Place.objects.filter(person__key="seller-2", level=1).update(leader_id=asker("new leader").person)

    first = say("peer", move, "  Hard at\nfirst.  ")
    other = say("new leader", move, "She learns fast.")
    again = say("peer", move, "Better by now.")

    assert (first, other, again) == (YES, YES, YES)
    assert outcomes.goings_of(move.pk) == (
        Said(30, "leader", "She learns fast."),
        Said(30, "person", "Better by now."),
    )
    assert outcomes.mark_to_say(shown("peer", move), date(2026, 3, 1)) == 90
    assert latest("seller-2") == [("move.going", "seller-2")]


@pytest.mark.parametrize("name", ["director", "chief", "new leader", "seller", "stranger", "administrator"])
def test_nobody_else_does(name: str):
    assert say(name, moved()) == THEIRS
    assert not Going.objects.exists()


def test_it_is_asked_at_its_marks_and_takes_a_line():
    move = moved()

    assert say("peer", move, mark=90) == no("This is asked once the days are over.")
    assert say("peer", move, mark=31) == no("This is asked once the days are over.")
    assert say("peer", move, " \n ") == no("Write a line first.")
    assert not Going.objects.exists()


def test_of_somebody_who_left_it_is_not_asked():
    move = heard("leader", "seller-2", OUT)
    help_with("leader", "seller-2")
    decide("leader", move)
    Move.objects.filter(pk=move.pk).update(took_effect_on=MOVED_ON)

    assert outcomes.mark_to_say(shown("peer", move), date(2026, 3, 1)) is None
    assert say("peer", move) == THEIRS
