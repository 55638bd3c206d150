"""What was given: the talks that hold the reviews of a plan, and what a leader was given before a first lapse."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans.parties import Parties
from answerable.decisions.plans.shown import PlanShown
from answerable.facts.dated import holds
from answerable.facts.people.models import Person, Place
from answerable.facts.support.models import Activity, Measure
from answerable.facts.support.read import WITH_PERSON

GIVEN_DAYS = 180
TAUGHT = ("coaching", "training", "program")


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """A review of a plan.

    Attributes:
        due_on: the day agreed.
        held_on: the day of the first conversation since, None while there is none.
        is_over: whether the day is over.
    """

    due_on: date
    held_on: date | None
    is_over: bool


def reviews_of(case: CaseShown, plan: PlanShown, parties: Parties, *, until: date) -> tuple[ReviewShown, ...]:
    """Say which reviews of a plan were held: a conversation on its day or later holds it, until the next one is due.

    Args:
        case: the case; the caller has asked who may see it.
        plan: its plan.
        parties: whom it concerns.
        until: the last day looked at.

    Returns:
        The reviews in order.
    """
    if plan.agreed_on is None or not plan.reviews or plan.reviews[0] > until:
        return tuple(ReviewShown(day, None, is_over=False) for day in plan.reviews)
    rows = Activity.standing.filter(at__gte=_begins(plan.reviews[0]), at__lt=_begins(until + timedelta(days=1)))
    if case.is_unit:
        rows = rows.filter(kind="team", leader__in=[one.number for one in parties.leaders[:1]])
    else:
        rows = rows.filter(kind__in=WITH_PERSON, person=case.subject_number)
    talks = sorted(moment.date() for moment in rows.values_list("at", flat=True))
    spans = pairwise((*plan.reviews, date.max))
    return tuple(
        ReviewShown(day, next((talk for talk in talks if day <= talk < following), None), is_over=day < until)
        for day, following in spans
    )


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GivenToLeader:
    """What the organisation gave a leader.

    Attributes:
        people: how many report to them.
        talks: conversations they had as a person, in the last 180 days.
        taught: trainings, programs and coaching for them, ever.
        first_lapse_on: the day they first let a duty lapse, None where they never did.
    """

    people: int
    talks: int
    taught: int
    first_lapse_on: date | None


def given_to_leader(leader: int, on: date) -> GivenToLeader:
    """Count what a leader was given, in one question; the caller has asked who may see it."""
    places = Place.objects.filter(holds(on), leader=OuterRef("pk"), level=1)
    talks = Activity.standing.filter(
        person=OuterRef("pk"), kind__in=WITH_PERSON, at__gte=_begins(on - timedelta(days=GIVEN_DAYS))
    )
    taught = Measure.standing.filter(person=OuterRef("pk"), lever__in=TAUGHT)
    lapses = Duty.objects.filter(leader=OuterRef("pk"), lapsed_on__isnull=False, came_from__isnull=True)
    first = lapses.order_by().values("leader").annotate(first=Min("lapsed_on")).values("first")
    row = Person.objects.filter(pk=leader).values_list(
        _counted(places.order_by().values("leader").annotate(n=Count("pk")).values("n")),
        _counted(talks.order_by().values("person").annotate(n=Count("pk")).values("n")),
        _counted(taught.order_by().values("person").annotate(n=Count("pk")).values("n")),
        Subquery(first),
    )
    return GivenToLeader(*row.get())


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)
