"""More that may happen on the stage, in tests: another gap taken up, a duty it brings."""

from datetime import date, timedelta

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from staged import TODAY


def take_up(
    *,
    person: str | None = None,
    unit: str | None = None,
    answers: str | None = None,
    expectation: str = "bookings",
    opened_on: date = TODAY,
) -> Case:
    """Another open case, resting on what was found about the stage's only one."""
    found = Case.objects.order_by("pk")[0].latest
    return Case.objects.create(
        person=None if person is None else Person.objects.get(key=person),
        unit=None if unit is None else Unit.objects.get(key=unit),
        expectation=expectation,
        opened_on=opened_on,
        taken_up_on=opened_on,
        finding=found,
        latest=found,
        answerable=None if answers is None else Person.objects.get(key=answers),
        level=1,
        since=opened_on,
    )


def owe(case: Case, *, kind: str = "conversation", leader: str = "leader") -> Duty:
    """What a case asks a leader for, due in a week."""
    return Duty.objects.create(
        leader=Person.objects.get(key=leader),
        person=case.person,
        unit=case.unit,
        kind=kind,
        case=case.pk,
        arises_on=TODAY,
        due_on=TODAY + timedelta(days=7),
        lapses_on=TODAY + timedelta(days=15),
    )
