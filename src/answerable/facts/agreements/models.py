"""What two said of what is expected, what was tailored for one person, and who was asked to agree."""

from django.db import models

from answerable.facts.dated import DatedFact, one_standing
from answerable.facts.people.models import Person
from answerable.facts.roles.models import Role


class Saying(models.Model):
    """What one of the two said of one version of a role: that they read it, agree, do not agree, stand by it.

    It counts for that version as it was tailored then (`tailored` says how often that had been done): what is changed
    has to be agreed anew, and what was said before keeps its day.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="sayings")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="sayings_led")
    role = models.ForeignKey(Role, models.PROTECT)
    version = models.PositiveIntegerField()
    tailored = models.PositiveIntegerField(default=0)
    side = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    comment = models.TextField(default="")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Asked for one person in one role."""

        indexes = (models.Index(fields=("role", "version", "person"), name="saying_of_role"),)

    def __str__(self) -> str:
        return f"{self.side} {self.outcome} on {self.day}"


class Tailoring(DatedFact):
    """What is expected of one person from a day to a day, where that differs from what the role expects; and why."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tailored")
    role = models.ForeignKey(Role, models.PROTECT)
    expectation = models.CharField(max_length=200)
    target = models.FloatField()
    target_high = models.FloatField(null=True)
    reason = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="tailored_for_others")

    class Meta:
        """One stands for each first day."""

        constraints = (one_standing("one_tailoring", "person", "expectation", "starts_on"),)

    def __str__(self) -> str:
        return f"{self.expectation} of {self.person_id} from {self.starts_on}"


class Asked(models.Model):
    """That somebody who holds a role was asked to agree on what is expected, until both have said so."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="asked_to_agree")
    role = models.ForeignKey(Role, models.PROTECT)
    version = models.PositiveIntegerField()
    asked_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Asked once, however often the button is pressed."""

        constraints = (
            models.UniqueConstraint(
                fields=("person", "role"), condition=models.Q(ended_at__isnull=True), name="one_open_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} asked on {self.asked_on}"
