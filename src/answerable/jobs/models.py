"""How far the clock was followed."""

from django.db import models


class Looked(models.Model):
    """The last day everything was brought up to: one row. What follows from an earlier day is on record already."""

    on = models.DateField()

    def __str__(self) -> str:
        return str(self.on)
