"""Cases: gaps taken up."""

from django.db import models

from answerable.facts.people.models import Account, Person, Unit
from answerable.findings.models import GapFinding


class Case(models.Model):
    """A gap taken up: of a person or a unit, in one expectation, from the day it opened.

    Later figures can show that a gap opened earlier than anybody knew; its clocks run from `taken_up_on`.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="cases")
    expectation = models.CharField(max_length=200)
    opened_on = models.DateField()
    taken_up_on = models.DateField()
    sustained_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    finding = models.ForeignKey(GapFinding, models.PROTECT, related_name="opened")
    latest = models.ForeignKey(GapFinding, models.PROTECT, related_name="confirmed")
    answerable = models.ForeignKey(Person, models.PROTECT, null=True, related_name="answers_for")
    level = models.PositiveSmallIntegerField()
    since = models.DateField()
    at_top = models.BooleanField(default=False)
    beside = models.JSONField(default=list)
    reasons = models.JSONField(default=list)

    class Meta:
        """One open case for each gap."""

        constraints = (
            models.UniqueConstraint(
                fields=("person", "expectation"),
                condition=models.Q(closed_on__isnull=True, person__isnull=False),
                name="one_open_case_of_a_person",
            ),
            models.UniqueConstraint(
                fields=("unit", "expectation"),
                condition=models.Q(closed_on__isnull=True, unit__isnull=False),
                name="one_open_case_of_a_unit",
            ),
        )
        indexes = (
            models.Index(
                fields=("-level", "opened_on", "id"),
                condition=models.Q(closed_on__isnull=True),
                name="open_case_by_level",
            ),
        )

    def __str__(self) -> str:
        return f"case of {self.person_id or self.unit_id} in {self.expectation}"


class Below(models.Model):
    """What is below a leader: the people in their line, the open gaps of these and of their units.

    Counted anew whenever cases or the line change, so that a page over 20,000 people need not (docs/decisions/0022).
    """

    leader = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="below")
    people = models.PositiveIntegerField()
    gaps = models.PositiveIntegerField()
    sustained = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.people} people and {self.gaps} gaps below {self.leader_id}"


class Answerability(models.Model):
    """That a leader was answerable for a case, at which level, from a day on. Never updated."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answerabilities")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="answerabilities")
    level = models.PositiveSmallIntegerField()
    since = models.DateField()
    recorded_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.leader_id} for case {self.case_id} since {self.since}"


class Response(models.Model):
    """What the person a case is about says to it; it stands beside the claim for good."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="responses")
    account = models.ForeignKey(Account, models.PROTECT)
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"response to case {self.case_id}"
