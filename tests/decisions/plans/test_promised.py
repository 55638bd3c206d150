"""What both sides committed to for the gaps of one person."""

from datetime import date

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.plans.models import Commitment, Plan
from answerable.decisions.plans.promised import commitments_around
from answerable.facts.people.models import Person
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

SINCE = date(2025, 10, 14)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def commit(text: str, by: str, due_on: date, **of: object) -> None:
    """A commitment in a plan of its own for the stage's gap."""
    plan = Plan.objects.create(
        case=Case.objects.get(),
        began_on=TODAY,
        changed_by=person("leader"),
        changed_at=AT,
        **({"state": "running", "agreed_on": TODAY} | of),
    )
    side = "leader" if by == "leader" else "person"
    Commitment.objects.create(plan=plan, side=side, by=person(by), text=text, due_on=due_on)


def test_both_sides_of_plans_that_run_or_ended_lately_are_told_in_order_of_due_date():
    commit("second", "leader", date(2026, 2, 2))
    commit("first", "seller-1", date(2026, 1, 20), state="ended", ended_on=SINCE)

    found = commitments_around(person("seller-1").pk, since=SINCE)

    assert [(one.text, one.by, one.by_key, one.side) for one in found] == [
        ("first", "Seller-1", "seller-1", "person"),
        ("second", "Lee Okoro", "leader", "leader"),
    ]
    assert found[0].case == Case.objects.get().pk


@pytest.mark.parametrize(
    "of",
    [
        {"state": "draft", "agreed_on": None},
        {"state": "proposed", "agreed_on": None},
        {"state": "ended", "agreed_on": None, "ended_on": TODAY},
        {"state": "ended", "ended_on": date(2025, 10, 13)},
    ],
)
def test_what_was_not_agreed_or_is_long_over_is_not(of: dict[str, object]):
    commit("no promise", "leader", TODAY, **of)

    assert commitments_around(person("seller-1").pk, since=SINCE) == ()


def test_those_of_others_are_not():
    commit("theirs", "leader", TODAY)

    assert commitments_around(person("seller-2").pk, since=SINCE) == ()
