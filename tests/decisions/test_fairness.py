"""On whom decisions and rules fell in the last year, each person once."""

from datetime import date, timedelta

import pytest

import plans_made
from answerable.decisions import fairness
from answerable.decisions.cases.models import Case
from answerable.decisions.hearings.models import Hearing
from answerable.decisions.moves.models import Decision, Move
from answerable.decisions.plans.models import Plan
from answerable.facts.groups import write as groups
from answerable.facts.people.models import Account, Person
from answerable.facts.support.models import Measure
from answerable.findings.models import Fairness
from answerable.panel import apart
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

EVERYBODY = {"chief", "director", "leader", "new-leader", "stranger", "partner", *(f"seller-{n}" for n in range(1, 7))}
SELLERS = {f"seller-{n}" for n in range(1, 7)}


def fell(on: date = TODAY) -> dict[str, tuple[set[str], set[str], bool]]:
    """By kind, on whom it could have fallen, on whom it did, and whether that is bad for them."""
    keys = dict(Person.objects.values_list("pk", "key"))
    return {
        one.kind: ({keys[n] for n in one.could}, {keys[n] for n in one.did}, one.adverse)
        for one in fairness.happened(on)
    }


def moved(key: str, *, kind: str = "role", own_wish: bool = False, outcome: str = "as_proposed") -> Decision:
    """A move of somebody, decided a week ago."""
    account = Account.objects.get(email="leader@example.com")
    person, chief = (Person.objects.get(key=one) for one in (key, "chief"))
    day = TODAY - timedelta(days=7)
    move = Move.objects.create(
        person=person,
        kind=kind,
        starts_on=TODAY,
        own_wish=own_wish,
        reasons="x",
        proposed_by=account,
        proposed_on=day,
        state="declined" if outcome == "declined" else "decided",
    )
    return Decision.objects.create(
        move=move, outcome=outcome, kind=kind, by=chief, level=1, decided_on=day, decided_at=AT
    )


def test_every_kind_is_counted_once():
    kinds = [one.kind for one in fairness.happened(TODAY)]

    assert len(set(kinds)) == len(kinds) == 24


def test_rules_fall_on_whoever_was_measured_or_has_a_gap():
    found = fell()

    assert found["gap_opened"] == (SELLERS, {"seller-1"}, True)
    assert found["gap_climbed"] == ({"seller-1"}, {"seller-1"}, True)


def test_duties_are_raised_to_people_and_kept_or_not():
    found = fell()

    assert found["raised_one_on_one"][0] == EVERYBODY
    assert found["raised_one_on_one"][2] is False
    assert found["raised_plan"] == (EVERYBODY, {"seller-1"}, True)
    assert "seller-1" in found["kept_one_on_one"][0] - found["kept_one_on_one"][1]
    assert {"seller-2", "seller-3"} <= found["kept_one_on_one"][1]
    assert found["kept_plan"] == ({"seller-1"}, set(), False)


def test_a_lever_is_given_to_whoever_has_a_gap():
    for key in ("seller-1", "seller-2"):
        person = Person.objects.get(key=key)
        Measure.objects.create(key=key, lever="coaching", person=person, starts_on=TODAY, recorded_at=AT)

    assert fell()["lever_given"] == ({"seller-1"}, {"seller-1"}, False)
    assert fell(TODAY - timedelta(days=1))["lever_given"] == ({"seller-1"}, set(), False)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("closed", "plan_closed"),
        ("tool_fixed", "plan_elsewhere"),
        ("role_change", "plan_moved"),
        ("left", "plan_left"),
    ],
)
def test_a_plan_ends_in_one_of_four_ways(outcome: str, kind: str):
    plan = plans_made.run()
    Plan.objects.filter(case=plan.case).update(state="ended", ended_on=TODAY, outcome=outcome)

    found = fell()

    ends = ("plan_closed", "plan_elsewhere", "plan_moved", "plan_left")
    assert {one: found[one][:2] for one in ends} == {
        one: ({"seller-1"}, {"seller-1"} if one == kind else set()) for one in ends
    }
    assert [found[one][2] for one in ends] == [False, False, True, True]


def test_a_claim_is_held_or_not():
    case = Case.objects.get()
    heard = {"holds": "seller-1", "expectation_wrong": "leader"}
    for outcome, key in heard.items():
        Hearing.objects.create(
            case=case,
            heard=Person.objects.get(key=key),
            finding=case.finding,
            asked_by=Account.objects.get(email="chief@example.com"),
            asked_on=TODAY,
            answer_by=TODAY,
            ended_on=TODAY,
            outcome=outcome,
        )

    assert fell()["claim_held"] == ({"seller-1", "leader"}, {"seller-1"}, True)


def test_moves_are_asked_for_or_not():
    moved("seller-1")
    moved("seller-2", own_wish=True)
    moved("seller-3", own_wish=True, outcome="declined")
    moved("seller-4", own_wish=True, outcome="otherwise")
    moved("seller-5", kind="leaving")
    moved("seller-6", outcome="declined")

    found = fell()

    assert found["wish_granted"] == ({"seller-2", "seller-3", "seller-4"}, {"seller-2"}, False)
    assert found["opening_filled"] == (EVERYBODY, set(), False)
    assert found["moved_unasked"] == (EVERYBODY, {"seller-1"}, True)
    assert found["left_unasked"] == (EVERYBODY, {"seller-5"}, True)


def test_what_was_taken_back_or_is_older_than_a_year_fell_on_nobody():
    Decision.objects.filter(pk=moved("seller-1").pk).update(taken_back_on=TODAY)
    Decision.objects.filter(pk=moved("seller-2").pk).update(decided_on=TODAY - timedelta(days=365))

    assert fell()["moved_unasked"] == (EVERYBODY, set(), True)


def test_it_is_weighed_once_groups_are_supplied_and_then_once_a_month():
    assert not fairness.weigh_when_due(on=TODAY, at=AT)

    groups.bring([apart.Belonging("seller-1", "sex", "woman")], actor="a", at=AT)

    assert fairness.weigh_when_due(on=TODAY, at=AT)
    assert len(Fairness.objects.get().tables) == 24
    assert not fairness.weigh_when_due(on=TODAY, at=AT)
    assert fairness.weigh(on=TODAY, at=AT)
