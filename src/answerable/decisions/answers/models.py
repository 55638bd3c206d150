"""What the next leader chose when a gap came to them."""

from django.db import models

from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Person


class Choice(models.Model):
    """One choice of the leader who answered for a gap on that day. Several over time are a history."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="choices")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="choices")
    level = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=30)
    reason = models.TextField()
    commitment = models.TextField(default="")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.choice} for case {self.case_id}"
