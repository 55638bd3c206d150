"""Roles, what performance means in them, and what they take."""

from django.db import models

from answerable.facts.dated import DatedFact, one_standing


class Role(models.Model):
    """A kind of work."""

    key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    leads_people = models.BooleanField(default=False)
    ramp_periods = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.title


class RoleVersion(models.Model):
    """A role as it was described on a day: one save, or one import, made it.

    The rows of expectations and facets say what stands; a version says what stood, in one piece, so that any two can be
    laid side by side. Whoever made it is named by their key: roles know nothing of people.
    """

    role = models.ForeignKey(Role, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    day = models.DateField()
    author = models.CharField(max_length=320)
    author_name = models.CharField(max_length=320)
    note = models.TextField(default="")
    holds_from = models.DateField(null=True)
    profile = models.JSONField()

    class Meta:
        """Numbered without gaps, each once."""

        constraints = (models.UniqueConstraint(fields=("role", "number"), name="one_version_of_a_role"),)

    def __str__(self) -> str:
        return f"version {self.number} of {self.role_id}"


class Expectation(DatedFact):
    """One thing performance means in a role. A new version is a new row with the same key."""

    key = models.CharField(max_length=200, db_index=True)
    role = models.ForeignKey(Role, models.PROTECT, related_name="expectations")
    name = models.CharField(max_length=300)
    direction = models.CharField(max_length=10)
    cadence = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, default="result")
    unit = models.CharField(max_length=100, null=True)
    target = models.FloatField(null=True)
    target_high = models.FloatField(null=True)
    tolerance = models.FloatField(default=0.1)
    weight = models.FloatField(default=1)
    value_per_unit = models.FloatField(null=True)
    currency = models.CharField(max_length=3, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        """One version stands."""

        constraints = (one_standing("one_expectation", "key"),)

    def __str__(self) -> str:
        return self.name


class FacetItem(DatedFact):
    """One thing a role takes: a skill, an ability, a commitment, a behaviour, a drive, and at which level."""

    role = models.ForeignKey(Role, models.PROTECT, related_name="facets")
    facet = models.CharField(max_length=20)
    item = models.CharField(max_length=200)
    level = models.FloatField()
    weight = models.FloatField(default=1)

    class Meta:
        """One requirement an item."""

        constraints = (one_standing("one_facet_item", "role", "facet", "item"),)

    def __str__(self) -> str:
        return f"{self.facet}: {self.item}"
