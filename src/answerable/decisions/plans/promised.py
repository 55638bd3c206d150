"""What both sides committed to for the gaps of one person, whatever plan it stands in."""

from datetime import date

from django.db.models import Q

from answerable.decisions.plans.models import ENDED, RUNNING, Commitment
from answerable.decisions.plans.shown import CommitmentShown
from answerable.rules.plans import Side


def commitments_around(person: int, *, since: date) -> tuple[CommitmentShown, ...]:
    """What both sides committed to for the gaps of a person, in order of due date; the caller has asked who may see it.

    Args:
        person: the number of the person.
        since: plans that ended earlier are left out.

    Returns:
        The commitments of plans that run, or were agreed and ended since that day.
    """
    lately = Q(plan__state=RUNNING) | Q(plan__state=ENDED, plan__agreed_on__isnull=False, plan__ended_on__gte=since)
    rows = Commitment.objects.filter(lately, plan__case__person=person).select_related("by", "plan", "leader_said_by")
    return tuple(
        CommitmentShown(
            number=row.pk,
            case=row.plan.case_id,
            side=Side(row.side),
            by_key=row.by.key,
            by=row.by.name,
            text=row.text,
            due_on=row.due_on,
            person_says=row.person_says,
            person_said_on=row.person_said_on,
            leader_says=row.leader_says,
            leader_said_on=row.leader_said_on,
            leader_said_by="" if row.leader_said_by is None else row.leader_said_by.name,
        )
        for row in rows.order_by("due_on", "pk")
    )
