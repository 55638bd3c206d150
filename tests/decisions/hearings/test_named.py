"""The leaders to whom something of a gap is counted, and what each was given to lead with."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.hearings import named
from answerable.facts.people.models import Person
from answerable.facts.support import write as support
from answerable.facts.support.models import Activity
from answerable.rules.hearing import Enabled
from more_cases import owe, take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def case() -> int:
    return Case.objects.get(person__key="seller-1").pk


def found(until: date = TODAY) -> list[named.Named]:
    return list(named.named_in(case(), until=until, record_days=90))


def test_those_with_whom_a_duty_lapsed_are_named_and_those_past_whom_it_climbed(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    number = case()

    with django_assert_num_queries(1):
        leaders = named.named_in(number, until=TODAY, record_days=90)

    # The direct leader let conversation, plan and decision lapse; so did the chief. The director had no time to.
    told = {one.key: (one.name, one.lapses, one.first_on) for one in leaders}
    assert told == {
        "leader": ("Lee Okoro", 3, date(2025, 9, 16)),
        "director": ("Dana Reyes", 0, None),
        "chief": ("Cleo Chief", 3, date(2025, 10, 15)),
    }
    assert [one.key for one in leaders] == ["leader", "chief", "director"]


def test_of_then_only_what_had_lapsed_by_then_is_named():
    (one,) = found(date(2025, 9, 16))

    assert (one.key, one.lapses, one.enabled.lapsed_before) == ("leader", 1, 0)


def test_what_a_leader_was_given_is_counted_with_their_span():
    enabled = {one.key: one.enabled for one in found()}

    # From 14 October to 12 January the director talked with Leader on six Mondays; nobody is above the chief.
    assert enabled["leader"] == Enabled(trainings=0, conversations=6, reports=5, lapsed_before=0)
    assert enabled["chief"] == Enabled(trainings=0, conversations=None, reports=3, lapsed_before=0)


def test_training_to_lead_and_lapses_in_other_gaps_are_counted():
    leader = Person.objects.get(key="leader")
    for lever in ("training", "process"):
        support.begin_measure(
            leader=leader.pk, person=leader.pk, unit=None, lever=lever, name="", expectation=None, on=TODAY, at=AT
        )
    other = take_up(person="seller-2", answers="leader")
    owe(other)
    owe(other, kind="plan")
    Duty.objects.filter(case=other.pk).update(lapsed_on=TODAY)

    (enabled,) = [one.enabled for one in found() if one.key == "leader"]

    assert (enabled.trainings, enabled.lapsed_before) == (1, 1)


def test_where_no_conversation_is_recorded_none_is_missed():
    Activity.objects.all().delete()

    assert {one.enabled.conversations for one in found()} == {None}


def test_a_first_lapse_is_one_of_a_leader_who_let_nothing_of_another_gap_lapse():
    chief = Person.objects.get(key="chief").pk

    assert named.first_lapses([case()], but=chief) == {case(): ("Lee Okoro",)}
    assert named.first_lapses([case()], but=0) == {case(): ("Lee Okoro", "Cleo Chief")}
    assert named.first_lapses([], but=0) == {}

    other = take_up(person="seller-2", answers="leader", opened_on=TODAY - timedelta(days=30))
    owe(other)
    Duty.objects.filter(case=other.pk).update(lapsed_on=TODAY)
    assert named.first_lapses([case()], but=chief) == {}


def test_everybody_who_answered_is_remembered():
    assert named.answered_for(case()) == ("leader", "director", "chief")
