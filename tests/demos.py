"""A demo company small enough to be loaded in a test."""

from datetime import date

import pytest

from answerable.facts.people.models import Account
from answerable.jobs import demo
from staged import TODAY, staged_company


def make_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the staged company in the place of the demo company: two of its days are left to happen."""
    monkeypatch.setattr(demo, "demo_tables", staged_company)
    monkeypatch.setattr(demo, "FIRST", TODAY)
    monkeypatch.setattr(demo, "TODAY", date(2026, 1, 13))
    monkeypatch.setattr(demo, "PERSONAS", (("seller-1", "Falls short"), ("seller-3", "Does well")))
    monkeypatch.setattr(demo, "PARTNER", ("seller-4", "Partner of the north", ("north",)))
    Account.objects.filter(person__key="seller-1").delete()
    Account.objects.filter(email="administrator@example.com").delete()
