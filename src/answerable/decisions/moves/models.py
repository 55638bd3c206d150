"""Moves: openings, proposals, what was decided, the way out, and what became of it."""

from django.db import models

from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Account, Person, Unit
from answerable.facts.roles.models import Role
from answerable.rules.moves import MoveKind, MoveState


class Opening(models.Model):
    """A place to be filled. It says nothing of anybody."""

    role = models.ForeignKey(Role, models.PROTECT, related_name="openings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="openings")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="openings")
    starts_on = models.DateField()
    places = models.PositiveSmallIntegerField(default=1)
    note = models.TextField(default="")
    state = models.CharField(max_length=10, default="open")
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="openings_made")
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Listed by how they stand."""

        indexes = (models.Index(fields=("state", "starts_on"), name="opening_by_state"),)

    def __str__(self) -> str:
        return f"{self.role} in {self.unit}"


class Move(models.Model):
    """That somebody is to hold another role, report to another leader, or leave; as it was proposed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in MoveKind])
    role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="moves_into")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="moves_proposed_to")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="moves_into")
    starts_on = models.DateField()
    opening = models.ForeignKey(Opening, models.PROTECT, null=True, related_name="moves")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="moves")
    from_role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="moves_from")
    from_leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="moves_away")
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="moves_from")
    above = models.ForeignKey(Person, models.PROTECT, null=True, related_name="moves_below")
    own_wish = models.BooleanField(default=False)
    reasons = models.TextField()
    conditions = models.TextField(default="")
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="moves_proposed")
    proposed_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in MoveState])
    told_on = models.DateField(null=True)
    told_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="moves_told")
    answer_by = models.DateField(null=True)
    answer = models.TextField(default="")
    answered_on = models.DateField(null=True)
    took_effect_on = models.DateField(null=True)
    held_up = models.CharField(max_length=300, default="")

    class Meta:
        """One proposal at a time for a person."""

        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(state__in=("proposed", "told", "heard")),
                name="one_undecided_move_of_a_person",
            ),
        )
        indexes = (models.Index(fields=("state", "starts_on"), name="move_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}, {self.state}"


class Decision(models.Model):
    """What a leader decided on a proposal, stored apart from it; never changed, only taken back before its day."""

    move = models.ForeignKey(Move, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="moves_decided_to")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="moves_decided")
    level = models.PositiveSmallIntegerField()
    reason = models.TextField(default="")
    support = models.JSONField(default=dict)
    grounds = models.JSONField(default=list)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    measure = models.CharField(max_length=200, default="")
    kept = models.JSONField(default=list)
    taken_back_on = models.DateField(null=True)
    taken_back_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="moves_taken_back")
    taken_back_why = models.TextField(default="")

    class Meta:
        """One stands."""

        constraints = (
            models.UniqueConstraint(
                fields=("move",), condition=models.Q(taken_back_on__isnull=True), name="one_decision_of_a_move"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} on move {self.move_id}"


class Forecast(models.Model):
    """What was to be expected when it was decided, in one expectation; without figures where nothing could be said."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="forecasts")
    expectation = models.CharField(max_length=200, default="")
    basis = models.CharField(max_length=20)
    expected = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"{self.basis} for decision {self.decision_id}"


class Outcome(models.Model):
    """Where somebody stood so many days after a move, and whether that lies within what was forecast."""

    forecast = models.ForeignKey(Forecast, models.PROTECT, related_name="outcomes")
    expectation = models.CharField(max_length=200, default="")
    mark = models.PositiveSmallIntegerField()
    recorded_on = models.DateField()
    level = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    is_within = models.BooleanField(null=True)

    class Meta:
        """Looked at once each."""

        constraints = (models.UniqueConstraint(fields=("forecast", "mark", "expectation"), name="one_outcome_a_mark"),)

    def __str__(self) -> str:
        return f"after {self.mark} days"


class Going(models.Model):
    """What one side says of how it is going, at a mark; one line."""

    move = models.ForeignKey(Move, models.PROTECT, related_name="goings")
    mark = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10)
    account = models.ForeignKey(Account, models.PROTECT, related_name="goings")
    text = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        """One line a side and mark."""

        constraints = (models.UniqueConstraint(fields=("move", "mark", "side"), name="one_line_a_side"),)

    def __str__(self) -> str:
        return f"{self.side} of move {self.move_id} after {self.mark} days"


class ExitPath(models.Model):
    """How somebody leaves well: the days, what they asked for, and the message both agree on."""

    move = models.OneToOneField(Move, models.PROTECT, related_name="path")
    notice_on = models.DateField(null=True)
    asked = models.TextField(default="")
    asked_version = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="exits_asked")
    message = models.TextField(default="")
    message_version = models.PositiveIntegerField(default=0)
    message_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="exit_messages")
    agreed_by_person_on = models.DateField(null=True)
    agreed_by_leader_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"way out of move {self.move_id}"


class ExitStep(models.Model):
    """One thing to do before somebody leaves well: who, what, by when."""

    path = models.ForeignKey(ExitPath, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=10)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    added_by = models.ForeignKey(Account, models.PROTECT, related_name="exit_steps")
    agreed_by_person_on = models.DateField(null=True)
    agreed_by_leader_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.text


class AlumniNote(models.Model):
    """What became of somebody after they left, as far as they told."""

    path = models.ForeignKey(ExitPath, models.PROTECT, related_name="notes")
    account = models.ForeignKey(Account, models.PROTECT, related_name="alumni_notes")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note of move {self.path_id}"
