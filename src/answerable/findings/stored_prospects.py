"""Where people may be expected to meet the standard in another role, as it was said: never updated."""

from django.db import models

from answerable.facts.people.models import Person
from answerable.facts.roles.models import Role


class Prospecting(models.Model):
    """One look at where people may be expected to meet the standard in another role, on the facts as they were known.

    `carry` is how much of what people bring to one role they bring to another, as the engine's table has it.
    """

    as_of = models.DateField(db_index=True)
    panel_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    seed = models.PositiveIntegerField()
    carry = models.JSONField()
    caveats = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        """The same facts looked at on the same day are looked at once."""

        constraints = (models.UniqueConstraint(fields=("as_of", "panel_hash"), name="one_prospecting"),)

    def __str__(self) -> str:
        return f"prospects of {self.as_of}"


class Prospect(models.Model):
    """What may be expected of a person in a role that is not theirs, beside what may be expected where they are.

    Figures are shares of the target with their 90 % intervals. `told` says whether the difference can be told;
    `conditions` is what would have to be true for it. Where the person has held the role, nothing is carried over.
    """

    prospecting = models.ForeignKey(Prospecting, models.PROTECT, related_name="prospects", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="prospects")
    role = models.ForeignKey(Role, models.PROTECT, related_name="prospects", db_index=False)
    from_role = models.ForeignKey(Role, models.PROTECT, related_name="prospects_from", db_index=False)
    expected = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    standard = models.FloatField()
    here_expected = models.FloatField()
    here_low = models.FloatField()
    here_high = models.FloatField()
    difference = models.FloatField()
    difference_low = models.FloatField()
    difference_high = models.FloatField()
    better = models.FloatField()
    told = models.CharField(max_length=12)
    carry = models.FloatField(null=True)
    carry_low = models.FloatField(null=True)
    carry_high = models.FloatField(null=True)
    based_on = models.PositiveIntegerField(null=True)
    results = models.PositiveIntegerField()
    conditions = models.JSONField()

    class Meta:
        """One a person and role; asked for those of a person, and for those in a role."""

        constraints = (models.UniqueConstraint(fields=("prospecting", "person", "role"), name="one_prospect"),)
        indexes = (models.Index(fields=("prospecting", "role"), name="prospect_in_role"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.role_id}"
