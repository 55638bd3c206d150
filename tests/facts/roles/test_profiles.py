"""A profile is kept as plain values and brought back as it was."""

from datetime import date

import pytest

from answerable.facts.roles.models import Expectation, FacetItem, Role
from answerable.facts.roles.profiles import brought_back, kept, profiles_of
from answerable.rules import profiles
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def test_a_profile_comes_back_as_it_was_kept():
    role = Role.objects.get(key="sells")
    FacetItem.objects.create(role=role, facet="skill", item="Discovery", level=4, weight=2, recorded_at=AT)
    Expectation.standing.filter(key="bookings").update(starts_on=date(2025, 1, 1), unit="EUR")

    found = profiles_of([role], TODAY)[role.pk]

    assert found.facets == (profiles.FacetItem("skill", "Discovery", 4.0, 2.0),)
    assert (found.expectations[0].starts_on, found.expectations[0].unit) == (date(2025, 1, 1), "EUR")
    assert kept(found)["expectations"][0]["starts_on"] == "2025-01-01"
    assert brought_back(kept(found)) == found
