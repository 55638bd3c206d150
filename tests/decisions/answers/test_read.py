"""What leaders chose, as far as somebody may see it."""

from datetime import date, timedelta

import pytest

from answerable.decisions.answers import read, write
from answerable.decisions.cases.models import Case
from answerable.rules.answering import Choice, Chosen
from answerable.rules.policy import default_policy
from asking import asker
from more_cases import take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def choose(case: int, due_on: date, text: str = "I sit in.", on: date = TODAY) -> None:
    chosen = Chosen("chief", Choice.HELP, f"Because of {text}", text, due_on)
    assert write.choose(asker("chief", on), case=case, chosen=chosen, policy=default_policy(), at=AT).allowed


def test_a_leader_of_then_sees_what_was_chosen_and_done_in_their_time():
    case = Case.objects.get().pk
    choose(case, TODAY + timedelta(days=9))
    choose(case, TODAY + timedelta(days=9), "I call them.", TODAY + timedelta(days=2))
    (later, first) = read.choices_of(case, until=None)
    write.say_done(asker("chief", TODAY + timedelta(days=3)), choice=first.number, at=AT)

    (then,) = read.choices_of(case, until=TODAY + timedelta(days=1))

    assert (then.number, then.done_on) == (first.number, None)
    assert read.choices_of(case, until=TODAY - timedelta(days=1)) == ()
    assert later.commitment == "I call them."


def test_the_latest_choice_of_each_gap_is_found_in_one_question():
    case, other = Case.objects.get().pk, take_up(person="seller-2", answers="chief", level=3).pk
    choose(case, TODAY + timedelta(days=9))
    choose(case, TODAY + timedelta(days=9), "I call them.")
    choose(other, TODAY + timedelta(days=5))

    found = read.latest_of([case, other])

    assert {number: one.commitment for number, one in found.items()} == {case: "I call them.", other: "I sit in."}
    assert read.latest_of([]) == {}


def test_what_one_promised_is_found_in_order_of_its_day_and_by_nobody_else():
    case, other = Case.objects.get().pk, take_up(person="seller-2", answers="chief", level=3).pk
    choose(case, TODAY + timedelta(days=9))
    choose(other, TODAY + timedelta(days=5))

    assert [one.case for one in read.commitments_of(asker("chief"))] == [other, case]
    assert read.commitments_of(asker("director")) == ()
    assert read.commitments_of(asker("administrator")) == ()
