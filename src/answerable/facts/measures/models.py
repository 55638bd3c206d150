"""What was expected of each person, and what was measured."""

from django.db import models

from answerable.facts.dated import DatedFact, one_standing
from answerable.facts.people.models import Person


class Target(DatedFact):
    """What was expected of one person in one period, where that differs from what the role expects."""

    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    expectation = models.CharField(max_length=200)
    period = models.DateField()
    target = models.FloatField()

    class Meta:
        """One stands for each person, expectation and period."""

        constraints = (one_standing("one_target", "person", "expectation", "period"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.expectation} in {self.period} expected {self.target}"


class Measurement(DatedFact):
    """What was measured of one person in one period; empty where it is known not to have been."""

    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    expectation = models.CharField(max_length=200)
    period = models.DateField()
    actual = models.FloatField(null=True)

    class Meta:
        """One stands for each person, expectation and period."""

        constraints = (one_standing("one_measurement", "person", "expectation", "period"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.expectation} in {self.period} was {self.actual}"
