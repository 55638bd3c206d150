"""How a plan goes: commitments kept or not, milestones reached, as either side says."""

from datetime import datetime

from django.db import transaction

from answerable.decisions.cases import read as cases
from answerable.decisions.plans.models import RUNNING, Commitment, Plan
from answerable.decisions.plans.parties import parties_of
from answerable.decisions.plans.write import ALLOWED, NOT_YOURS, NOTHING_HERE, enter
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.rules.plans import Side
from answerable.rules.verdicts import Verdict


def say_kept(who: Asker, *, commitment: int, is_kept: bool | None, at: datetime) -> Verdict:
    """Say whether a commitment was kept. Each side says so for itself, and neither overwrites the other.

    Args:
        who: the person, or a leader who acts on the gap.
        commitment: its number.
        is_kept: whether it was; None to take back what was said.
        at: when.

    Returns:
        Refused to anybody else, and where the plan does not run.
    """
    with transaction.atomic():
        ledger.lock()
        row = Commitment.objects.select_related("plan").filter(pk=commitment, plan__state=RUNNING).first()
        if row is None:
            return NOTHING_HERE
        case = cases.numbered([row.plan.case_id])[row.plan.case_id]
        parties, key = parties_of(case, who.on), who.viewer.person_id
        side = parties.side_of(key)
        if side is None or not (parties.may_write(key) or row.by_id == who.person):
            return NOT_YOURS
        if getattr(row, f"{side.value}_says") == is_kept:
            return ALLOWED
        on = None if is_kept is None else who.on
        setattr(row, f"{side.value}_says", is_kept)
        setattr(row, f"{side.value}_said_on", on)
        if side is Side.LEADER:
            row.leader_said_by_id = None if is_kept is None else who.person
        row.save()
        said = {"plan": row.plan_id, "commitment": row.pk, "of": row.side, "says": side.value, "kept": is_kept}
        enter("commitment.judged", who, case, said, at)
    return ALLOWED


def reach(who: Asker, *, case: int, place: int, is_reached: bool, at: datetime) -> Verdict:
    """Say that a milestone was reached, or take that back.

    Args:
        who: the person, or a leader who acts on the gap.
        case: the number of the case.
        place: of the milestone in the plan that runs, from 1 on.
        is_reached: whether it was.
        at: when.

    Returns:
        Refused to anybody else, and where there is no such milestone in a plan that runs.
    """
    with transaction.atomic():
        ledger.lock()
        row = Plan.objects.filter(case=case, state=RUNNING).first()
        if row is None or not 1 <= place <= len(row.milestones):
            return NOTHING_HERE
        shown = cases.numbered([case])[case]
        if who.person is None or not parties_of(shown, who.on).may_write(who.viewer.person_id):
            return NOT_YOURS
        mark = row.milestones[place - 1]
        if (mark["reached_on"] is not None) == is_reached:
            return ALLOWED
        mark["reached_on"], mark["said_by"] = (who.on.isoformat(), who.name) if is_reached else (None, "")
        row.save(update_fields=["milestones"])
        enter("milestone.judged", who, shown, {"plan": row.pk, "milestone": place, "reached": is_reached}, at)
    return ALLOWED
