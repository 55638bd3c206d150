"""What is agreed of roles, in tests: a target tailored for somebody on the stage."""

from answerable.facts.agreements import write as agreements
from answerable.facts.agreements.write import ForOne, Pair
from answerable.facts.people import read as people
from staged import AT, TODAY


def tailored(key: str, target: float = 80.0) -> int:
    """The number of a tailoring of bookings for a person, by their leader, from today on."""
    sides = people.sides_of(key, TODAY)
    assert sides is not None
    pair = Pair(sides.person.pk, sides.leader.pk, sides.leader.key, sides.role)
    return agreements.tailor(pair, ForOne("bookings", target, None, "Back from leave", TODAY, None), at=AT)
