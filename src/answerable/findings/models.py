"""What the engine said: evaluations and their findings. Never updated; a new evaluation makes new ones."""

from django.db import models

from answerable.facts.people.models import Person, Unit


class Evaluation(models.Model):
    """One run of the engine on the facts as they were known."""

    as_of = models.DateField(db_index=True)
    panel_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    policy = models.JSONField()
    summary = models.JSONField()
    caveats = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        """The same facts looked at on the same day are evaluated once."""

        constraints = (models.UniqueConstraint(fields=("as_of", "panel_hash"), name="one_evaluation"),)

    def __str__(self) -> str:
        return f"evaluation of {self.as_of}"


class GapFinding(models.Model):
    """One gap that was open, with its certainty."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="gaps")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="gaps_found")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="gaps_found")
    expectation = models.CharField(max_length=200)
    facts = models.JSONField()
    reasons = models.JSONField()

    def __str__(self) -> str:
        return f"gap in {self.expectation}"


class LevelFinding(models.Model):
    """Where a person or a unit stood in one expectation and period, as believed when that period was first known.

    `standard` is what the role asks for; `shared` is how much of what is missing the whole unit around misses, so
    that a gap of their own is only what lies below `standard - shared`. `probability` is that of a gap of their own.
    A correction of the figures behind it makes a later row; the page shows the latest.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="levels")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="levels", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="levels", db_index=False)
    expectation = models.CharField(max_length=200)
    period = models.DateField()
    attainment = models.FloatField(null=True)
    level = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    standard = models.FloatField()
    shared = models.FloatField(default=0.0)
    probability = models.FloatField()

    class Meta:
        """Asked for the history of one person or unit."""

        indexes = (
            models.Index(fields=("person", "expectation", "period"), name="level_of_person"),
            models.Index(fields=("unit", "expectation", "period"), name="level_of_unit"),
        )

    def __str__(self) -> str:
        return f"level of {self.person_id or self.unit_id} in {self.period}"
