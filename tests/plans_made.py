"""A plan, made in tests: for the one gap of the stage, which is sustained and whose decision is over its day."""

from dataclasses import replace
from datetime import date

from answerable.decisions.cases.models import Case
from answerable.decisions.plans import read, write
from answerable.decisions.plans.read import PlanShown
from answerable.decisions.plans.write import CommitmentText, PlanText
from answerable.rules.policy import default_policy
from answerable.rules.verdicts import Verdict
from asking import asker
from more_cases import take_up
from staged import AT, TODAY

POLICY = default_policy()
MORE_TIME = date(2026, 4, 1)
WHY = "The accounts are divided anew in March."
SELLER = CommitmentText("seller-1", "I call ten accounts a week", date(2026, 2, 27))
LEADER = CommitmentText("leader", "I join the first call every Monday", date(2026, 2, 27))
TEXT = PlanText(
    levers=(("coaching", "Calls, together"),),
    commitments=(SELLER, LEADER),
    milestones=(("Five first meetings", date(2026, 2, 13)),),
    reviews=(date(2026, 1, 26), date(2026, 2, 9)),
    decide_on=date(2026, 3, 2),
)
ONLY_THE_PERSON = replace(TEXT, commitments=(SELLER,))
UNIT_TEXT = replace(TEXT, levers=(("process", "One list of accounts"),), commitments=(LEADER,))


def case_number() -> int:
    """The number of the case of the stage."""
    return Case.objects.order_by("pk")[0].pk


def give_time(name: str = "chief", *, until: date = MORE_TIME, reason: str = WHY, case: int | None = None) -> Verdict:
    """Give the decision more time."""
    return write.extend(asker(name), case=case or case_number(), until=until, reason=reason, policy=POLICY, at=AT)


def write_down(name: str = "leader", text: PlanText = TEXT, version: int = 0, case: int | None = None) -> write.Saved:
    """Write the plan."""
    return write.save_plan(asker(name), case=case or case_number(), text=text, version=version, at=AT)


def agree(name: str, version: int = 1, case: int | None = None) -> Verdict:
    """Agree to the plan."""
    return write.agree(asker(name), case=case or case_number(), version=version, policy=POLICY, at=AT)


def end(name: str, outcome: str, reason: str = "It is done.", case: int | None = None, on: date = TODAY) -> Verdict:
    """Say what came of the plan."""
    return write.end(asker(name, on), case=case or case_number(), outcome=outcome, reason=reason, policy=POLICY, at=AT)


def run() -> PlanShown:
    """A plan that both sides have agreed to."""
    give_time()
    write_down()
    agree("leader")
    agree("seller")
    plan = read.plan_of(case_number(), until=None)
    assert plan is not None
    return plan


def run_again() -> None:
    """Another plan of the same words, to which both sides have agreed."""
    write_down()
    agree("leader")
    agree("seller")


def drafted() -> int:
    """The number of the case of the stage, whose plan has been written and can be agreed to."""
    give_time()
    write_down()
    return case_number()


def promised() -> int:
    """The number of the first commitment of the plan that runs."""
    plan = read.plan_of(case_number(), until=None)
    assert plan is not None
    return plan.commitments[0].number


def put_forward() -> int:
    """The number of a unit's case, whose plan its leader has put forward."""
    case = take_up(unit="north", answers="leader")
    write_down("leader", UNIT_TEXT, case=case.pk)
    agree("leader", case=case.pk)
    return case.pk
