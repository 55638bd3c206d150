"""Whom a plan concerns: the person, and the leaders above as they are on the day."""

from dataclasses import replace

import pytest

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.plans.parties import parties_of
from answerable.facts.people.models import Person, Unit
from answerable.rules.plans import Side
from more_cases import take_up
from plans_made import case_number
from staged import TODAY

pytestmark = pytest.mark.django_db


def shown(number: int | None = None) -> CaseShown:
    wanted = number or case_number()
    return cases.numbered([wanted])[wanted]


def test_of_a_person_s_gap_they_are_the_person_and_the_leaders_above_the_direct_one_first():
    parties = parties_of(shown(), TODAY)

    assert parties.person is not None
    assert parties.direct is not None
    assert (parties.person.key, parties.direct.key) == ("seller-1", "leader")
    assert [one.key for one in parties.everybody] == ["seller-1", "leader", "director", "chief"]
    assert (parties.answerable, parties.acting, parties.above) == ("chief", {"leader", "chief"}, {"director", "chief"})
    assert [parties.side_of(key) for key in ("seller-1", "director", "peer")] == [Side.PERSON, Side.LEADER, None]
    assert [parties.may_write(key) for key in ("seller-1", "leader", "chief", "director", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert parties.party("peer") is None


def test_leaders_answerable_beside_the_one_above_act_too():
    assert parties_of(replace(shown(), beside=("director",)), TODAY).acting == {"leader", "director", "chief"}


def test_of_a_unit_s_gap_they_are_its_leader_and_those_above():
    case = take_up(unit="north", answers="leader")

    parties = parties_of(shown(case.pk), TODAY)

    assert parties.person is None
    assert [one.key for one in parties.everybody] == ["leader", "director", "chief"]
    assert parties.acting == {"leader"}


def test_a_unit_without_a_leader_is_led_by_the_one_above_and_one_who_left_is_passed_over():
    case = take_up(unit="north", answers="chief")
    Unit.objects.filter(key="north").update(leader=None)
    above = parties_of(shown(case.pk), TODAY)
    Unit.objects.filter(key="north").update(leader=Person.objects.get(key="leader"))
    Person.objects.filter(key="leader").update(ends_on=TODAY)

    left = parties_of(shown(case.pk), TODAY)

    assert [one.key for one in above.leaders] == ["chief"]
    assert [one.key for one in left.leaders] == ["director", "chief"]


def test_where_nobody_leads_nobody_acts():
    Unit.objects.update(leader=None)
    case = take_up(unit="north")

    parties = parties_of(shown(case.pk), TODAY)

    assert (parties.leaders, parties.direct, parties.acting) == ((), None, frozenset())
