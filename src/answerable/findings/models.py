"""What the engine said: evaluations and their findings. Never updated; a new evaluation makes new ones."""

from django.db import models

from answerable.facts.people.models import Person, Unit
from answerable.findings.stored_prospects import Prospect, Prospecting

# Tables with a file of their own; Django looks for all of them here.
__all__ = ("Prospect", "Prospecting")


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


class Fairness(models.Model):
    """How decisions and rules fell on groups, counted on a day: only what may be shown, and nothing of a person.

    `tables` holds one table for each kind of decision and each respect in which groups are told apart. A table keeps
    the day it is of: it stays as it was until five people or more differ, so that no two tables single anybody out.
    """

    as_of = models.DateField(db_index=True)
    engine_version = models.CharField(max_length=40)
    tables = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"fairness of {self.as_of}"


class Organisation(models.Model):
    """How the company was built on a day: its layers, and what its record said about how large a team can be."""

    as_of = models.DateField(db_index=True)
    since = models.DateField()
    engine_version = models.CharField(max_length=40)
    every_days = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    layers = models.JSONField()
    relations = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"organisation of {self.as_of}"


class TeamLed(models.Model):
    """A leader's team, and how much time they had for each in it.

    `record` says whether that is known; what is not known is null.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams", db_index=False)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="teams_led")
    reports = models.PositiveIntegerField()
    span = models.FloatField(null=True)
    record = models.CharField(max_length=10)
    minutes = models.FloatField(null=True)
    owed = models.PositiveIntegerField(null=True)
    kept = models.FloatField(null=True)
    has_time = models.BooleanField(null=True)

    class Meta:
        """One a leader; asked for those of a line."""

        constraints = (models.UniqueConstraint(fields=("organisation", "leader"), name="one_team_of_a_leader"),)

    def __str__(self) -> str:
        return f"team of {self.leader_id}"


class LeversWeighed(models.Model):
    """One look at what levers add, on the facts as they were known."""

    as_of = models.DateField(db_index=True)
    panel_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        """The same facts looked at on the same day are weighed once."""

        constraints = (models.UniqueConstraint(fields=("as_of", "panel_hash"), name="one_look_at_levers"),)

    def __str__(self) -> str:
        return f"levers as of {self.as_of}"


class LeverEffect(models.Model):
    """What a lever as a whole added, or a program of it (`name`), or it where there was a `cause`; empty for all.

    Only where at least five people were helped: nothing here is of one person. `curves` says how gaps ended with it
    and without, month by month.
    """

    weighed = models.ForeignKey(LeversWeighed, models.PROTECT, related_name="effects", db_index=False)
    lever = models.CharField(max_length=30)
    name = models.CharField(max_length=300, default="")
    cause = models.CharField(max_length=100, default="")
    unit_wide = models.BooleanField()
    figures = models.JSONField()
    curves = models.JSONField(default=list)

    class Meta:
        """Asked for those of some levers."""

        constraints = (
            models.UniqueConstraint(
                fields=("weighed", "lever", "name", "cause", "unit_wide"), name="one_effect_of_a_lever"
            ),
        )

    def __str__(self) -> str:
        return f"effect of {self.lever} {self.name}"


class Waiting(models.Model):
    """One look at what waiting has cost and will cost, on the facts and deeds as they were known.

    `helps` says what was known of levers then; `erosion`, whether gaps deepen and spread while nobody acts.
    """

    as_of = models.DateField(db_index=True)
    panel_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    helps = models.JSONField()
    erosion = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        """The same facts and deeds looked at on the same day are reckoned with once."""

        constraints = (models.UniqueConstraint(fields=("as_of", "panel_hash"), name="one_look_at_waiting"),)

    def __str__(self) -> str:
        return f"waiting until {self.as_of}"


class GapWaited(models.Model):
    """What waiting has cost in one open gap, and what the next 13 weeks cost without action and with it."""

    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="gaps", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="waited", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="waited", db_index=False)
    expectation = models.CharField(max_length=200)
    figures = models.JSONField()

    class Meta:
        """Asked for one gap."""

        indexes = (
            models.Index(fields=("person", "expectation", "waiting"), name="waited_of_person"),
            models.Index(fields=("unit", "expectation", "waiting"), name="waited_of_unit"),
        )

    def __str__(self) -> str:
        return f"waiting of {self.person_id or self.unit_id} in {self.expectation}"


class WaitedUnder(models.Model):
    """What waiting cost under a leader, for as long as they led, or in a unit and those below it.

    In all expectations together (where `expectation` is empty), and of leaders in each.
    """

    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="sums", db_index=False)
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="waited_under", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="waited_under", db_index=False)
    expectation = models.CharField(max_length=200, default="")
    figures = models.JSONField()

    class Meta:
        """Asked for some leaders or units."""

        indexes = (
            models.Index(fields=("waiting", "leader"), name="waited_under_leader"),
            models.Index(fields=("waiting", "unit"), name="waited_in_unit"),
        )

    def __str__(self) -> str:
        return f"waiting under {self.leader_id or self.unit_id}"
