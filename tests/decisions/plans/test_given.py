"""What was given: conversations that hold reviews; what a leader was given before a first lapse."""

from datetime import date

import pytest

from answerable.decisions.cases import read as cases
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans import read
from answerable.decisions.plans.given import GivenToLeader, ReviewShown, given_to_leader, reviews_of
from answerable.decisions.plans.parties import parties_of
from answerable.facts.people.models import Person
from answerable.facts.support import write as support
from answerable.facts.support.models import Measure
from more_cases import owe, take_up
from plans_made import UNIT_TEXT, agree, case_number, give_time, run, write_down
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = date(2026, 2, 20)
FIRST, SECOND = date(2026, 1, 26), date(2026, 2, 9)


def talk(day: date, kind: str = "one_on_one", person: str | None = "seller-1", leader: str = "leader") -> None:
    support.log_conversation(
        leader=Person.objects.get(key=leader).pk,
        person=None if person is None else Person.objects.get(key=person).pk,
        kind=kind,
        day=day,
        minutes=30,
        at=AT,
    )


def reviews(case: int, until: date = LATER) -> list[tuple[date, date | None, bool]]:
    shown, plan = cases.numbered([case])[case], read.plan_of(case, until=None)
    assert plan is not None
    found = reviews_of(shown, plan, parties_of(shown, TODAY), until=until)
    return [(one.due_on, one.held_on, one.is_over) for one in found]


def test_a_conversation_on_the_day_of_a_review_or_later_holds_it_until_the_next_is_due():
    run()
    for day in (date(2026, 1, 25), date(2026, 1, 28), date(2026, 2, 10)):
        talk(day)

    assert reviews(case_number()) == [(FIRST, date(2026, 1, 28), True), (SECOND, date(2026, 2, 10), True)]
    assert reviews(case_number(), until=FIRST) == [(FIRST, None, False), (SECOND, None, False)]


def test_a_review_without_a_conversation_is_not_held():
    run()
    talk(SECOND)

    assert reviews(case_number()) == [(FIRST, None, True), (SECOND, SECOND, True)]


def test_reviews_of_a_unit_are_held_by_its_leader_with_the_team():
    case = take_up(unit="north", answers="leader")
    owe(case, kind="plan")
    write_down("leader", UNIT_TEXT, case=case.pk)
    agree("leader", case=case.pk)
    talk(FIRST)
    talk(FIRST, kind="team", person=None, leader="new-leader")
    talk(SECOND, kind="team", person=None)

    assert reviews(case.pk) == [(FIRST, None, True), (SECOND, SECOND, True)]


def test_of_a_plan_that_nobody_has_agreed_to_no_review_is_held():
    give_time()
    write_down()
    talk(FIRST)

    assert reviews(case_number()) == [(FIRST, None, False), (SECOND, None, False)]
    shown, plan = cases.numbered([case_number()])[case_number()], read.in_writing(case_number())
    assert plan is not None
    assert reviews_of(shown, plan, parties_of(shown, TODAY), until=TODAY)[0] == ReviewShown(FIRST, None, is_over=False)


def test_what_a_leader_was_given_is_counted_as_far_as_it_is_on_record():
    leader = Person.objects.get(key="leader")
    Measure.objects.create(
        key="course", lever="training", name="Leading", person=leader, starts_on=date(2025, 3, 1), recorded_at=AT
    )
    Measure.objects.create(key="tool", lever="tool", person=leader, starts_on=date(2025, 3, 1), recorded_at=AT)

    found = given_to_leader(leader.pk, TODAY)

    # The director sat down with the leader every other Monday, thirteen times from 21 July 2025 to 5 January 2026. What
    # was asked for first, on 2 April 2025, was a one-on-one with seller-1: due on the 16th, it lapsed on the 24th.
    assert found == GivenToLeader(people=5, talks=13, taught=1, first_lapse_on=date(2025, 4, 24))


def test_a_leader_who_never_let_anything_lapse_has_no_first_lapse():
    Duty.objects.update(lapsed_on=None)

    assert given_to_leader(Person.objects.get(key="chief").pk, TODAY).first_lapse_on is None
