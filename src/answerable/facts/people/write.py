"""Changes to who is there, who reports to whom and who may sign in."""

from datetime import date

from django.db import transaction

from answerable.facts.people.models import Assignment, Person, Place
from answerable.rules.chain import Spell
from answerable.rules.dated_chain import DatedChains

BATCH = 5_000


def rewrite_places() -> None:
    """Work out everybody's chain anew from the assignments that stand."""
    people = dict(Person.objects.values_list("pk", "key"))
    numbers = {key: number for number, key in people.items()}
    left = {key: day for key, day in Person.objects.values_list("key", "ends_on") if day is not None}
    chains = DatedChains(_spells(people), left)
    with transaction.atomic():
        Place.objects.all().delete()
        rows = [
            Place(
                person_id=number,
                leader_id=numbers[place.leader_id],
                level=place.level,
                starts_on=place.starts_on,
                ends_on=place.ends_on,
            )
            for number, key in people.items()
            for place in chains.of(key)
        ]
        Place.objects.bulk_create(rows, batch_size=BATCH)


def _spells(people: dict[int, str]) -> list[Spell]:
    rows: list[tuple[int, int | None, date, date | None]] = list(
        Assignment.standing.order_by("person", "starts_on").values_list("person", "manager", "starts_on", "ends_on")
    )
    return [Spell(people[who], None if leader is None else people[leader], first, last) for who, leader, first, last in rows]
