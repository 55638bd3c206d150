"""Where people may be expected to meet the standard elsewhere: reckoned when due, kept where there is a reason to."""

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest

from answerable import __version__
from answerable.engine.attribution import Attribution
from answerable.engine.placement import COMPARED_SCHEMA, Learned, Place
from answerable.facts.roles.models import FacetItem, Role
from answerable.findings import attributing, in_force, prospecting
from answerable.findings.models import Prospect, Prospecting
from answerable.kernel.problems import UsageError
from answerable.panel import Company
from cast import SELLERS
from prospected import CARRIES, CARRY, FOUND, PERHAPS, SHORT, SURE, TYPICAL, prospect, row
from reckoned import RECKONED_ON
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)


def reckoned_with(rows: list[dict[str, object]], asked: set[tuple[str, str]], patch: pytest.MonkeyPatch) -> Prospecting:
    """Look as if the engine had said this, two people at a time."""
    asked_for: list[Place] = []

    def compare(_learned: Learned, places: list[Place]) -> pl.DataFrame:
        asked_for.extend(places)
        there = {place.person_id for place in places}
        return pl.DataFrame([one for one in rows if one["person_id"] in there], schema=COMPARED_SCHEMA, orient="row")

    patch.setattr(prospecting, "AT_ONCE", 2)
    patch.setattr(prospecting, "compare", compare)
    # Only one role is measured here: as if each of them held another one.
    patch.setattr(prospecting, "_elsewhere", lambda _learned, some: [Place(one, "advises") for one in some])
    row = prospecting.prospect(in_force.record(), asked, on=TODAY, at=AT)
    assert row is not None
    assert [place.person_id for place in asked_for] == list(SELLERS)
    return row


def test_what_was_found_is_stored_as_it_is():
    row = Prospecting.objects.get()

    assert (row.as_of, row.engine_version, row.seed) == (RECKONED_ON, __version__, 0)
    assert row.carry == [{"role_id": "advises", "other_role_id": "sells", "movers": 7, **CARRY}]
    kept = row.prospects.get(person__key=SHORT, role__key="leads")
    assert (kept.from_role.key, kept.expected, kept.low, kept.high, kept.standard) == ("sells", 0.92, 0.6, 1.24, 0.9)
    assert (kept.here_expected, kept.here_low, kept.here_high) == (0.63, 0.55, 0.71)
    assert (kept.difference, kept.difference_low, kept.difference_high) == (0.29, -0.07, 0.65)
    assert (kept.told, kept.better, kept.based_on, kept.results) == ("cannot tell", 0.9, 0, 12)
    assert (kept.carry, kept.carry_low, kept.carry_high, kept.conditions) == (0.6, 0.3, 0.85, [TYPICAL])


def test_the_same_facts_of_a_day_are_stored_once():
    assert prospect(FOUND) == Prospecting.objects.get()
    assert Prospect.objects.count() == 3


@pytest.mark.parametrize(("day", "stored"), [(date(2026, 2, 5), 1), (date(2026, 2, 6), 2)])
def test_it_is_due_again_after_a_month(day: date, stored: int):
    found = prospecting.prospect_when_due(in_force.record(), (), on=day, at=AT)

    assert (found is not None) == (stored == 2)
    assert Prospecting.objects.count() == stored


def test_where_one_role_is_measured_there_is_no_other_to_name():
    row = prospecting.prospect(in_force.record(), (), on=TODAY, at=AT)

    assert row is not None
    assert row.as_of == TODAY
    assert row.prospects.count() == 0
    assert row.caveats == [
        "Nobody on record has changed roles: how much people bring along is not known, only believed."
    ]
    assert prospecting.prospect(in_force.record(), (), on=TODAY, at=AT) == row


def test_before_anything_is_measured_nothing_is_stored(monkeypatch: pytest.MonkeyPatch):
    def refuses(*_given: object, **_named: object) -> None:
        raise UsageError("Nothing had been measured.")

    monkeypatch.setattr(attributing, "attribute", refuses)

    assert prospecting.prospect(in_force.record(), (), on=TODAY, at=AT) is None
    assert Prospecting.objects.count() == 1


def test_no_more_is_kept_of_anybody_than_there_is_a_reason_for(monkeypatch: pytest.MonkeyPatch):
    below = {"expected": 0.8}
    rows = [
        # With a gap that lasts, wherever they are expected to meet the standard.
        row(SHORT, "advises", "cannot tell", 0, PERHAPS),
        row(SHORT, "leads", "cannot tell", 0, PERHAPS | below),
        # Without one, where it can be told as well that they would attain more.
        row("seller-2", "advises", "better", 7, SURE),
        row("seller-2", "leads", "better", 7, SURE | below),
        row("seller-3", "advises", "cannot tell", 0, PERHAPS),
        # And whatever role somebody asked for.
        row("seller-4", "leads", "cannot tell", 0, PERHAPS | below),
        row("seller-4", "advises", "cannot tell", 0, PERHAPS),
    ]

    found = reckoned_with(rows, {("seller-4", "leads"), ("seller-5", "leads")}, monkeypatch)

    kept = found.prospects.order_by("person__key", "role__key").values_list("person__key", "role__key")
    assert list(kept) == [(SHORT, "advises"), ("seller-2", "advises"), ("seller-4", "leads")]


def test_what_would_have_to_be_true_names_what_is_not_known_of_what_the_role_asks_for(monkeypatch: pytest.MonkeyPatch):
    role = Role.objects.get(key="advises")
    FacetItem.objects.create(role=role, facet="skill", item="negotiation", level=3, recorded_at=AT)

    found = reckoned_with([row(SHORT, "advises", "better", 7, SURE)], set(), monkeypatch)

    assert found.prospects.get().conditions == [
        CARRIES,
        TYPICAL,
        "The unit there is a typical one.",
        "“negotiation”, not yet assessed, is at 3 or above.",
    ]


def test_people_are_asked_about_in_every_role_that_was_measured_but_their_own(monkeypatch: pytest.MonkeyPatch):
    asked_for: list[Place] = []

    def compare(_learned: Learned, places: list[Place]) -> pl.DataFrame:
        asked_for.extend(places)
        return pl.DataFrame(schema=COMPARED_SCHEMA)

    def learned(company: Company, attribution: Attribution) -> Learned:
        return replace(real(company, attribution), levels={"sells": 1.0, "leads": 1.0, "advises": 1.0})

    real = prospecting.learn
    monkeypatch.setattr(prospecting, "learn", learned)
    monkeypatch.setattr(prospecting, "compare", compare)

    prospecting.prospect(in_force.record(), (), on=TODAY, at=AT)

    assert asked_for == [Place(one, role) for one in SELLERS for role in ("advises", "leads")]
