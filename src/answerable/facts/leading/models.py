"""How leaders see their own leading, what their people say of it, and how they mean to grow."""

from django.db import models

from answerable.facts.dated import DatedFact, one_standing
from answerable.facts.people.models import Account, Person

OPEN, REACHED, DROPPED = "open", "reached", "dropped"
STATES = [(state, state) for state in (OPEN, REACHED, DROPPED)]


class SelfView(DatedFact):
    """How a leader saw their own leading on a day: for each of the six duties a score from 1 to 5 and a line."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="self_views")
    on = models.DateField()
    answers = models.JSONField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        """One a day; a second one of a day corrects the first."""

        constraints = (one_standing("one_self_view", "leader", "on"),)

    def __str__(self) -> str:
        return f"self-view of {self.leader_id} on {self.on}"


class PulseAnswer(DatedFact):
    """What somebody said of their leader in a quarter to one statement. Who said it is kept and never shown."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="pulse")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pulse_given")
    statement = models.CharField(max_length=30)
    score = models.PositiveSmallIntegerField(null=True)
    given_on = models.DateField()
    quarter = models.DateField()

    class Meta:
        """Everybody is asked once a quarter, whoever leads them."""

        constraints = (one_standing("one_pulse_answer", "person", "quarter", "statement"),)
        indexes = (models.Index(fields=("leader", "quarter"), name="pulse_by_leader"),)

    def __str__(self) -> str:
        return f"{self.statement} of {self.leader_id}"


class VoicesShown(models.Model):
    """That answers about a leader were shown together, which and to whom: no later group may single anybody out."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="voices_shown")
    item = models.CharField(max_length=200)
    quarter = models.DateField()
    answers = models.JSONField()
    shown_to = models.ForeignKey(Account, models.PROTECT, related_name="voices_seen")
    at = models.DateTimeField()

    class Meta:
        """Asked for by the leader."""

        indexes = (models.Index(fields=("leader", "quarter"), name="voices_shown_of"),)

    def __str__(self) -> str:
        return f"{self.item} of {self.leader_id}, {self.quarter}"


class WeekEstimate(DatedFact):
    """How a leader says a week went, in hours: with people, on reports, with customers, on other things."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="week_estimates")
    week = models.DateField()
    people = models.FloatField()
    reports = models.FloatField()
    customers = models.FloatField()
    other = models.FloatField()

    class Meta:
        """One a week; until it is over it can be corrected."""

        constraints = (one_standing("one_week_estimate", "leader", "week"),)

    def __str__(self) -> str:
        return f"week of {self.week} of {self.leader_id}"


class Aim(models.Model):
    """One thing a leader wants to do better, and what their own leader promises to it. Each text has its version."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="aims")
    text = models.TextField()
    lever = models.CharField(max_length=30)
    by = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    promise = models.TextField(default="")
    promised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="aims_helped")
    promised_on = models.DateField(null=True)
    promise_version = models.PositiveIntegerField(default=0)
    set_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Asked for by the leader."""

        indexes = (models.Index(fields=("leader", "state"), name="aim_by_leader"),)

    def __str__(self) -> str:
        return f"aim {self.pk} of {self.leader_id}"


class AimNote(models.Model):
    """How an aim goes, said by the leader or by their own leader."""

    aim = models.ForeignKey(Aim, models.PROTECT, related_name="notes")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="aim_notes")
    text = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note on aim {self.aim_id}"
