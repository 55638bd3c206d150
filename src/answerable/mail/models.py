"""What was sent, so that nothing is sent twice."""

from django.db import models

from answerable.facts.people.models import Account


class Sent(models.Model):
    """That somebody was told of something."""

    account = models.ForeignKey(Account, models.CASCADE)
    about = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """Told once."""

        constraints = (models.UniqueConstraint(fields=("account", "about"), name="told_once"),)

    def __str__(self) -> str:
        return self.about
