"""Questions about groups: for one reckoning, and who looked for those who may look."""

import pytest

from answerable.facts.groups import read, write
from answerable.facts.groups.read import Looked
from answerable.facts.people.models import Person
from answerable.panel import apart
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def test_groups_are_found_by_attribute_and_person():
    assert not read.are_supplied()
    write.bring(
        (apart.Belonging("seller-2", "sex", "man"), apart.Belonging("seller-1", "age", "under 40")), actor="a", at=AT
    )

    assert read.are_supplied()
    numbers = dict(Person.objects.values_list("key", "pk"))
    assert read.groups_by_attribute() == {"age": {numbers["seller-1"]: "under 40"}, "sex": {numbers["seller-2"]: "man"}}
    assert list(read.groups_by_attribute()) == ["age", "sex"]


def test_whoever_may_look_reads_who_looked_and_nobody_else_does():
    for name in ("administrator", "partner"):
        write.note_look(asker(name), at=AT)

    assert read.looks(asker("administrator")) == (
        Looked("Pat Partner", TODAY),
        Looked("administrator@example.com", TODAY),
    )
    assert read.looks(asker("chief")) == ()
    assert read.looks(asker("north-partner")) == ()
