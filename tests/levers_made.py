"""A lever of the library at work, in tests: Discovery, which the leader of the stage set to work today."""

from answerable.facts.levers.models import Lever
from answerable.facts.people.models import Person
from answerable.facts.support import write as support
from answerable.facts.support.write import FromLibrary
from staged import AT, TODAY


def lever() -> int:
    """The number of the training."""
    return Lever.objects.get(key="ours-discovery-questions").pk


def set_to_work(*people: str) -> str:
    """Set it to work for some people; the key of the last."""
    leader, library = Person.objects.get(key="leader").pk, FromLibrary(lever(), None)
    given = {"leader": leader, "unit": None, "lever": "training", "name": "Discovery", "expectation": None}
    numbers = (Person.objects.get(key=key).pk for key in people)
    return [support.begin_measure(person=one, on=TODAY, at=AT, library=library, **given) for one in numbers][-1]
