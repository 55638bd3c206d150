"""What was given to people: time, measures, agreements; what was seen of them, and what they say of their leaders."""

from django.db import models

from answerable.facts.dated import DatedFact, one_standing
from answerable.facts.levers.models import Lever
from answerable.facts.people.models import Person, Unit
from answerable.facts.roles.models import Role


class Activity(DatedFact):
    """Time a leader spent: with a person, a team, a customer, on a report. Only what was logged here is taken back."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="activities")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="received")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    minutes = models.FloatField()
    is_logged_here = models.BooleanField(default=False)

    class Meta:
        """Asked for by whom it was given to."""

        indexes = (models.Index(fields=("person", "at"), name="activity_by_person"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.leader} at {self.at}"


class Measure(DatedFact):
    """A lever set to work for a person or a unit, against a cause where one was agreed. Its end is a row of its own."""

    key = models.CharField(max_length=200)
    lever = models.CharField(max_length=30)
    name = models.CharField(max_length=300, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="measures")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="measures")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="measures_led")
    expectation = models.CharField(max_length=200, null=True)
    cause = models.CharField(max_length=30, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    library = models.ForeignKey(Lever, models.PROTECT, null=True, related_name="measures")
    planned_until = models.DateField(null=True)
    ended_as = models.CharField(max_length=10, default="")
    stopped_reason = models.TextField(default="")
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="")

    class Meta:
        """One version stands; the others are looked up by key as well."""

        constraints = (one_standing("one_measure", "key"),)
        indexes = (
            models.Index(fields=("library", "starts_on"), name="measure_by_lever"),
            models.Index(fields=("key", "recorded_at"), name="measure_versions"),
        )

    def __str__(self) -> str:
        return f"{self.lever} from {self.starts_on}"


class Progress(models.Model):
    """How far a measure was on a day, and who said so."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="progress")
    share = models.PositiveSmallIntegerField()
    note = models.TextField(default="")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="progress_said")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.share} % on {self.on}"


class Assessment(DatedFact):
    """What was seen of a person in one facet."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assessments")
    facet = models.CharField(max_length=20)
    item = models.CharField(max_length=200)
    level = models.FloatField()
    assessed_on = models.DateField()
    assessor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="assessed")
    evidence = models.TextField(null=True)

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"


class Feedback(DatedFact):
    """What somebody said of a leader. Who said it is kept and never shown."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="feedback")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="feedback_given")
    item = models.CharField(max_length=200)
    score = models.FloatField()
    given_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.item} of {self.leader}"


class Agreement(models.Model):
    """That a leader and a person agreed what is expected in a role; it stands once both have said so."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="agreements")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="agreements_led")
    role = models.ForeignKey(Role, models.PROTECT)
    agreed_by_leader_at = models.DateTimeField(null=True)
    agreed_by_person_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        """One agreement at a time for a person, leader and role."""

        constraints = (
            models.UniqueConstraint(
                fields=("person", "leader", "role"), condition=models.Q(ends_at__isnull=True), name="one_agreement"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} and {self.leader}"
