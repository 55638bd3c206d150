"""How a plan goes, as either side says; neither overwrites the other."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.plans import read
from answerable.decisions.plans.models import Plan
from answerable.decisions.plans.progress import reach, say_kept
from answerable.decisions.plans.read import CommitmentShown
from answerable.decisions.plans.write import NOT_YOURS, NOTHING_HERE
from answerable.ledger import read as ledger
from answerable.rules.verdicts import Verdict
from asking import asker
from plans_made import TEXT, agree, case_number, end, give_time, run, write_down
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

DONE = Verdict(allowed=True, reasons=())


def say(name: str, commitment: int, *, is_kept: bool | None = True) -> Verdict:
    return say_kept(asker(name), commitment=commitment, is_kept=is_kept, at=AT)


def commitments() -> tuple[CommitmentShown, ...]:
    plan = read.plan_of(case_number(), until=None)
    assert plan is not None
    return plan.commitments


def test_each_side_says_for_itself_whether_a_commitment_was_kept():
    plan = run()
    mine, leader_s = (one.number for one in plan.commitments)

    assert say("seller", leader_s, is_kept=False) == DONE
    assert say("leader", leader_s) == DONE
    assert say("leader", mine) == DONE

    first, second = commitments()
    assert (first.person_says, first.leader_says, first.leader_said_by, first.is_kept) == (
        None,
        True,
        "Lee Okoro",
        True,
    )
    assert (second.person_says, second.person_said_on, second.leader_says, second.is_kept) == (
        False,
        TODAY,
        True,
        False,
    )
    entry = ledger.history(["seller-1"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body) == (
        "commitment.judged",
        "leader",
        {
            "case": case_number(),
            "plan": plan.number,
            "commitment": mine,
            "of": "person",
            "says": "leader",
            "kept": True,
        },
    )


def test_what_was_said_can_be_taken_back_and_said_twice_is_said_once():
    plan = run()
    number = plan.commitments[0].number
    say("leader", number)
    before = ledger.head()
    say("leader", number)
    assert ledger.head() == before

    assert say("leader", number, is_kept=None) == DONE

    first, _second = commitments()
    assert (first.leader_says, first.leader_said_on, first.leader_said_by) == (None, None, "")


@pytest.mark.parametrize("name", ["director", "new leader", "peer", "partner", "administrator"])
def test_nobody_else_says_how_it_goes(name: str):
    plan = run()
    before = ledger.head()

    assert say(name, plan.commitments[0].number) == NOT_YOURS
    assert reach(asker(name), case=case_number(), place=1, is_reached=True, at=AT) == NOT_YOURS
    assert ledger.head() == before


def test_a_leader_above_says_whether_their_own_commitment_was_kept():
    give_time()
    theirs = replace(TEXT.commitments[1], by="director", text="I free Lee of the Tuesday report")
    write_down("leader", replace(TEXT, commitments=(*TEXT.commitments, theirs)))
    for name in ("leader", "seller", "director"):
        agree(name)

    own = commitments()[2]

    assert say("director", own.number) == DONE
    assert say("director", commitments()[0].number) == NOT_YOURS
    assert commitments()[2].leader_said_by == "Dana Reyes"


def test_a_milestone_is_reached_on_a_day_and_that_can_be_taken_back():
    plan = run()

    assert reach(asker("seller"), case=case_number(), place=1, is_reached=True, at=AT) == DONE

    row = Plan.objects.get(pk=plan.number)
    assert row.milestones == [
        {"text": "Five first meetings", "due_on": "2026-02-13", "reached_on": "2026-01-12", "said_by": "Seller-1"}
    ]
    entry = ledger.history(["seller-1"], until=None, limit=1)[0]
    body = {"case": case_number(), "plan": plan.number, "milestone": 1, "reached": True}
    assert (entry.kind, entry.body) == ("milestone.judged", body)
    before = ledger.head()
    reach(asker("leader"), case=case_number(), place=1, is_reached=True, at=AT)
    assert ledger.head() == before
    reach(asker("leader"), case=case_number(), place=1, is_reached=False, at=AT)
    row.refresh_from_db()
    assert row.milestones[0]["reached_on"] is None


def test_there_is_no_progress_without_a_plan_that_runs():
    assert reach(asker("leader"), case=case_number(), place=1, is_reached=True, at=AT) == NOTHING_HERE
    plan = run()
    for place in (0, 2):
        assert reach(asker("leader"), case=case_number(), place=place, is_reached=True, at=AT) == NOTHING_HERE
    end("leader", "left")
    before = ledger.head()

    assert say("leader", plan.commitments[0].number) == NOTHING_HERE
    assert ledger.head() == before


def test_what_the_asker_committed_to_is_theirs_until_somebody_says_how_it_went():
    plan = run()

    mine = read.commitments_of(asker("leader"))

    assert [(one.text, one.due_on, one.case) for one in mine] == [
        ("I join the first call every Monday", date(2026, 2, 27), case_number())
    ]
    assert read.commitments_of(asker("director")) == ()
    assert read.commitments_of(asker("administrator")) == ()
    say("seller", plan.commitments[1].number)
    assert read.commitments_of(asker("leader")) == ()
