"""Somebody begins something else or leaves: a row of its own, and what stood before stays on record."""

from datetime import date, timedelta

import pytest

from answerable.facts.people import write
from answerable.facts.people.models import Assignment, Correction, Person, Place, Unit
from answerable.facts.people.write import Post
from answerable.facts.roles.models import Role
from answerable.rules.verdicts import Verdict
from staged import AT, BEGAN, TODAY

pytestmark = pytest.mark.django_db

YES = Verdict(allowed=True, reasons=())
ROW = ("role__key", "manager__key", "unit__key", "starts_on", "ends_on")


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def post(manager: str = "new-leader", role: str = "sells") -> Post:
    return Post(Role.objects.get(key=role).pk, number(manager), Unit.objects.get(key="south").pk)


def rows(who: str, *, standing: bool = True) -> list[tuple[object, ...]]:
    manager = Assignment.standing if standing else Assignment.objects
    return list(manager.filter(person__key=who).order_by("pk").values_list(*ROW))


def move(who: str = "seller-2", to: Post | None = None, on: date = TODAY) -> Verdict:
    return write.reassign(person=number(who), post=to or post(), on=on, at=AT)


def test_what_was_ends_and_what_is_new_begins_on_the_day():
    assert move() == YES

    stood = ("sells", "leader", "north", BEGAN, None)
    ended, began = ("sells", "leader", "north", BEGAN, TODAY), ("sells", "new-leader", "south", TODAY, None)
    assert rows("seller-2") == [ended, began]
    assert rows("seller-2", standing=False) == [stood, ended, began]
    assert Assignment.objects.get(person__key="seller-2", replaced_at=AT).ends_on is None
    above = Place.objects.filter(person__key="seller-2", ends_on__isnull=True).order_by("level")
    assert list(above.values_list("leader__key", flat=True)) == ["new-leader", "director", "chief"]


def test_moved_twice_on_a_day_only_the_last_stands():
    move()

    assert move(to=post("director", "advises")) == YES

    assert rows("seller-2")[1:] == [("advises", "director", "south", TODAY, None)]


def test_what_was_known_ahead_makes_room():
    Assignment.objects.filter(person__key="seller-2").update(ends_on=TODAY + timedelta(days=60))
    Assignment.objects.create(
        person_id=number("seller-2"),
        role=Role.objects.get(key="advises"),
        manager_id=number("chief"),
        starts_on=TODAY + timedelta(days=60),
        recorded_at=AT,
    )

    assert move() == YES

    assert [(manager, ends) for _role, manager, _unit, _starts, ends in rows("seller-2")] == [
        ("leader", TODAY),
        ("new-leader", None),
    ]


@pytest.mark.parametrize("manager", ["seller-2", "leader"])
def test_nobody_is_put_under_themself_or_into_a_circle(manager: str):
    who = "director" if manager == "leader" else manager
    before = rows(who, standing=False)

    verdict = move(who, post(manager))

    circle = "The new leader is in the line of the person: that runs in a circle."
    assert verdict == Verdict(allowed=False, reasons=(circle,))
    assert rows(who, standing=False) == before


def test_nobody_is_put_under_somebody_who_is_gone():
    Person.objects.filter(key="new-leader").update(ends_on=TODAY)

    assert move().reasons == ("The new leader holds no role any more on that day.",)
    assert len(rows("seller-2", standing=False)) == 1


def test_whoever_leaves_holds_nothing_from_the_day_on():
    write.leave(person=number("seller-2"), on=TODAY, at=AT)

    assert rows("seller-2") == [("sells", "leader", "north", BEGAN, TODAY)]
    assert Person.objects.get(key="seller-2").ends_on == TODAY
    assert Correction.objects.values_list("table", "key", "before", "after").get() == (
        "people",
        "seller-2",
        {"ends_on": None},
        {"ends_on": "2026-01-12"},
    )
    assert not Place.objects.filter(person__key="seller-2", ends_on__isnull=True).exists()
