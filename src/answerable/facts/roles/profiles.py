"""Profiles of roles between the rows that stand, the versions that are kept, and the rules that judge them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from answerable.facts.roles.models import Expectation, FacetItem, Role
from answerable.rules import profiles
from answerable.rules.profiles import Profile


def lasts(on: date) -> Q:
    """Of expectations, those that have not ended by a day."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=on)


def profiles_of(roles: Collection[Role], on: date) -> dict[int, Profile]:
    """The profiles of some roles as they stand.

    Args:
        roles: which.
        on: the day; what has ended by then is no part of them.

    Returns:
        By number of the role.
    """
    expectations: dict[int, list[profiles.Expectation]] = {}
    for row in Expectation.standing.filter(lasts(on), role__in=roles).order_by("name", "key"):
        expectations.setdefault(row.role_id, []).append(expectation_of(row))
    facets: dict[int, list[profiles.FacetItem]] = {}
    for item in FacetItem.standing.filter(role__in=roles).order_by("facet", "item"):
        facets.setdefault(item.role_id, []).append(profiles.FacetItem(item.facet, item.item, item.level, item.weight))
    return {
        role.pk: Profile(
            title=role.title,
            leads_people=role.leads_people,
            ramp_periods=role.ramp_periods,
            expectations=tuple(expectations.get(role.pk, ())),
            facets=tuple(facets.get(role.pk, ())),
        )
        for role in roles
    }


def expectation_of(row: Expectation) -> profiles.Expectation:
    """An expectation on record, as the rules know it."""
    return profiles.Expectation(
        key=row.key,
        name=row.name,
        direction=row.direction,
        cadence=row.cadence,
        kind=row.kind,
        unit=row.unit or "",
        target=row.target,
        target_high=row.target_high,
        tolerance=row.tolerance,
        weight=row.weight,
        value_per_unit=row.value_per_unit,
        currency=row.currency or "",
        starts_on=row.starts_on,
    )


def kept(profile: Profile) -> dict[str, Any]:
    """A profile as plain values, as a version keeps it."""
    return {
        "title": profile.title,
        "leads_people": profile.leads_people,
        "ramp_periods": profile.ramp_periods,
        "expectations": [
            {
                name: value.isoformat() if isinstance(value := getattr(one, name), date) else value
                for name in ("key", *profiles.EXPECTATION_FIELDS)
            }
            for one in profile.expectations
        ],
        "facets": [{name: getattr(one, name) for name in profiles.FACET_FIELDS} for one in profile.facets],
    }


def brought_back(values: dict[str, Any]) -> Profile:
    """The profile of a version."""
    return Profile(
        title=values["title"],
        leads_people=values["leads_people"],
        ramp_periods=values["ramp_periods"],
        expectations=tuple(_expectation(one) for one in values["expectations"]),
        facets=tuple(profiles.FacetItem(**one) for one in values["facets"]),
    )


def _expectation(values: dict[str, Any]) -> profiles.Expectation:
    starts_on = values["starts_on"]
    day = None if starts_on is None else date.fromisoformat(starts_on)
    return profiles.Expectation(**{**values, "starts_on": day})
