"""The company's library of what closes gaps."""

from django.db import models

from answerable.facts.dated import DatedFact, one_standing
from answerable.facts.people.models import Person


class Lever(models.Model):
    """One lever of the library. What it says stands in its editions."""

    key = models.CharField(max_length=200, unique=True)
    source = models.CharField(max_length=10)
    retired_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.key


class Edition(DatedFact):
    """What a lever says, from the moment it was written until somebody wrote something else."""

    lever = models.ForeignKey(Lever, models.PROTECT, related_name="editions")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    causes = models.JSONField(default=list)
    facets = models.JSONField(default=list)
    expectation_kinds = models.JSONField(default=list)
    summary = models.TextField()
    steps = models.TextField()
    days = models.PositiveIntegerField(null=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="")
    cost_per = models.CharField(max_length=10, default="")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="levers_owned")
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="levers_written")

    class Meta:
        """One edition stands, and each has its number."""

        constraints = (
            one_standing("one_edition", "lever"),
            models.UniqueConstraint(fields=("lever", "version"), name="one_edition_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"
