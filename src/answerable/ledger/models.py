"""The rows of the ledger. Only `ledger` itself imports them."""

from django.db import models


class Entry(models.Model):
    """One entry of the chain. What it says of people stands in its `Body`, of which it keeps the fingerprint."""

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    body_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Body(models.Model):
    """What an entry says, under a salt of its own. It can be erased as the law asks; the chain stays whole."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="body")
    salt = models.CharField(max_length=32)
    text = models.TextField()
    day = models.DateField()
    actor = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)

    class Meta:
        """Asked for what concerns a person or unit, latest first."""

        indexes = (models.Index(fields=("subject", "entry"), name="ledger_by_subject"),)

    def __str__(self) -> str:
        return f"body of {self.entry_id}"


class Head(models.Model):
    """The end of the chain: one row, locked while something is appended."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}"
