"""Duties of very many people at once, for what is taken out of the system."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from answerable.decisions.duties.models import Duty
from answerable.facts.people import line
from answerable.facts.people.accounts import Asker


@dataclass(frozen=True, slots=True)
class DutyInLine:
    """A duty owed to somebody in a line, or to a unit of it.

    Attributes:
        kind: what is owed.
        subject_key: to whom, a person or a unit.
        subject: their name.
        leader_key: by whom.
        leader: their name.
        came_from: the leader below who let it lapse, empty for the one who owed it first.
        case: the number of the case it belongs to, None without one.
        arises_on: the day from which it is owed.
        due_on: the last day on which it is done in time.
        kept_on: the day it was done, None while it is not.
        lapsed_on: the day it lapsed, None where it did not.
        ended_on: the day from which nobody has to do it any more, None while somebody has.
    """

    kind: str
    subject_key: str
    subject: str
    leader_key: str
    leader: str
    came_from: str
    case: int | None
    arises_on: date
    due_on: date
    kept_on: date | None
    lapsed_on: date | None
    ended_on: date | None


def owed_in_line(who: Asker, *, since: date) -> Iterator[DutyInLine]:
    """What is owed to the people and units whose figures the asker may take along: open, or fallen due since a day.

    Args:
        who: who asks.
        since: the day.

    Yields:
        The duties, by due day.
    """
    rows = Duty.objects.filter(Q(ended_on__isnull=True) | Q(due_on__gte=since))
    rows = rows.filter(Q(person__in=line.theirs(who).values("pk")) | Q(unit__in=line.units_of(who).values("pk")))
    subject = {name: Coalesce(f"person__{name}", f"unit__{name}") for name in ("key", "name")}
    found = rows.order_by("due_on", "pk").values_list("kind", subject["key"], subject["name"], *_COLUMNS)
    for kind, key, name, leader_key, leader, came_from, *days in found.iterator(chunk_size=5_000):
        yield DutyInLine(kind, key, name, leader_key, leader, came_from or "", *days)


_COLUMNS = (
    "leader__key",
    "leader__name",
    "came_from__name",
    "case",
    "arises_on",
    "due_on",
    "kept_on",
    "lapsed_on",
    "ended_on",
)
