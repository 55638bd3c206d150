"""Groups are supplied, corrected and withdrawn; that somebody looked is noted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from answerable.facts.groups.models import Belonging, Look
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person
from answerable.ledger import write as ledger
from answerable.panel import apart

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What supplying groups changes.

    Attributes:
        added: people who belong to a group in a respect in which they belonged to none.
        corrected: people who belong to another one.
        withdrawn: people who belong to none any more.
        same: rows that change nothing.
    """

    added: int
    corrected: int
    withdrawn: int
    same: int

    @property
    def changes(self) -> int:
        """How many rows change something."""
        return self.added + self.corrected + self.withdrawn


def preview(supplied: Sequence[apart.Belonging]) -> Brought:
    """Say what supplying groups would change, and change nothing.

    Args:
        supplied: who belongs to which; people who are not on record yet count as new.

    Returns:
        What it would change.
    """
    standing = _standing()
    before = [standing.get((one.person_id, one.attribute)) for one in supplied]
    pairs = [(row, one.group) for row, one in zip(before, supplied, strict=True)]
    return Brought(
        added=sum(row is None and group is not None for row, group in pairs),
        corrected=sum(row is not None and group not in {None, row.group} for row, group in pairs),
        withdrawn=sum(row is not None and group is None for row, group in pairs),
        same=sum((None if row is None else row.group) == group for row, group in pairs),
    )


def bring(supplied: Sequence[apart.Belonging], *, actor: str, at: datetime) -> Brought:
    """Take groups in; what is not named stays as it is.

    Args:
        supplied: who belongs to which; all of them are on record.
        actor: who supplies them.
        at: when.

    Returns:
        What it changed; where that is nothing, nothing was written.
    """
    with transaction.atomic():
        ledger.lock()
        brought = preview(supplied)
        if not brought.changes:
            return brought
        _write(supplied, at)
        # Whose group became which stands nowhere but in the one table.
        body = {"new": brought.added, "corrected": brought.corrected, "withdrawn": brought.withdrawn}
        ledger.append(kind="groups.loaded", at=at, day=at.date(), actor=actor, subject="company", body=body)
    return brought


def note_look(who: Asker, *, at: datetime) -> None:
    """Note that somebody looked at how decisions fall on groups.

    Args:
        who: who.
        at: when.
    """
    Look.objects.get_or_create(account_id=who.account, on=who.on, defaults={"at": at})


def _standing() -> dict[tuple[str, str], Belonging]:
    return {(row.person.key, row.attribute): row for row in Belonging.objects.select_related("person")}


def _write(supplied: Iterable[apart.Belonging], at: datetime) -> None:
    standing, people = _standing(), dict(Person.objects.values_list("key", "pk"))
    new, corrected, withdrawn = [], [], []
    for one in supplied:
        row = standing.get((one.person_id, one.attribute))
        if one.group is None:
            withdrawn += [row.pk] if row is not None else []
        elif row is None:
            number = people[one.person_id]
            new.append(Belonging(person_id=number, attribute=one.attribute, group=one.group, supplied_at=at))
        elif row.group != one.group:
            row.group, row.supplied_at = one.group, at
            corrected.append(row)
    Belonging.objects.bulk_create(new, batch_size=BATCH)
    Belonging.objects.bulk_update(corrected, ["group", "supplied_at"], batch_size=500)
    for start in range(0, len(withdrawn), BATCH):
        Belonging.objects.filter(pk__in=withdrawn[start : start + BATCH]).delete()
