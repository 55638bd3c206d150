"""Questions about what leaders chose when a gap came to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from answerable.decisions.answers.models import Choice as Row
from answerable.facts.dated import known_by
from answerable.facts.people.accounts import Asker
from answerable.rules.answering import Choice


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """What a leader chose.

    Attributes:
        number: of the choice.
        case: the number of the gap.
        leader_key: who chose.
        leader: their name.
        level: their level in the chain then.
        choice: what they chose.
        reason: why.
        commitment: what they said they would do, empty where they did not.
        due_on: by when, or until when there is more time.
        done_on: the day they said it was done.
        on: the day they chose.
    """

    number: int
    case: int
    leader_key: str
    leader: str
    level: int
    choice: Choice
    reason: str
    commitment: str
    due_on: date | None
    done_on: date | None
    on: date


def choices_of(case: int, *, until: date | None) -> tuple[ChoiceShown, ...]:
    """What was chosen about a gap, the latest first; the caller has asked who may see it."""
    rows = Row.objects.filter(case=case)
    return _shown(rows if until is None else rows.filter(on__lte=until), until or date.max)


def latest_of(cases: Collection[int]) -> dict[int, ChoiceShown]:
    """By gap, what was chosen last; the caller has asked who may see them."""
    return {one.case: one for one in reversed(_shown(Row.objects.filter(case__in=cases), date.max))} if cases else {}


def commitments_of(who: Asker) -> tuple[ChoiceShown, ...]:
    """What the asker committed to when gaps came to them, and has not done yet, in order of due date."""
    rows = Row.objects.filter(leader=who.person or 0, due_on__isnull=False, done_on__isnull=True)
    found = _shown(rows.exclude(commitment=""), date.max)
    return tuple(sorted(found, key=lambda one: (one.due_on or one.on, one.number)))


def _shown(rows: QuerySet[Row], until: date) -> tuple[ChoiceShown, ...]:
    return tuple(
        ChoiceShown(
            number=row.pk,
            case=row.case_id,
            leader_key=row.leader.key,
            leader=row.leader.name,
            level=row.level,
            choice=Choice(row.choice),
            reason=row.reason,
            commitment=row.commitment,
            due_on=row.due_on,
            done_on=known_by(row.done_on, until),
            on=row.on,
        )
        for row in rows.select_related("leader").order_by("-pk")
    )
