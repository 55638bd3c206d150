"""Plans as they are shown: what counts as kept, who agreed, what the rules are asked about."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.plans.shown import CommitmentShown, PlanShown, Signed
from answerable.rules.plans import Commitment, ProposedPlan, Side

DUE = date(2026, 2, 27)
SAID = CommitmentShown(
    number=1,
    case=1,
    side=Side.PERSON,
    by_key="ana",
    by="Ana Silva",
    text="I call ten accounts a week",
    due_on=DUE,
    person_says=None,
    person_said_on=None,
    leader_says=None,
    leader_said_on=None,
    leader_said_by="",
)
PLAN = PlanShown(
    number=1,
    case=1,
    version=1,
    state="proposed",
    levers=(("coaching", "Calls, together"),),
    commitments=(SAID,),
    milestones=(),
    reviews=(date(2026, 2, 2),),
    decide_on=DUE,
    changed_by="ana",
    changed_by_name="Ana Silva",
    proposed_on=date(2026, 1, 12),
    agreed_on=None,
    signed=(
        Signed("ana", "Ana Silva", date(2026, 1, 12), is_acknowledged=False),
        Signed("dana", "Dana Reyes", date(2026, 1, 12), is_acknowledged=True),
    ),
    ended_on=None,
    ended_by="",
    outcome="",
    reason="",
)


@pytest.mark.parametrize(
    ("person", "leader", "is_kept"),
    [
        (None, None, False),
        (True, None, True),
        (None, True, True),
        (True, True, True),
        (False, True, False),
        (True, False, False),
        (None, False, False),
    ],
)
def test_a_commitment_counts_as_kept_where_somebody_says_so_and_nobody_says_otherwise(
    *, person: bool | None, leader: bool | None, is_kept: bool
):
    assert replace(SAID, person_says=person, leader_says=leader).is_kept is is_kept


def test_to_know_a_plan_is_not_to_agree_to_it():
    assert [PLAN.has_signed(key) for key in ("ana", "dana", "petra")] == [True, False, False]


def test_the_rules_are_asked_about_its_kinds_of_levers_its_commitments_and_its_days():
    assert PLAN.proposed() == ProposedPlan(
        ("coaching",), (Commitment(Side.PERSON, "ana", "I call ten accounts a week", DUE),), (date(2026, 2, 2),), DUE
    )
