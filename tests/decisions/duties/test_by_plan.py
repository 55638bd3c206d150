"""An agreed plan keeps what was owed of a plan; a decision what was owed of one, and more time owes it again."""

from datetime import date

import pytest
from django.db import transaction

from answerable.decisions.duties.by_plan import AgreedPlan, begin_plan, keep_decision
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person
from answerable.facts.support.models import Measure
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from more_cases import owe, take_up
from plans_made import case_number
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

POLICY = default_policy()


def begin(case: int, *levers: tuple[str, str]) -> None:
    leader, seller = (Person.objects.get(key=key).pk for key in ("leader", "seller-1"))
    plan = AgreedPlan(case, leader, seller, None, "seller-1", "bookings", levers, "skill")
    with transaction.atomic():
        begin_plan(asker("seller"), plan=plan, policy=POLICY, at=AT)


def decide(case: int, again_by: date | None) -> None:
    with transaction.atomic():
        keep_decision(asker("chief"), case=case, again_by=again_by, policy=POLICY, at=AT)


def test_every_lever_of_an_agreed_plan_begins_and_the_plan_is_owed_no_more():
    begin(case_number(), ("coaching", "Calls, together"), ("tool", "A better list"))

    begun = Measure.objects.order_by("pk")
    assert [(one.lever, one.name, one.cause, one.starts_on) for one in begun] == [
        ("coaching", "Calls, together", "skill", TODAY),
        ("tool", "A better list", "skill", TODAY),
    ]
    assert Duty.objects.filter(kind="plan", ended_on=None).count() == 0
    assert list(Duty.objects.filter(kind="review").values_list("leader__key", "due_on")) == [
        ("leader", date(2026, 1, 26))
    ]


def test_more_time_owes_the_decision_again_to_the_direct_leader_and_a_decision_to_nobody():
    decide(case_number(), date(2026, 4, 1))
    again = Duty.objects.get(kind="decision", ended_on=None)
    entry = ledger.history(["seller-1"], until=None, limit=1)[0]

    decide(case_number(), None)

    assert (again.leader.key, again.arises_on, again.due_on, again.lapses_on) == (
        "leader",
        TODAY,
        date(2026, 4, 1),
        date(2026, 4, 9),
    )
    assert (entry.kind, entry.body["duty"], entry.body["due_on"]) == ("duty.raised", "decision", "2026-04-01")
    assert Duty.objects.filter(kind="decision", ended_on=None).count() == 0


def test_where_no_decision_was_ever_asked_for_none_is_owed_again():
    case = take_up(person="seller-2", answers="leader")
    owe(case)

    decide(case.pk, date(2026, 4, 1))

    assert list(Duty.objects.filter(case=case.pk).values_list("kind", flat=True)) == ["conversation"]
