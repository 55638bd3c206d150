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


class Total(models.Model):
    """What the people in a leader's line, or in a unit and those below it, reached together in one period.

    Written with the evaluation that first knew the period, and again where figures or the line of then were corrected;
    the page shows the latest. `actual` and `target` are sums, where those say something; `people` of the `held` who
    had the role were measured. A row of nobody says that an earlier one holds no more.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="totals", db_index=False)
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="totals", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="totals", db_index=False)
    expectation = models.CharField(max_length=200)
    period = models.DateField()
    held = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    actual = models.FloatField(null=True)
    target = models.FloatField(null=True)
    attainment = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        """Asked for the last year of some leaders or units."""

        indexes = (
            models.Index(fields=("leader", "period"), name="total_of_leader"),
            models.Index(fields=("unit", "period"), name="total_of_unit"),
        )

    def __str__(self) -> str:
        return f"total of {self.leader_id or self.unit_id} in {self.period}"


class Attribution(models.Model):
    """One reckoning of whose performance is, on the facts as they were known."""

    as_of = models.DateField(db_index=True)
    panel_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    chain = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    shares = models.JSONField()
    caveats = models.JSONField()
    earlier = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        """The same facts looked at on the same day are reckoned once."""

        constraints = (models.UniqueConstraint(fields=("as_of", "panel_hash"), name="one_attribution"),)

    def __str__(self) -> str:
        return f"attribution of {self.as_of}"


class LeaderEffect(models.Model):
    """What a leader adds to the attainment of those led: directly (`manager`), or so many levels down (`line_2`)."""

    attribution = models.ForeignKey(Attribution, models.PROTECT, related_name="effects", db_index=False)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="effects")
    component = models.CharField(max_length=20)
    estimate = models.FloatField()
    sd = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    lfsr = models.FloatField()
    named = models.BooleanField()
    people = models.PositiveIntegerField()
    identified_by = models.PositiveIntegerField()

    class Meta:
        """One a leader and level; asked for those of some leaders."""

        constraints = (
            models.UniqueConstraint(fields=("attribution", "leader", "component"), name="one_effect_of_a_leader"),
        )

    def __str__(self) -> str:
        return f"effect of {self.leader_id}, {self.component}"


class BadlyManaged(models.Model):
    """A person below standard who would probably meet it under a typical leader."""

    attribution = models.ForeignKey(Attribution, models.PROTECT, related_name="badly_managed", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="badly_managed")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="holds_back", db_index=False)
    expectation = models.CharField(max_length=200)
    probability = models.FloatField()
    expected = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()

    class Meta:
        """Asked for the people under some leaders."""

        indexes = (models.Index(fields=("attribution", "leader"), name="badly_managed_by_leader"),)

    def __str__(self) -> str:
        return f"{self.person_id} under {self.leader_id} in {self.expectation}"


class GapExplained(models.Model):
    """Whose an open gap is: its parts, which add up to it.

    `told` holds the parts as whoever has the gap may see them: what is a leader's stands together with where it is.
    """

    attribution = models.ForeignKey(Attribution, models.PROTECT, related_name="explained", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="explained", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="explained", db_index=False)
    expectation = models.CharField(max_length=200)
    shortfall = models.FloatField()
    telling = models.BooleanField()
    parts = models.JSONField()
    told = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        """Asked for one gap."""

        indexes = (
            models.Index(fields=("attribution", "person", "expectation"), name="explained_of_person"),
            models.Index(fields=("attribution", "unit", "expectation"), name="explained_of_unit"),
        )

    def __str__(self) -> str:
        return f"whose the gap of {self.person_id or self.unit_id} in {self.expectation} is"
