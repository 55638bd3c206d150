"""What a role asks for beside what was seen: as it stands on record, what is unknown among it."""

from datetime import date

import pytest

from answerable.facts.people.models import Person
from answerable.facts.roles.models import FacetItem, Role
from answerable.facts.support.models import Assessment
from answerable.findings.fitting import Fit, Item, fit_of
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def ask(item: str, level: float, facet: str = "skill") -> None:
    """Let the role of advisers ask for something."""
    FacetItem.objects.create(role=Role.objects.get(key="advises"), facet=facet, item=item, level=level, recorded_at=AT)


def see(item: str, level: float, day: date, evidence: str | None = None, facet: str = "skill") -> None:
    """Put on record what was seen of seller-1."""
    person = Person.objects.get(key="seller-1")
    rest = {"assessed_on": day, "evidence": evidence, "recorded_at": AT}
    Assessment.objects.create(person=person, facet=facet, item=item, level=level, **rest)


def test_items_are_met_short_or_not_known_and_counted_by_facet():
    ask("negotiation", 3)
    ask("product", 4)
    ask("listening", 2)
    ask("learns quickly", 3, "ability")
    see("negotiation", 2, date(2025, 6, 1))
    see("negotiation", 3.5, date(2025, 11, 1), "The call of 3 October.")
    see("product", 3, date(2024, 12, 1))

    found = fit_of(["seller-1"], ["advises", "sells"], TODAY)

    assert found == {
        ("seller-1", "advises"): Fit(
            (
                Item("ability", "learns quickly", 3, None, None, evidence=False, is_old=False, missing=None),
                Item("skill", "listening", 2, None, None, evidence=False, is_old=False, missing=None),
                Item("skill", "negotiation", 3, 3.5, date(2025, 11, 1), evidence=True, is_old=False, missing=0.0),
                Item("skill", "product", 4, 3, date(2024, 12, 1), evidence=False, is_old=True, missing=1.0),
            ),
            (("ability", 0, 0, 1), ("skill", 1, 1, 1)),
        )
    }


def test_what_was_replaced_is_of_another_person_or_lies_ahead_does_not_count():
    ask("negotiation", 3)
    see("negotiation", 4, date(2026, 2, 1))
    see("negotiation", 5, date(2025, 5, 1))
    Assessment.objects.filter(level=5).update(replaced_at=AT)

    found = fit_of(["seller-1", "seller-2"], ["advises"], TODAY)

    assert [item.missing for fit in found.values() for item in fit.items] == [None, None]


def test_of_a_role_that_asks_for_nothing_nothing_is_said():
    assert fit_of(["seller-1"], ["advises"], TODAY) == {}
