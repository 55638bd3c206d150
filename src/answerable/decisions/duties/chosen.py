"""What the next leader chose about a gap keeps the duties that had come to them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from answerable.decisions.duties.keeping import duty_rows, keep_duties
from answerable.facts.people.accounts import Asker
from answerable.rules.clocks import DutyKind


def keep_by_choice(who: Asker, *, case: int, kinds: Collection[DutyKind], at: datetime) -> int:
    """Keep the duties of a case that came to a leader from below, in the transaction of what they chose.

    Args:
        who: the leader.
        case: the number of the case.
        kinds: what their choice keeps, as `rules.answering.keeps` has it.
        at: when.

    Returns:
        How many duties it kept.
    """
    named = [kind.value for kind in kinds]
    passed_on = Q(case=case, leader=who.person, kind__in=named, came_from__isnull=False, ended_on__isnull=True)
    kept = duty_rows(passed_on)
    keep_duties(kept, who, who.on, None, at)
    return len(kept)
