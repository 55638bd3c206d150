"""More that may happen on the stage, in tests: another gap taken up, a duty it brings."""

from datetime import date, timedelta

from answerable.decisions.cases.models import Answerability, Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from answerable.findings.models import Evaluation, GapFinding
from staged import TODAY


def take_up(
    *,
    person: str | None = None,
    unit: str | None = None,
    answers: str | None = None,
    expectation: str = "bookings",
    opened_on: date = TODAY,
    level: int = 1,
) -> Case:
    """Another open case, in which the same was found as in the stage's only one, by the day it opened."""
    facts = GapFinding.objects.filter(person__key="seller-1").order_by("-pk")[0]
    subject = {
        "person": None if person is None else Person.objects.get(key=person),
        "unit": None if unit is None else Unit.objects.get(key=unit),
        "expectation": expectation,
    }
    found = GapFinding.objects.create(
        evaluation=Evaluation.objects.filter(as_of__lte=opened_on).order_by("-as_of", "-pk")[0],
        facts=facts.facts,
        reasons=facts.reasons,
        **subject,
    )
    leader = None if answers is None else Person.objects.get(key=answers)
    case = Case.objects.create(
        opened_on=opened_on,
        taken_up_on=opened_on,
        finding=found,
        latest=found,
        answerable=leader,
        level=level,
        since=opened_on,
        **subject,
    )
    Answerability.objects.create(case=case, leader=leader, level=level, since=opened_on, recorded_on=opened_on)
    return case


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
