"""How a gap is to be closed: the cause, the levers, what both sides commit to, and a day to decide."""

from django.db import models

from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Account, Person
from answerable.rules.plans import Outcome, Side

DRAFT, PROPOSED, RUNNING, ENDED = "draft", "proposed", "running", "ended"
STATES = [(state, state) for state in (DRAFT, PROPOSED, RUNNING, ENDED)]
SIDES = [(side.value, side.value) for side in Side]
OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]


class Cause(models.Model):
    """What somebody thinks a gap comes from. A newer view of theirs replaces it; it stays to be read."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="causes")
    author = models.ForeignKey(Account, models.PROTECT, related_name="causes_seen")
    speaks_as = models.CharField(max_length=10)
    causes = models.JSONField(default=list)
    evidence = models.TextField()
    said_on = models.DateField()
    at = models.DateTimeField()
    replaced_on = models.DateField(null=True)

    class Meta:
        """One view of everybody stands."""

        constraints = (
            models.UniqueConstraint(
                fields=("case", "author"), condition=models.Q(replaced_on__isnull=True), name="one_view_of_a_cause"
            ),
        )

    def __str__(self) -> str:
        return f"what {self.author_id} thinks of case {self.case_id}"


class Plan(models.Model):
    """A plan for one case; `version` grows with every change, so that nobody overwrites what they have not read.

    Beside the one that runs there may be one more that is being written: once agreed, it takes its place.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    version = models.PositiveIntegerField(default=1)
    levers = models.JSONField(default=list)
    milestones = models.JSONField(default=list)
    review_on = models.JSONField(default=list)
    decide_on = models.DateField(null=True)
    began_on = models.DateField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="plans_changed")
    changed_at = models.DateTimeField()
    proposed_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="plans_ended")
    outcome = models.CharField(max_length=20, choices=OUTCOMES, default="")
    reason = models.TextField(default="")

    class Meta:
        """One runs, and one is being written."""

        constraints = (
            models.UniqueConstraint(fields=("case",), condition=models.Q(state=RUNNING), name="one_plan_runs"),
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(state__in=(DRAFT, PROPOSED)), name="one_plan_in_writing"
            ),
        )

    def __str__(self) -> str:
        return f"plan for case {self.case_id}"


class Commitment(models.Model):
    """What one of the two sides will do. Either side says whether it was done; one does not overwrite the other."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="commitments")
    side = models.CharField(max_length=10, choices=SIDES)
    by = models.ForeignKey(Person, models.PROTECT, related_name="plan_commitments")
    text = models.TextField()
    due_on = models.DateField()
    person_says = models.BooleanField(null=True)
    person_said_on = models.DateField(null=True)
    leader_says = models.BooleanField(null=True)
    leader_said_on = models.DateField(null=True)
    leader_said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="plan_commitments_judged")

    def __str__(self) -> str:
        return f"what {self.by_id} will do by {self.due_on}"


class Signature(models.Model):
    """That somebody agreed to a plan as it stood in one version, or that a leader above acknowledged it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="plans_signed")
    version = models.PositiveIntegerField()
    is_acknowledged = models.BooleanField(default=False)
    signed_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """One each."""

        constraints = (
            models.UniqueConstraint(fields=("plan", "person", "version", "is_acknowledged"), name="one_signature_each"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} on plan {self.plan_id}"


class Extension(models.Model):
    """That the next leader gave a decision more time, and why. Never updated."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    by = models.ForeignKey(Person, models.PROTECT, related_name="decisions_extended")
    level = models.PositiveSmallIntegerField()
    given_on = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"case {self.case_id} until {self.until}"
