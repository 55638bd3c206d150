"""Duties: who owes whom what by when, and what became of it."""

from django.db import models

from answerable.facts.people.models import Person, Unit
from answerable.rules.clocks import DutyKind

KINDS = [(kind.value, kind.value) for kind in DutyKind]


class Duty(models.Model):
    """One thing a leader owes. `subject` names what it hangs on: a case, or the person's time under the leader."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="duties", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="owed")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="owed")
    kind = models.CharField(max_length=30, choices=KINDS)
    case = models.BigIntegerField(null=True)
    arises_on = models.DateField()
    due_on = models.DateField()
    lapses_on = models.DateField()
    kept_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    kept_by = models.BigIntegerField(null=True)
    came_from = models.ForeignKey(Person, models.PROTECT, null=True, related_name="passed_on")

    class Meta:
        """Raised once, however often the clock is looked at."""

        constraints = (
            models.UniqueConstraint(
                fields=("leader", "person", "kind", "arises_on"),
                condition=models.Q(case__isnull=True),
                name="one_duty_to_a_person",
            ),
            models.UniqueConstraint(
                fields=("case", "leader", "kind", "arises_on"),
                condition=models.Q(case__isnull=False),
                name="one_duty_of_a_case",
            ),
        )
        indexes = (
            models.Index(
                fields=("leader", "due_on"), condition=models.Q(ended_on__isnull=True), name="duty_open_by_leader"
            ),
            models.Index(fields=("leader", "due_on"), name="duty_by_leader"),
            models.Index(fields=("person", "due_on"), name="duty_by_person"),
            models.Index(fields=("case",), name="duty_by_case"),
        )

    def __str__(self) -> str:
        return f"{self.kind} owed by {self.leader_id}, due {self.due_on}"
