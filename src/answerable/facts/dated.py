"""Facts are dated, never overwritten: a correction is a row of its own, and the row before it stays."""

from datetime import date
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Standing(models.Manager[Row]):
    """The rows that have not been replaced by a later one."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """What is held to be so now."""
        return super().get_queryset().filter(replaced_at__isnull=True)


class DatedFact(models.Model):
    """A row that says since when the system has known it, and until when it was held to be so."""

    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: models.Manager[Any] = models.Manager()
    standing: Standing[Any] = Standing()

    class Meta:
        """Every table of facts has these columns; this is no table of its own."""

        abstract = True


def one_standing(name: str, *fields: str) -> models.UniqueConstraint:
    """Of all rows that share a key, at most one stands.

    Args:
        name: the constraint's name.
        fields: the key.

    Returns:
        A constraint that both databases keep.
    """
    return models.UniqueConstraint(fields=fields, condition=models.Q(replaced_at__isnull=True), name=name)


def holds(on: date) -> models.Q:
    """Of rows that hold from a day to a day (the first no longer), those that hold on a day.

    Args:
        on: the day.

    Returns:
        A condition on `starts_on` and `ends_on`.
    """
    return models.Q(starts_on__lte=on) & (models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=on))


def known_by(day: date | None, until: date) -> date | None:
    """Look at the day of something as one knew it earlier.

    Args:
        day: when it happened, None where it has not.
        until: the day looked at.

    Returns:
        The day; None where it had not happened by then.
    """
    return day if day is not None and day <= until else None
