"""Groups people belong to, and who looked at how decisions fall on them."""

from django.db import models

from answerable.facts.people.models import Account, Person


class Belonging(models.Model):
    """That a person belongs to a group. What was on record before a correction is not kept: nothing asks for it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="belongings")
    attribute = models.CharField(max_length=100)
    group = models.CharField(max_length=100)
    supplied_at = models.DateTimeField()

    class Meta:
        """One group in each respect."""

        constraints = (models.UniqueConstraint(fields=("person", "attribute"), name="one_group_in_a_respect"),)

    def __str__(self) -> str:
        return f"a group in {self.attribute}"


class Look(models.Model):
    """That somebody looked at how decisions fall on groups, on a day."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="fairness_looks")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """One a day."""

        constraints = (models.UniqueConstraint(fields=("account", "on"), name="one_look_a_day"),)

    def __str__(self) -> str:
        return f"{self.account} on {self.on}"
