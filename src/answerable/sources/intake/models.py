"""Uploads on their way into the facts."""

from django.db import models

from answerable.facts.people.models import Account


class Upload(models.Model):
    """A folder somebody brought: what came of looking at it, and of loading it."""

    account = models.ForeignKey(Account, models.PROTECT)
    brought_at = models.DateTimeField()
    state = models.CharField(max_length=20, default="looking")
    preview = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"upload {self.pk}, {self.state}"
