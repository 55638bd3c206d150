"""Questions about groups. No answer says of a person, but to that person, which group they belong to."""

from dataclasses import dataclass
from datetime import date

from answerable.facts.groups.models import Belonging, Look
from answerable.facts.people.accounts import Asker
from answerable.rules.fairness import may_see_fairness


@dataclass(frozen=True, slots=True)
class Looked:
    """That somebody looked.

    Attributes:
        who: their name, or the address of their account.
        on: the day.
    """

    who: str
    on: date


def are_supplied() -> bool:
    """Whether any groups are on record."""
    return Belonging.objects.exists()


def groups_by_attribute() -> dict[str, dict[int, str]]:
    """Who belongs where, for the one reckoning that asks for it.

    Returns:
        By attribute, in alphabetical order, the group of each person's number.
    """
    found: dict[str, dict[int, str]] = {}
    rows = Belonging.objects.order_by("attribute", "person").values_list("attribute", "person", "group")
    for attribute, person, group in rows.iterator():
        found.setdefault(attribute, {})[person] = group
    return found


def looks(who: Asker, *, limit: int = 20) -> tuple[Looked, ...]:
    """Who looked at how decisions fall, the latest first, for whoever may look as well."""
    if not may_see_fairness(who.viewer, leads=who.leads).allowed:
        return ()
    rows = Look.objects.select_related("account__person").order_by("-on", "-pk")[:limit]
    return tuple(
        Looked(row.account.person.name if row.account.person is not None else row.account.email, row.on) for row in rows
    )
