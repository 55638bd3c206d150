"""How leaders stand, worked out by hand."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.decisions.cases.models import Case
from answerable.decisions.cases.write import count_below
from answerable.decisions.duties.models import Duty
from answerable.decisions.standing import Standing, standings
from answerable.facts.people.models import Person, Unit
from staged import TODAY

pytestmark = pytest.mark.django_db

NOTHING = Standing(people=0, gaps=0, sustained=0, answers_for=0, due=0, kept=0, over=0)


def number_of(key: str) -> int:
    return Person.objects.get(key=key).pk


def standing(key: str, on: date = TODAY) -> Standing:
    return standings([number_of(key)], on)[number_of(key)]


def test_a_leader_s_people_their_gaps_and_what_was_kept():
    # From 15 October to 11 January: six one-on-ones with each of sellers 2 to 5 and three with seller-6 were kept.
    # Seven with seller-1 and the decision on their gap were not; of these the one due on 7 January is still owed.
    expected = Standing(people=5, gaps=1, sustained=1, answers_for=0, due=24 + 3 + 7 + 1, kept=27, over=1)

    assert standing("leader") == expected


def test_what_nobody_had_to_do_any_more_when_it_would_have_been_due_counts_for_nobody():
    ended = Duty.objects.get(leader__key="leader", person__key="seller-6", due_on=date(2025, 12, 8))
    before = standing("leader")
    assert (ended.kept_on, ended.ended_on) == (None, date(2025, 12, 2))

    Duty.objects.filter(pk=ended.pk).update(ended_on=date(2025, 12, 9))

    after = standing("leader")
    assert (after.due, after.kept) == (before.due + 1, before.kept)


def test_a_duty_kept_late_fell_due_and_was_not_kept_by_its_day():
    before = standing("leader")

    Duty.objects.filter(person__key="seller-2", due_on=date(2026, 1, 5)).update(kept_on=date(2026, 1, 6))

    after = standing("leader")
    assert (after.due, after.kept) == (before.due, before.kept - 1)


def test_at_the_top_the_whole_line_counts_and_what_climbed():
    # Eleven others. Six one-on-ones with the director kept; seven each with stranger and partner, and the decision that
    # fell to the chief, were not. Over: two of these one-on-ones, and conversation, plan and decision.
    assert standing("chief") == Standing(
        people=11, gaps=1, sustained=1, answers_for=1, due=6 + 7 + 7 + 1, kept=6, over=5
    )


def test_a_leader_of_leaders_keeps_their_one_on_ones():
    assert standing("director") == Standing(people=8, gaps=1, sustained=1, answers_for=0, due=16, kept=16, over=0)


def test_a_new_leader_answers_for_their_own_time_alone():
    # Seller-6 came on 1 December: due on the 15th and the 29th, and nobody talked.
    assert standing("new-leader") == Standing(people=1, gaps=0, sustained=0, answers_for=0, due=2, kept=0, over=1)


def test_whoever_leads_nobody_stands_nowhere():
    assert standing("seller-1") == NOTHING
    assert standings([], TODAY) == {}


def test_a_unit_s_gap_counts_for_its_leader_and_everybody_above_once():
    first = Case.objects.get()
    Case.objects.create(
        unit=Unit.objects.get(key="south"),
        expectation="bookings",
        opened_on=TODAY,
        taken_up_on=TODAY,
        finding=first.finding,
        latest=first.latest,
        answerable=Person.objects.get(key="new-leader"),
        level=1,
        since=TODAY,
    )
    count_below()

    found = standings([number_of(key) for key in ("chief", "director", "leader", "new-leader")], TODAY)

    figures = {Person.objects.get(pk=number).key: (one.gaps, one.sustained) for number, one in found.items()}
    assert figures == {"chief": (2, 1), "director": (2, 1), "leader": (1, 1), "new-leader": (1, 0)}
    assert found[number_of("new-leader")].answers_for == 1


def test_a_closed_case_is_no_gap():
    Case.objects.update(closed_on=TODAY)
    count_below()

    stands = standing("chief")

    assert (stands.gaps, stands.sustained, stands.answers_for) == (0, 0, 0)


def test_it_takes_as_many_questions_for_many_leaders_as_for_one(django_assert_num_queries: DjangoAssertNumQueries):
    leaders = [number_of(key) for key in ("chief", "director", "leader", "new-leader")]

    with django_assert_num_queries(4):
        assert len(standings(leaders, TODAY)) == 4
